import CustomerSuccess
import GRDBSQLite
import Rules

/// Decides what the SQL of rules may touch, as SQLite asks while it prepares a statement.
final class RuleGate {
  /// While the views are looked at, to know what they read.
  var isLearning = true
  /// Why the last statement was refused, for a person.
  var refusal: String?
  /// How much longer a statement may run.
  var looksLeft = 0

  private let views = Set(RuleView.all.map(\.name))
  /// `table.column` of what the views read.
  private var readable: Set<String> = []

  /// Of SQL itself, as every store has them; none reads a clock, chance or a file.
  private static let functions: Set<String> = [
    "abs", "avg", "cast", "coalesce", "count", "dense_rank", "first_value", "group_concat", "lag",
    "last_value", "lead", "length", "like", "lower", "max", "min", "nullif", "rank", "replace",
    "round", "row_number", "substr", "sum", "trim", "upper",
  ]
  private static let known = functions.union(RuleFunction.all.map(\.name))

  /// - Parameters:
  ///   - first: The table, for a column that is read.
  ///   - second: The column; the function, for one that is called.
  ///   - inner: The view, or the name in a query, inside which something is read.
  func answer(_ action: CInt, _ first: String?, _ second: String?, _ inner: String?) -> CInt {
    switch action {
    case SQLITE_SELECT: return SQLITE_OK
    case SQLITE_READ: return read(first ?? "", second ?? "", inner)
    case SQLITE_FUNCTION:
      let name = (second ?? "").lowercased()
      guard Self.known.contains(name) else {
        return refuse("\(name) is no function that rules may call")
      }
      return SQLITE_OK
    case SQLITE_RECURSIVE: return refuse("a query may not name itself")
    default: return refuse("it may only read")
    }
  }

  private func read(_ table: String, _ column: String, _ inner: String?) -> CInt {
    if views.contains(table) { return SQLITE_OK }
    let name = "\(table).\(column)"
    if isLearning {
      readable.insert(name)
      return SQLITE_OK
    }
    // A query may call a part of itself like a view: what counts is that it reads no more.
    guard let inner, views.contains(inner), readable.contains(name) else {
      return refuse("\(table) is no view of rules")
    }
    return SQLITE_OK
  }

  private func refuse(_ reason: String) -> CInt {
    refusal = refusal ?? reason
    return SQLITE_DENY
  }
}

/// A function of ours as SQLite calls it.
final class FunctionBox {
  let function: RuleFunction

  init(_ function: RuleFunction) { self.function = function }

  func answer(_ context: OpaquePointer?, _ arguments: [Value]) {
    switch function.body(arguments) {
    case .null, .data: sqlite3_result_null(context)
    case .integer(let number): sqlite3_result_int64(context, number)
    case .real(let number): sqlite3_result_double(context, number)
    case .text(let text):
      sqlite3_result_text(
        context, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }

  private static func bytes(of value: OpaquePointer?) -> [UInt8] {
    let start = sqlite3_value_blob(value)
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))))
  }

  static func value(_ value: OpaquePointer?) -> Value {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: .integer(sqlite3_value_int64(value))
    case SQLITE_FLOAT: .real(sqlite3_value_double(value))
    case SQLITE_TEXT: .text(String(cString: sqlite3_value_text(value)))
    case SQLITE_BLOB: .data(bytes(of: value))
    default: .null
    }
  }
}
