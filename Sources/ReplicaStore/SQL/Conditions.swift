import CustomerSuccess

/// The conditions of a query, joined by AND, with their parameters in order.
struct Conditions {
  private var parts: [String] = []
  private(set) var values: [Value] = []

  /// `1` when there is no condition.
  var sql: String { parts.isEmpty ? "1" : parts.joined(separator: " AND ") }

  /// A condition with one `?` for each value.
  mutating func add(_ condition: String, _ values: Value...) { add(condition, values) }

  mutating func add(_ condition: String, _ values: [Value]) {
    parts.append(condition)
    self.values += values
  }

  mutating func add(_ column: String, isOneOf texts: [String]) {
    let marks = Array(repeating: "?", count: texts.count).joined(separator: ", ")
    parts.append("\(column) IN (\(marks))")
    values += texts.map(Value.text)
  }

  /// Only customers of the book; everything needs no condition.
  mutating func add(_ book: Book, on account: String, me: User.ID?) {
    guard book != .everything else { return }
    let condition = book.condition(on: account, me: me, first: values.count + 1)
    parts.append(condition.sql)
    values += condition.values
  }
}
