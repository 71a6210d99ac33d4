package import CustomerSuccess

/// Rows in a dictionary: the storage that mutations of a test are applied to.
package final class MemoryRows: RowStorage {
  package private(set) var rows: [RowKey: Row] = [:]

  package init(_ rows: some Sequence<Row> = EmptyCollection()) {
    for row in rows { self.rows[RowKey(row.table, row.id)] = row }
  }

  package func row(_ table: Table, _ id: String) -> Row? { rows[RowKey(table, id)] }

  package func rows(_ table: Table, where column: String, equals value: Value) -> [Row] {
    rows.values.filter { $0.table == table && $0[column: column] == value }
  }

  package func save(_ row: Row) { rows[RowKey(row.table, row.id)] = row }

  package func delete(_ table: Table, _ id: String) { rows[RowKey(table, id)] = nil }

  /// All rows of a table, by id.
  package func all(_ table: Table) -> [Row] {
    rows.values.filter { $0.table == table }.sorted { $0.id < $1.id }
  }
}
