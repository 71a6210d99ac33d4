import CustomerSuccess

/// A query as the stand-in understands it: less than Salesforce does, and nothing that it does not.
struct SOQL {
  enum Fault: Error {
    case malformed(String)
    case unknownObject(String)
    case unknownField(String, object: String)
  }

  struct Condition {
    let field: String
    let comparison: String
    /// Nil for null; more than one for IN.
    let values: [String?]
  }

  var fields: [String] = []
  var isCount = false
  var object = ""
  var conditions: [Condition] = []
  var order: [String] = []
  var limit: Int?

  init(_ text: String) throws(Fault) {
    var words = Self.words(text)[...]
    try Self.expect("SELECT", &words)
    if words.first?.uppercased() == "COUNT()" {
      isCount = true
      words.removeFirst()
    } else {
      fields = try Self.names(&words)
    }
    try Self.expect("FROM", &words)
    guard let object = words.popFirst() else { throw .malformed("unexpected token: <EOF>") }
    self.object = object
    if words.first?.uppercased() == "WHERE" {
      repeat {
        words.removeFirst()
        conditions.append(try Self.condition(&words))
      } while words.first?.uppercased() == "AND"
    }
    if words.first?.uppercased() == "ORDER" {
      words.removeFirst()
      try Self.expect("BY", &words)
      order = try Self.names(&words)
    }
    if words.first?.uppercased() == "LIMIT" {
      words.removeFirst()
      limit = words.popFirst().flatMap { Int($0) }
    }
    if let rest = words.first { throw .malformed("unexpected token: '\(rest)'") }
  }

  private static func expect(_ word: String, _ words: inout ArraySlice<String>) throws(Fault) {
    guard words.first?.uppercased() == word else {
      throw .malformed("unexpected token: '\(words.first ?? "<EOF>")'")
    }
    words.removeFirst()
  }

  private static func names(_ words: inout ArraySlice<String>) throws(Fault) -> [String] {
    var names: [String] = []
    repeat {
      if !names.isEmpty { words.removeFirst() }
      guard let name = words.popFirst() else { throw .malformed("unexpected token: <EOF>") }
      names.append(name)
    } while words.first == ","
    return names
  }

  private static func condition(_ words: inout ArraySlice<String>) throws(Fault) -> Condition {
    guard let field = words.popFirst(), var comparison = words.popFirst()?.uppercased() else {
      throw .malformed("unexpected token: <EOF>")
    }
    if comparison == "NOT", words.first?.uppercased() == "IN" {
      words.removeFirst()
      comparison = "NOT IN"
    }
    guard ["=", "!=", "<", "<=", ">", ">=", "IN", "NOT IN"].contains(comparison) else {
      throw .malformed("unexpected token: '\(comparison)'")
    }
    if !comparison.hasSuffix("IN") {
      guard let value = words.popFirst() else { throw .malformed("unexpected token: <EOF>") }
      return Condition(field: field, comparison: comparison, values: [literal(value)])
    }
    try expect("(", &words)
    let values = try names(&words)
    try expect(")", &words)
    return Condition(field: field, comparison: comparison, values: values.map(literal))
  }

  private static func literal(_ word: String) -> String? {
    if word.hasPrefix("'") { return String(word.dropFirst()) }
    return word.lowercased() == "null" ? nil : word
  }

  /// Texts keep the quote at their start; escapes are resolved.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "'" {
        words.append(quoted(&rest))
      } else if [",", "(", ")"].contains(first) {
        words.append(String(rest.removeFirst()))
      } else if "<>=!".contains(first) {
        let sign = rest.prefix { "<>=!".contains($0) }
        words.append(String(sign))
        rest = rest.dropFirst(sign.count)
      } else {
        var word = String(rest.prefix { !$0.isWhitespace && !",()<>=!'".contains($0) })
        rest = rest.dropFirst(word.count)
        if word.uppercased() == "COUNT", rest.hasPrefix("()") {
          word = "COUNT()"
          rest = rest.dropFirst(2)
        }
        words.append(word)
      }
    }
    return words
  }

  private static func quoted(_ rest: inout Substring) -> String {
    var word = String(rest.removeFirst())
    while let character = rest.popFirst(), character != "'" {
      if character == "\\", let escaped = rest.popFirst() {
        word.append(escaped == "n" ? "\n" : escaped)
      } else {
        word.append(character)
      }
    }
    return word
  }
}

extension SOQL {
  /// The same with the table's own writing of its fields.
  func spelled(as table: SObjectTable) -> SOQL {
    var query = self
    query.fields = fields.map(table.spelling)
    query.conditions = conditions.map {
      Condition(field: table.spelling($0.field), comparison: $0.comparison, values: $0.values)
    }
    query.order = order.map(table.spelling)
    return query
  }

  /// The rows that the query selects, in its order.
  ///
  /// - Parameter isAll: Whether deleted rows come too.
  func rows(of table: SObjectTable, isAll: Bool) throws(Fault) -> [SObjectTable.Row] {
    for name in fields + conditions.map(\.field) + order where table[field: name] == nil {
      throw .unknownField(name, object: table.name)
    }
    let found = table.rows.values.filter { row in
      (isAll || row["IsDeleted"] != "true") && conditions.allSatisfy { $0.holds(row) }
    }
    let keys = order.isEmpty ? ["Id"] : order
    let sorted = found.sorted { left, right in
      for key in keys where left[key] != right[key] { return left[key] ?? "" < right[key] ?? "" }
      return false
    }
    return limit.map { Array(sorted.prefix($0)) } ?? sorted
  }
}

extension SOQL.Condition {
  fileprivate func holds(_ row: SObjectTable.Row) -> Bool {
    let found = row[field]
    let wanted = values[0].map(moment)
    let values = field.hasSuffix("Id") ? self.values.map(longID) : self.values
    switch comparison {
    case "NOT IN": return !values.contains { $0?.lowercased() == found?.lowercased() }
    case "IN": return values.contains { $0?.lowercased() == found?.lowercased() }
    case "=": return found.map(moment) == wanted
    case "!=": return found.map(moment) != wanted
    default: break
    }
    guard let found = found.map(moment), let wanted else { return false }
    return switch comparison {
    case "<": found < wanted
    case "<=": found <= wanted
    case ">": found > wanted
    default: found >= wanted
    }
  }

  /// Ids are found by either form.
  private func longID(_ text: String?) -> String? {
    // What is no id is compared as it is.
    text.map { (try? SalesforceID.normalized($0)) ?? $0 }
  }

  /// Rows have `.000Z` where queries write `Z`.
  private func moment(_ text: String) -> String {
    text.hasSuffix(".000Z") ? text.dropLast(5) + "Z" : text
  }
}
