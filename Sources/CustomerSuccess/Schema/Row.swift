/// One row of any table: its id and its values in the order of the table's columns.
package struct Row: Sendable {
  package let table: Table
  package let id: String
  package var values: [Value]

  /// A row with every column null.
  package init(_ table: Table, id: String) {
    self.table = table
    self.id = id
    self.values = Array(repeating: .null, count: table.columns.count)
  }

  /// The values must stand in the order of the table's columns; short lists are filled with null,
  /// longer ones are cut.
  package init(_ table: Table, id: String, values: [Value]) {
    self.table = table
    self.id = id
    let missing = table.columns.count - values.count
    self.values =
      missing == 0
      ? values
      : Array(
        (values + Array(repeating: .null, count: max(0, missing)))
          .prefix(table.columns.count))
  }

  /// The value of a field of this row's table; nil when it is null.
  ///
  /// Setting nil stores null.
  package subscript<T>(_ field: Field<T>) -> T? {
    get { table.position(of: field.name).flatMap { T(stored: values[$0]) } }
    set { self[column: field.name] = newValue?.stored ?? .null }
  }

  /// The value of a column by name; null when the table has no such column.
  package subscript(column name: String) -> Value {
    get { table.position(of: name).map { values[$0] } ?? .null }
    set {
      guard let position = table.position(of: name) else { return }
      values[position] = newValue
    }
  }

  /// The scope the row belongs to; nil when the column that decides it is empty.
  package var scope: Scope? {
    switch table.scope {
    case .account: .init(account: id, lane: table.lane)
    case .ofAccount: text("account_id").map { .init(account: $0, lane: table.lane) }
    case .ofUser: text("user_id").map(Scope.init(user:))
    case .organization: .organization
    case .operations:
      self[column: "is_public_sector"] == true.stored ? .publicOperations : .operations
    }
  }

  private func text(_ column: String) -> String? {
    guard case .text(let text) = self[column: column] else { return nil }
    return text
  }
}

extension Row: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    left.table == right.table && left.id == right.id && left.values == right.values
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(table)
    hasher.combine(id)
    hasher.combine(values)
  }
}

/// A part of the company that is replicated as a whole: one account, one user's own, or everybody's.
package struct Scope: Hashable, Comparable, Sendable, RawRepresentable {
  /// `acct:<id>`, `bulk:<id>`, `user:<id>`, `org`, `ops` or `ops:public`.
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package init(account: String, lane: Lane = .core) {
    self.rawValue = (lane == .core ? "acct:" : "bulk:") + account
  }

  package init(user: String) { self.rawValue = "user:" + user }

  package static let organization = Scope(rawValue: "org")
  package static let operations = Scope(rawValue: "ops")
  package static let publicOperations = Scope(rawValue: "ops:public")

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Which lane carries the scope.
  package var lane: Lane { rawValue.hasPrefix("bulk:") ? .bulk : .core }

  /// The account whose scope this is, in either lane; nil for a user's and for everybody's.
  package var accountID: String? {
    guard rawValue.hasPrefix("acct:") || rawValue.hasPrefix("bulk:") else { return nil }
    return String(rawValue.dropFirst(5))
  }
}
