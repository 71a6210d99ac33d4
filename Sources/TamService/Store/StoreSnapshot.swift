package import CustomerSuccess
package import SyncEngine

/// What a pull reads, from one snapshot of the store.
package final class StoreSnapshot: ServiceSnapshot {
  private let reader: StoreReader
  /// Read when a permission is first asked for; a snapshot's users do not change.
  private var directory: Directory?
  /// Asked once a scope and table, so that not even their texts are looked up.
  private var pages: [PreparedStatement] = []

  package init(_ reader: StoreReader) { self.reader = reader }

  package func epoch() throws -> Int64 { try reader.epoch() }

  package func head() throws -> Position { try reader.head() }

  package func device(_ id: Device.ID) throws -> DeviceRecord? {
    try reader.connection.statement(
      "SELECT user_id, last_seq, last_mid FROM device WHERE id = $1"
    ).first([.text(id.rawValue)]) {
      DeviceRecord(
        id: id, user: User.ID($0.text(0)), lastSequence: $0.integer(1),
        lastMutationID: $0.isNull(2) ? nil : .init($0.text(2)))
    }
  }

  package func results(
    of device: Device.ID, after sequence: Int64
  ) throws -> [MutationResult] {
    try reader.mutationResults(
      "WHERE device = $1 AND seq > $2 ORDER BY seq", [.text(device.rawValue), .integer(sequence)])
  }

  /// Bulk scopes stand together in byte order, so each lane is one or two ranges.
  package func book(
    of user: User.ID, lane: Lane, after: Scope?, limit: Int
  ) throws -> [BookEntry] {
    let sql = """
      SELECT b.scope, b.added, coalesce(h.pos, 0), coalesce(h.cnt, 0), coalesce(h.sum, 0),
        coalesce(g.pos, 0)
      FROM book b LEFT JOIN scope_head h ON h.scope = b.scope
        LEFT JOIN gc_scope g ON g.scope = b.scope
      WHERE b.user_id = $1 AND b.removed IS NULL AND b.scope > $2 AND \(Self.isIn(lane))
      ORDER BY b.scope LIMIT $3
      """
    var entries: [BookEntry] = []
    try reader.connection.statement(sql)
      .forEach([.text(user.rawValue), .text(after?.rawValue ?? ""), limit.stored]) {
        entries.append(
          BookEntry(
            scope: Scope(rawValue: $0.text(0)), added: Position($0.integer(1)),
            head: Position($0.integer(2)),
            sum: ScopeSum(
              rows: Int($0.integer(3)), checksum: UInt64(bitPattern: $0.integer(4))),
            forgotten: Position($0.integer(5))))
      }
    return entries
  }

  package func removals(
    of user: User.ID, lane: Lane, after: Position
  ) throws -> [Scope] {
    try reader.query(
      """
      SELECT b.scope FROM book b
      WHERE b.user_id = $1 AND b.removed > $2 AND \(Self.isIn(lane)) ORDER BY b.scope
      """, [.text(user.rawValue), .integer(after.rawValue)]
    ).compactMap { String(stored: $0[0]).map(Scope.init(rawValue:)) }
  }

  /// Asks the rows that make a book, and not the book: were the two ever to differ, nothing leaves.
  package func permits(_ user: User.ID, _ scope: Scope) throws -> Bool {
    let directory = try liveDirectory()
    guard let account = scope.accountID else {
      return directory.isActive(user.rawValue)
        && (scope == .organization || scope == Scope(user: user.rawValue))
    }
    guard let holding = try reader.holding(account) else { return false }
    let viewers = directory.viewers(
      of: holding, followers: try reader.followers(of: account))
    return viewers[user.rawValue] != nil
  }

  package func changes(
    in scope: Scope, after: Position, limit: Int
  ) throws -> [RowChange] {
    var changes: [RowChange] = []
    let sql = """
      SELECT tb, id, pos, op FROM change_idx WHERE scope = $1 AND pos > $2
      ORDER BY pos LIMIT $3
      """
    try reader.connection.statement(sql)
      .forEach([.text(scope.rawValue), .integer(after.rawValue), limit.stored]) {
        guard let table = Schema.table($0.text(0)) else { return }
        changes.append(
          RowChange(
            RowKey(table, $0.text(1)), position: Position($0.integer(2)),
            isDeletion: $0.integer(3) == 0))
      }
    return changes
  }

  package func rows(in scope: Scope, after: RowKey?, limit: Int) throws -> PackedRows {
    var rows = PackedRows()
    var tables = Schema.tables.indices[...]
    if let after { tables = tables.drop { Schema.tables[$0].name != after.table } }
    for number in tables {
      let table = Schema.tables[number]
      guard let key = table.key(in: scope) else { continue }
      let start = table.name == after?.table ? after?.id ?? "" : ""
      try page(number).forEach([key, .text(start), (limit - rows.count).stored]) { result in
        guard case .text(let id) = result.lent(0) else { return }
        rows.append(table, id: id, scope: scope, position: Position(result.integer(1))) {
          result.lent($0 + 2)
        }
      }
      guard rows.count < limit else { break }
    }
    return rows
  }

  /// The statement that reads a page of a table, by the table's place in the schema.
  private func page(_ number: Int) throws -> PreparedStatement {
    if pages.isEmpty {
      pages = try Schema.tables.map { try reader.connection.statement(TableStatements.of($0).page) }
    }
    return pages[number]
  }

  package func placed(_ table: Table, _ id: String) throws -> PlacedRow? {
    guard let stored = try reader.stored(table, id), let scope = stored.row.scope else {
      return nil
    }
    return PlacedRow(stored.row, scope: scope, position: stored.position)
  }

  private func liveDirectory() throws -> Directory {
    if let directory { return directory }
    let loaded = try reader.directory()
    directory = loaded
    return loaded
  }

  /// `;` follows `:` in byte order, so this is the range of one prefix.
  private static func isIn(_ lane: Lane) -> String {
    switch lane {
    case .bulk: "b.scope >= 'bulk:' AND b.scope < 'bulk;'"
    case .core: "(b.scope < 'bulk:' OR b.scope >= 'bulk;')"
    }
  }
}
