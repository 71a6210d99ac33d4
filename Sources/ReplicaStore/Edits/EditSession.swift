import CustomerSuccess
import SyncEngine

/// Edits inside one transaction: applied to the rows, put into the outbox, noted for the journal.
final class EditSession {
  let transaction: SQLReplicaTransaction
  private let environment: ReplicaEnvironment
  private let at: Instant
  private(set) var items: [JournalEdit.Item] = []
  private(set) var performed: [PerformedEdit] = []

  init(_ connection: Connection, _ environment: ReplicaEnvironment) {
    self.at = environment.now()
    self.environment = environment
    self.transaction = SQLReplicaTransaction(connection, now: at)
  }

  /// - Throws: `MutationRefusal`; the transaction must then be rolled back.
  func perform(_ mutation: Mutation) throws {
    let edit = try Outbox(transaction).perform(
      mutation, id: PendingMutation.ID(environment.newID()), at: at,
      today: environment.day(at: at))
    performed.append(edit)
    items.append(
      JournalEdit.Item(
        pending: edit.pending, summary: edit.applied.summary, account: edit.applied.account))
    try EditLabels(connection: transaction.connection).save(
      edit.pending.id, edit.applied.summary, edit.applied.account)
  }

  /// What takes everything back, last first; nil when something cannot be, or nothing was changed.
  var inverses: [Mutation]? {
    let changed = performed.filter(\.applied.didChange)
    let inverses = changed.compactMap(\.applied.inverse)
    return inverses.isEmpty || inverses.count < changed.count ? nil : inverses.reversed()
  }

  /// The customers concerned, each once.
  var accounts: [Account.ID] {
    var seen: Set<Account.ID> = []
    return performed.compactMap(\.applied.account).filter { seen.insert($0).inserted }
  }

  /// The words of the first edit, and how many more there are.
  var label: String {
    let first = performed.first?.applied.summary ?? ""
    return performed.count > 1 ? "\(first), and \(performed.count - 1) more" : first
  }

  /// Notes what was done as one step to undo, if it can be taken back.
  ///
  /// - Parameter label: Nil for the words of the edits.
  func finish(label: String?) throws -> EditReceipt {
    let label = label ?? self.label
    let inverses = inverses
    if let inverses {
      try UndoJournal(connection: transaction.connection).add(
        label, inverses, edits: performed, at: at)
    }
    return EditReceipt(
      ids: performed.map(\.pending.id), label: label, accounts: accounts,
      didChange: performed.contains(where: \.applied.didChange), isUndoable: inverses != nil,
      isCrowded: performed.contains(where: \.isCrowded))
  }

  var change: ReplicaChange {
    ReplicaChange(cause: .edit, tables: transaction.writer.touchedTables)
  }
}
