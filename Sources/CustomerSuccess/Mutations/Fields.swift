/// Values for some columns of a new row; a column without a value is not set.
package struct Fields: Codable, Hashable, Sendable {
  /// By column name; never null.
  package private(set) var values: [String: Value] = [:]

  package init() {}

  /// What a row holds.
  package init(_ row: Row) {
    for (column, value) in zip(row.table.columns, row.values) where !value.isNull {
      values[column.name] = value
    }
  }

  /// What a row holds apart from the account it belongs to, which the mutation names.
  init(body row: Row) {
    self.init(row)
    if row.table.scope == .ofAccount { values["account_id"] = nil }
  }

  package subscript<T>(_ field: Field<T>) -> T? {
    get { T(stored: self[column: field.name]) }
    set { self[column: field.name] = newValue?.stored ?? .null }
  }

  package subscript(column name: String) -> Value {
    get { values[name] ?? .null }
    set { values[name] = newValue.isNull ? nil : newValue }
  }

  /// The names of the columns set, in alphabetical order.
  package var columns: [String] { values.keys.sorted() }

  package init(from decoder: any Decoder) throws {
    let all = try decoder.singleValueContainer().decode([String: Value].self)
    values = all.filter { !$0.value.isNull }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }

  /// A row of the table with these values.
  ///
  /// Columns the table does not have are left out: a newer device may know more of them.
  func row(_ table: Table, id: String) -> Row {
    var row = Row(table, id: id)
    for (name, value) in values { row[column: name] = value }
    return row
  }
}

/// One value to change, with the value that the editor saw.
package struct FieldChange: Codable, Hashable, Sendable {
  package let column: String
  package let from: Value
  package let to: Value

  package init(column: String, from: Value, to: Value) {
    self.column = column
    self.from = from
    self.to = to
  }

  package init<T>(_ field: Field<T>, from: T?, to: T?) {
    self.init(column: field.name, from: from?.stored ?? .null, to: to?.stored ?? .null)
  }

  var reversed: FieldChange { FieldChange(column: column, from: to, to: from) }
}

/// An exact value, where leaving it out means something else than an empty column.
package struct Stamp<Content: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  /// Nil means that the column was empty.
  package let value: Content?

  package init(_ value: Content?) { self.value = value }
}
