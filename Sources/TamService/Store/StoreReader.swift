package import CustomerSuccess
package import SyncEngine

/// A row of the store together with what the store knows about it.
package struct StoredRow: Sendable {
  package let row: Row
  /// The position of its newest change.
  package let position: Position
  /// Columns of an import that the schema does not know, as a JSON object; nil when there are none.
  package let aside: String?
}

/// A stretch of a table: the rows whose id stands after one, through another.
struct IDRange: Sendable {
  let after: String
  let through: String

  /// As `$1` and `$2` of a statement.
  var values: [Value] { [.text(after), .text(through)] }
}

/// One snapshot of the store, valid inside the closure it was handed to.
package struct StoreReader {
  let connection: Connection

  /// Runs SQL of ours; `values` stand for `$1`, `$2` … Text from outside goes only there.
  package func query(_ sql: String, _ values: [Value] = []) throws -> [[Value]] {
    try connection.query(sql, values)
  }

  /// The same without keeping the rows; `body` is called once a row.
  package func forEach(
    _ sql: String, _ values: [Value] = [], _ body: ([Value]) throws -> Void
  ) throws {
    try connection.statement(sql).forEach(values) { try body($0.values()) }
  }

  /// Nil when there is no such row.
  package func row(_ table: Table, _ id: String) throws -> Row? {
    try stored(table, id)?.row
  }

  /// All rows whose column holds the value, by id; none when the table has no such column.
  package func rows(
    _ table: Table, where column: String, equals value: Value
  ) throws -> [Row] {
    guard let sql = TableStatements.select(table, where: column) else { return [] }
    var rows: [Row] = []
    try connection.statement(sql).forEach([value]) {
      rows.append(Row(table, id: $0.text(0), values: $0.values(from: 2)))
    }
    return rows
  }

  package func stored(_ table: Table, _ id: String) throws -> StoredRow? {
    try connection.statement(TableStatements.of(table).select).first([.text(id)]) { result in
      StoredRow(
        row: Row(table, id: id, values: result.values(from: 2)),
        position: Position(result.integer(0)),
        aside: result.isNull(1) ? nil : result.text(1))
    }
  }

  /// Every row of a table, in no order, without holding more than one of them; `aside` is not read.
  package func forEachRow(
    of table: Table, _ body: (StoredRow) throws -> Void
  ) throws {
    try connection.statement(TableStatements.of(table).selectAll).forEach([]) {
      try body(
        StoredRow(
          row: Row(table, id: $0.text(0), values: $0.values(from: 2)),
          position: Position($0.integer(1)), aside: nil))
    }
  }

  /// Every row of a stretch of a table, by id; otherwise the same.
  func forEachRow(
    of table: Table, in range: IDRange, _ body: (StoredRow) throws -> Void
  ) throws {
    let sql = "\(TableStatements.of(table).selectAll) WHERE id > $1 AND id <= $2 ORDER BY id"
    try connection.statement(sql).forEach(range.values) {
      try body(
        StoredRow(
          row: Row(table, id: $0.text(0), values: $0.values(from: 2)),
          position: Position($0.integer(1)), aside: nil))
    }
  }

  /// The next rows of a table after an id, at most so many; nil when there are none.
  func range(of table: Table, after id: String, limit: Int) throws -> IDRange? {
    let sql = """
      SELECT max(id) FROM (SELECT id FROM "\(table.name)" WHERE id > $1 ORDER BY id LIMIT $2)
      """
    return try query(sql, [.text(id), .integer(Int64(limit))]).first
      .flatMap { String(stored: $0[0]) }.map { IDRange(after: id, through: $0) }
  }

  /// How many rows a table has.
  ///
  /// Cost: one walk of its id index.
  package func count(of table: Table) throws -> Int {
    let answer = try query("SELECT count(*) FROM \"\(table.name)\"")
    return answer.first.flatMap { Int(stored: $0[0]) } ?? 0
  }

  func isEmpty(_ table: Table) throws -> Bool {
    try query("SELECT 1 FROM \"\(table.name)\" LIMIT 1").isEmpty
  }

  /// The newest position; 0 in a store that has never been written.
  package func head() throws -> Position {
    try connection.statement("SELECT coalesce(max(pos), 0) FROM commit_log")
      .first([]) { Position($0.integer(0)) } ?? .zero
  }

  /// A fact about the store itself; nil when it was never set.
  package func meta(_ name: String) throws -> String? {
    try connection.statement("SELECT value FROM meta WHERE name = $1")
      .first([.text(name)]) { $0.text(0) }
  }

  /// The incarnation of the store; a restore from a backup raises it.
  package func epoch() throws -> Int64 {
    try meta("epoch").flatMap { Int64($0) } ?? 0
  }
}

extension StoreReader: RowSource {}
