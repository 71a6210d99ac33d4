import Foundation
import Sandbox
import Testing

@testable import Connectors

@Suite struct ZendeskLimitsTests {
  @Test func `exports are asked for so slowly that Zendesk never minds`() async throws {
    let world = try ZendeskWorld(tickets: 260)
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host, pageLimitBytes: ZendeskWorld.smallPageBytes)
      #expect(fetched.records[.tickets] == 260)
    }
    let exports = world.standIn.server.journal.entries("incremental", method: "GET")
    #expect(exports.count == 13)
    #expect(exports.allSatisfy { $0.status == 200 })
    #expect(world.clock.waits == Array(repeating: .milliseconds(6_500), count: 12))
  }

  // edge 32
  @Test(
    arguments: [("93", .seconds(93)), (nil, .seconds(60)), ("soon", .seconds(60))]
      as [(String?, Duration)])
  func `it waits as long as it is told, or a minute`(
    retryAfter: String?, wait: Duration
  ) async throws {
    let world = try ZendeskWorld()
    var busy = StandInAnswer(429, body: Array("slow down".utf8))
    busy.set("retry-after", retryAfter)
    world.standIn.server.faults.add(Fault("users/me", on: .nth(1), .answer(busy)))
    try await withServer(world.standIn.server) { host in
      _ = try await world.fetch(host)
    }
    #expect(world.clock.waits.first == wait)
  }

  // edge 32
  @Test func `maintenance is waited for`() async throws {
    let world = try ZendeskWorld()
    for place in 1...3 {
      world.standIn.server.faults.add(
        Fault("users/cursor", on: .nth(place), .answer(.webPage(503))))
    }
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(fetched.records[.users] == 1)
    }
  }

  @Test func `used-up requests are waited for before the next export`() async throws {
    let world = try ZendeskWorld()
    world.standIn.server.faults.add(
      Fault(
        "tickets/cursor", on: .nth(1),
        .change { $0.set("zendesk-rate-limit-exports", "total=10; remaining=0; resets=31") }))
    try await withServer(world.standIn.server) { host in
      _ = try await world.fetch(host)
    }
    #expect(world.clock.waits.first == .seconds(31))
  }

  @Test func `pages that are too long are asked for in small pages`() async throws {
    let world = try ZendeskWorld(tickets: 120)
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host, pageLimitBytes: ZendeskWorld.smallPageBytes)
      #expect(try world.ids(.tickets, of: fetched) == Array(100..<220))
    }
    let asked = world.standIn.server.journal.entries("tickets/cursor", method: "GET")
    #expect(asked.filter { $0.rawQuery.contains("per_page=50&") }.count == 2)
    #expect(asked.count == 5)
  }

  // edge 34
  @Test(arguments: [600.0, -600.0])
  func `a clock that is off loses nothing`(ahead: Double) async throws {
    let world = try ZendeskWorld()
    try await withServer(world.standIn.server) { host in
      let now = Int64(world.clock.now.timeIntervalSince1970)
      _ = try await world.fetch(host, from: ZendeskWatermark(since: now), ahead: ahead)
      let first = try await world.fetch(host, ahead: ahead)
      #expect(first.records[.tickets] == 3)
    }
    #expect(world.standIn.server.journal.violations.isEmpty)
  }

  @Test func `a stranger is told how to become known`() async throws {
    let world = try ZendeskWorld()
    let login = ZendeskLogin.token(email: "nobody@acme.example", .environment("ZENDESK"))
    try await withServer(world.standIn.server) { host in
      await #expect(throws: ZendeskError.anonymous) { try await world.fetch(host, login) }
      let wrong = ZendeskLogin.client(id: "other", secret: .environment("SECRET"))
      let error = await #expect(throws: UpstreamError.self) { try await world.fetch(host, wrong) }
      #expect(error?.description.contains("Admin Center") == true)
      let missing = ZendeskLogin.bearer(.environment("NOWHERE"))
      await #expect(throws: CredentialError.missing("env:NOWHERE")) {
        try await world.fetch(host, missing)
      }
    }
  }

  @Test func `without the right to export, organizations come from their list`() async throws {
    let world = try ZendeskWorld()
    world.standIn.forbidOrganizationExport()
    world.standIn.change { tables in
      for id in Int64(1_000)..<1_250 {
        let stamp = ZendeskWorld.start
        tables.put(
          ZendeskOrganizationRow(id: id, name: "N", updatedAt: ZendeskTables.time(stamp)),
          at: stamp)
      }
    }
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(try world.ids(.organizations, of: fetched) == [7] + Array(1_000..<1_250))
      #expect(fetched.watermark.organizations == .since(0))
      #expect(fetched.notes.count == 1)
    }
    #expect(world.standIn.server.journal.entries("/organizations.json", method: "GET").count == 4)
    #expect(world.standIn.server.journal.violations.isEmpty)
  }

  @Test(arguments: [
    ("/api/v2/incremental/organizations/cursor.json?start_time=0", 404),
    ("/api/v2/incremental/tickets/cursor.json?start_time=1714633190", 422),
    ("/api/v2/incremental/tickets/cursor.json?start_time=0&per_page=1001", 400),
    ("/api/v2/incremental/tickets/cursor.json?cursor=MTcxNDUyMTYwMC4wfHwxMDB8", 200),
    ("/api/v2/incremental/tickets/cursor.json?cursor=MTcxNDUyMTYwMC4wfHwxMDAwfA==", 400),
    ("/api/v2/incremental/tickets/cursor.json?cursor=MTcxNDUyMTYwMC4wfHwxMDAwfA%3D%3D", 200),
    ("/api/v2/organizations.json?page%5Bsize%5D=101", 400),
    ("/api/v2/organizations.json", 400),
  ])
  func `the stand-in refuses what Zendesk refuses`(path: String, status: Int) async throws {
    let world = try ZendeskWorld()
    try await withServer(world.standIn.server) { host in
      let client = ZendeskWorld.token.upstream(
        host, variables: ["ZENDESK": "zd-token"], environment: .sample(world.clock))
      let response = try await client.send(
        UpstreamRequest(.get, path, repeating: .safe))
      #expect(response.status == status)
    }
    #expect(world.standIn.server.journal.violations.isEmpty == (status == 200))
  }
}
