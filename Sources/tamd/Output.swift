import ArgumentParser
import Foundation
import TamService

/// How a verb writes its result; messages go to standard error, nothing else to standard output.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write the result as JSON.")
  var json = false

  @Flag(help: "Write the result as CSV.")
  var csv = false

  mutating func validate() throws {
    guard !(json && csv) else {
      throw ValidationError("--json and --csv exclude each other: choose one")
    }
  }

  /// Writes a list: an array of objects, CSV with a header, or a table.
  func write<Line: OutputLine>(_ lines: [Line]) throws {
    if json { return Output.result(try Output.json(lines)) }
    if csv { return Output.result(Output.csv(Line.titles, lines.map(\.cells))) }
    Output.result(Output.table(Line.titles, lines.map(\.cells)))
  }

  /// The same with a table of the caller's.
  func write<Line: OutputLine>(_ lines: [Line], text: String) throws {
    try json || csv ? write(lines) : Output.result(Output.plain(text))
  }

  /// Writes one thing: an object, CSV with a header, or `text`.
  func write<Line: OutputLine>(_ line: Line, text: String) throws {
    if json { return Output.result(try Output.json(line)) }
    if csv { return Output.result(Output.csv(Line.titles, [line.cells])) }
    Output.result(Output.plain(text))
  }
}

/// How much of a long answer is shown.
struct LimitOption: ParsableArguments {
  @Option(help: "How many lines at most, 1 to 10000.") var limit = 50

  mutating func validate() throws {
    guard (1...RuleOutcome.rowLimit).contains(limit) else {
      throw ValidationError("--limit is \(limit): give 1 to \(RuleOutcome.rowLimit)")
    }
  }
}

/// Something a verb lists: an object in JSON, a line in CSV and in a table.
protocol OutputLine: Encodable {
  static var titles: [String] { get }
  /// As many as there are titles.
  var cells: [String] { get }
}

/// What goes to the two streams; text from outside is made harmless for a terminal first.
enum Output {
  /// A result, on standard output.
  static func result(_ text: String) { print(text) }

  /// A message for the person, on standard error.
  static func message(_ text: String) {
    FileHandle.standardError.write(Data((plain(text) + "\n").utf8))
  }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Controls below U+0020 are escaped by JSON itself; the others would reach the terminal.
    return String(decoding: try encoder.encode(value), as: UTF8.self).unicodeScalars
      .map { isHarmless($0) ? String($0) : "\\u\(hex($0))" }.joined()
  }

  static func csv(_ titles: [String], _ lines: [[String]]) -> String {
    ([titles] + lines).map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n")
  }

  static func table(_ titles: [String], _ lines: [[String]]) -> String {
    let rows = [titles] + lines.map { $0.map(plain) }
    let widths = titles.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// Text without what a terminal would obey: control characters and marks that turn the
  /// direction of writing; each becomes `?`.
  static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isHarmless($0) ? $0 : "?" }))
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: true
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: false
    default: true
    }
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Text that a spreadsheet would run as a formula, with an apostrophe before it; plain and
  /// full-width, spreadsheets take both.
  private static func neutral(_ text: String) -> String {
    guard let first = text.first(where: { $0 != " " }), "=+-@＝＋－＠".contains(first),
      Int(text) == nil
    else { return text }
    return "'" + text
  }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.contains { ",\"\n\r".contains($0) }
    let text = neutral(plain(cell))
    return needsQuotes ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
  }
}
