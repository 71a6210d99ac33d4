import Synchronization

/// What one commit changed.
package struct ReplicaChange: Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// An edit made through this replica, or its undoing.
    case edit
    case sync
    /// Only facts about the sync: phase, last error, next attempt.
    case status
    /// Another program wrote the file.
    case otherProgram
  }

  package let cause: Cause
  /// Names of schema tables with changed rows; all of them after a large change.
  package let tables: Set<String>
}

/// Keeps a handler informed until it is cancelled or let go of.
package final class ChangeObservation: Sendable {
  private let onCancel: @Sendable () -> Void

  init(onCancel: @escaping @Sendable () -> Void) { self.onCancel = onCancel }

  deinit { onCancel() }

  package func cancel() { onCancel() }
}

/// The handlers to call after each commit.
final class ChangeBroadcast: Sendable {
  private struct State {
    var next = 0
    var handlers: [Int: @Sendable (ReplicaChange) -> Void] = [:]
  }

  private let state = Mutex(State())

  func add(_ handler: @escaping @Sendable (ReplicaChange) -> Void) -> ChangeObservation {
    let key = state.withLock { state in
      state.next += 1
      state.handlers[state.next] = handler
      return state.next
    }
    return ChangeObservation { [weak self] in
      self?.state.withLock { _ = $0.handlers.removeValue(forKey: key) }
    }
  }

  /// Calls the handlers on the thread that committed; they must be quick.
  func send(_ change: ReplicaChange) {
    let handlers = state.withLock { Array($0.handlers.values) }
    for handler in handlers { handler(change) }
  }
}
