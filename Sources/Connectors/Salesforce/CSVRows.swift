/// Cuts a page of CSV into its records.
///
/// Line breaks and doubled quotes may stand inside of quotes; lines end with LF or CRLF.
struct CSVRows {
  /// A record: its cells, and where it stands in the page, without the end of its line.
  struct Row {
    let cells: [[UInt8]]
    let range: Range<Int>
  }

  private let bytes: [UInt8]
  private var position = 0
  /// Whether a quote was never closed, as in a page that was cut off.
  private(set) var isCutOff = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Row? {
    guard position < bytes.count else { return nil }
    let start = position
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isQuoted = false
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        if isQuoted, position < bytes.count, bytes[position] == byte {
          cell.append(byte)
          position += 1
        } else {
          isQuoted.toggle()
        }
      } else if isQuoted {
        cell.append(byte)
      } else if byte == UInt8(ascii: ",") {
        cells.append(cell)
        cell = []
      } else if byte == UInt8(ascii: "\n") {
        let hasReturn = position >= start + 2 && bytes[position - 2] == UInt8(ascii: "\r")
        if hasReturn { cell.removeLast() }
        return Row(cells: cells + [cell], range: start..<position - (hasReturn ? 2 : 1))
      } else {
        cell.append(byte)
      }
    }
    isCutOff = isQuoted
    return Row(cells: cells + [cell], range: start..<position)
  }
}

/// Writes rows as the import reads them: every cell in quotes, LF at the line ends.
struct CSVPage {
  private(set) var bytes: [UInt8] = []
  private(set) var rows = 0
  /// Characters that no text has; they are left out.
  private(set) var strippedNULs = 0

  /// - Parameter cells: Nil and empty text are both an empty cell.
  mutating func add(_ cells: [[UInt8]?]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      for byte in cell ?? [] {
        guard byte != 0 else {
          strippedNULs += 1
          continue
        }
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "\n"))
    rows += 1
  }

  static func header(_ names: [String]) -> String {
    var page = CSVPage()
    page.add(names.map { Array($0.utf8) })
    return String(decoding: page.bytes, as: UTF8.self)
  }
}

extension CSVPage {
  /// Takes over a record of the REST interface (connectors 3.3).
  ///
  /// - Parameter moments: Fields that are dates with a time, which Bulk and the import write with a
  ///   `Z`.
  /// - Throws: ``UpstreamError/unexpected(host:what:)`` for a row without one of the fields, and for
  ///   a compound field: its parts are asked for instead.
  mutating func add(
    _ record: JSONValue, fields: [String], moments: Set<String>
  ) throws(UpstreamError) {
    add(try Self.cells(of: record, fields: fields, moments: moments))
  }

  /// The cells of a record, in the order of the fields; throws as above.
  static func cells(
    of record: JSONValue, fields: [String], moments: Set<String>
  ) throws(UpstreamError) -> [[UInt8]?] {
    var cells: [[UInt8]?] = []
    for field in fields { cells.append(try cell(value(field, in: record), field, moments)) }
    return cells
  }

  private static func cell(
    _ value: JSONValue, _ field: String, _ moments: Set<String>
  ) throws(UpstreamError) -> [UInt8]? {
    switch value {
    case .null: return nil
    case .boolean(let flag): return Array((flag ? "true" : "false").utf8)
    case .number(let text): return Array(text.utf8)
    case .text(let text):
      guard moments.contains(field), text.hasSuffix("+0000") else { return Array(text.utf8) }
      return Array(text.utf8.dropLast(5)) + [UInt8(ascii: "Z")]
    case .list, .object:
      throw .unexpected(host: "Salesforce", what: "\(field) is not one value: ask for its parts")
    }
  }

  private static func value(
    _ field: String, in record: JSONValue
  ) throws(UpstreamError) -> JSONValue {
    if let value = record[field] { return value }
    var value = record
    for part in field.split(separator: ".") where !value.isNull {
      guard let member = value.member(String(part)) else {
        throw .unexpected(host: "Salesforce", what: "a row without \(field)")
      }
      value = member
    }
    return value
  }
}
