import Terminal

/// Writes results as CSV (RFC 4180, UTF-8) that neither a terminal nor a spreadsheet executes.
enum CSVText {
  static func bytes(heading: [String], rows: [[Datum]]) -> [UInt8] {
    let lines = [heading.map(quoted)] + rows.map { $0.map(cell) }
    return Array(lines.map { $0.joined(separator: ",") + "\r\n" }.joined().utf8)
  }

  private static func cell(_ datum: Datum) -> String {
    switch datum {
    case .null: ""
    case .integer(let number): String(number)
    case .real(let number): number.isFinite ? String(number) : ""
    case .boolean(let flag): flag ? "true" : "false"
    case .text(let text): quoted(neutral(printable(text)))
    case .list(let items): quoted(neutral(items.map(plain).joined(separator: "; ")))
    case .object(let members):
      quoted(neutral(members.map { "\($0.key)=\(plain($0.value))" }.joined(separator: "; ")))
    }
  }

  /// A part of a cell that holds several things.
  private static func plain(_ datum: Datum) -> String {
    guard case .text(let text) = datum else { return cell(datum) }
    return printable(text)
  }

  /// The text without anything that steers a terminal; its line breaks stay.
  private static func printable(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { SafeText(sanitizing: String($0), limit: .max).text }
      .joined(separator: "\n")
  }

  /// Text that a spreadsheet would run as a formula, with an apostrophe before it; a negative
  /// amount stays a number.
  private static func neutral(_ text: String) -> String {
    guard let first = text.first(where: { $0 != " " }), formulaStarts.contains(first),
      !isNumber(text)
    else { return text }
    return "'" + text
  }

  /// Plain and full-width: spreadsheets take both.
  private static let formulaStarts: Set<Character> = [
    "=", "+", "-", "@", "＝", "＋", "－", "＠",
  ]

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.contains { ",\"\n\r\r\n".contains($0) }
    guard needsQuotes || text.hasPrefix(" ") || text.hasSuffix(" ") else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
