import CustomerSuccess
import Foundation
import Support
import SyncEngine
import Synchronization

@testable import ReplicaStore

/// A home with a replica file and its journal, as the app has it.
final class FileStore: SimulatedStore {
  private let directory: TemporaryDirectory
  private let home: Home
  private let surroundings = Surroundings()
  private var replica: Replica

  /// A fresh home of that device.
  convenience init(device: Device.ID, user: User.ID) throws {
    let directory = try TemporaryDirectory()
    let home = try Home.open(at: directory.path(of: "home"))
    try home.save(Self.access(device, user))
    try self.init(directory, home)
  }

  private init(_ directory: TemporaryDirectory, _ home: Home) throws {
    self.directory = directory
    self.home = home
    replica = try Replica.open(at: home, environment: surroundings.environment)
  }

  func held() throws -> ReplicaContent {
    try replica.file.write { connection in
      let transaction = SQLReplicaTransaction(connection, now: surroundings.now)
      var content = ReplicaContent(try transaction.state())
      for table in Schema.tables {
        let ids = try connection.all("SELECT id FROM \"\(table.name)\"") { $0.requiredText() }
        for id in ids {
          content.rows[RowKey(table, id)] = try transaction.placed(table, id)
        }
      }
      for preimage in try transaction.preimages() { content.preimages[preimage.key] = preimage }
      content.outbox = try transaction.outbox(after: 0, limit: .max)
      content.sent = try transaction.sent()
      content.attention = try connection.all("SELECT pending, result FROM attention") { reader in
        AttentionItem(
          mutation: try SQLReplicaTransaction.decode(reader.requiredText()),
          result: try reader.text().map(SQLReplicaTransaction.decodeResult))
      }
      return content
    }
  }

  func perform(_ mutation: Mutation, id: PendingMutation.ID, at: Instant) throws {
    surroundings.next(id, at: at)
    try replica.perform([mutation])
  }

  func unsentCount() throws -> Int { try replica.unsentCount() }

  func nextPush(limit: Int) throws -> PushRequest? { try replica.nextPush(limit: limit) }

  func acknowledge(_ response: PushResponse) throws { try replica.acknowledge(response) }

  func nextPull(_ lane: Lane) throws -> PullRequest { try replica.nextPull(lane) }

  func receive(_ response: PullResponse, to request: PullRequest) throws -> PullOutcome {
    let outcome = try replica.receive(response, to: request)
    if case .complete = outcome { try replica.finishLoad() }
    return outcome
  }

  func restartPull(_ lane: Lane) throws { try replica.restartPull(lane) }

  func adopt(epoch: Int64, lastSequence: Int64) throws {
    try replica.adopt(epoch: epoch, lastSequence: lastSequence)
  }

  func rewind(to lastSequence: Int64) throws { try replica.rewind(to: lastSequence) }

  func park() throws { try replica.park() }

  func renew(as device: Device.ID) throws {
    try replica.renew(as: Self.access(device, held().sync.user))
  }

  func restart() throws {
    try replica.close()
    replica = try Replica.open(at: home, environment: surroundings.environment)
    guard replica.openingFacts.isEmpty else {
      throw Violation("a replica is not found as it was left: \(replica.openingFacts)")
    }
  }

  func copy() throws -> any SimulatedStore {
    try replica.close()
    let place = try TemporaryDirectory()
    try FileManager.default.copyItem(atPath: home.path, toPath: place.path(of: "home"))
    replica = try Replica.open(at: home, environment: surroundings.environment)
    return try FileStore(place, Home.open(at: place.path(of: "home")))
  }

  private static func access(_ device: Device.ID, _ user: User.ID) -> ServiceAccess {
    ServiceAccess(
      service: "https://tam.example.com", device: device.rawValue, token: "secret", user: user,
      userName: user.rawValue, company: "Example")
  }
}

/// Time and the ids of edits, as the simulation has them.
private final class Surroundings: Sendable {
  private let state = Mutex((now: SimulatedCompany.noon, id: ""))

  var now: Instant { state.withLock { $0.now } }

  var environment: ReplicaEnvironment {
    ReplicaEnvironment(
      now: { self.now }, secondsFromGMT: { _ in 0 }, newID: { self.state.withLock { $0.id } })
  }

  func next(_ id: PendingMutation.ID, at: Instant) {
    state.withLock { $0 = (at, id.rawValue) }
  }
}
