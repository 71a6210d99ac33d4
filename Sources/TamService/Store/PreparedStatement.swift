import CustomerSuccess
import GRDB
import GRDBSQLite
import SyncEngine

/// One SQL text, prepared once and run many times with different values.
///
/// It binds and reads through SQLite's own calls: an import touches millions of values, and a
/// conversion per value would be most of its time.
final class PreparedStatement {
  /// Keeps the handle valid.
  private let statement: GRDB.Statement
  private let handle: OpaquePointer
  /// For each slot of SQLite's, the place among the values: `$1` is 0, wherever it stands.
  private let places: [Int]

  init(_ statement: GRDB.Statement) throws {
    self.statement = statement
    self.handle = statement.sqliteStatement
    let count = sqlite3_bind_parameter_count(handle)
    self.places = try (0..<count).map { slot in
      guard let name = sqlite3_bind_parameter_name(statement.sqliteStatement, slot + 1),
        name[0] == CChar(bitPattern: UInt8(ascii: "$")),
        let ordinal = Int(String(cString: name + 1)), ordinal > 0
      else { throw StoreError.badPlaceholder(sql: statement.sql) }
      return ordinal - 1
    }
  }

  var isRunning: Bool { sqlite3_stmt_busy(handle) != 0 }

  /// Runs to the end and drops what it returns.
  func run(_ values: [Value]) throws {
    defer { reset() }
    try bind(values)
    while try step() {}
  }

  /// Calls `body` once a result row, in order; the row may be read only inside.
  func forEach(_ values: [Value], _ body: (PreparedStatement) throws -> Void) throws {
    defer { reset() }
    try bind(values)
    while try step() { try body(self) }
  }

  /// Whether there is a first result row; `body` reads it.
  func first<T>(_ values: [Value], _ body: (PreparedStatement) throws -> T) throws -> T? {
    defer { reset() }
    try bind(values)
    return try step() ? body(self) : nil
  }
}

extension PreparedStatement {
  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  /// All columns of the current result row from `start` on.
  func values(from start: Int = 0) -> [Value] {
    let count = columnCount
    return Array(unsafeUninitializedCapacity: count - start) { buffer, used in
      for column in start..<count {
        buffer.initializeElement(at: column - start, to: value(column))
      }
      used = count - start
    }
  }

  func value(_ column: Int) -> Value {
    let index = CInt(column)
    switch sqlite3_column_type(handle, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
    case SQLITE_TEXT: return .text(text(column))
    case SQLITE_BLOB:
      let bytes = sqlite3_column_blob(handle, index)
      let count = Int(sqlite3_column_bytes(handle, index))
      return .data(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
    default: return .null
    }
  }

  /// A value that is SQLite's own and good until the statement goes on.
  func lent(_ column: Int) -> LentValue {
    let index = CInt(column)
    switch sqlite3_column_type(handle, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
    case SQLITE_TEXT:
      let start = sqlite3_column_text(handle, index)
      let count = Int(sqlite3_column_bytes(handle, index))
      return .text(UnsafeRawBufferPointer(start: start, count: count))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(handle, index)
      let count = Int(sqlite3_column_bytes(handle, index))
      return .data(UnsafeRawBufferPointer(start: start, count: count))
    default: return .null
    }
  }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, CInt(column)) }

  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(handle, CInt(column)) == SQLITE_NULL
  }

  /// Empty when the value is null.
  func text(_ column: Int) -> String {
    let start = sqlite3_column_text(handle, CInt(column))
    let count = Int(sqlite3_column_bytes(handle, CInt(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}

extension PreparedStatement {
  /// Tells SQLite to copy the bytes; the constant of its header does not come over to Swift.
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  private func bind(_ values: [Value]) throws {
    for (slot, place) in places.enumerated() {
      guard place < values.count else { throw StoreError.badPlaceholder(sql: statement.sql) }
      let code = bind(values[place], CInt(slot + 1))
      guard code == SQLITE_OK else { throw failure(code) }
    }
  }

  private func bind(_ value: Value, _ slot: CInt) -> CInt {
    switch value {
    case .null: return sqlite3_bind_null(handle, slot)
    case .integer(let number): return sqlite3_bind_int64(handle, slot, number)
    case .real(let number): return sqlite3_bind_double(handle, slot, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          guard let start = characters.baseAddress else {
            return sqlite3_bind_text(handle, slot, "", 0, Self.copied)
          }
          return sqlite3_bind_text(handle, slot, start, CInt(characters.count), Self.copied)
        }
      }
    case .data(let bytes):
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, slot, 0) }
      return sqlite3_bind_blob(handle, slot, bytes, CInt(bytes.count), Self.copied)
    }
  }

  /// True while there is a result row to read.
  private func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    case let code: throw failure(code)
    }
  }

  /// The result code of a reset repeats that of the step before, which has been thrown already.
  private func reset() { sqlite3_reset(handle) }

  private func failure(_ code: CInt) -> DatabaseError {
    let connection = sqlite3_db_handle(handle)
    let message = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
    return DatabaseError(
      resultCode: ResultCode(rawValue: connection.map(sqlite3_extended_errcode) ?? code),
      message: message, sql: statement.sql)
  }
}
