import CustomerSuccess
import Support
import Testing

@testable import TamService

/// Organizations that were merged, and tickets that follow others.
@Suite struct ImportZendeskMergeTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let other = "001R0000005hDFYIA2"

  /// The first account carries the organization 360001, the second the given one.
  private func world(other: String = "") throws -> ImportWorld {
    let world = try ImportWorld()
    _ = try world.salesforce([
      "Account": """
      Id,Name,Zendesk_Organization_ID__c
      \(Self.acme),Acme,360001
      \(Self.other),Other,\(other)
      """
    ])
    return world
  }

  /// One organization merged into another, as the fetch writes it; nil is one that is left.
  private func organization(_ id: Int, into winner: Int?) -> String {
    guard let winner else { return "{\"id\":\(id),\"name\":\"Org \(id)\",\"deleted_at\":null}" }
    return """
      {"id":\(id),"name":"Org \(id)","deleted_at":"2024-04-02T08:00:00Z","merged_into":\(winner)}
      """
  }

  private func ticket(
    _ id: Int = 12, organization: Int, status: String = "open", day: Int = 1, more: String = ""
  ) -> String {
    """
    {"id":\(id),"status":"\(status)","organization_id":\(organization),\
    "updated_at":"2024-04-0\(day)T08:00:00Z"\(more)}
    """
  }

  private func bring(
    _ world: ImportWorld, organizations: [String] = [], tickets: [String] = []
  ) throws -> ImportReport {
    try world.zendesk([
      "organizations": "[\(organizations.joined(separator: ","))]",
      "tickets": "[\(tickets.joined(separator: ","))]",
    ])
  }

  private func owner(_ world: ImportWorld, _ ticket: String = "12") throws -> Account.ID? {
    try world.row(Ticket.table, ticket)?[Ticket.account]
  }

  // edge 22
  @Test func `tickets follow a merged organization, and the account is told its new id`() throws {
    let world = try world()
    _ = try bring(
      world, tickets: [ticket(organization: 360_001), ticket(13, organization: 360_009)])
    #expect(try owner(world, "13") == nil)
    let report = try bring(
      world,
      organizations: [
        organization(360_001, into: 360_005), organization(360_005, into: 360_009),
        organization(360_009, into: nil),
      ], tickets: [ticket(organization: 360_009, day: 3)])
    #expect(try owner(world) == Account.ID(Self.acme))
    #expect(try owner(world, "13") == Account.ID(Self.acme), "it waited")
    #expect(
      report.object("zendesk_organization")?.notes == [
        "1 accounts carry the id of an organization that was merged: "
          + "\(Self.acme) has 360001, which is now 360009"
      ])
  }

  // edge 22
  @Test func `an account with the new id has the tickets, not the one with the old`() throws {
    let world = try world(other: "360009")
    _ = try bring(world, tickets: [ticket(organization: 360_001)])
    let merged = [organization(360_001, into: 360_009)]
    _ = try bring(
      world, organizations: merged, tickets: [ticket(organization: 360_009, day: 3)])
    #expect(try owner(world) == Account.ID(Self.other))
  }

  @Test func `organizations merged in a circle stay what they are`() throws {
    let world = try world()
    _ = try bring(
      world,
      organizations: [
        organization(360_001, into: 360_005), organization(360_005, into: 360_001),
      ], tickets: [ticket(organization: 360_001), ticket(13, organization: 360_005)])
    #expect(try owner(world) == Account.ID(Self.acme))
    #expect(try owner(world, "13") == nil)
  }

  @Test func `an export that does not repeat a merge leaves it known`() throws {
    let world = try world()
    _ = try bring(world, organizations: [organization(360_001, into: 360_009)])
    _ = try bring(
      world,
      organizations: ["{\"id\":360001,\"name\":\"Acme\",\"deleted_at\":\"2024-04-02T08:00:00Z\"}"],
      tickets: [ticket(organization: 360_009)])
    #expect(try owner(world) == Account.ID(Self.acme))
  }

  // edge 25
  @Test func `a follow-up is linked to the closed ticket, which is not opened again`() throws {
    let world = try world()
    let closed = ticket(
      organization: 360_001, status: "closed", day: 2,
      more: ",\"metric_set\":{\"reopens\":0},\"followup_ids\":[13]")
    let followUp = ticket(
      13, organization: 360_001, day: 4,
      more: """
        ,"metric_set":{"reopens":0},"followup_ids":[],\
        "via":{"channel":"web","source":{"rel":"follow_up","from":{"ticket_id":12},"to":{}}}
        """)
    _ = try bring(world, tickets: [closed, followUp])
    let rows = try world.rows(Ticket.table)
    #expect(rows.map { $0[Ticket.status] } == [.closed, .open])
    #expect(rows.map { $0[Ticket.reopens] } == [0, 0])
    #expect(rows.map { $0[Ticket.closedAt] } == [Instant("2024-04-02T08:00:00Z"), nil])
    let asides = try world.store.read { reader in
      try ["12", "13"].map { try reader.stored(Ticket.table, $0)?.aside }
    }
    #expect(
      asides == [
        #"{"followup_ids":"13","organization":"360001"}"#,
        #"{"follow_up_of":"12","organization":"360001"}"#,
      ])
    #expect(try bring(world, tickets: [closed, followUp]).changedNothing)
  }
}
