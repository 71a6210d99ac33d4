/// The statements that the stand-in knows; anything else is a syntax error there.
enum SnowflakeQuery: Equatable {
  /// Names of the columns of a table; schema and table are bound.
  case columns(database: String)
  case rows(Selection)

  struct Selection: Equatable {
    let columns: [String]
    let database: String
    let schema: String
    let table: String
    /// Rows are given from a day on, which is bound.
    let month: String
    let order: [String]
  }

  /// Nil for a statement of another form.
  init?(_ text: String) {
    guard let tokens = SnowflakeToken.all(in: text) else { return nil }
    var reader = TokenReader(tokens)
    guard reader.take(word: "SELECT") else { return nil }
    if reader.take(word: "COLUMN_NAME") {
      guard reader.take(word: "FROM"), let database = reader.takeName(),
        reader.take(words: [
          ".", "INFORMATION_SCHEMA", ".", "COLUMNS", "WHERE", "TABLE_SCHEMA", "=", "?", "AND",
          "TABLE_NAME", "=", "?", "ORDER", "BY", "ORDINAL_POSITION",
        ]), reader.isAtEnd
      else { return nil }
      self = .columns(database: database)
      return
    }
    guard let columns = reader.takeNames(), reader.take(word: "FROM"),
      let database = reader.takeName(), reader.take(word: "."), let schema = reader.takeName(),
      reader.take(word: "."), let table = reader.takeName(), reader.take(word: "WHERE"),
      let month = reader.takeName(),
      reader.take(words: [">", "=", "TO_DATE", "(", "?", ")", "ORDER", "BY"]),
      let order = reader.takeNames(), reader.isAtEnd
    else { return nil }
    self = .rows(
      Selection(
        columns: columns, database: database, schema: schema, table: table, month: month,
        order: order))
  }
}

/// A piece of a statement.
private enum SnowflakeToken: Equatable {
  /// In quotes; the case counts.
  case name(String)
  /// A word in upper case, or a sign.
  case word(String)

  /// Nil when a quote is not closed.
  static func all(in text: String) -> [SnowflakeToken]? {
    var tokens: [SnowflakeToken] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "\"" {
        guard let name = takeQuoted(&rest) else { return nil }
        tokens.append(.name(name))
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        tokens.append(.word(word.uppercased()))
        rest = rest.dropFirst(word.count)
      } else {
        tokens.append(.word(String(rest.removeFirst())))
      }
    }
    return tokens
  }

  private static func takeQuoted(_ rest: inout Substring) -> String? {
    var name = ""
    rest.removeFirst()
    while let next = rest.popFirst() {
      guard next == "\"" else {
        name.append(next)
        continue
      }
      guard rest.first == "\"" else { return name }
      name.append(rest.removeFirst())
    }
    return nil
  }
}

private struct TokenReader {
  private var tokens: ArraySlice<SnowflakeToken>

  init(_ tokens: [SnowflakeToken]) { self.tokens = tokens[...] }

  var isAtEnd: Bool { tokens.isEmpty }

  mutating func take(word: String) -> Bool {
    guard tokens.first == .word(word) else { return false }
    tokens.removeFirst()
    return true
  }

  mutating func take(words: [String]) -> Bool {
    for word in words where !take(word: word) { return false }
    return true
  }

  mutating func takeName() -> String? {
    guard case .name(let name) = tokens.first else { return nil }
    tokens.removeFirst()
    return name
  }

  mutating func takeNames() -> [String]? {
    var names: [String] = []
    repeat {
      guard let name = takeName() else { return nil }
      names.append(name)
    } while take(word: ",")
    return names
  }
}
