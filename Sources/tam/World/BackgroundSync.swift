import Logging
import ReplicaStore
import SyncClient
import Synchronization

/// Syncs beside the app, on other threads than the one that draws.
final class BackgroundSync: Sendable {
  private struct State {
    var synchronizer: Synchronizer?
    var observation: ChangeObservation?
  }

  private let place: Workplace
  private let state = Mutex(State())

  init(_ place: Workplace) { self.place = place }

  /// Begins; nothing of the network is touched before.
  func start() {
    Task.detached(priority: .utility) { [self] in
      do {
        let synchronizer = try place.synchronizer()
        let observation = place.replica.changes { change in
          guard change.cause == .edit else { return }
          Task { await synchronizer.edited() }
        }
        state.withLock { $0 = State(synchronizer: synchronizer, observation: observation) }
        await synchronizer.run()
      } catch {
        note("\(error)")
      }
    }
  }

  /// Syncs at once instead of at the next turn.
  func nudge() {
    guard let synchronizer = state.withLock({ $0.synchronizer }) else { return }
    Task { await synchronizer.nudge() }
  }

  /// Shows on the status line why there is no sync.
  private func note(_ reason: String) {
    do {
      try place.replica.write(SyncFacts(connection: .loginNeeded, lastError: reason))
    } catch {
      place.logger("tam").error("the sync did not begin", metadata: ["error": "\(reason)"])
    }
  }
}
