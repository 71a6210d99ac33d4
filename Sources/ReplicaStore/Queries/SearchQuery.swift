import CustomerSuccess

extension Replica {
  /// Everything that holds all the words, each kind newest first, in the order of the kinds.
  ///
  /// The last word may be unfinished. Words of scripts without spaces, such as Japanese, are found
  /// inside names and subjects. Nothing a person types is an operator. When more is found than the
  /// limit, every kind gets its share.
  ///
  /// - Parameter kind: The only kind to look for; nil for all of them.
  package func search(
    _ text: String, kind: SearchHit.Kind? = nil, limit: Int = 50
  ) throws -> [SearchHit] {
    let search = SearchText(text)
    guard !search.words.isEmpty, limit > 0 else { return [] }
    return try file.read { connection in
      let kinds = kind.map { [$0] } ?? SearchHit.Kind.allCases
      let found = try kinds.compactMap { kind -> SearchedKind? in
        guard let table = Schema.table(kind.tableName).flatMap(SearchTable.of) else { return nil }
        let reader = SearchedKind(kind: kind, table: table, connection: connection)
        return try reader.finding(search, limit: limit)
      }
      let shares = Self.shares(of: found.map(\.rows.count), limit: limit)
      let snippet = Snippet(search)
      return try zip(found, shares).flatMap { kind, share in
        try kind.rows.prefix(share).compactMap { try kind.hit($0, snippet) }
      }
    }
  }

  /// How many of each count to take so that the sum stays within the limit: the same for all, and
  /// what some do not need goes to the others.
  static func shares(of counts: [Int], limit: Int) -> [Int] {
    var shares = counts.map { _ in 0 }
    var left = min(limit, counts.reduce(0, +))
    while left > 0 {
      for index in counts.indices where left > 0 && shares[index] < counts[index] {
        shares[index] += 1
        left -= 1
      }
    }
    return shares
  }
}

/// The search in one table.
private struct SearchedKind {
  let kind: SearchHit.Kind
  let table: SearchTable
  let connection: Connection
  /// The numbers (`_n`) of the rows found.
  var rows: [Int64] = []

  func finding(_ search: SearchText, limit: Int) throws -> SearchedKind {
    var result = self
    result.rows =
      try search.needsSubstrings
      ? substrings(search, limit: limit) : words(search, limit: limit)
    return result
  }

  /// Walks the index from its newest entry of this table and stops at the limit.
  private func words(_ search: SearchText, limit: Int) throws -> [Int64] {
    try connection.all(
      """
      SELECT rowid FROM \(table.indexName) WHERE \(table.indexName) MATCH ?1
      ORDER BY rowid DESC LIMIT ?2
      """, [.text(search.matchExpression), limit.stored]
    ) { SearchTable.number(of: Int64($0.requiredInteger())) }
  }

  /// Reads names and subjects, not notes, from the row added last; stops at the limit.
  private func substrings(_ search: SearchText, limit: Int) throws -> [Int64] {
    let columns = table.table.searchable.filter { table.table.column($0)?.type != .longText }
    var conditions = Conditions()
    for pattern in search.patterns {
      let anywhere = columns.map { "\"\($0)\" LIKE ?" }.joined(separator: " OR ")
      conditions.add("(\(anywhere))", columns.map { _ in .text(pattern) })
    }
    let sql = """
      SELECT _n FROM "\(table.table.name)" WHERE \(conditions.sql)
      ORDER BY _n DESC LIMIT \(limit)
      """
    return try connection.all(sql, conditions.values) { Int64($0.requiredInteger()) }
  }

  /// Nil when the row is gone.
  func hit(_ number: Int64, _ snippet: Snippet) throws -> SearchHit? {
    let row = try connection.first(
      RowSQL.select(table.table) + " WHERE _n = ?1", [.integer(number)]
    ) { Row(table.table, id: $0.requiredText(), values: $0.values(table.table.columns.count)) }
    guard let row else { return nil }
    let account =
      kind == .customer ? Account.ID(row.id) : Account.ID(stored: row[column: "account_id"])
    let accountName = try account.flatMap { account in
      try connection.first("SELECT name FROM account WHERE id = ?1", [account.stored]) { $0.text() }
    }
    return SearchHit(
      kind: kind, id: row.id, account: account, accountName: accountName ?? nil,
      cta: kind == .task ? row[CTATask.cta] : nil, title: title(of: row), day: table.day(of: row),
      snippet: snippet.parts(of: table.text(of: row)))
  }

  private func title(of row: Row) -> String {
    switch kind {
    case .customer: row[Account.name] ?? row.id
    case .contact:
      [row[Contact.firstName], row[Contact.lastName]].compactMap { $0 }.joined(separator: " ")
    case .instance: row[Instance.hostname] ?? row[Instance.namespaceName] ?? row.id
    case .ticket: row[Ticket.subject] ?? row.id
    case .plan: row[SuccessPlan.name] ?? row.id
    case .cta: row[CTA.name] ?? row.id
    case .task: row[CTATask.name] ?? row.id
    case .activity: row[Activity.subject] ?? row.id
    }
  }
}
