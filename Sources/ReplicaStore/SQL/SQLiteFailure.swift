import GRDBSQLite

/// What SQLite answered instead of doing its work.
struct SQLiteFailure: Error, Equatable {
  /// The extended result code.
  let code: Int32
  let message: String
  /// Its SQL without arguments; empty when it was not about one statement.
  let statement: String

  /// The result code without its extension.
  var primaryCode: Int32 { code & 0xff }

  /// No room on the disk, or in the file when its size is limited.
  var isDiskFull: Bool {
    primaryCode == SQLITE_FULL || code == SQLITE_IOERR | (3 << 8) || code == SQLITE_IOERR | (4 << 8)
  }

  /// The file is not what SQLite wrote.
  var isDamage: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }

  /// A row that may be there once was there twice.
  var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }

  var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }
}

extension SQLiteFailure: CustomStringConvertible {
  var description: String {
    statement.isEmpty
      ? "SQLite error \(code): \(message)" : "SQLite error \(code): \(message), in: \(statement)"
  }
}
