package import CustomerSuccess

/// Everything the 360 says of a customer itself.
package struct CustomerRow: Equatable, Identifiable, Sendable {
  package let id: Account.ID
  /// All columns, by ``Account``'s fields.
  package let account: Row
  /// The names of the users its columns refer to.
  package let userNames: [User.ID: String]
  package let parentName: String?
  package let childCount: Int
  /// Whether the person this home belongs to follows the customer.
  package let isFollowed: Bool
  /// Names of columns with an edit that the service has not confirmed.
  package let unsentColumns: Set<String>

  package var name: String { account[Account.name] ?? id.rawValue }

  package func userName(_ field: Field<User.ID>) -> String? {
    account[field].flatMap { userNames[$0] }
  }
}

extension Replica: RowSource {
  /// Nil when the replica does not hold the customer.
  package func customer(_ id: Account.ID) throws -> CustomerRow? {
    try file.read { try $0.customer(id, me: me) }
  }

  /// A row of any table as it is stored; nil when there is none.
  package func row(_ table: Table, _ id: String) throws -> Row? {
    try file.read { try RowReading(connection: $0).row(table, id) }
  }

  /// The rows of any table whose column holds that value, by id.
  package func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row] {
    try file.read { try RowReading(connection: $0).rows(table, where: column, equals: value) }
  }
}

extension Connection {
  /// Nil when the replica does not hold the customer.
  func customer(_ id: Account.ID, me: User.ID?) throws -> CustomerRow? {
    let rows = RowReading(connection: self)
    guard let account = try rows.row(Account.table, id.rawValue) else { return nil }
    let parent = try account[Account.parent].flatMap {
      try rows.row(Account.table, $0.rawValue)?[Account.name]
    }
    return CustomerRow(
      id: id, account: account, userNames: try userNames(in: account), parentName: parent,
      childCount: try count("SELECT count(*) FROM account WHERE parent_id = ?1", [id.stored]),
      isFollowed: try exists(
        "SELECT 1 FROM follow WHERE user_id = ?1 AND account_id = ?2",
        [me?.stored ?? .null, id.stored]),
      unsentColumns: try rows.unsentColumns(of: account))
  }

  /// The names of all users a row's columns refer to.
  func userNames(in row: Row) throws -> [User.ID: String] {
    var names: [User.ID: String] = [:]
    for (column, value) in zip(row.table.columns, row.values) {
      guard column.type == .reference(User.tableName), let id = User.ID(stored: value),
        names[id] == nil
      else { continue }
      names[id] = try first("SELECT name FROM user WHERE id = ?1", [id.stored]) { $0.text() } ?? nil
    }
    return names
  }
}
