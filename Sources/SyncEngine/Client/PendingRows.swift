package import CustomerSuccess

/// The rows of a replica as pending mutations see and change them: whatever is changed leaves its
/// pre-image behind.
package final class PendingRows<Transaction: ReplicaTransaction>: RowStorage {
  private let transaction: Transaction

  package init(_ transaction: Transaction) {
    self.transaction = transaction
  }

  package func row(_ table: Table, _ id: String) throws -> Row? {
    try transaction.placed(table, id)?.row
  }

  package func rows(
    _ table: Table, where column: String, equals value: Value
  ) throws -> [Row] {
    try transaction.rows(table, where: column, equals: value)
  }

  /// Keeps the position that the row has in the base, so that the base's guards stay true.
  package func save(_ row: Row) throws {
    let before = try transaction.placed(row.table, row.id)
    guard let scope = row.scope ?? before?.scope else {
      throw MutationRefusal(
        .invalid, table: row.table.name, id: row.id,
        reason: "the new \(row.table.label) \(row.id) belongs to nobody: choose a customer")
    }
    try transaction.keep(Preimage(RowKey(row.table, row.id), before))
    try transaction.place(PlacedRow(row, scope: scope, position: before?.position ?? .zero))
  }

  package func delete(_ table: Table, _ id: String) throws {
    guard let before = try transaction.placed(table, id) else { return }
    try transaction.keep(Preimage(RowKey(table, id), before))
    try transaction.remove(table, id)
  }
}
