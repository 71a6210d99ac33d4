import CustomerSuccess
import GRDBSQLite

/// Reads the columns of a statement's current row, one after the other.
///
/// A row type's initialiser names its fields in the order of the query's columns.
struct ColumnReader {
  private let pointer: OpaquePointer
  private var index: Int32 = 0

  init(_ statement: PreparedStatement) { self.pointer = statement.pointer }

  mutating func text() -> String? {
    defer { index += 1 }
    return text(at: index)
  }

  /// The bytes of a text, good until the statement goes on; nil when it is null.
  mutating func lentText() -> UnsafeBufferPointer<UInt8>? {
    defer { index += 1 }
    guard let start = sqlite3_column_text(pointer, index) else { return nil }
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, index)))
  }

  /// A column that is never null in our tables.
  mutating func requiredText() -> String { text() ?? "" }

  mutating func integer() -> Int? {
    defer { index += 1 }
    guard sqlite3_column_type(pointer, index) != SQLITE_NULL else { return nil }
    return Int(sqlite3_column_int64(pointer, index))
  }

  /// A count or another number that SQL never leaves null.
  mutating func requiredInteger() -> Int { integer() ?? 0 }

  mutating func real() -> Double? {
    defer { index += 1 }
    guard sqlite3_column_type(pointer, index) != SQLITE_NULL else { return nil }
    return sqlite3_column_double(pointer, index)
  }

  mutating func boolean() -> Bool? { integer().map { $0 != 0 } }

  /// Null counts as no.
  mutating func isTrue() -> Bool { boolean() ?? false }

  /// Nil also for anything but `YYYY-MM-DD`.
  ///
  /// Read from the bytes, because a list has many days.
  mutating func day() -> Day? {
    defer { index += 1 }
    guard let start = sqlite3_column_text(pointer, index),
      sqlite3_column_bytes(pointer, index) == 10
    else { return nil }
    let bytes = UnsafeBufferPointer(start: start, count: 10)
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10])
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  mutating func instant() -> Instant? { integer().map { Instant(microseconds: Int64($0)) } }

  mutating func id<Object>(_ object: Object.Type = Object.self) -> Identifier<Object>? {
    text().map { Identifier($0) }
  }

  mutating func requiredID<Object>() -> Identifier<Object> { Identifier(requiredText()) }

  /// Nil also when the text is none of the values known to this version.
  mutating func choice<Choice: Enumeration>(_ type: Choice.Type = Choice.self) -> Choice? {
    text().flatMap { Choice(rawValue: $0) }
  }

  /// The parts of a list column; empty when null.
  mutating func list() -> [String] {
    text().map { $0.split(separator: ";").map { $0.trimmingSpaces } } ?? []
  }

  /// An amount and, in the next column, its currency; US dollars when that is not known.
  mutating func money() -> Money? {
    let minorUnits = integer()
    let currency = text().flatMap { Currency(code: $0) } ?? .usDollar
    return minorUnits.map { Money(minorUnits: Int64($0), currency: currency) }
  }

  mutating func data() -> [UInt8]? {
    defer { index += 1 }
    guard sqlite3_column_type(pointer, index) != SQLITE_NULL else { return nil }
    return bytes(at: index)
  }

  /// Whatever is stored there.
  mutating func value() -> Value {
    defer { index += 1 }
    switch sqlite3_column_type(pointer, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, index))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, index))
    case SQLITE_TEXT: return .text(text(at: index) ?? "")
    case SQLITE_BLOB: return .data(bytes(at: index))
    default: return .null
    }
  }

  mutating func values(_ count: Int) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(count)
    for _ in 0..<count { result.append(value()) }
    return result
  }

  /// Nil unless all of them are digits.
  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var result = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      result = result * 10 + Int(digit - 48)
    }
    return result
  }

  private func text(at index: Int32) -> String? {
    guard let start = sqlite3_column_text(pointer, index) else { return nil }
    let count = Int(sqlite3_column_bytes(pointer, index))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  private func bytes(at index: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(pointer, index) else { return [] }
    let count = Int(sqlite3_column_bytes(pointer, index))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}

extension Substring {
  /// Without the spaces around it.
  var trimmingSpaces: String {
    var rest = self
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }
}
