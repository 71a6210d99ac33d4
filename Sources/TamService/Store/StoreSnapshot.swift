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

  package func book(
    of user: User.ID, lane: Lane, _ part: BookPart, limit: Int
  ) throws -> [BookEntry] {
    let question = Self.question(part, lane)
    var entries: [BookEntry] = []
    try reader.connection.statement(question.sql)
      .forEach([.text(user.rawValue), limit.stored] + question.values) {
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

  /// What is asked of the book for each part of it; `$1` is the user, `$2` the limit.
  private static func question(_ part: BookPart, _ lane: Lane) -> (sql: String, values: [Value]) {
    let select = """
      SELECT b.scope, b.added, coalesce(h.pos, 0), coalesce(h.cnt, 0), coalesce(h.sum, 0),
        coalesce(g.pos, 0)
      """
    let book = """
      book b LEFT JOIN scope_head h ON h.scope = b.scope LEFT JOIN gc_scope g ON g.scope = b.scope
      WHERE b.user_id = $1 AND b.removed IS NULL AND \(isIn(lane))
      """
    switch part {
    case .all(let after):
      return (
        "\(select) FROM \(book) AND b.scope > $3 ORDER BY b.scope LIMIT $2",
        [.text(after?.rawValue ?? "")]
      )
    case .past(let count):
      return ("\(select) FROM \(book) ORDER BY b.scope LIMIT $2 OFFSET $3", [count.stored])
    case .news(let base, let named, let after):
      let names = named.map(\.rawValue).sorted()
      let others = names.indices.map { " UNION SELECT $\($0 + 5)" }.joined()
      let sql = """
        WITH news(scope) AS (
          SELECT scope FROM scope_head WHERE pos > $4
          UNION SELECT scope FROM book WHERE user_id = $1 AND added > $4
          UNION SELECT scope FROM gc_scope WHERE pos > $4\(others))
        \(select) FROM news CROSS JOIN \(book) AND b.scope = news.scope AND b.scope > $3
        ORDER BY b.scope LIMIT $2
        """
      let start: [Value] = [.text(after?.rawValue ?? ""), .integer(base.rawValue)]
      return (sql, start + names.map(Value.text))
    }
  }

  package func digest(of user: User.ID, lane: Lane) throws -> ScopeDigest {
    // Halves of the hashes, because SQL's integers do not wrap.
    let sql = """
      SELECT count(*), coalesce(sum(b.hash >> 32), 0), coalesce(sum(b.hash & 0xffffffff), 0)
      FROM book b WHERE b.user_id = $1 AND b.removed IS NULL AND \(Self.isIn(lane))
      """
    let digest = try reader.connection.statement(sql).first([.text(user.rawValue)]) {
      ScopeDigest(count: Int($0.integer(0)), high: $0.integer(1), low: $0.integer(2))
    }
    return digest ?? ScopeDigest(of: [])
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
        && (scope == .organization || scope == Scope(user: user.rawValue)
          || directory.operationsScopes(of: user.rawValue).contains(scope))
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

  /// Bulk scopes stand together in byte order, so each lane is one or two ranges; `;` follows `:`.
  private static func isIn(_ lane: Lane) -> String {
    switch lane {
    case .bulk: "b.scope >= 'bulk:' AND b.scope < 'bulk;'"
    case .core: "(b.scope < 'bulk:' OR b.scope >= 'bulk;')"
    }
  }
}
