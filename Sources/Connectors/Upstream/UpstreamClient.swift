import Foundation
import Logging

/// Asks one outside service, by the rules that hold for all of them (connectors 2): one pinned
/// host, no redirects, a bounded number of repeats, one renewal of the token.
package struct UpstreamClient: Sendable {
  package let host: UpstreamHost
  package let rules: UpstreamRules
  package let environment: UpstreamEnvironment
  private let tokens: TokenSource?

  /// - Parameter tokens: Nil for what is asked without a login, such as a login itself.
  package init(
    host: UpstreamHost, tokens: TokenSource?, rules: UpstreamRules,
    environment: UpstreamEnvironment
  ) {
    self.host = host
    self.tokens = tokens
    self.rules = rules
    self.environment = environment
  }

  /// The answer, when it is a good one.
  ///
  /// - Throws: ``UpstreamError``, or `CancellationError`.
  package func fetch(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    let response = try await send(request)
    guard response.isSuccess else { throw refusal(response) }
    return response
  }

  /// The answer, good or bad, once waiting and a new token can do no more about it.
  ///
  /// - Throws: ``UpstreamError``, or `CancellationError`.
  package func send(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    guard request.path.hasPrefix("/"),
      request.path.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
    else { throw UpstreamError.notALink(request.path) }
    var wait = RetryWait()
    var token = try await tokens?.token()
    var isRenewed = false
    while true {
      let host = token?.host ?? host
      let gate = await environment.gates.gate(for: host)
      try await gate.pass(environment)
      var attempt = request
      if wait.tried > 0, let repeated = request.repeatedPath { attempt.path = repeated }
      let outcome = try await once(attempt, to: host, with: token)
      if case .answer(let response) = outcome { return response }
      if case .tokenIsOver(let response) = outcome {
        guard let tokens, let refused = token, !isRenewed else { throw loginRefusal(response) }
        environment.log.notice("token renewed", metadata: ["host": "\(host.name)"])
        isRenewed = true
        token = try await tokens.token(after: refused)
        continue
      }
      let next = wait.next(asked: outcome.asked, random: environment.random())
      guard let next, outcome.mayBeRepeated(request) else {
        throw outcome.error(of: request, host: host, rules)
      }
      environment.log.warning(
        "tried again",
        metadata: ["host": "\(host.name)", "try": "\(wait.tried)", "reason": "\(outcome.reason)"])
      await gate.close(for: next, now: environment.now())
    }
  }

  /// What a person is told of a refusal.
  package func refusal(_ response: UpstreamResponse) -> UpstreamError {
    .refused(
      host: response.host.name, status: response.status, complaint: rules.complaint(response))
  }

  private func loginRefusal(_ response: UpstreamResponse) -> UpstreamError {
    .loginRefused(
      host: response.host.name, complaint: rules.complaint(response), advice: rules.loginAdvice)
  }

  private func once(
    _ request: UpstreamRequest, to host: UpstreamHost, with token: AccessToken?
  ) async throws -> Outcome {
    let response: UpstreamResponse
    do {
      response = try await Transport.send(request, to: host, with: token)
    } catch let fault as Transport.Fault {
      switch fault {
      case .notSent(let reason): return .notSent(reason: reason)
      case .lost(let reason): return .lost(reason: reason)
      case .damaged(let reason): return .damaged(reason: reason)
      case .tooLong(let limit):
        throw UpstreamError.answerTooLong(host: host.name, limitBytes: limit)
      }
    }
    note(request, response)
    if [301, 302, 303, 307, 308].contains(response.status) {
      // A query may hold what is nobody's business.
      let target = (response[header: "location"] ?? "nowhere").prefix { $0 != "?" && $0 != "#" }
      throw UpstreamError.redirected(host: host.name, to: String(target.prefix(200)))
    }
    if response.isSuccess, request.content != .ignored, response.isWebPage {
      return .lost(reason: "a web page came in place of an answer")
    }
    switch rules.judge(response) {
    case .answer: return .answer(response)
    case .tokenIsOver: return .tokenIsOver(response)
    case .later:
      return .later(response, asked: asked(by: response))
    case .broke:
      return .broke(response, asked: asked(by: response))
    }
  }

  private func asked(by response: UpstreamResponse) -> Duration? {
    RetryWait.asked(by: response, now: environment.now()) ?? rules.usualWait(response)
  }

  /// Never the query, the headers or a body: they hold customers' data and our credentials.
  private func note(_ request: UpstreamRequest, _ response: UpstreamResponse) {
    let requestID =
      response[header: "x-request-id"] ?? response[header: "sforce-request-id"] ?? ""
    environment.log.debug(
      "answered",
      metadata: [
        "host": "\(response.host.name)", "method": "\(request.method.rawValue)",
        "path": "\(request.path.prefix { $0 != "?" })", "status": "\(response.status)",
        "bytes": "\(response.body.count)", "request": "\(requestID)",
      ])
  }
}

/// What became of one try.
private enum Outcome {
  case answer(UpstreamResponse)
  case tokenIsOver(UpstreamResponse)
  case later(UpstreamResponse, asked: Duration?)
  case broke(UpstreamResponse, asked: Duration?)
  case notSent(reason: String)
  case lost(reason: String)
  case damaged(reason: String)

  var asked: Duration? {
    switch self {
    case .later(_, let asked), .broke(_, let asked): asked
    case .answer, .tokenIsOver, .notSent, .lost, .damaged: nil
    }
  }

  var reason: String {
    switch self {
    case .answer(let response), .tokenIsOver(let response), .later(let response, _),
      .broke(let response, _):
      "status \(response.status)"
    case .notSent(let reason), .lost(let reason), .damaged(let reason): reason
    }
  }

  func mayBeRepeated(_ request: UpstreamRequest) -> Bool {
    switch self {
    case .later, .notSent: true
    case .broke, .lost, .damaged: request.repeating == .safe
    case .answer, .tokenIsOver: false
    }
  }

  /// What is thrown when it is not tried again.
  func error(
    of request: UpstreamRequest, host: UpstreamHost, _ rules: UpstreamRules
  ) -> UpstreamError {
    switch self {
    case .broke, .lost, .damaged:
      if request.repeating == .unsafe { return .outcomeUnknown(host: host.name, reason: reason) }
    case .answer, .tokenIsOver, .later, .notSent: break
    }
    switch self {
    case .answer(let response), .tokenIsOver(let response), .later(let response, _),
      .broke(let response, _):
      return .busy(
        host: host.name, status: response.status, complaint: rules.complaint(response),
        retryAfterSeconds: asked.map { Int($0.components.seconds) })
    case .notSent(let reason), .lost(let reason):
      return .unreachable(host: host.name, reason: reason)
    case .damaged(let reason):
      return .garbled(host: host.name, reason: reason)
    }
  }
}
