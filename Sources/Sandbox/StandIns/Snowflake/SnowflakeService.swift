import CustomerSuccess
import Foundation
import Synchronization

/// What the stand-in for Snowflake knows and answers.
final class SnowflakeService: Sendable {
  struct State {
    var mart: SnowflakeMart
    var isReadable = true
    var polls = 0
    /// By handle.
    var results: [String: SnowflakeStored] = [:]
    /// Handles by the ids of requests.
    var requests: [String: String] = [:]
    var statementsRun = 0
    var cancelled: [String] = []
    var tokensFrom = Date.distantPast
  }

  private static let resultLifeSeconds = 86_400.0

  let clock: StandInClock
  let state: Mutex<State>
  private let login: SnowflakeDoor
  private let warehouse: String
  private let role: String?
  private let rowsEach: Int

  init(
    clock: StandInClock, login: SnowflakeDoor, mart: SnowflakeMart, warehouse: String,
    role: String?, rowsEach: Int
  ) {
    self.clock = clock
    self.login = login
    self.warehouse = warehouse
    self.role = role
    self.rowsEach = rowsEach
    state = Mutex(State(mart: mart))
  }

  func answer(_ request: StandInRequest) async -> StandInAnswer {
    guard request[header: "user-agent"]?.isEmpty == false else {
      return refuse(400, "391903", "User-Agent header is missing")
    }
    guard request[header: "accept"] == "application/json" else {
      return refuse(400, "391902", "Unsupported Accept header")
    }
    let from = state.withLock { $0.tokensFrom }
    guard await login.admits(request, now: clock.now, from: from) else {
      return Self.failure(401, "390144", "JWT token is invalid.")
    }
    let parts = request.segments
    guard parts.starts(with: ["api", "v2", "statements"]) else {
      return refuse(404, "391914", "no such path")
    }
    switch (request.method, parts.count, parts.last) {
    case ("POST", 3, _): return run(request)
    case ("POST", 5, "cancel"): return cancel(parts[3])
    case ("GET", 4, let handle?): return result(request, handle)
    default: return refuse(404, "391914", "no such path")
    }
  }

  /// A refusal of something that a good client does not ask.
  func refuse(_ status: Int, _ code: String, _ message: String) -> StandInAnswer {
    Self.failure(status, code, message).blaming("\(code) \(message)")
  }

  static func failure(
    _ status: Int, _ code: String, _ message: String, state: String = "08001"
  ) -> StandInAnswer {
    .json(
      """
      {"code":"\(code)","sqlState":"\(state)","message":"\(message)",\
      "statementHandle":"01b0-failed"}
      """, status: status)
  }

  private func run(_ request: StandInRequest) -> StandInAnswer {
    guard request[header: "content-type"]?.hasPrefix("application/json") == true else {
      return refuse(415, "391919", "Unsupported Content-Type")
    }
    let query = request.query
    guard let id = query["requestId"], UUID(uuidString: id) != nil else {
      return refuse(400, "391918", "requestId is no UUID")
    }
    let known = state.withLock { $0.requests[id] }
    if let known, query["retry"] == "true" {
      return result(request, known)
    }
    guard known == nil else { return refuse(400, "391920", "requestId without retry") }
    let statement: SnowflakeBody
    do {
      statement = try JSONDecoder().decode(SnowflakeBody.self, from: Data(request.body))
    } catch {
      return refuse(400, "391917", "the body is no statement")
    }
    guard statement.warehouse == warehouse, statement.role == role else {
      return Self.failure(422, "000606", "No active warehouse selected", state: "57P03")
    }
    // Names of parameters are the same in any case.
    let zone = statement.parameters?.first { $0.key.lowercased() == "timezone" }?.value
    guard zone == "UTC" else {
      return refuse(400, "391916", "times are wanted in UTC")
    }
    switch evaluated(statement) {
    case .failure(let failure):
      return Self.failure(422, failure.code, failure.message, state: failure.state)
    case .success(var stored):
      let isAsync = query["async"] == "true"
      let handle = state.withLock { state in
        state.statementsRun += 1
        let handle = "01b0-\(state.statementsRun)"
        stored.pollsLeft = isAsync ? state.polls + 1 : state.polls
        stored.createdAt = clock.now
        state.results[handle] = stored
        state.requests[id] = handle
        return handle
      }
      return result(request, handle)
    }
  }

  private func result(_ request: StandInRequest, _ handle: String) -> StandInAnswer {
    let stored = state.withLock { state -> SnowflakeStored? in
      guard var stored = state.results[handle],
        clock.now.timeIntervalSince(stored.createdAt) < Self.resultLifeSeconds
      else { return nil }
      stored.pollsLeft -= 1
      state.results[handle] = stored
      return stored
    }
    guard let stored else {
      return Self.failure(404, "391909", "Statement \(handle) not found", state: "02000")
    }
    guard stored.pollsLeft < 0 else {
      return .json(
        """
        {"code":"333334","sqlState":"00000","message":"Asynchronous execution in progress.",\
        "statementHandle":"\(handle)","statementStatusUrl":"/api/v2/statements/\(handle)"}
        """, status: 202)
    }
    guard let text = request.query["partition"] else { return stored.first(handle, at: clock.now) }
    guard let number = Int(text), stored.partitions.indices.contains(number) else {
      return refuse(400, "391915", "no such partition")
    }
    return stored.partition(number)
  }

  private func cancel(_ handle: String) -> StandInAnswer {
    state.withLock { state in
      state.cancelled.append(handle)
      state.results[handle] = nil
    }
    return .json(
      """
      {"code":"000604","sqlState":"57014","message":"SQL execution canceled",\
      "statementHandle":"\(handle)"}
      """)
  }
}

extension SnowflakeService {
  private struct Failure: Error {
    let code: String
    let state: String
    let message: String
  }

  private func evaluated(_ body: SnowflakeBody) -> Result<SnowflakeStored, Failure> {
    let (mart, isReadable) = state.withLock { ($0.mart, $0.isReadable) }
    let bound = body.bindings ?? [:]
    guard let query = SnowflakeQuery(body.statement), bound.values.allSatisfy({ $0.type == "TEXT" })
    else {
      let message = "SQL compilation error: syntax error line 1"
      return .failure(Failure(code: "001003", state: "42000", message: message))
    }
    switch query {
    case .columns(let database):
      let isSeen =
        isReadable && database == mart.database && bound["1"]?.value == mart.schema
        && bound["2"]?.value == mart.name
      return .success(SnowflakeStored(columnsOf: mart, isSeen: isSeen))
    case .rows(let selection):
      guard isReadable, selection.database == mart.database, selection.schema == mart.schema,
        selection.table == mart.name
      else {
        let message = "Object '\(selection.table)' does not exist or not authorized."
        return .failure(Failure(code: "002003", state: "42S02", message: message))
      }
      return rows(selection, of: mart, since: bound["1"]?.value ?? "")
    }
  }

  private func rows(
    _ selection: SnowflakeQuery.Selection, of mart: SnowflakeMart, since text: String
  ) -> Result<SnowflakeStored, Failure> {
    func position(_ name: String) -> Int? { mart.columns.firstIndex { $0.name == name } }
    let names = selection.columns + [selection.month] + selection.order
    if let unknown = names.first(where: { position($0) == nil }) {
      let message = "SQL compilation error: invalid identifier '\(unknown)'"
      return .failure(Failure(code: "000904", state: "42000", message: message))
    }
    guard let day = Day(text), let month = position(selection.month) else {
      let message = "Date '\(text)' is not recognized"
      return .failure(Failure(code: "100040", state: "22007", message: message))
    }
    return .success(
      SnowflakeStored(
        mart: mart, positions: selection.columns.compactMap(position), month: month,
        since: Int(day.daysSinceEpoch), rowsEach: rowsEach))
  }
}

/// The body of a request for a statement.
private struct SnowflakeBody: Decodable {
  let statement: String
  let timeout: Int?
  let database: String
  let schema: String
  let warehouse: String
  let role: String?
  let bindings: [String: Binding]?
  let parameters: [String: String]?

  struct Binding: Decodable {
    let type: String
    let value: String
  }
}
