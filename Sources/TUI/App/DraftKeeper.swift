import Dispatch
import ReplicaStore
import Synchronization

/// Puts drafts on the disk beside the event loop, so that typing never waits for the disk.
///
/// Of several versions of a draft that wait only the newest is written. A `kill -9` costs at most the letters
/// typed while the last write was under way.
final class DraftKeeper: Sendable {
  private let replica: Replica
  private let queue = DispatchQueue(label: "tamarack.drafts")
  private let newest = Mutex<[LocalDraft.ID: LocalDraft]>([:])
  private let onFailure: @Sendable (String) -> Void

  nonisolated init(replica: Replica, onFailure: @escaping @Sendable (String) -> Void) {
    self.replica = replica
    self.onFailure = onFailure
  }

  nonisolated func keep(_ draft: LocalDraft) {
    newest.withLock { $0[draft.id] = draft }
    queue.async { [self] in
      guard let draft = newest.withLock({ $0.removeValue(forKey: draft.id) }) else { return }
      attempt { try replica.saveLocalDraft(draft) }
    }
  }

  nonisolated func discard(_ id: LocalDraft.ID) {
    queue.async { [self] in
      newest.withLock { _ = $0.removeValue(forKey: id) }
      attempt { try replica.discardLocalDraft(id) }
    }
  }

  /// Returns when everything kept so far is on the disk.
  nonisolated func flush() { queue.sync {} }

  private nonisolated func attempt(_ action: () throws -> Void) {
    do {
      try action()
    } catch {
      onFailure("The draft could not be kept: \(error)")
    }
  }
}
