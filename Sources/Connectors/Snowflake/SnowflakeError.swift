/// Why nothing, or not all, could be fetched from Snowflake.
package enum SnowflakeError: Error, Equatable {
  /// What was given as the account.
  case account(String)
  /// The private key cannot be used; the reason in words.
  case key(reason: String)
  /// An answer is not what the contract says; where, and what is wrong.
  case answer(place: String, reason: String)
  /// A cell is not what its column is; rows count from 1.
  case cell(column: String, row: Int, found: String, expected: String)
  /// A statement failed; code and state are Snowflake's.
  case statement(code: String, state: String, message: String, handle: String?)
  case noSuchTable(SnowflakeTable)
  /// The mart lacks columns without which no row can be told from another.
  case keyColumns(missing: [String], table: SnowflakeTable)
  /// A column that rows are told apart by holds something else than before.
  case keyColumn(name: String, found: String, expected: String)
  /// The rows that came are not as many as were announced.
  case rowCount(partition: Int?, announced: Int, found: Int)
  case statementTooSlow(seconds: Int, handle: String)
  /// The results were gone again after the statement was repeated.
  case resultsGone(handle: String)
}

extension SnowflakeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .account(let text):
      "\"\(text)\" is no Snowflake account: write its identifier, such as acme-usage or "
        + "xy12345.eu-west-1"
    case .key(let reason): "the private key for Snowflake cannot be used: \(reason)"
    case .answer(let place, let reason):
      "Snowflake's answer to \(place) is not what it should be (\(reason)): nothing was stored; "
        + "try again, and if it stays tell who looks after tamd"
    case .cell(let column, let row, let found, let expected):
      "row \(row), column \(column): \"\(found)\" is not \(expected): nothing was stored"
    case .statement(let code, let state, let message, let handle):
      "Snowflake refused the statement with \(code) (\(state)): \(message)"
        + (handle.map { "; its query id is \($0)" } ?? "")
    case .noSuchTable(let table):
      "\(table) does not exist, or the role may not read it: check the name, then grant the role "
        + "USAGE on its database and schema and SELECT on it"
    case .keyColumns(let missing, let table):
      "\(table) lacks \(missing.joined(separator: ", ")), by which rows are told apart: nothing "
        + "was stored; ask who looks after the warehouse what they are called now"
    case .keyColumn(let name, let found, let expected):
      "column \(name) is \(found) now, not \(expected), and rows are told apart by it: nothing was "
        + "stored; ask who looks after the warehouse"
    case .rowCount(let partition, let announced, let found):
      (partition.map { "partition \($0) of the results" } ?? "the results")
        + " should have \(announced) rows and had \(found): nothing was stored, try again"
    case .statementTooSlow(let seconds, let handle):
      "the statement \(handle) was not done after \(seconds) s and was stopped: give it a larger "
        + "warehouse or a shorter time to look back"
    case .resultsGone(let handle):
      "the results of \(handle) were gone before they were read, twice: try again"
    }
  }
}
