import CustomerSuccess
import Support
import Testing

@testable import TamService

@Suite struct ImportZendeskTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let other = "001R0000005hDFYIA2"
  private static let third = "001D000000Jab12IAB"

  /// Three accounts; two of them claim the organization 360002.
  private func world() throws -> ImportWorld {
    let world = try ImportWorld()
    _ = try world.salesforce([
      "Account": """
      Id,Name,Zendesk_Organization_ID__c
      \(Self.acme),Acme,360001.0
      \(Self.other),Other,360002
      \(Self.third),Third,360002
      """
    ])
    return world
  }

  private func importFixture(_ world: ImportWorld) throws -> ImportReport {
    try world.importer().zendesk(directory: ImportWorld.fixture("zendesk"))
  }

  private func ticket(
    _ id: Int = 12, status: String, updated: String, organization: String = "360001"
  ) -> [String: String] {
    [
      "tickets": """
      {"tickets":[{"id":\(id),"status":"\(status)","organization_id":\(organization),\
      "created_at":"2024-03-01T08:00:00Z","updated_at":"\(updated)"}]}
      """
    ]
  }

  @Test func `tickets go to the account with their organization's id`() throws {
    let world = try world()
    let report = try importFixture(world)
    let tickets = try world.rows(Ticket.table)
    #expect(tickets.map(\.id) == ["11", "12", "13"])
    #expect(tickets.allSatisfy { $0[Ticket.account] == Account.ID(Self.acme) })
    let first = tickets[0]
    #expect(first[Ticket.subject] == "Push fails — 🚀 \u{1B}[31mred")
    #expect(first[Ticket.requesterName] == "Zoë O'Neil")
    #expect(first[Ticket.assigneeName] == "Agent Smith")
    #expect(first[Ticket.tags] == "prod;gitaly")
    #expect(first[Ticket.priority] == "high")
    #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 2)
    let object = try #require(report.object("zendesk_ticket"))
    #expect((object.read, object.inserted, object.skipped, object.rejected) == (8, 3, 4, 1))
  }

  @Test func `organizations of no account and of two accounts are named, never guessed`() throws {
    let world = try world()
    let report = try importFixture(world)
    let organizations = try #require(report.object("zendesk_organization"))
    #expect(organizations.notes.contains("1 organizations match no account: Unknown Ltd (360003)"))
    #expect(
      organizations.notes.contains { $0.contains("360002 by \(Self.third) and \(Self.other)") })
    let tickets = try #require(report.object("zendesk_ticket"))
    #expect(
      tickets.notes.contains { $0.contains("no account has") && $0.contains("Unknown Ltd, 360003") }
    )
    #expect(tickets.notes.contains { $0.contains("several accounts have") })
    #expect(tickets.notes.contains("1 tickets wait: they belong to no organization"))
    let rejected = try world.rejected.read("rejected-zendesk_ticket.csv")
    #expect(rejected.contains("status: \"\"strange\"\" is not one of Zendesk's"))
  }

  @Test func `the day a ticket was closed is kept for ever`() throws {
    let world = try world()
    _ = try importFixture(world)
    let closed = Instant("2024-03-05T08:00:00Z")
    #expect(try world.row(Ticket.table, "12")?[Ticket.closedAt] == closed)
    _ = try world.zendesk(ticket(status: "closed", updated: "2024-04-05T08:00:00Z"))
    #expect(try world.row(Ticket.table, "12")?[Ticket.closedAt] == closed)
    #expect(try world.row(Ticket.table, "12")?[Ticket.updatedAt] == Instant("2024-04-05T08:00:00Z"))
  }

  @Test func `an older version of a ticket does not replace a newer one`() throws {
    let world = try world()
    _ = try world.zendesk(ticket(status: "solved", updated: "2024-04-05T08:00:00Z"))
    let report = try world.zendesk(ticket(status: "open", updated: "2024-04-01T08:00:00Z"))
    #expect(report.changedNothing)
    #expect(try world.row(Ticket.table, "12")?[Ticket.status] == .solved)
  }

  @Test func `a ticket whose organization is nobody's any more leaves the customer`() throws {
    for organization in ["360003", "360002", "null"] {
      let world = try world()
      _ = try world.zendesk(ticket(status: "open", updated: "2024-04-05T08:00:00Z"))
      #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 1)
      let report = try world.zendesk(
        ticket(status: "open", updated: "2024-04-06T08:00:00Z", organization: organization))
      #expect(report.object("zendesk_ticket")?.updated == 1)
      #expect(try world.rows(Ticket.table).isEmpty)
      #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 0)
    }
  }

  @Test(
    arguments: [
      ("null", "null", nil, nil), ("{\"score\":\"unoffered\"}", "{\"reopens\":0}", nil, 0),
      ("{\"score\":\"bad\",\"comment\":\"slow\"}", "{\"reopens\":2}", .bad, 2),
      ("{\"score\":\"good_with_comment\"}", "{}", .good, nil),
      ("{\"score\":\"offered\"}", "{\"reopens\":1}", .offered, 1),
    ] as [(String, String, TicketSatisfaction?, Int?)])
  func `how help was rated and how often it was asked for again is taken in`(
    rating: String, metrics: String, satisfaction: TicketSatisfaction?, reopens: Int?
  ) throws {
    let world = try world()
    _ = try world.zendesk([
      "tickets": """
      {"tickets":[{"id":12,"status":"solved","organization_id":360001,\
      "updated_at":"2024-04-05T08:00:00Z","satisfaction_rating":\(rating),\
      "metric_set":\(metrics)}]}
      """
    ])
    let ticket = try #require(try world.row(Ticket.table, "12"))
    #expect(ticket[Ticket.satisfaction] == satisfaction)
    #expect(ticket[Ticket.reopens] == reopens)
  }

  @Test func `an export without metrics leaves what is known of them`() throws {
    let world = try world()
    let metrics = ticket(status: "open", updated: "2024-04-05T08:00:00Z").mapValues {
      $0.replacing("\"status\"", with: "\"metric_set\":{\"reopens\":3},\"status\"")
    }
    _ = try world.zendesk(metrics)
    _ = try world.zendesk(ticket(status: "solved", updated: "2024-04-06T08:00:00Z"))
    #expect(try world.row(Ticket.table, "12")?[Ticket.reopens] == 3)
  }

  @Test func `a deleted ticket leaves`() throws {
    let world = try world()
    _ = try world.zendesk(ticket(status: "open", updated: "2024-04-05T08:00:00Z"))
    #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 1)
    _ = try world.zendesk(ticket(status: "deleted", updated: "2024-04-06T08:00:00Z"))
    #expect(try world.rows(Ticket.table).isEmpty)
    #expect(try world.row(Account.table, Self.acme)?[Account.openTickets] == 0)
  }

  @Test func `importing the same export again changes nothing`() throws {
    let world = try world()
    _ = try importFixture(world)
    let head = try world.head()
    let again = try importFixture(world)
    #expect(again.changedNothing, "\(again)")
    #expect(try world.head() == head)
  }

  @Test func `a cut file and another file are refused, and nothing changes`() throws {
    let world = try world()
    let head = try world.head()
    let cut = #expect(throws: ImportRefusal.self) {
      try world.zendesk(["tickets": "{\"tickets\":[{\"id\":1,\"status\":\"open\",\"upd"])
    }
    #expect(cut?.description.contains("it was cut short") == true)
    let other = #expect(throws: ImportRefusal.self) {
      try world.zendesk(["tickets": "{\"error\":\"InvalidEndpoint\",\"description\":\"Not found\"}"]
      )
    }
    #expect(other?.description.contains("{\"tickets\":[{\"id\":1}]}") == true)
    #expect(throws: ImportRefusal.self) { try world.zendesk(["tickets": "Id,Name\n1,2\n"]) }
    #expect(try world.head() == head)
  }

  @Test(arguments: [
    "[{\"id\":1},{\"id\":2}]",
    "{\"id\":1}\n{\"id\":2}\n",
    "{\"tickets\":[{\"id\":1},{\"id\":2}],\"count\":2}",
    "{\"count\":2,\"users\":[{\"id\":9}],\"tickets\":[ {\"id\":1} , {\"id\":2} ]}",
    "{\"tickets\":[{\"id\":1}]}\n{\"tickets\":[]}{\"tickets\":[{\"id\":2}]}",
    "{\"a\":\"tickets\",\"b\":{\"tickets\":[{\"id\":7}]},\"tickets\":[{\"id\":1},{\"id\":2}]}",
  ])
  func `every form of an export gives the same records`(text: String) throws {
    var scanner = JSONRecordScanner(key: "tickets")
    var found: [String] = []
    for byte in text.utf8 {
      if let record = try scanner.take(byte) {
        found.append(String(decoding: record, as: UTF8.self))
      }
    }
    try scanner.finish()
    #expect(found == ["{\"id\":1}", "{\"id\":2}"])
  }

  @Test(arguments: ["{\"tickets\":[{}", "{\"id\":\"", "[", "]", "{]", "1", "{\"a\":\"x\ny\"}"])
  func `what is no JSON is a fault`(text: String) {
    #expect(throws: JSONRecordScanner.Fault.self) {
      var scanner = JSONRecordScanner(key: "tickets")
      for byte in text.utf8 { _ = try scanner.take(byte) }
      try scanner.finish()
    }
  }
}
