import CustomerSuccess
import SyncEngine

extension Replica {
  /// Takes the newest step back by applying its inverse; nil when there is none.
  ///
  /// - Throws: ``UndoRefusal`` when the rows have changed so much that it is not possible.
  package func undo() throws -> UndoneEdit? { try toggle(undone: false) }

  /// Does the step undone last once more; nil when there is none.
  ///
  /// - Throws: ``UndoRefusal``.
  package func redo() throws -> UndoneEdit? { try toggle(undone: true) }

  /// Takes steps back one after the other, from the newest down to that one.
  ///
  /// - Throws: ``UndoRefusal`` at the first that is not possible; those before it stay taken back.
  package func undo(through step: UndoStep.ID) throws -> [UndoneEdit] {
    try walk(undone: false) { $0 >= step }
  }

  /// Does steps again one after the other, from the one undone last up to that one.
  ///
  /// - Throws: ``UndoRefusal``, as ``undo(through:)`` does.
  package func redo(through step: UndoStep.ID) throws -> [UndoneEdit] {
    try walk(undone: true) { $0 <= step }
  }

  /// Takes one step back and leaves those after it; the taking back is a step of its own.
  ///
  /// - Throws: ``TakeBackRefusal``; nothing is changed then, and the step stays in the list.
  ///   ``ReplicaError/noSuchItem(id:)`` when it is not in the list, or was undone.
  @discardableResult
  package func takeBack(_ id: UndoStep.ID) throws -> UndoneEdit {
    let (step, newest, later) = try file.read { connection in
      let journal = UndoJournal(connection: connection)
      guard let step = try journal.step(id) else {
        throw ReplicaError.noSuchItem(id: "step \(id)")
      }
      let newest = try journal.next(undone: false)?.id
      return (step, newest, try journal.overwriter(of: step))
    }
    do {
      if newest == id, let undone = try undo() { return undone }
      if let later { throw TakeBackRefusal.overwritten(label: step.label, by: later) }
      return try edit(submitting: nil) { session in
        for mutation in step.mutations { try session.perform(mutation) }
        _ = try session.finish(label: "Took back: \(step.label)")
        return UndoneEdit(label: step.label, accounts: session.accounts)
      }
    } catch let refusal as MutationRefusal {
      throw TakeBackRefusal.refused(label: step.label, refusal)
    }
  }

  /// Makes one step of all that were made after that one, so that they are undone as one.
  ///
  /// - Parameter step: Nil for all steps there are.
  /// - Returns: How many there were.
  @discardableResult
  package func joinUndo(after step: UndoStep.ID?) throws -> Int {
    try file.write { try UndoJournal(connection: $0).join(after: step ?? 0) }
  }

  /// The step that ``undo()`` takes back next; nil when there is none.
  package func newestStep() throws -> UndoStep.ID? {
    try file.read { try UndoJournal(connection: $0).next(undone: false)?.id }
  }

  /// Newest first; steps that were undone and wait to be done again come before the others.
  package func undoList(limit: Int = 100) throws -> [UndoStep] {
    try file.read { try UndoJournal(connection: $0).steps(limit: limit) }
  }

  private func walk(
    undone: Bool, while isWanted: (UndoStep.ID) -> Bool
  ) throws -> [UndoneEdit] {
    var done: [UndoneEdit] = []
    while let next = try file.read({ try UndoJournal(connection: $0).next(undone: undone) }),
      isWanted(next.id), let edit = try toggle(undone: undone)
    {
      done.append(edit)
    }
    return done
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
        try journal.turn(
          step.id, undone: !undone, mutations: session.inverses, edits: session.performed)
        return UndoneEdit(label: step.label, accounts: session.accounts)
      }
    } catch let refusal as MutationRefusal {
      try file.write { try UndoJournal(connection: $0).remove(step.id) }
      throw UndoRefusal(label: step.label, refusal: refusal)
    }
  }
}
