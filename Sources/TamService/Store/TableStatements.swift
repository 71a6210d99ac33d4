import CustomerSuccess

/// The SQL that reads and writes the rows of one synced table, made once from the schema.
struct TableStatements {
  /// `$1` is the id; answers position, aside, then the schema's columns.
  let select: String
  /// `$1` id, `$2` position, `$3` aside, then the schema's columns.
  let insert: String
  /// The same values as ``insert``.
  let update: String
  let delete: String
  /// One page of what a scope holds of the table: `$1` what ``Table/key(in:)`` says, `$2` the id to
  /// start after, `$3` how many; answers id, position, then the schema's columns.
  let page: String
  /// Everything of one table: id, position, then the schema's columns.
  let selectAll: String

  /// A table that is not in the schema gets statements of its own; only tests have such.
  static func of(_ table: Table) -> TableStatements { known[table.name] ?? .init(table) }

  private static let known = Dictionary(
    Schema.tables.map { ($0.name, TableStatements($0)) }, uniquingKeysWith: { first, _ in first })

  private init(_ table: Table) {
    let name = "\"\(table.name)\""
    let columns = table.columns.map { "\"\($0.name)\"" }
    let list = columns.joined(separator: ", ")
    let places = (1...(columns.count + 3)).map { "$\($0)" }.joined(separator: ", ")
    let sets = columns.enumerated().map { "\($1) = $\($0 + 4)" }.joined(separator: ", ")
    select = "SELECT _p, aside, \(list) FROM \(name) WHERE id = $1"
    insert = "INSERT INTO \(name) (id, _p, aside, \(list)) VALUES (\(places))"
    update = "UPDATE \(name) SET _p = $2, aside = $3, \(sets) WHERE id = $1"
    delete = "DELETE FROM \(name) WHERE id = $1"
    selectAll = "SELECT id, _p, \(list) FROM \(name)"
    let isInScope = table.scopeColumn.map { "\"\($0)\" = $1 AND " } ?? ""
    page = "\(selectAll) WHERE \(isInScope)id > $2 ORDER BY id LIMIT $3"
  }

  /// Rows whose column has the value `$1`, by id; answers id, position, then the schema's columns.
  ///
  /// Nil when the table has no such column, so that no text from outside ever becomes SQL.
  static func select(_ table: Table, where column: String) -> String? {
    guard column == "id" || table.position(of: column) != nil else { return nil }
    return "\(of(table).selectAll) WHERE \"\(column)\" = $1 ORDER BY id"
  }
}

extension Table {
  /// The column that says to which scope a row belongs; nil when all rows belong to one.
  fileprivate var scopeColumn: String? {
    switch scope {
    case .account: "id"
    case .ofAccount: "account_id"
    case .ofUser: "user_id"
    case .organization: nil
    case .operations: "is_public_sector"
    }
  }

  /// SQL that gives the scope of a row of this table, where the table is called `t`.
  var scopeText: String {
    switch scope {
    case .account, .ofAccount:
      "'\(lane == .core ? "acct" : "bulk"):' || t.\(scopeColumn ?? "id")"
    case .ofUser: "'user:' || t.\(scopeColumn ?? "id")"
    case .organization: "'org'"
    case .operations:
      "CASE t.is_public_sector WHEN 1 THEN 'ops:public' ELSE 'ops' END"
    }
  }

  /// What the rows of a scope have in the column that decides on it; nil when no row of this table
  /// can be in that scope, null when all are.
  func key(in scope: Scope) -> Value? {
    switch self.scope {
    case .account, .ofAccount: scope.lane == lane ? scope.accountID.map(Value.text) : nil
    case .ofUser: scope.userID.map(Value.text)
    case .organization: scope == .organization ? .null : nil
    case .operations:
      scope == .operations ? false.stored : scope == .publicOperations ? true.stored : nil
    }
  }
}

extension Scope {
  /// The user whose own scope this is; nil for any other.
  fileprivate var userID: String? {
    rawValue.hasPrefix("user:") ? String(rawValue.dropFirst(5)) : nil
  }
}
