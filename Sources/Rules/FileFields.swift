import CustomerSuccess
import YAMLText

/// Reads the keys of one group of a file; the first that cannot be used is the file's problem.
struct FileFields {
  let file: String
  /// Where the group begins.
  let line: Int
  private let fields: [YAMLValue.Field]

  /// All of a file.
  ///
  /// - Parameter file: As the person knows it, for the words of a problem.
  init(reading text: String, of file: String, known: [String]) throws(TextProblem) {
    let root: YAMLValue
    do throws(YAMLValue.SyntaxError) {
      root = try YAMLValue(reading: text)
    } catch {
      throw TextProblem(file: file, line: error.line, .syntax(error.reason))
    }
    try self.init(root, of: file, in: "the file", known: known)
  }

  /// - Parameter known: Every key that may stand there.
  init(
    _ value: YAMLValue, of file: String, in place: String, known: [String]
  ) throws(TextProblem) {
    guard let fields = value.fields else {
      throw TextProblem(
        file: file, line: value.line,
        .unexpected(key: place, found: value.kind, expected: "lines of \"key: value\""))
    }
    if let odd = fields.first(where: { !known.contains($0.key) }) {
      throw TextProblem(file: file, line: odd.line, .unknownKey(odd.key, known: known))
    }
    self.file = file
    self.fields = fields
    self.line = value.line
  }

  /// Nil when the file does not have the key.
  subscript(key: String) -> YAMLValue? { fields.first { $0.key == key }?.value }

  /// What is wrong with a key, on its line.
  func problem(_ key: String, _ fact: TextProblem.Fact) -> TextProblem {
    let own = fields.first { $0.key == key }?.line
    return TextProblem(file: file, line: own ?? line, fact)
  }

  /// What a key means; nil when the file does not have it.
  func value<Content>(
    _ key: String, expected: String, _ meaning: (YAMLValue) -> Content?
  ) throws(TextProblem) -> Content? {
    guard let field = fields.first(where: { $0.key == key }) else { return nil }
    guard let content = meaning(field.value) else {
      throw TextProblem(
        file: file, line: field.line,
        .unexpected(key: key, found: field.value.kind, expected: expected))
    }
    return content
  }

  /// The same for a key that must be there.
  func required<Content>(
    _ key: String, expected: String, _ meaning: (YAMLValue) -> Content?
  ) throws(TextProblem) -> Content {
    guard let content = try value(key, expected: expected, meaning) else {
      throw TextProblem(file: file, line: line, .missing(key: key, expected: expected))
    }
    return content
  }

  /// - Parameter limit: In bytes of UTF-8.
  func text(_ key: String, limit: Int = 500) throws(TextProblem) -> String? {
    try value(key, expected: Self.words(limit)) { Self.text($0, limit: limit) }
  }

  func requiredText(_ key: String, limit: Int = 500) throws(TextProblem) -> String {
    try required(key, expected: Self.words(limit)) { Self.text($0, limit: limit) }
  }

  func number(_ key: String, in range: ClosedRange<Int>) throws(TextProblem) -> Int? {
    try value(key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      $0.text.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func flag(_ key: String) throws(TextProblem) -> Bool? {
    try value(key, expected: "yes or no") { value in
      switch value.text?.lowercased() {
      case "yes", "true", "on": true
      case "no", "false", "off": false
      default: nil
      }
    }
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ key: String, of type: Choice.Type
  ) throws(TextProblem) -> Choice? {
    try value(key, expected: Self.words(type), Self.choice)
  }

  func requiredChoice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ key: String, of type: Choice.Type
  ) throws(TextProblem) -> Choice {
    try required(key, expected: Self.words(type), Self.choice)
  }

  /// A list of groups; none when the key is not there.
  func groups(_ key: String, limit: Int) throws(TextProblem) -> [YAMLValue] {
    try value(key, expected: "a list of at most \(limit)") { value in
      if value.text?.isEmpty == true { return [] }
      guard case .list(let items) = value.content, items.count <= limit else { return nil }
      return items
    } ?? []
  }

  /// Capitals do not count.
  private static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ value: YAMLValue
  ) -> Choice? {
    value.text.flatMap { text in
      Choice.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
    }
  }

  private static func words<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ type: Choice.Type
  ) -> String {
    let names = type.allCases.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }

  private static func words(_ limit: Int) -> String { "a text of at most \(limit) bytes" }

  private static func text(_ value: YAMLValue, limit: Int) -> String? {
    guard let text = value.text else { return nil }
    var lines = text[...]
    while lines.last?.isWhitespace == true { lines.removeLast() }
    return lines.isEmpty || lines.utf8.count > limit ? nil : String(lines)
  }
}
