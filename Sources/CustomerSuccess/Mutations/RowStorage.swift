/// Rows by table and id, to be read: what scores are calculated from.
package protocol RowSource {
  /// Nil when there is no such row.
  func row(_ table: Table, _ id: String) throws -> Row?
  /// The rows whose column holds exactly that value, in any order.
  func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row]
}

/// Rows by table and id, as the service's store, a replica and the tests keep them.
///
/// Conforming types have reference semantics. Whoever applies a mutation opens and ends the
/// transaction around it.
package protocol RowStorage: RowSource {
  /// Inserts the row, or replaces the one with the same id.
  func save(_ row: Row) throws
  /// Does nothing when there is no such row.
  func delete(_ table: Table, _ id: String) throws
}

/// Which row: the name of its table and its id.
package struct RowKey: Codable, Hashable, Sendable {
  package let table: String
  package let id: String

  package init(_ table: Table, _ id: String) {
    self.table = table.name
    self.id = id
  }
}
