import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

/// A service with one list of pages, to whom every request is right.
private struct Service {
  let clock = StandInClock()
  let server: StandInServer

  init() {
    server = StandInServer(clock: clock) { _ in .json("{\"n\":1}") }
  }

  func client(_ host: UpstreamHost, tokens: TokenSource? = nil) -> UpstreamClient {
    UpstreamClient(
      host: host, tokens: tokens,
      rules: UpstreamRules(loginAdvice: "look at the key", complaint: { _ in nil }),
      environment: .sample(clock))
  }
}

private let read = UpstreamRequest.get("/list", [("q", "a+b c")])
private let change = UpstreamRequest.json(.post, "/change", ["a": 1], repeating: .unsafe)

@Suite struct UpstreamClientTests {
  @Test func `a query keeps its plus signs and blanks`() async throws {
    let service = Service()
    try await withServer(service.server) { host in
      _ = try await service.client(host).fetch(read)
    }
    #expect(service.server.journal.entries.map(\.rawQuery) == ["q=a%2Bb%20c"])
  }

  // edge 32
  @Test(arguments: [
    ("7", Duration.seconds(7)), ("Thu, 02 May 2024 07:01:00 GMT", .seconds(60)),
    ("soon", .milliseconds(500)), ("-5", .milliseconds(500)),
  ])
  func `it comes back when it was asked to`(retryAfter: String, wait: Duration) async throws {
    let service = Service()
    var busy = StandInAnswer.json("{}", status: 429)
    busy.set("retry-after", retryAfter)
    service.server.faults.add(Fault("/list", on: .nth(1), .answer(busy)))
    try await withServer(service.server) { host in
      _ = try await service.client(host).fetch(read)
    }
    #expect(service.clock.waits == [wait])
  }

  // edge 32
  @Test func `a page for people is a passing fault, whatever its status`() async throws {
    let service = Service()
    for (number, status) in [200, 420, 502, 503].enumerated() {
      service.server.faults.add(
        Fault("/list", on: .nth(number + 1), .answer(.webPage(status))))
    }
    let answer = try await withServer(service.server) { host in
      try await service.client(host).fetch(read)
    }
    #expect(try answer.json() == ["n": 1])
    #expect(service.clock.waits.count == 4)
  }

  // edge 32
  @Test func `after five tries it gives up, and says what was asked`() async throws {
    let service = Service()
    var busy = StandInAnswer.json("{}", status: 429)
    busy.set("retry-after", "30")
    service.server.faults.add(Fault("/list", .answer(busy)))
    try await withServer(service.server) { host in
      await #expect(
        throws: UpstreamError.busy(
          host: "127.0.0.1", status: 429, complaint: nil, retryAfterSeconds: 30)
      ) { try await service.client(host).fetch(read) }
    }
    #expect(service.server.journal.entries.count == 5)
    #expect(service.clock.waits == Array(repeating: .seconds(30), count: 4))
  }

  // edge 32
  @Test func `who is asked to wait for hours does not`() async throws {
    let service = Service()
    var busy = StandInAnswer.json("{}", status: 503)
    busy.set("retry-after", "7200")
    service.server.faults.add(Fault("/list", .answer(busy)))
    try await withServer(service.server) { host in
      await #expect(throws: UpstreamError.self) { try await service.client(host).fetch(read) }
    }
    #expect(service.clock.waits.isEmpty)
  }

  // edge 37
  @Test func `a change whose answer is lost is not sent again`() async throws {
    let service = Service()
    service.server.faults.add(Fault("/change", .closeAfter))
    try await withServer(service.server) { host in
      let error = await #expect(throws: UpstreamError.self) {
        try await service.client(host).fetch(change)
      }
      guard case .outcomeUnknown = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    #expect(service.server.journal.entries.count == 1)
  }

  // edge 37
  @Test func `a change that was put off is sent again, and one with a key also when lost`()
    async throws
  {
    let service = Service()
    service.server.faults.add(Fault("/change", on: .nth(1), .answer(.json("{}", status: 429))))
    service.server.faults.add(Fault("/change", on: .nth(3), .closeAfter))
    var repeatable = change
    repeatable.repeating = .safe
    try await withServer(service.server) { host in
      _ = try await service.client(host).fetch(change)
      _ = try await service.client(host).fetch(repeatable)
    }
    #expect(service.server.journal.entries.count == 4)
  }

  @Test func `nobody there is no mystery`() async throws {
    let service = Service()
    let host = try UpstreamHost("http://127.0.0.1:\(try quietPort())")
    let error = await #expect(throws: UpstreamError.self) {
      try await service.client(host).fetch(change)
    }
    guard case .unreachable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(service.clock.waits.count == 4)
  }

  // edge 38
  @Test func `a redirect is not followed`() async throws {
    let service = Service()
    var away = StandInAnswer.json("", status: 302)
    away.set("location", "https://evil.example/list?token=secret")
    service.server.faults.add(Fault("/list", .answer(away)))
    try await withServer(service.server) { host in
      await #expect(
        throws: UpstreamError.redirected(host: "127.0.0.1", to: "https://evil.example/list")
      ) { try await service.client(host).fetch(read) }
    }
  }

  // edge 39
  @Test func `a body cut short or badly packed is asked for again`() async throws {
    let service = Service()
    service.server.faults.add(Fault("/list", on: .nth(1), .cutBody(keeping: 3)))
    let damages: [@Sendable ([UInt8]) -> [UInt8]] = [
      { Array($0.dropLast(9)) }, { $0.prefix(12) + [0xff, 0xff] + $0.dropFirst(14) },
      { _ in Array("no gzip at all, not in the least".utf8) },
    ]
    for (number, damage) in damages.enumerated() {
      service.server.faults.add(
        Fault(
          "/list", on: .nth(number + 2),
          .change { answer in
            answer.body = damage(Gzip.packed(answer.body))
            answer.set("content-encoding", "gzip")
          }))
    }
    let answer = try await withServer(service.server) { host in
      try await service.client(host).fetch(read)
    }
    #expect(try answer.json() == ["n": 1])
    #expect(service.server.journal.entries.count == 5)
  }

  // edge 39
  @Test func `a body that stays badly packed is damaged, and the service does answer`()
    async throws
  {
    let service = Service()
    service.server.faults.add(
      Fault(
        "/list",
        .change { answer in
          answer.body = Array(Gzip.packed(answer.body).dropLast(9))
          answer.set("content-encoding", "gzip")
        }))
    try await withServer(service.server) { host in
      await #expect(
        throws: UpstreamError.garbled(host: "127.0.0.1", reason: "it cannot be unpacked")
      ) { try await service.client(host).fetch(read) }
    }
  }

  // edge 39
  @Test func `a few bytes that unpack to very many are an error`() async throws {
    let service = Service()
    service.server.faults.add(
      Fault(
        "/list",
        .change { answer in
          answer.body = Gzip.bomb(unpackedBytes: 4 << 20)
          answer.set("content-encoding", "gzip")
        }))
    try await withServer(service.server) { host in
      var careful = read
      careful.bodyLimitBytes = 64 << 10
      await #expect(throws: UpstreamError.self) { try await service.client(host).fetch(careful) }
    }
  }

  @Test func `a clock that is set back keeps nobody waiting`() async throws {
    let clock = StandInClock()
    let gate = HostGate()
    await gate.close(for: .seconds(20), now: clock.now.addingTimeInterval(86_400))
    try await gate.pass(.sample(clock))
    #expect(clock.waits.isEmpty)
    await gate.close(for: .seconds(20), now: clock.now)
    try await gate.pass(.sample(clock))
    #expect(clock.waits == [.seconds(20)])
  }

  @Test func `a service that never answers is given up`() async throws {
    let service = Service()
    service.server.faults.add(Fault("/change", .hang))
    var impatient = change
    impatient.deadline = .milliseconds(50)
    try await withServer(service.server) { host in
      await #expect(
        throws: UpstreamError.outcomeUnknown(host: "127.0.0.1", reason: "it took too long")
      ) { try await service.client(host).fetch(impatient) }
    }
  }

  // edge 32
  @Test func `jobs of one host slow down together, those of another do not`() async throws {
    let slow = Service()
    let other = Service()
    try await withServer(slow.server) { host in
      let environment = UpstreamEnvironment.sample(slow.clock)
      let gate = await environment.gates.gate(for: host)
      await gate.close(for: .seconds(20), now: slow.clock.now)
      let client = UpstreamClient(
        host: host, tokens: nil,
        rules: UpstreamRules(loginAdvice: "look at the key", complaint: { _ in nil }),
        environment: environment)
      _ = try await client.fetch(.get("/other"))
      #expect(slow.clock.waits == [.seconds(20)])
      try await withServer(other.server) { otherHost in
        let elsewhere = UpstreamClient(
          host: otherHost, tokens: nil, rules: client.rules, environment: environment)
        await gate.close(for: .seconds(20), now: slow.clock.now)
        _ = try await elsewhere.fetch(.get("/list"))
        #expect(slow.clock.waits.count == 1)
      }
    }
  }
}
