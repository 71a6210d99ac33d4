import CustomerSuccess
import Foundation

/// Where the rows of the stand-in's table come from; only the row that is being read is held.
enum MartSource: Sendable {
  /// Cells as they go over the wire.
  case rows([[String?]])
  /// The file of a sandbox company, whose cells are for people; its first line is the header, and
  /// it has no quotes.
  case file(Data)

  /// The place of the first row, for ``row(at:)``.
  var firstRow: Int {
    switch self {
    case .rows: 0
    case .file(let data): Self.end(of: 0, data) + 1
    }
  }

  /// The row at a place, which moves on to the next; nil at the end.
  func row(at place: inout Int) -> Row? {
    switch self {
    case .rows(let rows):
      guard place < rows.count else { return nil }
      defer { place += 1 }
      return Row(place: place, content: .cells(rows[place]))
    case .file(let data):
      guard place < data.count else { return nil }
      let end = Self.end(of: place, data)
      defer { place = end + 1 }
      return Row(place: place, content: .line([UInt8](data[place..<end])))
    }
  }

  private static func end(of place: Int, _ data: Data) -> Int {
    data.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = memchr(base + place, Int32(UInt8(ascii: "\n")), bytes.count - place)
      else { return bytes.count }
      return found - UnsafeMutableRawPointer(mutating: base)
    }
  }

  struct Row {
    enum Content {
      case cells([String?])
      case line([UInt8])
    }

    let place: Int
    let content: Content
  }
}

extension MartSource.Row {
  /// The value of a date, in days since 1970.
  func day(_ position: Int) -> Int? {
    switch content {
    case .cells(let cells): return cells[position].flatMap { Int($0) }
    case .line(let line):
      var start = 0
      for _ in 0..<position {
        guard let comma = line[start...].firstIndex(of: UInt8(ascii: ",")) else { return nil }
        start = comma + 1
      }
      let day = Day(String(decoding: line[start...].prefix(10), as: UTF8.self))
      return day.map { Int($0.daysSinceEpoch) }
    }
  }

  /// Appends cells as a list in JSON has them, without its brackets.
  func append(_ positions: [Int], of columns: [SnowflakeMart.Column], to json: inout [UInt8]) {
    switch content {
    case .cells(let cells):
      for (place, position) in positions.enumerated() {
        if place > 0 { json.append(UInt8(ascii: ",")) }
        if let cell = cells[position] {
          Self.append(text: cell.utf8, to: &json)
        } else {
          json += "null".utf8
        }
      }
    case .line(let line):
      let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      for (place, position) in positions.enumerated() {
        if place > 0 { json.append(UInt8(ascii: ",")) }
        Self.append(fields[position], columns[position], to: &json)
      }
    }
  }

  /// A cell of the file, in Snowflake's form.
  private static func append(
    _ field: ArraySlice<UInt8>, _ column: SnowflakeMart.Column, to json: inout [UInt8]
  ) {
    guard !field.isEmpty else {
      json += "null".utf8
      return
    }
    switch column.type {
    case "date":
      let day = Day(String(decoding: field, as: UTF8.self))
      append(text: "\(day?.daysSinceEpoch ?? 0)".utf8, to: &json)
    case "timestamp_ntz":
      let instant = Instant(String(decoding: field, as: UTF8.self))
      let microseconds = instant?.microseconds ?? 0
      let fraction = String(microseconds % 1_000_000)
      let zeros = String(repeating: "0", count: 6 - fraction.count)
      append(text: "\(microseconds / 1_000_000).\(zeros)\(fraction)000".utf8, to: &json)
    case "boolean":
      append(text: String(decoding: field, as: UTF8.self).lowercased().utf8, to: &json)
    default: append(text: field, to: &json)
    }
  }

  private static func append(text: some Collection<UInt8>, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        json.append(UInt8(ascii: "\\"))
        json.append(byte)
      case 0..<0x20: json += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: json.append(byte)
      }
    }
    json.append(UInt8(ascii: "\""))
  }
}
