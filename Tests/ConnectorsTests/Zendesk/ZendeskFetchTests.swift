import Foundation
import Sandbox
import Testing

@testable import Connectors

@Suite struct ZendeskFetchTests {
  @Test func `a first run fetches all, and the next only what changed`() async throws {
    let world = try ZendeskWorld()
    try await withServer(world.standIn.server) { host in
      let first = try await world.fetch(host)
      #expect(first.records == [.organizations: 1, .users: 1, .tickets: 3])
      #expect(try world.ids(.tickets, of: first) == [100, 101, 102])
      #expect(try world.records(.users, of: first).first?["name"] == "Ana")
      #expect(first.notes.isEmpty)

      let quiet = try await world.fetch(host, from: first.watermark)
      #expect(quiet.records == [.organizations: 0, .users: 0, .tickets: 0])
      try await world.clear(quiet)
      let stamp = world.recent
      world.standIn.change { tables in
        tables.change(ticket: 101, at: stamp) { $0.status = "solved" }
      }
      let next = try await world.fetch(host, from: quiet.watermark)
      #expect(try world.ids(.tickets, of: next) == [101])
    }
    #expect(world.standIn.server.journal.violations.isEmpty)
  }

  // edge 1
  @Test func `a token that dies between two pages costs one login and no record`() async throws {
    let world = try ZendeskWorld(tickets: 170)
    let standIn = world.standIn
    standIn.server.faults.add(
      Fault("tickets/cursor.json", on: .nth(6), .first { standIn.expireTokens() }))
    try await withServer(standIn.server) { host in
      let fetched = try await world.fetch(
        host, ZendeskWorld.oauth, pageLimitBytes: ZendeskWorld.smallPageBytes)
      #expect(try world.ids(.tickets, of: fetched) == Array(100..<270))
    }
    #expect(standIn.tokensGiven == 2)
    let asked = standIn.server.journal.entries("tickets/cursor.json", method: "GET")
    #expect(asked.map(\.status).filter { $0 == 401 }.count == 1)
    #expect(asked[5].rawQuery == asked[6].rawQuery)
  }

  // edge 5
  @Test func `a run that was cut off goes on behind its last page`() async throws {
    let world = try ZendeskWorld(tickets: 170)
    let (journal, limit) = (world.standIn.server.journal, ZendeskWorld.smallPageBytes)
    try await withServer(world.standIn.server) { host in
      world.standIn.server.faults.add(
        Fault("tickets/cursor.json", on: .nth(4), .answer(.json("{}", status: 403))))
      await #expect(throws: UpstreamError.self) {
        try await world.fetch(host, pageLimitBytes: limit)
      }
      let before = journal.entries.count
      let resumed = try await world.fetch(host, pageLimitBytes: limit)
      let asked = journal.entries("tickets/cursor.json").filter { $0.number > before }
      #expect(asked.allSatisfy { $0.rawQuery.hasPrefix("cursor=") })

      let unbroken = try await world.fetch(host, into: "other", pageLimitBytes: limit)
      #expect(resumed.watermark == unbroken.watermark)
      for stream in ZendeskStream.allCases {
        let expected = try world.records(stream, of: unbroken)
        #expect(try world.records(stream, of: resumed) == expected)
      }
    }
  }

  // edge 17
  @Test func `rows that stand on two pages of an export by time are kept once`() async throws {
    let world = try ZendeskWorld()
    // The thousandth falls into a second that has five of them.
    world.standIn.change { tables in
      for place in 0..<Int64(1_500) {
        let stamp = ZendeskWorld.start + 10 + min(place, 998) + (place > 1_002 ? place - 1_002 : 0)
        tables.put(
          ZendeskOrganizationRow(
            id: 1_000 + place, name: "N", updatedAt: ZendeskTables.time(stamp)), at: stamp)
      }
    }
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      let ids = try world.ids(.organizations, of: fetched)
      #expect(ids.count == 1_501)
      #expect(Set(ids).count == 1_501)
    }
  }

  // edge 27
  @Test func `more than a page within one second is an error that names it`() async throws {
    let world = try ZendeskWorld()
    let stamp = ZendeskWorld.start + 10
    world.standIn.change { tables in
      for id in Int64(1_000)..<2_200 {
        tables.put(
          ZendeskOrganizationRow(id: id, name: "N", updatedAt: ZendeskTables.time(stamp)),
          at: stamp)
      }
    }
    try await withServer(world.standIn.server) { host in
      await #expect(throws: ZendeskError.crowdedSecond(.organizations, second: stamp)) {
        try await world.fetch(host)
      }
    }
    #expect(world.standIn.server.journal.entries("organizations.json", method: "GET").count == 2)
  }

  // edges 14, 23, 24
  @Test func `deleted, restored and scrubbed tickets come as the import needs them`() async throws {
    let world = try ZendeskWorld()
    try await withServer(world.standIn.server) { host in
      var watermark = try await world.fetch(host).watermark
      func state() async throws -> JSONValue? {
        let fetched = try await world.fetch(host, from: watermark)
        watermark = fetched.watermark
        let records = try world.records(.tickets, of: fetched)
        #expect(records.count == 1)
        return records.first
      }
      func happen(_ event: @Sendable (inout ZendeskTables, Int64) -> Void) {
        world.clock.advance(by: .seconds(7_200))
        let stamp = world.recent
        world.standIn.change { event(&$0, stamp) }
      }
      happen { $0.delete(ticket: 101, at: $1) }
      let deleted = try await state()
      #expect(deleted?["status"] == "deleted")
      happen { $0.scrub(ticket: 101, at: $1) }
      let scrubbed = try await state()
      #expect(scrubbed?["status"] == "deleted")
      #expect(scrubbed?["subject"] == "SCRUBBED")
      #expect(scrubbed?["updated_at"] == deleted?["updated_at"])
      #expect(scrubbed?["generated_timestamp"] != deleted?["generated_timestamp"])
      happen { $0.restore(ticket: 101, at: $1) }
      let restored = try await state()
      #expect(restored?["status"] == "open")
      #expect(restored?["updated_at"] != deleted?["updated_at"])
    }
  }

  // edge 25
  @Test func `a follow-up says of which ticket it is one`() async throws {
    let world = try ZendeskWorld()
    world.standIn.change { tables in
      tables.change(ticket: 100, at: ZendeskWorld.start + 50) { $0.followupIds = [200] }
      var row = ZendeskTicketRow(
        id: 200, updatedAt: ZendeskTables.time(ZendeskWorld.start + 50),
        generatedTimestamp: ZendeskWorld.start + 50)
      row.via = .followUp(of: 100)
      tables.put(row)
    }
    try await withServer(world.standIn.server) { host in
      let records = try world.records(.tickets, of: try await world.fetch(host))
      let first = try #require(records.first { $0["id"] == 100 })
      #expect(first["followup_ids"] == [200])
      let second = try #require(records.first { $0["id"] == 200 })
      #expect(
        second["via"] == ["source": ["rel": "follow_up", "from": ["ticket_id": 100]]])
    }
  }

  // edge 22
  @Test func `a merged organization says into which, and its tickets come again`() async throws {
    let world = try ZendeskWorld()
    try await withServer(world.standIn.server) { host in
      let first = try await world.fetch(host)
      let stamp = world.recent
      world.standIn.change { tables in
        tables.put(
          ZendeskOrganizationRow(id: 8, name: "Acme AG", updatedAt: ZendeskTables.time(stamp)),
          at: stamp)
        tables.merge(organization: 7, into: 8, at: stamp)
      }
      let next = try await world.fetch(host, from: first.watermark)
      let organizations = try world.records(.organizations, of: next)
      #expect(organizations.first { $0["id"]?.integer == 7 }?["merged_into"] == 8)
      #expect(organizations.first { $0["id"]?.integer == 8 }?["merged_into"] == nil)
      let tickets = try world.records(.tickets, of: next)
      #expect(tickets.map { $0["organization_id"]?.integer } == [8, 8, 8])
      #expect(
        next.notes == [
          "1 organizations were merged, and accounts that carry the old id need the new one: "
            + "Acme (7) into 8"
        ])
    }
  }
}
