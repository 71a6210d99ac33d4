import Foundation
import Synchronization

/// A Zendesk on this machine, with Zendesk's rules for exports, lists, logins and limits (connectors
/// 4), and stricter about requests than it.
package final class ZendeskStandIn: Sendable {
  package let server: StandInServer
  private let service: ZendeskService

  /// - Parameters:
  ///   - token: Of the user with that e-mail address.
  ///   - secret: Of the OAuth client of that id.
  package init(
    clock: StandInClock, tables: ZendeskTables, email: String = "admin@acme.example",
    token: String = "zd-token", client: String = "tamarack", secret: String = "zd-secret"
  ) {
    let service = ZendeskService(
      clock: clock, tables: tables, email: email, token: token, client: client, secret: secret)
    self.service = service
    server = StandInServer(clock: clock) { service.answer($0) }
  }

  /// - Returns: The address, such as `http://127.0.0.1:40123`.
  package func start() async throws -> String { try await server.start() }

  package func stop() async { await server.stop() }

  /// Something happens in Zendesk.
  package func change(_ change: @Sendable (inout ZendeskTables) -> Void) {
    service.state.withLock { change(&$0.tables) }
  }

  /// No OAuth token that was given out is good any more.
  package func expireTokens() { service.state.withLock { $0.tokens = [:] } }

  /// How many OAuth tokens were given out.
  package var tokensGiven: Int { service.state.withLock { $0.tokensGiven } }

  /// Whether exports are refused, as to agents who are no administrators.
  package func forbidOrganizationExport() {
    service.state.withLock { $0.mayExportOrganizations = false }
  }
}

/// What the stand-in knows and answers.
final class ZendeskService: Sendable {
  struct State {
    var tables: ZendeskTables
    /// OAuth tokens, and when they end.
    var tokens: [String: Date] = [:]
    var tokensGiven = 0
    var mayExportOrganizations = true
    /// When exports were asked for, of the last minute.
    var exports: [Date] = []
  }

  static let tokenLifeSeconds = 7_200
  private static let exportsAMinute = 10

  let clock: StandInClock
  let state: Mutex<State>
  private let basic: String
  private let client: String
  private let secret: String

  init(
    clock: StandInClock, tables: ZendeskTables, email: String, token: String, client: String,
    secret: String
  ) {
    self.clock = clock
    state = Mutex(State(tables: tables))
    basic = "Basic \(Data("\(email)/token:\(token)".utf8).base64EncodedString())"
    self.client = client
    self.secret = secret
  }

  func answer(_ request: StandInRequest) -> StandInAnswer {
    if request.path == "/oauth/tokens" { return grant(request) }
    let isKnown = isKnown(request)
    if request.method == "GET", request.path == "/api/v2/users/me.json" {
      // A stranger is nobody, and is told so with 200.
      let user =
        isKnown ? #"{"id":370000000001,"role":"admin"}"# : #"{"id":null,"role":"end-user"}"#
      return .json("{\"user\":\(user)}")
    }
    guard isKnown else {
      return .json(#"{"error":"Couldn't authenticate you"}"#, status: 401)
    }
    guard request.method == "GET" else { return refuse(404, "InvalidEndpoint") }
    let parts = request.segments
    guard parts.starts(with: ["api", "v2"]) else { return refuse(404, "InvalidEndpoint") }
    switch (parts.count, parts.dropFirst(2).first, parts.last) {
    case (5, "incremental", "cursor.json"): return exported(request, parts[3], isByCursor: true)
    case (4, "incremental", let file?) where file.hasSuffix(".json"):
      return exported(request, String(file.dropLast(5)), isByCursor: false)
    case (3, "organizations.json", _): return list(request)
    case (5, "organizations", "merges"): return merges(of: parts[3])
    default: return refuse(404, "InvalidEndpoint")
    }
  }

  /// A refusal of something that a good client does not ask.
  func refuse(_ status: Int, _ error: String) -> StandInAnswer {
    StandInAnswer.json(
      "{\"error\":\"\(error)\",\"description\":\"\(error)\"}", status: status
    ).blaming("\(error), \(status)")
  }

  private func isKnown(_ request: StandInRequest) -> Bool {
    guard let login = request[header: "authorization"] else { return false }
    if login == basic { return true }
    return state.withLock { state in
      state.tokens.contains { login == "Bearer \($0.key)" && $0.value > clock.now }
    }
  }

  private func grant(_ request: StandInRequest) -> StandInAnswer {
    // What is no such object has no members.
    let asked = (try? JSONDecoder().decode([String: String].self, from: Data(request.body))) ?? [:]
    guard asked["grant_type"] == "client_credentials", asked["scope"] == "read" else {
      return refuse(400, "invalid_request")
    }
    guard asked["client_id"] == client, asked["client_secret"] == secret else {
      return .json(#"{"error":"invalid_client"}"#, status: 401)
    }
    return state.withLock { state in
      state.tokensGiven += 1
      let token = "zd-access-\(state.tokensGiven)"
      state.tokens[token] = clock.now.addingTimeInterval(Double(Self.tokenLifeSeconds))
      return .json(
        """
        {"access_token":"\(token)","token_type":"bearer","scope":"read",\
        "expires_in":\(Self.tokenLifeSeconds)}
        """)
    }
  }

  /// Nil while this minute's exports are not used up.
  func tooMany() -> StandInAnswer? {
    state.withLock { state in
      let now = clock.now
      state.exports.removeAll { now.timeIntervalSince($0) >= 60 }
      guard state.exports.count >= Self.exportsAMinute, let first = state.exports.first else {
        state.exports.append(now)
        return nil
      }
      let wait = 60 - Int(now.timeIntervalSince(first))
      var answer = StandInAnswer(429, body: Array("Number of allowed API requests".utf8))
      answer.set("retry-after", String(wait))
      return answer
    }
  }

  /// What is left of this minute's exports, as a header says it.
  var exportsLeft: String {
    state.withLock { state in
      let age = state.exports.first.map { Int(clock.now.timeIntervalSince($0)) } ?? 0
      let left = Self.exportsAMinute - state.exports.count
      return "total=\(Self.exportsAMinute); remaining=\(left); resets=\(60 - age)"
    }
  }
}
