import CustomerSuccess
import SyncEngine

/// Reads whole rows of the synced tables.
struct RowReading: RowSource {
  let connection: Connection

  func row(_ table: Table, _ id: String) throws -> Row? {
    try connection.first(RowSQL.select(table) + " WHERE id = ?1", [.text(id)]) {
      Row(table, id: $0.requiredText(), values: $0.values(table.columns.count))
    }
  }

  /// By id; empty when the table has no such column.
  func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row] {
    guard column == "id" || table.column(column) != nil else { return [] }
    let sql = RowSQL.select(table) + " WHERE \"\(column)\" IS ?1 ORDER BY id"
    return try connection.all(sql, [value]) {
      Row(table, id: $0.requiredText(), values: $0.values(table.columns.count))
    }
  }

  /// Which columns differ from what the service last said.
  func unsentColumns(of row: Row) throws -> Set<String> {
    let base = try BaseRows(connection: connection).preimage(row.table, row.id)
    guard let base else { return [] }
    guard let before = base.row?.row else { return Set(row.table.columns.map(\.name)) }
    return Set(
      zip(row.table.columns, zip(before.values, row.values))
        .filter { $0.1.0 != $0.1.1 }.map(\.0.name))
  }
}

/// The SQL of whole rows, made once per table.
enum RowSQL {
  /// `SELECT id, …columns FROM table`.
  static func select(_ table: Table) -> String { selects[table.name] ?? "" }

  /// Inserts or replaces a row by its id: `?1` id, `?2` scope, `?3` position, then the columns.
  static func save(_ table: Table) -> String { saves[table.name] ?? "" }

  private static let selects = byTable { table in
    "SELECT id, \(names(table)) FROM \"\(table.name)\""
  }

  /// Inserts a row that is not there, with the same parameters.
  static func insert(_ table: Table) -> String { inserts[table.name] ?? "" }

  private static let inserts = byTable { table in
    let parameters = (1...table.columns.count + 3).map { "?\($0)" }.joined(separator: ", ")
    return "INSERT INTO \"\(table.name)\" (id, _s, _p, \(names(table))) VALUES (\(parameters))"
  }

  private static let saves = byTable { table in
    let updates = table.columns.map { "\"\($0.name)\" = excluded.\"\($0.name)\"" }
    return """
      \(insert(table))
      ON CONFLICT (id) DO UPDATE SET _s = excluded._s, _p = excluded._p,
        \(updates.joined(separator: ", "))
      """
  }

  static func names(_ table: Table) -> String {
    table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
  }

  private static func byTable(_ sql: (Table) -> String) -> [String: String] {
    Dictionary(Schema.tables.map { ($0.name, sql($0)) }, uniquingKeysWith: { first, _ in first })
  }
}
