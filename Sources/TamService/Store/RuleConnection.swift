import CustomerSuccess
import GRDBSQLite
import Rules

/// A connection for the SQL of rules: it reads the documented views, and can do nothing else.
///
/// The views are temporary ones of the connection, and an authorizer of SQLite's refuses every table,
/// function and statement beside them when the SQL is prepared. The file is opened for reading only;
/// what it shows is what was committed when a statement began.
final class RuleConnection {
  private let handle: OpaquePointer
  private let gate = RuleGate()
  /// The functions, for as long as SQLite may call them.
  private let functions: [FunctionBox]

  /// Steps of SQLite's machine between two looks at how far a statement has come.
  private static let stepsPerLook: CInt = 1_000_000
  /// How many looks a statement may live: some minutes of one processor.
  private static let looks = 20_000

  /// - Parameter configuration: What everybody judges by.
  init(path: String, _ configuration: HealthConfiguration) throws {
    functions = RuleFunction.all(judgingBy: configuration).map(FunctionBox.init)
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw StoreError.unreadable(path: path, reason: "SQLite's code \(code)")
    }
    handle = opened
    sqlite3_busy_timeout(opened, CInt(Store.patience * 1_000))
    try run("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -\(Store.readerCacheKibibytes)")
    for box in functions { try add(box) }
    for view in RuleView.all { try run("CREATE TEMP VIEW \"\(view.name)\" AS \(view.select)") }
    try closeGate()
  }

  deinit { sqlite3_close_v2(handle) }

  /// Calls `body` with each row of the answer.
  ///
  /// - Returns: The columns of the answer, which are there without rows too.
  /// - Throws: ``RuleSourceError``, and what `body` throws.
  @discardableResult
  func forEach(
    _ sql: String, today: Day, now: Instant, _ body: (SourceRow) throws -> Void
  ) throws -> [String] {
    let statement = try prepared(sql)
    defer { sqlite3_finalize(statement) }
    try bind(statement, today: today, now: now)
    let count = sqlite3_column_count(statement)
    let names = (0..<count).map { String(cString: sqlite3_column_name(statement, $0)) }
    let columns = SourceRow.Columns(names)
    gate.looksLeft = Self.looks
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(SourceRow(columns, (0..<count).map { value(statement, $0) }))
      case SQLITE_DONE: return names
      case SQLITE_INTERRUPT: throw RuleSourceError.tooLong
      default: throw RuleSourceError.failed(String(cString: sqlite3_errmsg(handle)))
      }
    }
  }

  /// The columns that the answer will have, without asking for it.
  func columns(of sql: String) throws -> [String] {
    let statement = try prepared(sql)
    defer { sqlite3_finalize(statement) }
    try bind(statement, today: Day(daysSinceEpoch: 0), now: Instant(microseconds: 0))
    return (0..<sqlite3_column_count(statement)).map {
      String(cString: sqlite3_column_name(statement, $0))
    }
  }

  private func run(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw RuleSourceError.failed(String(cString: sqlite3_errmsg(handle)))
    }
  }

  /// One statement that reads.
  private func prepared(_ sql: String) throws -> OpaquePointer {
    gate.refusal = nil
    var made: OpaquePointer?
    var rest = ""
    let code = sql.withCString { start in
      var end: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(handle, start, -1, &made, &end)
      if let end { rest = String(cString: end) }
      return code
    }
    guard code == SQLITE_OK else {
      if let refusal = gate.refusal { throw RuleSourceError.refused(refusal) }
      throw RuleSourceError.failed(String(cString: sqlite3_errmsg(handle)))
    }
    guard let made else { throw RuleSourceError.refused("there is no SQL") }
    let isAlone = rest.allSatisfy { $0.isWhitespace || $0 == ";" }
    guard isAlone, sqlite3_stmt_readonly(made) != 0 else {
      sqlite3_finalize(made)
      throw RuleSourceError.refused("it has to be one SELECT")
    }
    return made
  }

  private func bind(_ statement: OpaquePointer, today: Day, now: Instant) throws {
    for slot in 0..<sqlite3_bind_parameter_count(statement) {
      let name = sqlite3_bind_parameter_name(statement, slot + 1).map { String(cString: $0) }
      switch name {
      case ":today": sqlite3_bind_text(statement, slot + 1, "\(today)", -1, Self.copied)
      case ":now": sqlite3_bind_int64(statement, slot + 1, now.microseconds)
      default:
        throw RuleSourceError.refused("there is no \(name ?? "?"), only :today and :now")
      }
    }
  }

  private func value(_ statement: OpaquePointer, _ column: CInt) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT: .text(String(cString: sqlite3_column_text(statement, column)))
    default: .null
    }
  }
}

extension RuleConnection {
  /// Tells SQLite to copy the bytes; the constant of its header does not come over to Swift.
  fileprivate static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  /// Lets through from now on only what the views themselves read.
  private func closeGate() throws {
    let context = Unmanaged.passUnretained(gate).toOpaque()
    sqlite3_set_authorizer(
      handle,
      { context, action, first, second, _, inner in
        guard let context else { return SQLITE_DENY }
        return Unmanaged<RuleGate>.fromOpaque(context).takeUnretainedValue().answer(
          action, first.map { String(cString: $0) }, second.map { String(cString: $0) },
          inner.map { String(cString: $0) })
      }, context)
    for view in RuleView.all {
      sqlite3_finalize(try prepared("SELECT * FROM \"\(view.name)\""))
      sqlite3_finalize(try prepared("SELECT count(*) FROM \"\(view.name)\""))
    }
    gate.isLearning = false
    sqlite3_progress_handler(
      handle, Self.stepsPerLook,
      { context in
        guard let context else { return 1 }
        let gate = Unmanaged<RuleGate>.fromOpaque(context).takeUnretainedValue()
        gate.looksLeft -= 1
        return gate.looksLeft < 0 ? 1 : 0
      }, context)
  }

  private func add(_ box: FunctionBox) throws {
    let code = sqlite3_create_function_v2(
      handle, box.function.name, CInt(box.function.argumentCount),
      SQLITE_UTF8 | SQLITE_DETERMINISTIC, Unmanaged.passUnretained(box).toOpaque(),
      { context, count, arguments in
        guard let data = sqlite3_user_data(context), let arguments else { return }
        let box = Unmanaged<FunctionBox>.fromOpaque(data).takeUnretainedValue()
        box.answer(context, (0..<Int(count)).map { FunctionBox.value(arguments[$0]) })
      }, nil, nil, nil)
    guard code == SQLITE_OK else {
      throw RuleSourceError.failed(String(cString: sqlite3_errmsg(handle)))
    }
  }
}

/// Why the source of a rule gave no rows.
package enum RuleSourceError: Error, Equatable, CustomStringConvertible {
  /// What rules may not do.
  case refused(String)
  /// In SQLite's words.
  case failed(String)
  case tooLong

  package var description: String {
    switch self {
    case .refused(let reason): "its source is refused: \(reason)"
    case .failed(let reason): "its source is no SQL that runs here (\(reason))"
    case .tooLong: "its source takes too long: let it read less"
    }
  }
}
