/// Sizes of what people write, which keep one row small enough for one frame and one screen.
package enum TextLimit {
  /// Bytes of UTF-8 in a field of one line.
  package static let fieldBytes = 64 * 1_024
  /// Bytes of UTF-8 in notes and other text of many lines.
  package static let noteBytes = 256 * 1_024
  /// The longest address that mail can be sent to (RFC 5321).
  package static let emailBytes = 254
}

/// Sizes of numbers that people write, far from where sums of a whole company would overflow.
package enum NumberLimit {
  /// Either way of zero.
  package static let integer = 1_000_000_000_000
  /// Minor units of a currency, either way of zero.
  package static let money = 1_000_000_000_000_000
  /// Microseconds since 1970 that can be written with a year of four digits.
  package static let instants: ClosedRange<Int64> =
    -62_135_596_800_000_000...253_402_300_799_999_999
}

extension Column {
  /// The value as it is stored: text without content is no value.
  func normalized(_ value: Value) -> Value {
    guard case .text(let text) = value, text.allSatisfy(\.isWhitespace) else { return value }
    return .null
  }

  /// What is wrong with a value for this column, as the end of a sentence; nil when nothing is.
  ///
  /// References are not looked up here.
  package func problem(with value: Value) -> String? {
    if value.isNull { return nil }
    switch (type, value) {
    case (.integer, .integer(let number)): return problem(with: number, upTo: NumberLimit.integer)
    case (.money, .integer(let number)): return problem(with: number, upTo: NumberLimit.money)
    case (.instant, .integer(let number)):
      let isWritable = NumberLimit.instants.contains(number)
      return isWritable ? nil : "must be in the years 1 through 9999"
    case (.real, .integer), (.real, .real), (.ratio, .integer), (.ratio, .real): return nil
    case (.boolean, .integer(let number)):
      return (0...1).contains(number) ? nil : "must be yes or no"
    case (.data, .data): return nil
    case (_, .text(let text)): return problem(withText: text)
    case (.data, _), (_, .data), (_, .null), (_, .integer), (_, .real):
      return "cannot hold \(value.words(for: self))"
    }
  }

  private func problem(with number: Int64, upTo limit: Int) -> String? {
    let isInRange = (-Int64(limit)...Int64(limit)).contains(number)
    return isInRange ? nil : "cannot be \(number): at most \(limit) fits"
  }

  /// What keeps a value from being stored in this column at all; nil when nothing does.
  func misfit(of value: Value) -> String? {
    guard case .text(let text) = value else { return problem(with: value) }
    return type.isText ? sizeProblem(of: text) : problem(withText: text)
  }

  private func sizeProblem(of text: String) -> String? {
    let limit = type == .longText ? TextLimit.noteBytes : TextLimit.fieldBytes
    guard text.utf8.count <= limit else {
      return "is \(text.utf8.count) bytes long; at most \(limit) fit: shorten it"
    }
    return text.utf8.contains(0) ? "holds a NUL character: remove it" : nil
  }

  private func problem(withText text: String) -> String? {
    if let problem = sizeProblem(of: text) { return problem }
    switch type {
    case .text, .longText, .list: return nil
    case .reference: return nil
    case .choice(let choices):
      return choices.contains(text)
        ? nil : "cannot be \"\(text.prefix(60))\"; one of: \(choices.joined(separator: ", "))"
    case .day: return Day(text) == nil ? "must be a day as YYYY-MM-DD, not \"\(text)\"" : nil
    case .url: return Self.isWebAddress(text) ? nil : "must be a web address starting with https://"
    case .email:
      return Self.isEmail(text) ? nil : "must be an e-mail address such as ada@example.com"
    case .integer, .real, .ratio, .money, .instant, .boolean, .data:
      return "cannot hold the text \"\(text.prefix(60))\""
    }
  }

  /// A light check: mail servers alone know which addresses exist.
  static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= TextLimit.emailBytes,
      text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
    else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
  }

  private static func isWebAddress(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return false }
    return text.unicodeScalars.count > scheme.count
      && text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
  }
}

extension ColumnType {
  /// Stored as text, whatever the text means.
  fileprivate var isText: Bool {
    switch self {
    case .text, .longText, .choice, .list, .day, .reference, .url, .email: true
    case .integer, .real, .ratio, .money, .instant, .boolean, .data: false
    }
  }
}
