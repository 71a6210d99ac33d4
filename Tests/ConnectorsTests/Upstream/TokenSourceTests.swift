import Foundation
import Sandbox
import Synchronization
import Testing

@testable import Connectors

/// A service that takes only the newest token, and hands a new one out at each login.
private final class Guarded: Sendable {
  let clock = StandInClock()
  let logins = Mutex(0)
  let server: StandInServer

  init() {
    let valid = Mutex("token 1")
    self.valid = Shared(valid)
    let shared = self.valid
    server = StandInServer(clock: clock) { request in
      request[header: "authorization"] == shared.value.withLock { $0 }
        ? .json("{}") : .json("{}", status: 401)
    }
  }

  final class Shared: Sendable {
    let value: Mutex<String>
    init(_ value: consuming sending Mutex<String>) { self.value = value }
  }

  let valid: Shared

  func client(_ host: UpstreamHost) -> UpstreamClient {
    let tokens = TokenSource(now: { self.clock.now }) {
      let login = self.logins.withLock {
        $0 += 1
        return $0
      }
      await Task.yield()
      return AccessToken(authorization: Secret("token \(login)"))
    }
    return UpstreamClient(
      host: host, tokens: tokens,
      rules: UpstreamRules(loginAdvice: "look at the key", complaint: { _ in nil }),
      environment: .sample(clock))
  }
}

@Suite struct TokenSourceTests {
  // edges 1 and 3
  @Test func `workers who meet a dead token together log in once`() async throws {
    let guarded = Guarded()
    try await withServer(guarded.server) { host in
      let client = guarded.client(host)
      _ = try await client.fetch(.get("/list"))
      guarded.valid.value.withLock { $0 = "token 2" }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { _ = try await client.fetch(.get("/list")) } }
        try await group.waitForAll()
      }
    }
    #expect(guarded.logins.withLock { $0 } == 2)
  }

  @Test func `a second refusal ends it`() async throws {
    let guarded = Guarded()
    guarded.valid.value.withLock { $0 = "nobody's" }
    try await withServer(guarded.server) { host in
      await #expect(
        throws: UpstreamError.loginRefused(
          host: "127.0.0.1", complaint: nil, advice: "look at the key")
      ) { try await guarded.client(host).fetch(.get("/list")) }
    }
    #expect(guarded.logins.withLock { $0 } == 2)
    #expect(guarded.server.journal.entries.count == 2)
  }

  @Test func `a token whose time has come is renewed unasked`() async throws {
    let clock = StandInClock()
    let logins = Mutex(0)
    let tokens = TokenSource(now: { clock.now }) {
      logins.withLock { $0 += 1 }
      return AccessToken(
        authorization: Secret("t"), renewAt: clock.now.addingTimeInterval(60))
    }
    _ = try await tokens.token()
    clock.advance(by: .seconds(59))
    _ = try await tokens.token()
    #expect(logins.withLock { $0 } == 1)
    clock.advance(by: .seconds(1))
    _ = try await tokens.token()
    #expect(logins.withLock { $0 } == 2)
  }
}
