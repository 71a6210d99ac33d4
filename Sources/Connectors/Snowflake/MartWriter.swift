/// Writes the rows of answers as the CSV file that the import of the usage mart takes.
struct MartWriter {
  /// One column of the file, and where its cells stand in a row of the answer.
  private struct Source {
    let column: MartColumn
    let position: Int
    let type: SnowflakeType
    /// Whether digits are all that its cells usually are.
    let isDigits: Bool
  }

  private let sources: [Source]
  private let width: Int
  /// The plan's, and columns that changed their type.
  let drift: MartDrift
  /// Cells of a count that are no whole number and were left empty, by column.
  var unreadable: [String: Int] = [:]

  /// - Parameter columns: The answer's.
  /// - Throws: ``SnowflakeError/keyColumn(name:found:expected:)`` or
  ///   ``SnowflakeError/keyColumns(missing:table:)``.
  init(_ plan: MartPlan, columns: [SnowflakeResult.Column]) throws(SnowflakeError) {
    var drift = plan.drift
    var sources: [Source] = []
    for selected in plan.columns {
      let column = selected.column
      let position = columns.firstIndex { $0.name.lowercased() == column.name.lowercased() }
      guard let position else {
        guard !column.isKey else {
          throw .keyColumns(missing: [column.name], table: plan.table)
        }
        drift.missing.append(column.name)
        continue
      }
      let type = columns[position].type
      if column.fits(type) {
        sources.append(
          Source(
            column: column, position: position, type: type, isDigits: type == .fixed(scale: 0)))
      } else if column.isKey {
        throw .keyColumn(name: column.name, found: "\(type)", expected: column.expectation)
      } else {
        drift.changed[column.name] = "\(type)"
      }
    }
    self.sources = sources
    self.drift = drift
    width = columns.count
  }

  var header: [UInt8] {
    Array((sources.map(\.column.name).joined(separator: ",") + "\n").utf8)
  }

  /// Appends the rows of one partition.
  ///
  /// - Parameter rowsBefore: Of the partitions before, for the row numbers in errors.
  /// - Returns: How many rows there were.
  mutating func append(
    _ rows: SnowflakeRows, rowsBefore: Int, to file: inout [UInt8]
  ) throws -> Int {
    var count = 0
    try rows.bytes.withUnsafeBufferPointer { bytes in
      try rows.forEachRow { cells in
        count += 1
        guard cells.count == width else {
          throw SnowflakeError.answer(
            place: "the rows",
            reason: "row \(rowsBefore + count) has \(cells.count) cells, not \(width)")
        }
        for place in sources.indices {
          if place > 0 { file.append(UInt8(ascii: ",")) }
          let cell = cells[sources[place].position]
          if sources[place].isDigits, Self.append(digitsOf: cell, bytes, to: &file) { continue }
          guard let text = try rows.text(cell) else { continue }
          let source = sources[place]
          let value = try value(text, source, row: rowsBefore + count)
          Self.append(value, isText: source.type == .text, to: &file)
        }
        file.append(UInt8(ascii: "\n"))
      }
    }
    return count
  }

  /// The form of nearly every cell, which is the same here and there; false for another.
  private static func append(
    digitsOf cell: SnowflakeRows.Cell, _ bytes: UnsafeBufferPointer<UInt8>, to file: inout [UInt8]
  ) -> Bool {
    guard case .text(let range) = cell, !range.isEmpty else { return false }
    let digits = UnsafeBufferPointer(rebasing: bytes[range])
    guard digits.allSatisfy({ $0 &- 48 < 10 }) else { return false }
    file.append(contentsOf: digits)
    return true
  }

  private mutating func value(
    _ text: String, _ source: Source, row: Int
  ) throws(SnowflakeError) -> String {
    let decoded: String
    do {
      decoded = try SnowflakeCell.decoded(text, source.type)
    } catch {
      let shown = String(text.prefix(60))
      throw .cell(column: source.column.name, row: row, found: shown, expected: "\(source.type)")
    }
    guard source.column.kind == .count, source.type != .boolean else { return decoded }
    guard let count = Self.count(decoded) else {
      unreadable[source.column.name, default: 0] += 1
      return ""
    }
    return count
  }

  /// A whole number without its decimals, nothing, or the histogram by which the mart says that
  /// counting failed; nil for what is no count.
  private static func count(_ text: String) -> String? {
    // JSON's own null stands inside a VARIANT that is not null itself.
    if text.isEmpty || text == "null" { return "" }
    if text.hasPrefix("{"), text.contains("-1") { return text }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts[0].dropFirst(parts[0].hasPrefix("-") ? 1 : 0)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      parts.count == 1 || parts[1].utf8.allSatisfy({ $0 == UInt8(ascii: "0") })
    else { return nil }
    return String(parts[0])
  }

  /// An empty text is two quotes; null is nothing.
  private static func append(_ text: String, isText: Bool, to file: inout [UInt8]) {
    let needsQuotes =
      text.isEmpty
      ? isText
      : text.utf8.contains { byte in
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
          || byte == UInt8(ascii: "\r")
      }
    guard needsQuotes else {
      file.append(contentsOf: text.utf8)
      return
    }
    file.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { file.append(byte) }
      file.append(byte)
    }
    file.append(UInt8(ascii: "\""))
  }
}
