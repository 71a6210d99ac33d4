import CustomerSuccess
import Support
import Testing

@testable import TamService

/// What becomes of tickets whose organization is not that of one account.
@Suite struct ImportWaitingTicketTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let other = "001R0000005hDFYIA2"

  /// Two accounts with these organizations.
  private func claim(
    _ world: ImportWorld, acme: String = "", other: String = ""
  ) throws -> ImportReport {
    try world.salesforce([
      "Account": """
      Id,Name,Zendesk_Organization_ID__c
      \(Self.acme),Acme,\(acme)
      \(Self.other),Other,\(other)
      """
    ])
  }

  private func bring(
    _ world: ImportWorld, status: String = "open", updated day: Int = 1,
    organization: String = "360001", requester: String = "701"
  ) throws -> ImportReport {
    try world.zendesk([
      "tickets": """
      {"tickets":[{"id":12,"subject":"Push fails","status":"\(status)",\
      "organization_id":\(organization),"requester_id":\(requester),\
      "updated_at":"2024-04-0\(day)T08:00:00Z","satisfaction_rating":{"score":"good"}}]}
      """
    ])
  }

  /// Another Zendesk import, which brings no ticket.
  private func bringUser(_ world: ImportWorld, organization: String) throws -> ImportReport {
    try world.zendesk([
      "tickets": "[]",
      "users": "{\"users\":[{\"id\":701,\"name\":\"Zoë\",\"organization_id\":\(organization)}]}",
    ])
  }

  // edge 21
  @Test func `a ticket of nobody's comes with the account that gets its organization`() throws {
    let world = try ImportWorld()
    _ = try claim(world)
    let first = try #require(try bring(world).object("zendesk_ticket"))
    #expect(first.skipped == 1)
    #expect(first.notes.contains { $0.hasPrefix("1 tickets wait: no account has") })
    #expect(try world.rows(Ticket.table).isEmpty)

    let report = try claim(world, acme: "360001")
    #expect(report.object("zendesk_waiting_ticket")?.inserted == 1)
    let ticket = try #require(try world.row(Ticket.table, "12"))
    #expect(ticket[Ticket.account] == Account.ID(Self.acme))
    #expect(ticket[Ticket.subject] == "Push fails")
    #expect(ticket[Ticket.satisfaction] == .good)
    #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 1)
    #expect(try claim(world, acme: "360001").object("zendesk_waiting_ticket") == nil)
  }

  // edge 21
  @Test func `a ticket that two accounts claim comes when one of them gives it up`() throws {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001", other: "360001")
    _ = try bring(world)
    #expect(try world.rows(Ticket.table).isEmpty)
    _ = try claim(world, acme: "360002", other: "360001")
    #expect(try world.row(Ticket.table, "12")?[Ticket.account] == Account.ID(Self.other))
  }

  @Test func `tickets go with their organization to the account that carries it now`() throws {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001")
    _ = try bring(world)
    let report = try claim(world, acme: "360002", other: "360001")
    #expect(report.object("zendesk_waiting_ticket")?.updated == 1)
    let ticket = try #require(try world.row(Ticket.table, "12"))
    #expect(ticket[Ticket.account] == Account.ID(Self.other))
    #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 0)
    #expect(try world.row(Account.table, Self.other)?[Account.openTickets] == 1)
  }

  @Test func `a ticket that two accounts claim by now stays where it was`() throws {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001")
    _ = try bring(world)
    _ = try claim(world, acme: "360001", other: "360001")
    let ticket = try #require(try world.row(Ticket.table, "12"))
    #expect(ticket[Ticket.account] == Account.ID(Self.acme))
  }

  @Test func `a ticket without an organization comes when its requester has one`() throws {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001")
    _ = try bring(world, organization: "null")
    #expect(try world.rows(Ticket.table).isEmpty)
    let report = try bringUser(world, organization: "360001")
    #expect(report.object("zendesk_waiting_ticket")?.inserted == 1)
    #expect(try world.row(Ticket.table, "12")?[Ticket.requesterName] == "Zoë")
  }

  @Test func `only the newest version waits, with the day on which the ticket was closed`() throws {
    let world = try ImportWorld()
    _ = try claim(world)
    _ = try bring(world, status: "closed", updated: 2)
    _ = try bring(world, status: "closed", updated: 5)
    _ = try bring(world, status: "open", updated: 1)
    _ = try claim(world, acme: "360001")
    let ticket = try #require(try world.row(Ticket.table, "12"))
    #expect(ticket[Ticket.status] == .closed)
    #expect(ticket[Ticket.updatedAt] == Instant("2024-04-05T08:00:00Z"))
    #expect(ticket[Ticket.closedAt] == Instant("2024-04-02T08:00:00Z"))
  }

  @Test func `a ticket that leaves its customer keeps the day on which it was closed`() throws {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001")
    _ = try bring(world, status: "closed", updated: 2)
    _ = try bring(world, status: "closed", updated: 5, organization: "360002")
    #expect(try world.rows(Ticket.table).isEmpty)
    _ = try claim(world, acme: "360001", other: "360002")
    let ticket = try #require(try world.row(Ticket.table, "12"))
    #expect(ticket[Ticket.account] == Account.ID(Self.other))
    #expect(ticket[Ticket.closedAt] == Instant("2024-04-02T08:00:00Z"))
  }

  // edge 24
  @Test func `a deleted ticket waits no more`() throws {
    let world = try ImportWorld()
    _ = try claim(world)
    _ = try bring(world)
    _ = try bring(world, status: "deleted", updated: 2)
    let kept = try world.store.read { try $0.query("SELECT record FROM zendesk_absent_ticket") }
    #expect(kept == [[.null]], "nothing that anybody wrote")
    let report = try claim(world, acme: "360001")
    #expect(report.object("zendesk_waiting_ticket") == nil)
    #expect(try world.rows(Ticket.table).isEmpty)
  }

  // edge 24
  @Test func `of a scrubbed ticket no text is left, and it counts no more`() throws {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001")
    _ = try bring(world)
    #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 1)
    // Scrubbing changes the text, and not the time of the last change.
    _ = try bring(world, status: "deleted")
    #expect(try world.row(Ticket.table, "12") == nil)
    #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 0)
    let kept = try world.store.read { try $0.query("SELECT record FROM zendesk_absent_ticket") }
    #expect(kept == [[.null]])
    #expect(try bring(world, status: "deleted").changedNothing)
  }

  // edge 14
  @Test func `a restored ticket is back, closed on the day on which it was first`() throws {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001")
    _ = try bring(world, status: "closed", updated: 2)
    _ = try bring(world, status: "deleted", updated: 3)
    #expect(try world.rows(Ticket.table).isEmpty)
    _ = try bring(world, status: "closed", updated: 4)
    let ticket = try #require(try world.row(Ticket.table, "12"))
    #expect(ticket[Ticket.updatedAt] == Instant("2024-04-04T08:00:00Z"))
    #expect(ticket[Ticket.closedAt] == Instant("2024-04-02T08:00:00Z"))
  }

  // edge 18
  @Test func `an older version neither brings a deleted ticket back nor takes a newer one away`()
    throws
  {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001")
    _ = try bring(world, status: "deleted", updated: 3)
    #expect(try bring(world, status: "open", updated: 2).changedNothing)
    #expect(try world.rows(Ticket.table).isEmpty)
    _ = try bring(world, status: "open", updated: 4)
    #expect(try bring(world, status: "deleted", updated: 3).changedNothing)
    #expect(try world.row(Ticket.table, "12")?[Ticket.status] == .open)
  }

  // edge 23
  @Test func `a ticket that comes again as it was changes nothing`() throws {
    let world = try ImportWorld()
    _ = try claim(world, acme: "360001")
    for status in ["closed", "deleted"] {
      _ = try bring(world, status: status, updated: 2)
      let head = try world.head()
      #expect(try bring(world, status: status, updated: 2).changedNothing)
      #expect(try world.head() == head)
    }
  }
}
