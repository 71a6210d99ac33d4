import Dispatch
import GRDB
import Synchronization

/// The connections that only read, opened one by one as they are needed at the same time.
final class ReadingConnections: Sendable {
  private struct State {
    var isInUse = false
    var idle: [DatabaseQueue] = []
  }

  private let path: String
  private let configuration: Configuration
  private let places: DispatchSemaphore
  private let state = Mutex(State())

  /// - Parameter limit: How many there may be; whoever comes later waits.
  init(path: String, configuration: Configuration, limit: Int) {
    self.path = path
    self.configuration = configuration
    self.places = DispatchSemaphore(value: limit)
  }

  /// Whether ``read(_:)`` does anything; false in the beginning.
  var isInUse: Bool {
    get { state.withLock(\.isInUse) }
    set { state.withLock { $0.isInUse = newValue } }
  }

  /// Lends a connection that nobody else has; nil while there is to be none.
  func read<Answer>(_ body: (Database) throws -> Answer) throws -> Answer? {
    guard isInUse else { return nil }
    places.wait()
    defer { places.signal() }
    let idle = state.withLock { $0.idle.popLast() }
    let connection = try idle ?? DatabaseQueue(path: path, configuration: configuration)
    defer { state.withLock { $0.idle.append(connection) } }
    return try connection.inDatabase(body)
  }

  /// Nothing may be read any more.
  func close() throws {
    let idle = state.withLock { state in
      defer { state = State() }
      return state.idle
    }
    for connection in idle { try connection.close() }
  }
}
