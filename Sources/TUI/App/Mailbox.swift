import Synchronization

/// Events from other threads on their way to the event loop.
///
/// Posting never waits for the loop; the bell wakes it.
final class Mailbox: Sendable {
  private let waiting = Mutex<[AppEvent]>([])
  private let ring: @Sendable () -> Void

  nonisolated init(ring: @escaping @Sendable () -> Void) { self.ring = ring }

  nonisolated func post(_ event: AppEvent) {
    waiting.withLock { waiting in
      // A hundred commits of a first sync ask for one reading, not for a hundred.
      if case .replicaChanged = event, case .replicaChanged = waiting.last { return }
      waiting.append(event)
    }
    ring()
  }

  /// Everything that came since the last time, in order.
  nonisolated func take() -> [AppEvent] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
