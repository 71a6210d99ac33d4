package import CustomerSuccess
package import SyncEngine

/// What came of an edit that was taken.
package struct EditReceipt: Equatable, Sendable {
  /// The mutations as they wait for the service, in their order.
  package let ids: [PendingMutation.ID]
  /// What was done, in words; plain text that may hold anything a customer's name holds.
  package let label: String
  /// The customers concerned.
  package let accounts: [Account.ID]
  /// False when the rows already were as wanted.
  package let didChange: Bool
  /// ``Replica/undo()`` takes it back.
  package let isUndoable: Bool
  /// So many edits wait for the service that the person should be told.
  package let isCrowded: Bool
}

/// What an undo or redo did.
package struct UndoneEdit: Equatable, Sendable {
  /// The step's words, as in ``UndoStep/label``.
  package let label: String
  package let accounts: [Account.ID]
}

/// One step that can be undone or done again.
package struct UndoStep: Equatable, Identifiable, Sendable {
  package let id: Int
  package let label: String
  /// When it was done first.
  package let at: Instant
  /// Waits to be done again.
  package let isUndone: Bool
  /// How many mutations it consists of.
  package let count: Int
  /// Those of them that the service has not got yet.
  package let unsentCount: Int
  /// Those of them that the service refused, and that wait for a decision.
  package let refusedCount: Int
  /// The customers it is about, by name; one that is not in the replica any more by its id.
  package var customers: [Customer] = []

  package struct Customer: Hashable, Sendable {
    package let id: Account.ID
    package let name: String
  }
}

/// The step cannot be undone or done again, because the rows have changed since.
///
/// The step is given up, so that the next call goes on with the one before.
package struct UndoRefusal: Error, Equatable, CustomStringConvertible {
  package let label: String
  package let refusal: MutationRefusal

  package var description: String {
    "\"\(label)\" cannot be taken back any more: \(refusal.description)"
  }
}

/// A step cannot be taken back by itself; it stays in the list.
package enum TakeBackRefusal: Error, Equatable, CustomStringConvertible {
  /// A later step changed the same thing.
  case overwritten(label: String, by: String)
  case refused(label: String, MutationRefusal)

  package var description: String {
    switch self {
    case .overwritten(let label, let later):
      """
      "\(label)" cannot be taken back alone: "\(later)" changed the same thing after it; take \
      that back first, or everything down to this one
      """
    case .refused(let label, let refusal):
      "\"\(label)\" cannot be taken back: \(refusal.description)"
    }
  }
}
