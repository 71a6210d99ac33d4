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
      let label = label ?? session.label
      let inverses = session.inverses
      if let inverses {
        try UndoJournal(connection: session.transaction.connection).add(
          label, inverses, at: environment.now())
      }
      return EditReceipt(
        ids: session.performed.map(\.pending.id), label: label, accounts: session.accounts,
        didChange: session.performed.contains(where: \.applied.didChange),
        isUndoable: inverses != nil, isCrowded: session.performed.contains(where: \.isCrowded))
    }
    if let draft {
      // The list of drafts leaves out what was submitted, so a file that stays does no harm.
      try? discardLocalDraft(draft)
    }
    return receipt
  }

  /// Takes the newest step back by applying its inverse; nil when there is none.
  ///
  /// - Throws: ``UndoRefusal`` when the rows have changed so much that it is not possible.
  package func undo() throws -> UndoneEdit? { try toggle(undone: false) }

  /// Does the step undone last once more; nil when there is none.
  ///
  /// - Throws: ``UndoRefusal``.
  package func redo() throws -> UndoneEdit? { try toggle(undone: true) }

  /// Newest first; steps that were undone and wait to be done again come before the others.
  package func undoList(limit: Int = 100) throws -> [UndoStep] {
    try file.read { try UndoJournal(connection: $0).steps(limit: limit) }
  }

  /// The step on top of the undo stack, or of the redo stack, applied and turned around.
  private func toggle(undone: Bool) throws -> UndoneEdit? {
    guard
      let step = try file.read({ try UndoJournal(connection: $0).next(undone: undone) })
    else { return nil }
    do {
      return try edit(submitting: nil) { session in
        for mutation in step.mutations { try session.perform(mutation) }
        let journal = UndoJournal(connection: session.transaction.connection)
        try journal.turn(step.id, undone: !undone, mutations: session.inverses)
        return UndoneEdit(label: step.label, accounts: session.accounts)
      }
    } catch let refusal as MutationRefusal {
      try file.write { try UndoJournal(connection: $0).remove(step.id) }
      throw UndoRefusal(label: step.label, refusal: refusal)
    }
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
      let session = try EditSession(connection, environment)
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
