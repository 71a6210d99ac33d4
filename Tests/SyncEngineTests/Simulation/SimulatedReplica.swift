import CustomerSuccess
import Support
import SyncEngine

/// One installation of the app: a replica, the machine that drives its sync, and what it waits for.
final class SimulatedReplica {
  /// Unique among all replicas, copies included.
  let number: Int
  let user: User.ID
  let store: any SimulatedStore
  private(set) var machine = ClientMachine()
  /// What the machine asked for and has not been done yet.
  private(set) var waiting: [ClientMachine.Effect] = []
  private(set) var timer: (number: Int, milliseconds: Int)?
  /// The answer that is to be applied, with what it answers.
  var received: (response: PullResponse, request: PullRequest)?
  /// Every edit that was accepted here.
  var made: Set<PendingMutation.ID> = []

  init(number: Int, user: User.ID, store: any SimulatedStore) {
    self.number = number
    self.user = user
    self.store = store
  }

  /// The same home directory on another machine.
  func copy(number: Int) throws -> SimulatedReplica {
    let copy = SimulatedReplica(number: number, user: user, store: try store.copy())
    copy.made = made
    return copy
  }

  var unsent: Int {
    get throws { try store.unsentCount() }
  }

  func step(
    _ event: ClientMachine.Event, at now: Instant, _ random: inout SeededGenerator
  ) throws {
    for effect in machine.step(event, at: now, using: &random) {
      switch effect {
      case .armTimer(let number, let milliseconds): timer = (number, milliseconds)
      case .cancelTimer: timer = nil
      case .cancelRequest: waiting = []
      case .push, .pull, .apply, .recover, .wipe: waiting.append(effect)
      }
    }
    try checkTimer()
  }

  func nextEffect() -> ClientMachine.Effect? { waiting.isEmpty ? nil : waiting.removeFirst() }

  func takeTimer() -> (number: Int, milliseconds: Int)? {
    defer { timer = nil }
    return timer
  }

  /// The program ends and starts again: the machine forgets, the replica does not.
  func restart(at now: Instant, _ random: inout SeededGenerator) throws {
    machine = ClientMachine()
    waiting = []
    timer = nil
    received = nil
    try store.restart()
    try step(.wentOnline(unsent: unsent), at: now, &random)
  }

  private func checkTimer() throws {
    guard machine.phase.isOnline, timer?.number != machine.timer || machine.timer == nil else {
      return
    }
    throw Violation("replica \(number) is \(machine.phase) without an armed timer")
  }
}

/// A promise that was broken.
struct Violation: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
