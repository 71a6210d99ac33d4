import CustomerSuccess
import GRDB
import GRDBSQLite

/// One SQLite connection inside a transaction; the only door to SQL in this module.
struct Connection {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The compiled statement of that text, compiled once for the life of the connection.
  func prepared(_ sql: String) throws -> PreparedStatement {
    let statement = try database.cachedStatement(sql: sql)
    let prepared = PreparedStatement(pointer: statement.sqliteStatement, owner: statement)
    prepared.reset()
    return prepared
  }

  /// Runs one statement that returns nothing.
  func run(_ sql: String, _ values: [Value] = []) throws {
    try prepared(sql).run(values)
  }

  /// Runs statements that are used once, such as a schema's.
  func execute(_ script: String) throws {
    try database.execute(sql: script)
  }

  /// Every row of the answer.
  func all<Answer>(
    _ sql: String, _ values: [Value] = [], _ make: (inout ColumnReader) throws -> Answer
  ) throws -> [Answer] {
    var answers: [Answer] = []
    try each(sql, values) { reader in answers.append(try make(&reader)) }
    return answers
  }

  /// The first row of the answer; nil when it is empty.
  func first<Answer>(
    _ sql: String, _ values: [Value] = [], _ make: (inout ColumnReader) throws -> Answer
  ) throws -> Answer? {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try statement.bind(values)
    guard try statement.step() else { return nil }
    var reader = ColumnReader(statement)
    return try make(&reader)
  }

  /// Hands over row after row.
  ///
  /// The body must not run the same SQL text again.
  func each(
    _ sql: String, _ values: [Value] = [], _ body: (inout ColumnReader) throws -> Void
  ) throws {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try statement.bind(values)
    while try statement.step() {
      var reader = ColumnReader(statement)
      try body(&reader)
    }
  }

  /// The number in the first column of the first row; zero when there is none.
  func count(_ sql: String, _ values: [Value] = []) throws -> Int {
    try first(sql, values) { $0.requiredInteger() } ?? 0
  }

  /// Whether there is any row.
  func exists(_ sql: String, _ values: [Value] = []) throws -> Bool {
    try first(sql, values) { _ in true } ?? false
  }

  /// How many rows the last statement changed.
  var changedRows: Int { database.changesCount }

  /// The `_n` of the row inserted last.
  var lastInserted: Int64 { database.lastInsertedRowID }
}
