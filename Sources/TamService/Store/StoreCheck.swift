import CustomerSuccess
import SyncEngine

/// Something in the store that should not be so; the words name the thing.
package enum StoreFinding: Hashable, Sendable {
  /// SQLite's own words.
  case damage(String)
  case gaps(missing: Int64)
  /// The kept sum of a scope is not that of its rows.
  case wrongSum(scope: String, kept: Int, found: Int)
  /// A row whose newest change is not in the index, or not with its position.
  case unindexed(table: String, id: String)
  /// The index speaks of rows that are not there.
  case ghosts(table: String, count: Int)
  case wrongBook(user: String, scope: String, isMissing: Bool)
}

extension StoreFinding: CustomStringConvertible {
  package var description: String {
    switch self {
    case .damage(let words): "the file is damaged: \(words)"
    case .gaps(let missing): "\(missing) positions are missing from the commit log"
    case .wrongSum(let scope, let kept, let found):
      "scope \(scope) has \(found) rows, and its head says \(kept) or another checksum"
    case .unindexed(let table, let id):
      "the newest change of \(table) \(id) is not in the change index"
    case .ghosts(let table, let count):
      "the change index has \(count) rows of \(table) that do not exist"
    case .wrongBook(let user, let scope, let isMissing):
      "scope \(scope) \(isMissing ? "is missing from" : "is wrongly in") the book of \(user)"
    }
  }
}

extension StoreReader {
  /// Compares everything that is derived with the rows it is derived from.
  ///
  /// Cost: every row once. At most ``findingLimit`` findings of a kind.
  package func check() throws -> [StoreFinding] {
    let damage = try query("PRAGMA integrity_check(\(Self.findingLimit))")
      .compactMap { String(stored: $0[0]) }.filter { $0 != "ok" }
    // What a damaged file says of itself means nothing.
    guard damage.isEmpty else { return damage.map(StoreFinding.damage) }
    return try checkLog() + checkSums() + Schema.tables.flatMap(checkIndex) + checkBooks()
  }

  /// Enough to see what kind of trouble it is.
  private static let findingLimit = 20

  private func checkLog() throws -> [StoreFinding] {
    let count = try query("SELECT count(*) FROM commit_log").first.flatMap { Int(stored: $0[0]) }
    let missing = try head().rawValue - Int64(count ?? 0)
    return missing == 0 ? [] : [.gaps(missing: missing)]
  }

  private func checkSums() throws -> [StoreFinding] {
    let found = try sumsOfRows()
    var kept: [Scope: ScopeSum] = [:]
    try connection.statement("SELECT scope, cnt, sum FROM scope_head").forEach([]) {
      kept[Scope(rawValue: $0.text(0))] = ScopeSum(
        rows: Int($0.integer(1)), checksum: UInt64(bitPattern: $0.integer(2)))
    }
    return Set(found.keys).union(kept.keys).sorted()
      .filter { found[$0] ?? .empty != kept[$0] ?? .empty }.prefix(Self.findingLimit)
      .map {
        .wrongSum(
          scope: $0.rawValue, kept: kept[$0]?.rows ?? 0, found: found[$0]?.rows ?? 0)
      }
  }

  /// What the rows of each scope add up to, from the rows alone.
  func sumsOfRows() throws -> [Scope: ScopeSum] {
    var sums: [Scope: ScopeSum] = [:]
    for table in Schema.tables {
      let sql = "SELECT \(table.scopeText), t.id, t._p FROM \"\(table.name)\" t"
      try connection.statement(sql).forEach([]) {
        sums[Scope(rawValue: $0.text(0)), default: .empty]
          .add(table: table.name, id: $0.text(1), position: Position($0.integer(2)))
      }
    }
    return sums
  }

  private func checkIndex(of table: Table) throws -> [StoreFinding] {
    let unindexed = try query(
      """
      SELECT t.id FROM "\(table.name)" t
      LEFT JOIN change_idx c ON c.scope = \(table.scopeText) AND c.tb = $1 AND c.id = t.id
      WHERE c.id IS NULL OR c.op <> 1 OR c.pos <> t._p LIMIT \(Self.findingLimit)
      """, [.text(table.name)])
    let puts = try query(
      "SELECT count(*) FROM change_idx WHERE tb = $1 AND op = 1", [.text(table.name)])
    let surplus = (puts.first.flatMap { Int(stored: $0[0]) } ?? 0) - (try count(of: table))
    return unindexed.compactMap { String(stored: $0[0]) }
      .map { .unindexed(table: table.name, id: $0) }
      + (surplus > 0 ? [.ghosts(table: table.name, count: surplus)] : [])
  }

  private func checkBooks() throws -> [StoreFinding] {
    let directory = try directory()
    let users = Set(try people().keys)
    let expected = try expectedBooks(of: users, directory)
    var findings: [StoreFinding] = []
    for user in users.sorted() {
      let kept = Set(
        try bookLines(where: "user_id", is: user).filter { !$0.value.isRemoved }.keys)
      let wanted = Set((expected[user] ?? [:]).keys.map(\.rawValue))
      findings += wanted.subtracting(kept).sorted()
        .map { .wrongBook(user: user, scope: $0, isMissing: true) }
      findings += kept.subtracting(wanted).sorted()
        .map { .wrongBook(user: user, scope: $0, isMissing: false) }
    }
    return Array(findings.prefix(Self.findingLimit))
  }
}
