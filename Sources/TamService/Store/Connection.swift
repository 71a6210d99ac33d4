import CustomerSuccess
import GRDB

/// One SQLite connection inside one transaction: prepares each SQL text once and runs it.
///
/// The only type beside ``Store`` that knows of GRDB. SQL is portable (`$1` placeholders, ON
/// CONFLICT DO UPDATE, no JSON operators), so that another store can take its place.
final class Connection {
  private let database: Database
  private var prepared: [String: PreparedStatement] = [:]

  init(_ database: Database) {
    self.database = database
  }

  /// The statement of that text; a new one while the kept one is still running, so that a query
  /// may be asked again from inside the loop over its own rows.
  func statement(_ sql: String) throws -> PreparedStatement {
    if let kept = prepared[sql] {
      return kept.isRunning ? try PreparedStatement(database.makeStatement(sql: sql)) : kept
    }
    let statement = try database.cachedStatement(sql: sql)
    let made = try PreparedStatement(statement)
    guard !made.isRunning else { return try PreparedStatement(database.makeStatement(sql: sql)) }
    prepared[sql] = made
    return made
  }

  func run(_ sql: String, _ values: [Value] = []) throws {
    try statement(sql).run(values)
  }

  func query(_ sql: String, _ values: [Value] = []) throws -> [[Value]] {
    var rows: [[Value]] = []
    try statement(sql).forEach(values) { rows.append($0.values()) }
    return rows
  }

  /// Whole scripts of fixed text, such as the statements that create tables.
  func script(_ sql: String) throws {
    try database.execute(sql: sql)
  }

  /// Undoes what `body` wrote when it throws, and only that.
  func savepoint<T>(_ body: () throws -> T) throws -> T {
    try run("SAVEPOINT inner_step")
    do {
      let result = try body()
      try run("RELEASE SAVEPOINT inner_step")
      return result
    } catch {
      try run("ROLLBACK TO SAVEPOINT inner_step")
      try run("RELEASE SAVEPOINT inner_step")
      throw error
    }
  }
}
