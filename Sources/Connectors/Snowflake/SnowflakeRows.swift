import Foundation

/// Walks through the rows of a partition, `{"data":[["1",null],…]}` or the bare list, where they
/// stand: a partition has millions of cells, and no object is made for any of them.
struct SnowflakeRows {
  /// One value of a row.
  enum Cell: Equatable {
    case null
    /// The bytes between the quotes, as they are.
    case text(Range<Int>)
    /// The bytes with the quotes, with escapes between them.
    case escaped(Range<Int>)
  }

  /// Why the bytes are no rows.
  struct Fault: Error, Equatable, CustomStringConvertible {
    let byte: Int
    let expected: String

    var description: String { "\(expected) expected at byte \(byte)" }
  }

  let bytes: [UInt8]
  private let start: Int

  /// - Throws: ``Fault`` when there is no list of rows.
  init(_ bytes: [UInt8]) throws(Fault) {
    self.bytes = bytes
    var reader = JSONReader(bytes)
    start = try reader.skipToRows()
  }

  /// Calls `body` with the cells of each row.
  ///
  /// - Throws: ``Fault`` where the structure ends, such as in bytes that were cut short.
  func forEachRow(_ body: ([Cell]) throws -> Void) throws {
    var reader = JSONReader(bytes, at: start)
    var cells: [Cell] = []
    try reader.expect("[", "a list of rows")
    guard !reader.take("]") else { return }
    repeat {
      cells.removeAll(keepingCapacity: true)
      try reader.expect("[", "a row")
      if !reader.take("]") {
        repeat { cells.append(try reader.cell()) } while reader.take(",")
        try reader.expect("]", "the end of a row")
      }
      try body(cells)
    } while reader.take(",")
    try reader.expect("]", "the end of the rows")
  }

  /// - Throws: ``Fault`` as above.
  func count() throws -> Int {
    var count = 0
    try forEachRow { _ in count += 1 }
    return count
  }

  /// What stands around the rows, such as what is said of them.
  func bytesWithoutRows() throws(Fault) -> [UInt8] {
    var reader = JSONReader(bytes, at: start)
    return Array(bytes[..<start]) + Array("[]".utf8) + Array(bytes[try reader.skipValue()...])
  }

  /// The value of a cell; nil for null.
  func text(_ cell: Cell) throws -> String? {
    switch cell {
    case .null: nil
    case .text(let range): String(decoding: bytes[range], as: UTF8.self)
    case .escaped(let range):
      try JSONDecoder().decode(String.self, from: Data(bytes[range]))
    }
  }
}

/// Reads JSON byte by byte, as far as rows need it.
struct JSONReader {
  typealias Fault = SnowflakeRows.Fault

  private let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// Stands before the list of rows: of the member `data`, or of the whole.
  mutating func skipToRows() throws(Fault) -> Int {
    skipSpace()
    guard position < bytes.count, bytes[position] != UInt8(ascii: "[") else { return position }
    try expect("{", "an object or a list")
    repeat {
      guard case .text(let name) = try cell() else { throw fault("the name of a member") }
      try expect(":", "a colon")
      skipSpace()
      if bytes[name].elementsEqual("data".utf8) { return position }
      _ = try skipValue()
    } while take(",")
    throw fault("the member data")
  }

  /// The next byte, if it is that one; space before it is skipped.
  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ mark: Unicode.Scalar, _ meaning: String) throws(Fault) {
    guard take(mark) else { throw fault(meaning) }
  }

  /// A text or null; no other value stands in a row.
  mutating func cell() throws(Fault) -> SnowflakeRows.Cell {
    skipSpace()
    guard position < bytes.count else { throw fault("a text or null") }
    if bytes[position] == UInt8(ascii: "n") {
      guard bytes[position...].starts(with: "null".utf8) else { throw fault("a text or null") }
      position += 4
      return .null
    }
    guard bytes[position] == UInt8(ascii: "\"") else { throw fault("a text or null") }
    let start = position
    position += 1
    var hasEscapes = false
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        hasEscapes = true
        position += 1
      }
      position += 1
    }
    guard position < bytes.count else { throw fault("the end of a text") }
    position += 1
    return hasEscapes ? .escaped(start..<position) : .text(start + 1..<position - 1)
  }

  /// Goes behind a value of any kind, and says where that is.
  mutating func skipValue() throws(Fault) -> Int {
    var depth = 0
    repeat {
      skipSpace()
      guard position < bytes.count else { throw fault("a value") }
      switch bytes[position] {
      case UInt8(ascii: "\""): _ = try cell()
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        position += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        position += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): position += 1
      default: skipWord()
      }
    } while depth > 0
    return position
  }

  /// A number, true, false or null.
  private mutating func skipWord() {
    position += 1
    while position < bytes.count, !",]}: \n\r\t".utf8.contains(bytes[position]) { position += 1 }
  }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  private func fault(_ expected: String) -> Fault { Fault(byte: position, expected: expected) }
}
