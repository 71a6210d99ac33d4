import Terminal
import YAMLText

/// Reads the keys of one file, and notes what it cannot use.
struct FieldReader {
  let file: String
  private(set) var problems: [PreferenceProblem] = []
  private var fields: [YAMLValue.Field]
  private var known: [String] = []

  /// - Parameter value: The whole file; anything but a table is reported and counts as empty.
  init(_ value: YAMLValue, of file: String) {
    self.file = file
    fields = value.fields ?? []
    if value.fields == nil, value.text?.isEmpty != true {
      report(
        .unexpected(key: "the file", found: value.kind, expected: "lines of \"key: value\""),
        line: value.line)
    }
  }

  mutating func report(_ fact: PreferenceProblem.Fact, line: Int?) {
    problems.append(PreferenceProblem(file: file, line: line, fact))
  }

  /// Takes a field out; nil when the file says nothing about it.
  mutating func field(_ key: String) -> YAMLValue.Field? {
    known.append(key)
    guard let index = fields.firstIndex(where: { $0.key == key }) else { return nil }
    return fields.remove(at: index)
  }

  /// What a field means; nil when the file says nothing about it, or nothing that can be understood.
  ///
  /// - Parameter expected: What to write there, in words.
  mutating func value<Value>(
    _ key: String, expected: String, _ meaning: (YAMLValue) -> Value?
  ) -> Value? {
    guard let field = field(key) else { return nil }
    if let value = meaning(field.value) { return value }
    report(
      .unexpected(key: key, found: field.value.kind, expected: expected), line: field.line)
    return nil
  }

  mutating func text(_ key: String, expected: String) -> String? {
    value(key, expected: expected) { $0.text.flatMap { $0.isEmpty ? nil : $0 } }
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    let names = type.allCases.map(\.rawValue)
    let expected = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    return value(key, expected: expected) { $0.text.flatMap { Choice(rawValue: $0.lowercased()) } }
  }

  /// `on` and `off`, and the other ways in which YAML says so.
  mutating func flag(_ key: String) -> Bool? {
    value(key, expected: "on or off") { value in
      switch value.text?.lowercased() {
      case "on", "true", "yes": true
      case "off", "false", "no": false
      default: nil
      }
    }
  }

  /// Reports every field that nobody asked for.
  mutating func finish() -> [PreferenceProblem] {
    for field in fields {
      let nearest = ClosestName.to(field.key, among: known)
      report(.unknownKey(field.key, nearest: nearest, known: known), line: field.line)
    }
    fields = []
    return problems
  }
}
