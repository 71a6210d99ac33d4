import CustomerSuccess
import Dispatch
import ReplicaStore
import Synchronization

// Decisions on steps of the undo list, and on edits that the service refused.
extension Workshop {
  /// Stops at the first step that cannot be taken back; those before it are.
  nonisolated func walk(_ choice: HistoryChoice) {
    write { replica in
      switch choice {
      case .undoDown(let step):
        return .undone(Self.words(try replica.undo(through: step)))
      case .redoUp(let step): return .done(Self.words(try replica.redo(through: step)))
      case .takeBack(let steps):
        return .undone(Self.words(try steps.map { try replica.takeBack($0) }))
      }
    }
  }

  private nonisolated static func words(_ edits: [UndoneEdit]) -> String {
    guard let last = edits.last else { return "nothing" }
    return edits.count == 1 ? last.label : "\(edits.count) steps, the last: \(last.label)"
  }

  /// Stops at the first that is refused; those before it are settled.
  nonisolated func settle(_ choice: AttentionChoice) {
    write { [mailbox] replica in
      switch choice {
      case .retry(let ids):
        let labels = try ids.map { try replica.retry(attention: $0).label }
        return .done(labels.count == 1 ? labels[0] : "Made \(labels.count) edits again")
      case .discard(let ids):
        for id in ids { try replica.discard(attention: id) }
        return .settled(ids.count == 1 ? "Gave the edit up" : "Gave \(ids.count) edits up")
      case .keepAsDrafts(let ids):
        for id in ids { _ = try Self.keepAsDraft(id, in: replica) }
        return .settled(
          ids.count == 1
            ? "Kept as a draft, which the form offers again"
            : "Kept \(ids.count) as drafts, which the form offers")
      case .editAgain(let id):
        mailbox.post(.resumed(try Self.keepAsDraft(id, in: replica)))
        return .settled("Change what was refused, and log it again")
      }
    }
  }

  /// The draft is on the disk before the refused edit goes.
  private nonisolated static func keepAsDraft(
    _ id: AttentionItem.ID, in replica: Replica
  ) throws -> LocalDraft {
    guard let item = try replica.attention().first(where: { $0.id == id }),
      case .logActivity(let activity) = item.mutation
    else { throw ReplicaError.noSuchItem(id: id.rawValue) }
    let environment = replica.environment
    let ids = activity.fields[Activity.internalAttendees]?.split(separator: ";") ?? []
    let colleagues = try ids.map { id in
      try replica.row(User.table, String(id))?[User.email] ?? String(id)
    }
    let draft = LocalDraft(
      id: LocalDraft.ID(environment.newID()), refused: activity, customer: item.accountName,
      colleagues: colleagues, savedAt: environment.now())
    try replica.saveLocalDraft(draft)
    try replica.discard(attention: id)
    return draft
  }

  nonisolated func beginReplay() {
    writing.async { [self] in
      do {
        let newest = try replica.newestStep()
        replayStart.withLock { $0 = newest }
      } catch {
        mailbox.post(.failed("The undo list could not be read: \(error)"))
      }
    }
  }

  nonisolated func endReplay() {
    writing.async { [self] in
      do {
        let start = replayStart.withLock { $0 }
        mailbox.post(.replayEnded(steps: try replica.joinUndo(after: start)))
      } catch {
        mailbox.post(.failed("The steps stay apart in the undo list: \(error)"))
      }
    }
  }
}
