import YAMLText

/// A group of keys of a rule's file, read one by one.
struct RuleKeys {
  let file: String
  let line: Int
  private let value: YAMLValue

  /// - Parameter allowed: Any other key is a mistake.
  init(_ value: YAMLValue, _ file: String, allowed: [String]) throws(RuleFileError) {
    self.value = value
    self.file = file
    line = value.line
    guard let fields = value.fields else {
      throw RuleFileError(
        file: file, line: value.line, reason: "\(value.kind) stands where keys are expected")
    }
    if let unknown = fields.first(where: { !allowed.contains($0.key) }) {
      throw RuleFileError(
        file: file, line: unknown.line,
        reason: "\"\(unknown.key)\" is no key here: there are \(allowed.joined(separator: ", "))")
    }
  }

  subscript(key: String) -> YAMLValue? { value[key] }

  func mistake(_ key: String, _ reason: String) -> RuleFileError {
    let place = value.fields?.first { $0.key == key }?.line
    return RuleFileError(file: file, line: place ?? line, reason: "\"\(key)\" \(reason)")
  }

  func text(_ key: String) throws(RuleFileError) -> String? {
    guard let found = value[key] else { return nil }
    guard let text = found.text, !text.isEmpty else { throw mistake(key, "needs a text") }
    return text
  }

  func required(_ key: String) throws(RuleFileError) -> String {
    guard let text = try text(key) else {
      throw RuleFileError(file: file, line: line, reason: "\"\(key)\" is missing: add it")
    }
    return text
  }

  /// Nil when the key is not there.
  func number(_ key: String, _ range: ClosedRange<Int>) throws(RuleFileError) -> Int? {
    guard let text = try text(key) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw mistake(key, "is \(text): give \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func flag(_ key: String, usually: Bool) throws(RuleFileError) -> Bool {
    guard let text = try text(key) else { return usually }
    switch text {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default: throw mistake(key, "is \(text): write yes or no")
    }
  }

  /// One of the texts of an enumeration.
  func choice<T: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: T.Type
  ) throws(RuleFileError) -> T? {
    guard let text = try text(key) else { return nil }
    guard let choice = T(rawValue: text) else {
      let known = T.allCases.map(\.rawValue).joined(separator: ", ")
      throw mistake(key, "is \(text): choose one of \(known)")
    }
    return choice
  }

  func required<T: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: T.Type
  ) throws(RuleFileError) -> T {
    _ = try required(key)
    guard let choice = try choice(key, type) else { throw mistake(key, "is missing: add it") }
    return choice
  }

  func template(_ key: String) throws(RuleFileError) -> Template {
    let text = try required(key)
    do {
      return try Template(text)
    } catch {
      throw mistake(key, "has a brace that is not one of a pair around a column: write {name}")
    }
  }
}
