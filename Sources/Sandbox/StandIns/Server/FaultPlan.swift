import Synchronization

/// One thing that goes wrong: which requests it meets, and what happens to them.
package struct Fault: Sendable {
  package enum Occurrence: Sendable {
    case always
    /// Of the requests that match, counted from 1.
    case nth(Int)
    case every(Int)
  }

  package enum Action: Sendable {
    /// In place of the service, which does not see the request.
    case answer(StandInAnswer)
    /// The connection closes without an answer; the service does not see the request.
    case closeBefore
    /// The service works on the request, and the connection closes without an answer.
    case closeAfter
    /// The body ends early, against its length.
    case cutBody(keeping: Int)
    /// There is never an answer.
    case hang
    /// Something else happens first, such as a row changing; then the service answers.
    case first(@Sendable () -> Void)
    /// The service's answer, changed.
    case change(@Sendable (inout StandInAnswer) -> Void)
  }

  let method: String?
  let path: String
  let occurrence: Occurrence
  let times: Int
  let action: Action

  /// - Parameters:
  ///   - path: A piece of the path, which may lead over into the query.
  ///   - method: Nil for all.
  ///   - times: How often it happens at most.
  package init(
    _ path: String, method: String? = nil, on occurrence: Occurrence = .always,
    times: Int = .max, _ action: Action
  ) {
    self.method = method
    self.path = path
    self.occurrence = occurrence
    self.times = times
    self.action = action
  }
}

/// The faults that a stand-in is told to have.
package final class FaultPlan: Sendable {
  private struct Entry {
    let fault: Fault
    var met = 0
    var happened = 0

    var isDue: Bool {
      guard happened < fault.times else { return false }
      return switch fault.occurrence {
      case .always: true
      case .nth(let number): met == number
      case .every(let step): met.isMultiple(of: step)
      }
    }
  }

  private let entries = Mutex<[Entry]>([])

  package func add(_ fault: Fault) {
    entries.withLock { $0.append(Entry(fault: fault)) }
  }

  package func clear() { entries.withLock { $0 = [] } }

  /// The first fault that meets the request; every fault that matches counts it.
  func action(for request: StandInRequest) -> Fault.Action? {
    entries.withLock { entries in
      var action: Fault.Action?
      for index in entries.indices where entries[index].fault.matches(request) {
        entries[index].met += 1
        guard action == nil, entries[index].isDue else { continue }
        entries[index].happened += 1
        action = entries[index].fault.action
      }
      return action
    }
  }
}

extension Fault {
  fileprivate func matches(_ request: StandInRequest) -> Bool {
    guard method == nil || method == request.method else { return false }
    return "\(request.path)?\(request.rawQuery)".contains(path)
  }
}
