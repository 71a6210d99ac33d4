import CustomerSuccess
import GRDBSQLite
import SyncEngine

/// A compiled statement that is bound and stepped directly, because a portfolio of thousands of
/// rows has no time for a dictionary a row.
///
/// Lives as long as its connection's transaction; never used by two loops at once.
struct PreparedStatement {
  let pointer: OpaquePointer
  /// Keeps the compiled statement alive.
  let owner: AnyObject

  /// Replaces all parameters, the first being `?1`.
  func bind(_ values: [Value]) throws(SQLiteFailure) {
    var index: Int32 = 1
    for value in values {
      try bind(value, at: index)
      index += 1
    }
  }

  /// Sets one parameter; the first has index 1.
  ///
  /// The bytes are copied.
  func bind(_ value: Value, at index: Int32) throws(SQLiteFailure) {
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(pointer, index)
    case .integer(let number): code = sqlite3_bind_int64(pointer, index, number)
    case .real(let number): code = sqlite3_bind_double(pointer, index, number)
    case .text(let text): code = bind(text, at: index)
    case .data(let bytes):
      code =
        bytes.isEmpty
        ? sqlite3_bind_zeroblob(pointer, index, 0)
        : bytes.withUnsafeBytes {
          sqlite3_bind_blob(pointer, index, $0.baseAddress, Int32($0.count), copyBytes)
        }
    }
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Sets one parameter to bytes that SQLite does not copy: they must stay where they are until the
  /// statement has run and ``clear()`` was called.
  func bind(lent value: LentValue, at index: Int32) throws(SQLiteFailure) {
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(pointer, index)
    case .integer(let number): code = sqlite3_bind_int64(pointer, index, number)
    case .real(let number): code = sqlite3_bind_double(pointer, index, number)
    case .text(let bytes):
      let text = bytes.assumingMemoryBound(to: CChar.self)
      // A null address would be bound as NULL.
      code =
        text.isEmpty
        ? sqlite3_bind_text(pointer, index, "", 0, copyBytes)
        : sqlite3_bind_text(pointer, index, text.baseAddress, Int32(text.count), nil)
    case .data(let bytes):
      code =
        bytes.isEmpty
        ? sqlite3_bind_zeroblob(pointer, index, 0)
        : sqlite3_bind_blob(pointer, index, bytes.baseAddress, Int32(bytes.count), nil)
    }
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func bind(_ text: String, at index: Int32) -> Int32 {
    let code = text.utf8.withContiguousStorageIfAvailable { bytes in
      // An empty string may have no address, and a null address would be bound as NULL.
      guard let start = bytes.baseAddress else {
        return sqlite3_bind_text(pointer, index, "", 0, copyBytes)
      }
      return UnsafeRawPointer(start).withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(pointer, index, $0, Int32(bytes.count), copyBytes)
      }
    }
    // Only strings made by other frameworks have no storage of their own.
    return code ?? sqlite3_bind_text(pointer, index, text, -1, copyBytes)
  }

  /// Sets all parameters to null.
  func clear() { sqlite3_clear_bindings(pointer) }

  /// Moves to the next row; false when there is none.
  func step() throws(SQLiteFailure) -> Bool {
    let code = sqlite3_step(pointer)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure(code)
    }
  }

  /// Ready to run again.
  ///
  /// The result repeats the error of the last step, which has been thrown.
  func reset() {
    sqlite3_reset(pointer)
  }

  /// Runs a statement that returns no rows.
  func run(_ values: [Value]) throws(SQLiteFailure) {
    defer { reset() }
    try bind(values)
    while try step() {}
  }

  private func failure(_ code: Int32) -> SQLiteFailure {
    let connection = sqlite3_db_handle(pointer)
    let extended = connection.map { sqlite3_extended_errcode($0) } ?? code
    let message = connection.map { String(cString: sqlite3_errmsg($0)) } ?? ""
    let text = sqlite3_sql(pointer).map { String(cString: $0) } ?? ""
    return SQLiteFailure(code: extended, message: message, statement: text)
  }
}

/// Asks SQLite to copy what is bound (`SQLITE_TRANSIENT`).
private var copyBytes: sqlite3_destructor_type {
  unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
