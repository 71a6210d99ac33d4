import CustomerSuccess
import SyncEngine

/// The rows as the service last sent them, where pending edits have changed them since.
struct BaseRows {
  let connection: Connection
  let scopes: ScopeNumbers

  init(connection: Connection, scopes: ScopeNumbers? = nil) {
    self.connection = connection
    self.scopes = scopes ?? ScopeNumbers(connection)
  }

  /// Nil when no pending edit has touched the row.
  func preimage(_ table: Table, _ id: String) throws -> Preimage? {
    try connection.first(
      columns + " WHERE tb = ?1 AND id = ?2", [.text(table.name), .text(id)], stored
    ).flatMap(preimage)
  }

  func all() throws -> [Preimage] { try connection.all(columns, [], stored).compactMap(preimage) }

  /// Keeps the pre-image unless one of the same row is kept already.
  func keep(_ preimage: Preimage) throws {
    let placed = preimage.row
    try connection.run(
      """
      INSERT OR IGNORE INTO base_row (tb, id, existed, scope, position, content)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """,
      [
        .text(preimage.key.table), .text(preimage.key.id), (placed != nil).stored,
        .integer(try placed.map { try scopes.number(of: $0.scope) } ?? 0),
        .integer(placed?.position.rawValue ?? 0),
        .data(ValueBytes.encode(placed?.row.values ?? [])),
      ])
  }

  func removeAll() throws { try connection.run("DELETE FROM base_row") }

  private let columns = "SELECT tb, id, existed, scope, position, content FROM base_row"

  private struct Stored {
    let table: String
    let id: String
    let existed: Bool
    let scope: Int64
    let position: Int64
    let content: [UInt8]
  }

  private func stored(_ reader: inout ColumnReader) -> Stored {
    Stored(
      table: reader.requiredText(), id: reader.requiredText(), existed: reader.isTrue(),
      scope: Int64(reader.requiredInteger()), position: Int64(reader.requiredInteger()),
      content: reader.data() ?? [])
  }

  /// Nil for a table that this version does not know any more.
  private func preimage(_ stored: Stored) throws -> Preimage? {
    guard let table = Schema.table(stored.table) else { return nil }
    let key = RowKey(table, stored.id)
    guard stored.existed else { return Preimage(key, nil) }
    guard let values = ValueBytes.decode(stored.content) else {
      throw SQLiteFailure(
        code: 11, message: "a pre-image of \(stored.table) \(stored.id) is unreadable",
        statement: "")
    }
    return Preimage(
      key,
      PlacedRow(
        Row(table, id: stored.id, values: values), scope: try scopes.scope(stored.scope),
        position: Position(stored.position)))
  }
}
