import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

/// What waits for CS Ops: organizations of Zendesk, and data that does not fit.
@Suite struct OperationsQueueTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let globex = "001R0000005hDFYIA2"

  private func world(_ more: String = "") throws -> ImportWorld {
    let world = try ImportWorld()
    _ = try world.salesforce([
      "Account": """
      Id,Name,Website,Region__c,Sales_Segment__c,Zendesk_Organization_ID__c
      \(Self.acme),Acme GmbH,https://www.acme.example/de,EMEA,Large,
      \(Self.globex),Globex Corporation,,Moon,\(more),
      """,
      "Contact":
        "Id,AccountId,LastName,Email\n003D000000QTNXrIAP,\(Self.acme),Doe,jane@gmail.com\n",
    ])
    _ = try world.zendesk([
      "organizations": """
      [{"id":1,"name":"Rocket builders","domain_names":["acme.example"]},
      {"id":2,"name":"globex inc"},{"id":3,"name":"Nobody in particular"}]
      """,
      "tickets": """
      [{"id":12,"status":"open","organization_id":1,"updated_at":"2024-04-01T08:00:00Z"},
      {"id":13,"status":"open","organization_id":1,"updated_at":"2024-04-01T08:00:00Z"}]
      """,
    ])
    return world
  }

  @Test func `organizations wait with the account that they probably are`() throws {
    let rows = try AccountDesk(world().store).organizations()
    #expect(rows.map(\.id) == ["1", "2", "3"])
    #expect(rows.map { $0[SupportOrganization.waitingTickets] } == [2, 0, 0])
    #expect(
      rows.map { $0[SupportOrganization.suggestion]?.rawValue } == [Self.acme, Self.globex, nil])
    #expect(
      rows.map { $0[SupportOrganization.reason] } == [
        "Acme GmbH has addresses at acme.example", "Globex Corporation is called the same", nil,
      ])
    #expect(rows.allSatisfy { $0[SupportOrganization.standing] == .unmatched })
  }

  @Test func `one that is given to an account brings its waiting tickets there, for good`() throws {
    let world = try world()
    let desk = AccountDesk(world.store)
    let give = Mutation.claimOrganization(
      ClaimOrganization(organization: SupportOrganization.ID("1"), account: Account.ID(Self.globex))
    )
    #expect(try desk.apply(give) == "Gave the organization Rocket builders to Globex Corporation")
    #expect(try world.row(Ticket.table, "12")?[Ticket.account] == Account.ID(Self.globex))
    #expect(try world.row(Account.table, Self.globex)?[Account.openTickets] == 2)
    let report = try world.zendesk([
      "tickets": """
      [{"id":12,"status":"closed","organization_id":1,"updated_at":"2024-04-02T08:00:00Z"}]
      """
    ])
    #expect(
      report.object("zendesk_organization")?.notes.first?.hasPrefix("2 organizations") == true)
    let ticket = try #require(try world.row(Ticket.table, "12"))
    #expect(ticket[Ticket.account] == Account.ID(Self.globex))
    #expect(ticket[Ticket.status] == .closed)
    #expect(
      try desk.organizations().first { $0.id == "1" }?[SupportOrganization.standing] == .given)
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `one that an account carries waits no longer, and one that two carry waits again`()
    throws
  {
    let world = try world()
    let header = "Id,Name,Zendesk_Organization_ID__c"
    _ = try world.salesforce(["Account": "\(header)\n\(Self.acme),Acme GmbH,1\n"])
    #expect(try AccountDesk(world.store).organizations().map(\.id) == ["2", "3"])
    _ = try world.salesforce(["Account": "\(header)\n\(Self.globex),Globex Corporation,1\n"])
    let row = try #require(try AccountDesk(world.store).organizations().first { $0.id == "1" })
    #expect(row[SupportOrganization.standing] == .contested)
    #expect(row[SupportOrganization.claimants] == "\(Self.acme);\(Self.globex)")
  }

  /// Both accounts carry the organization 1, for which tickets wait.
  private func contested(_ fate: String) throws -> ImportWorld {
    let world = try world()
    for fate in ["0,", fate] {
      _ = try world.salesforce([
        "Account": """
        Id,Name,IsDeleted,MasterRecordId,Zendesk_Organization_ID__c
        \(Self.acme),Acme GmbH,\(fate),1
        \(Self.globex),Globex Corporation,0,,1
        """
      ])
    }
    #expect(try world.row(Ticket.table, "12") == nil)
    return world
  }

  @Test func `one that two accounts carried follows the kept one, with the tickets that waited`()
    throws
  {
    let world = try contested("1,\(Self.globex)")
    let desk = AccountDesk(world.store)
    let merge = MergeAccounts(loser: Account.ID(Self.acme), winner: Account.ID(Self.globex))
    _ = try desk.apply(.mergeAccounts(merge))
    #expect(try world.row(Ticket.table, "12")?[Ticket.account] == Account.ID(Self.globex))
    #expect(try world.row(Account.table, Self.globex)?[Account.openTickets] == 2)
    #expect(try desk.organizations().map(\.id) == ["2", "3"])
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `one that two accounts carried is the other's when one is removed`() throws {
    let world = try contested("1,")
    let desk = AccountDesk(world.store)
    _ = try desk.apply(.removeAccount(RemoveAccount(account: Account.ID(Self.acme))))
    #expect(try world.row(Ticket.table, "12")?[Ticket.account] == Account.ID(Self.globex))
    #expect(try world.row(Account.table, Self.globex)?[Account.openTickets] == 2)
    #expect(try desk.organizations().map(\.id) == ["2", "3"])
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test(arguments: [true, false])
  func `those of an account that is removed wait again`(isGiven: Bool) throws {
    let world = try world()
    let desk = AccountDesk(world.store)
    let account = Account.ID(Self.globex)
    if isGiven {
      let claim = ClaimOrganization(organization: SupportOrganization.ID("2"), account: account)
      _ = try desk.apply(.claimOrganization(claim))
    }
    let carried = isGiven ? "" : "2"
    for fate in ["0", "1"] {
      _ = try world.salesforce([
        "Account": """
        Id,Name,IsDeleted,Zendesk_Organization_ID__c
        \(Self.globex),Globex Corporation,\(fate),\(carried)
        """
      ])
      let row = try desk.organizations().first { $0.id == "2" }
      #expect(row?[SupportOrganization.standing] == (isGiven ? .given : nil))
    }
    _ = try desk.apply(.removeAccount(RemoveAccount(account: account)))
    let row = try #require(try desk.organizations().first { $0.id == "2" })
    #expect(row[SupportOrganization.standing] == .unmatched)
    #expect(row[SupportOrganization.account] == nil)
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `no more gaps are looked for than anybody goes through`() throws {
    let world = try world()
    let ids = ["001D000000IqhSL", "001R0000005hDFY", "001D000000Jab12"]
    func gaps(_ region: String) throws -> [String] {
      let lines = ids.map { "\($0),Acme,\(region),Nobody" }
      _ = try world.salesforce([
        "Account": "Id,Name,Region__c,Sales_Segment__c\n" + lines.joined(separator: "\n") + "\n"
      ])
      try world.world.write { try GapFinder(work: $0, limit: 4).settle() }
      return try AccountDesk(world.store).gaps().compactMap { $0[DataGap.field] }
    }
    #expect(try gaps("Moon").count == 4)
    #expect(try gaps("EMEA").count == 3, "what is put right makes room for others")
  }

  @Test func `what is empty here though Salesforce has it is found with the reason`() throws {
    let world = try world()
    let gaps = try AccountDesk(world.store).gaps()
    #expect(gaps.map { $0[DataGap.field] } == ["Region"])
    let gap = try #require(gaps.first)
    #expect(gap[DataGap.upstreamValue] == "Moon")
    #expect(gap[DataGap.account] == Account.ID(Self.globex))
    #expect(gap[DataGap.reason] == "it is none of the values known here")
    _ = try world.salesforce(["Account": "Id,Name,Region__c\n\(Self.globex),Globex,APAC\n"])
    #expect(try AccountDesk(world.store).gaps() == [])
  }

  @Test
  func `queues reach those who look after the data, and the public sector those cleared for it`()
    async throws
  {
    let world = try world("PubSec")
    try world.world.save(
      .user("ada"), .user("olga", bundle: .operations),
      .user("root", bundle: .administrator, seesPublicSector: true))
    try await withService(world.world) { client in
      func organizations(_ user: String) async throws -> Set<String> {
        let device = try await TestDevice(user, world.world, client)
        let ids = Set(try await device.snapshot().compactMap(\.idOfPut))
        return ids.intersection(["1", "2", "3"])
      }
      var seen: [Set<String>] = []
      for user in ["ada", "olga", "root"] { seen.append(try await organizations(user)) }
      #expect(seen == [[], ["1", "3"], ["1", "2", "3"]])
    }
    try world.world.save(.user("olga", bundle: .tam))
    let books = try world.store.read { try $0.bookLines(where: "user_id", is: "olga") }
    #expect(books["ops"]?.isRemoved == true)
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test(arguments: [
    ("Acme GmbH", "acme", true), ("The Acme Group", "ACME, Inc.", true),
    ("Acme Rockets", "Acme Cranes", false),
  ])
  func `names are compared by their words, without what companies are called behind them`(
    one: String, other: String, isSame: Bool
  ) {
    #expect((NameLikeness.words(one) == NameLikeness.words(other)) == isSame)
  }
}
