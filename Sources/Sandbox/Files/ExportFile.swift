import CustomerSuccess

/// A CSV file as Salesforce's Data Export writes it: every cell in quotes, LF at the line ends.
final class ExportFile {
  private let output: OutputFile
  private let columns: [String]

  init(_ path: String, columns: [String]) throws {
    output = try OutputFile(path)
    self.columns = columns
    try row(columns.map { $0 })
  }

  /// Writes one record; nil and empty text are both an empty cell, as in Salesforce.
  func row(_ cells: [String?]) throws {
    try output.write { bytes in
      for (index, cell) in cells.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        for byte in (cell ?? "").utf8 {
          if byte == UInt8(ascii: "\"") { bytes.append(byte) }
          bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  func close() throws { try output.close() }
}

/// The forms in which an export writes values.
enum ExportText {
  static func flag(_ flag: Bool) -> String { flag ? "true" : "false" }

  /// A moment in that day, as the Bulk API writes it.
  static func moment(_ day: Day, secondOfDay: Int) -> String {
    moment(Int64(day.daysSinceEpoch) * 86_400 + Int64(secondOfDay))
  }

  static func moment(_ secondsSinceEpoch: Int64) -> String {
    let instant = Instant(secondsSinceEpoch: secondsSinceEpoch)
    return "\(String("\(instant)".dropLast())).000Z"
  }

  /// Whole numbers come with a decimal, as Salesforce writes them.
  static func number(_ number: Int) -> String { "\(number).0" }
}
