package import CustomerSuccess
import SyncEngine

extension Replica {
  /// Applies mutations at once, as one step that is undone as one.
  ///
  /// They are on the disk twice, in the journal and in the replica, before this returns.
  ///
  /// - Parameters:
  ///   - label: What the undo list calls the step; nil for the words of the mutations.
  ///   - draft: The local draft this edit came from; it goes in the same moment.
  /// - Throws: `MutationRefusal` when one is not possible, `OutboxError` when too many wait,
  ///   ``ReplicaError`` when the disk is full or the file cannot be written. Nothing is changed
  ///   then, and the draft stays.
  @discardableResult
  package func perform(
    _ mutations: [Mutation], label: String? = nil, submitting draft: LocalDraft.ID? = nil
  ) throws -> EditReceipt {
    let receipt = try edit(submitting: draft) { session in
      for mutation in mutations { try session.perform(mutation) }
      return try session.finish(label: label)
    }
    if let draft {
      // The list of drafts leaves out what was submitted, so a file that stays does no harm.
      try? discardLocalDraft(draft)
    }
    return receipt
  }

  /// One transaction of edits; the journal has them before the replica commits.
  func edit<Answer>(
    submitting draft: LocalDraft.ID?, _ body: (EditSession) throws -> Answer
  ) throws -> Answer {
    guard me != nil else { throw ReplicaError.notLoggedIn }
    var lengthBefore: Int?
    let takeBack = {
      if let lengthBefore { try self.journal.takeBack(to: lengthBefore) }
    }
    let (answer, change) = try file.write(takeBack: takeBack) { connection in
      let session = EditSession(connection, environment)
      let answer = try body(session)
      if let draft {
        try connection.run(
          "INSERT OR IGNORE INTO submitted_draft (id) VALUES (?1)", [draft.stored])
      }
      if !session.items.isEmpty {
        let entry = JournalEntry.edit(JournalEdit(items: session.items, draft: draft))
        lengthBefore = try journal.append([entry])
      }
      return (answer, session.change)
    }
    broadcast.send(change)
    return answer
  }
}
