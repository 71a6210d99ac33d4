/// Which part of the company a row belongs to; rows are replicated scope by scope.
package enum ScopeRule: Hashable, Sendable {
  /// The row is an account; its scope is `acct:<id>`.
  case account
  /// The row belongs to the account named by its `account_id`.
  case ofAccount
  /// Private to the user named by its `user_id`: `user:<id>`.
  case ofUser
  /// Everybody's: `org`.
  case organization
  /// For those who look after the data: `ops`, or `ops:public` where `is_public_sector` says so.
  case operations
}

/// What is replicated first, and what may follow (sync reference 2.1).
package enum Lane: String, CaseIterable, Codable, Hashable, Sendable {
  /// What a TAM needs to start working.
  case core
  /// Usage and old history; its scopes are `bulk:<account id>`.
  case bulk
}

/// One table of the schema: the service and every replica create theirs from it.
///
/// A class, because every row refers to its table: copying a row then copies one reference.
package final class Table: Sendable {
  /// Snake case, singular.
  package let name: String
  /// What a person reads for one row.
  package let label: String
  package let scope: ScopeRule
  package let lane: Lane
  /// All columns but the id, in the order of the wire and of ``Row/values``.
  package let columns: [Column]
  /// Columns that queries look rows up by, each list one index.
  package let indexes: [[String]]
  /// Columns whose words full-text search finds.
  package let searchable: [String]

  private let positions: [String: Int]

  package init(
    _ name: String, _ label: String, scope: ScopeRule, lane: Lane = .core, columns: [Column],
    indexes: [[String]] = [], searchable: [String] = []
  ) {
    self.name = name
    self.label = label
    self.scope = scope
    self.lane = lane
    self.columns = columns
    self.indexes = indexes
    self.searchable = searchable
    self.positions = Dictionary(
      columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The place of a column in ``columns``; nil when the table has none of that name.
  package func position(of column: String) -> Int? { positions[column] }

  package func column(_ name: String) -> Column? { position(of: name).map { columns[$0] } }
}

extension Table: Hashable {
  package static func == (left: Table, right: Table) -> Bool {
    left === right || left.name == right.name
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A namespace of fields that together make one table.
package protocol SyncedTable: Sendable {
  static var table: Table { get }
  /// The same name as the table's; apart so that two tables may refer to each other.
  static var tableName: String { get }
}
