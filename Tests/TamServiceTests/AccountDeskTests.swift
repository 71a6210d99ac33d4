import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

/// Accounts that are merged or removed here, and what imports and devices see of it.
@Suite struct AccountDeskTests {
  private static let old = "001D000000IqhSLIAZ"
  private static let new = "001R0000005hDFYIA2"

  private func accounts(_ fate: String = "1,\(new)") -> String {
    """
    Id,Name,IsDeleted,MasterRecordId,Zendesk_Organization_ID__c
    \(Self.old),Acme,\(fate),360001
    \(Self.new),Acme Group,0,,360002
    """
  }

  /// Two accounts, of which the first was merged into the second in Salesforce, with a CTA, a
  /// contact and a labeled instance at the first.
  private func world() throws -> ImportWorld {
    let world = try ImportWorld()
    _ = try world.salesforce(["Account": accounts("0,")])
    _ = try world.zendesk(["tickets": Self.tickets(day: 1)])
    _ = try world.usage(Self.mart("2024-04-01"))
    var cta = Row(CTA.table, id: "c")
    cta[CTA.account] = Account.ID(Self.old)
    cta[CTA.name] = "Renew"
    let instance = try #require(try world.rows(Instance.table).first)
    try world.world.write { work in
      try work.put(.user("root", bundle: .administrator))
      try work.put(.user("olga", bundle: .operations))
      try work.put(.follow(Self.old, by: "olga"))
      try work.put(cta)
      try work.merge(Instance.table, instance.id) { row, _ in row[Instance.type] = .production }
    }
    _ = try world.salesforce([
      "Account": accounts(),
      "Contact": "Id,AccountId,LastName\n003D000000QTNXrIAP,\(Self.old),Grace\n",
    ])
    return world
  }

  private static func tickets(day: Int) -> String {
    """
    [{"id":12,"status":"open","organization_id":360001,"updated_at":"2024-04-0\(day)T08:00:00Z"}]
    """
  }

  private static func mart(_ month: String) -> String {
    """
    snapshot_month,dim_crm_account_id,dim_subscription_id,subscription_name,delivery_type,uuid,\
    hostname,dim_namespace_id,instance_type,ping_created_at,billable_user_count
    \(month),\(old),,S-1,Self-Managed,u-1,gitlab.acme.example,,Unknown,\(month) 06:00:00,7
    """
  }

  private func merge(_ world: ImportWorld) throws {
    let desk = AccountDesk(world.store)
    let loser = try desk.account("acme")
    let winner = try desk.proposal(for: loser)
    #expect(winner == Account.ID(Self.new))
    #expect(
      try desk.apply(.mergeAccounts(MergeAccounts(loser: loser, winner: winner)))
        == "Merged Acme into Acme Group")
    #expect(try world.store.read { try $0.check() } == [])
  }

  private func remove(_ world: ImportWorld) throws {
    _ = try AccountDesk(world.store)
      .apply(.removeAccount(RemoveAccount(account: Account.ID(Self.old))))
    #expect(try world.store.read { try $0.check() } == [])
  }

  private func owner(_ world: ImportWorld, _ table: Table, _ id: String) throws -> String? {
    try world.row(table, id).flatMap { String(stored: $0[column: "account_id"]) }
  }

  // edge 12
  @Test func `what hangs on a merged account waits under merge, with the kept one proposed`() throws
  {
    let world = try world()
    let desk = AccountDesk(world.store)
    let line = try #require(try desk.departed().first)
    #expect(line.queue == .merge)
    #expect(line.departure == .merged)
    #expect(line.winnerName == "Acme Group")
    #expect(line.dependencies.words() == "1 CTA")
    let merge = Mutation.mergeAccounts(
      MergeAccounts(loser: Account.ID(Self.old), winner: Account.ID(Self.new)))
    let head = try world.head()
    #expect(try desk.apply(merge, isRehearsal: true) == "Merged Acme into Acme Group")
    #expect(try world.head() == head)
    try self.merge(world)
    #expect(try desk.departed().map(\.queue) == [.delete])
    #expect(try world.row(Follow.table, "olga:\(Self.new)") != nil)
    #expect(try world.row(Follow.table, "olga:\(Self.old)") == nil)
  }

  @Test
  func `usage goes over with its labels, and what the mart goes on to say of the old account`()
    throws
  {
    let world = try world()
    try merge(world)
    _ = try world.usage(Self.mart("2024-05-01"))
    let instances = try world.rows(Instance.table)
    #expect(instances.map { $0[Instance.type] } == [.production])
    #expect(instances.map { $0[Instance.account] } == [Account.ID(Self.new)])
    let series = try world.rows(UsageSeries.table)
    #expect(series.map { $0[UsageSeries.account] } == [Account.ID(Self.new)])
    let months = try UsageMonths(packed: series.first?[UsageSeries.months] ?? []).months
    #expect(months.map(\.day) == [Day("2024-04-01"), Day("2024-05-01")])
    let before = try world.everything()
    #expect(try world.usage(Self.mart("2024-05-01")).changedNothing)
    #expect(try world.everything() == before)
  }

  @Test func `the next imports bring neither a merged nor a removed account back`() throws {
    let world = try world()
    try merge(world)
    for isRemoved in [false, true] {
      if isRemoved { try remove(world) }
      let report = try world.salesforce([
        "Account": accounts(),
        "Contact": """
        Id,AccountId,LastName
        003D000000QTNXrIAP,\(Self.old),Hopper
        """,
      ])
      #expect(!report.hasRejections)
      #expect(try owner(world, Contact.table, "003D000000QTNXrIAP") == Self.new)
      _ = try world.zendesk(["tickets": Self.tickets(day: isRemoved ? 3 : 2)])
      #expect(try owner(world, Ticket.table, "12") == Self.new)
      #expect((try world.row(Account.table, Self.old) == nil) == isRemoved)
    }
    let stale = try world.salesforce(["Account": accounts("0,")])
    #expect(try world.row(Account.table, Self.old) == nil)
    #expect(
      stale.object("account")?.notes.contains { $0.hasPrefix("1 accounts were removed here") }
        == true)
    try AccountDesk(world.store).readmit(Self.old)
    _ = try world.salesforce(["Account": accounts("0,")])
    #expect(try world.row(Account.table, Self.old)?[Account.name] == "Acme")
  }

  // edge 14
  @Test func `an account that is undeleted in Salesforce is its own again`() throws {
    let world = try world()
    try merge(world)
    _ = try world.salesforce(["Account": accounts("0,")])
    let row = try #require(try world.row(Account.table, Self.old))
    #expect(row[Account.departure] == nil)
    #expect(row[Account.absorbedBy] == nil)
    #expect(row[Account.isMarkedForDeletion] == false)
  }

  @Test func `names that fit none or several are said so`() throws {
    let world = try world()
    let desk = AccountDesk(world.store)
    #expect(throws: AccountDeskError.unknown("Nobody")) { try desk.account("Nobody") }
    try world.world.save(.account("twin", name: "Acme"))
    #expect(throws: AccountDeskError.ambiguous("Acme", ids: [Self.old, "twin"])) {
      try desk.account("Acme")
    }
    #expect(throws: AccountDeskError.noWinner("Acme Group")) {
      try desk.proposal(for: Account.ID(Self.new))
    }
    #expect(throws: AccountDeskError.notRemoved("x")) { try desk.readmit("x") }
  }

  @Test func `a merge pushed by CS Ops shows in the pull of others, and TAMs cannot push one`()
    async throws
  {
    let world = try world()
    let merge = Mutation.mergeAccounts(
      MergeAccounts(loser: Account.ID(Self.old), winner: Account.ID(Self.new)))
    try world.world.save(.user("ada"), .account(Self.new, tam: "ada", name: "Acme Group"))
    try world.world.save(.follow(Self.old, by: "ada"))
    try await withService(world.world) { client in
      var ada = try await TestDevice("ada", world.world, client)
      var olga = try await TestDevice("olga", world.world, client)
      let refused = try await ada.push([ada.numbered(merge, id: "m1")]).decoded(PushResponse.self)
      #expect(refused.results.first?.refusal?.code == .notPermitted)
      let before = try world.head()
      let pushed = try await olga.push([olga.numbered(merge, id: "m2")]).decoded(PushResponse.self)
      #expect(pushed.results.map(\.status) == [.applied], "\(pushed.results)")
      let answer = try await ada.client.post(.pull, ada.pullRequest(cursor: before))
      let frames = try PullResponse(decoding: answer.body).frames
      #expect(frames.compactMap(\.idOfPut).contains("c"))
      #expect(try world.store.read { try $0.check() } == [])
    }
    #expect(try owner(world, CTA.table, "c") == Self.new)
  }
}
