import Connectors
import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

/// What stays on, and comes to, accounts that were merged here.
@Suite struct MergedAccountTests {
  private static let old = "001D000000IqhSLIAZ"
  private static let new = "001R0000005hDFYIA2"
  private static let top = "001D000000Jab12IAB"

  private static func accounts(_ fate: String) -> String {
    """
    Id,Name,ParentId,ARR__c,Region__c,IsDeleted,MasterRecordId
    \(old),Acme,\(top),100,Moon,\(fate)
    \(new),Acme Group,\(top),200,,0,
    \(top),Acme Holding,,,,0,
    """
  }

  private static func mart(_ lines: (account: String, day: String, users: Int)...) -> String {
    let header =
      "snapshot_month,dim_crm_account_id,dim_subscription_id,delivery_type,uuid,hostname,"
      + "dim_namespace_id,ping_created_at,billable_user_count"
    return header + "\n"
      + lines.map { line in
        "2024-04-01,\(line.account),,Self-Managed,u-1,host,,\(line.day) 06:00:00,\(line.users)\n"
      }.joined()
  }

  /// Two accounts below a third; of the first there is usage, a stage, a TAM.
  private func world() throws -> ImportWorld {
    let world = try ImportWorld()
    let stages = [Self.old, Self.new].enumerated().map { place, account in
      "a0SD000000\(place)abcd,\(account),Verify,true"
    }
    _ = try world.salesforce([
      "Account": Self.accounts("0,"),
      "Stage_Adoption__c": "Id,Account__c,Stage__c,Active__c\n"
        + stages.joined(separator: "\n") + "\n",
    ])
    _ = try world.usage(Self.mart((Self.old, "2024-04-01", 7)))
    try world.world.save(.user("ada"))
    return world
  }

  private func depart(_ world: ImportWorld) throws {
    _ = try world.salesforce(["Account": Self.accounts("1,\(Self.new)")])
  }

  private func merge(_ world: ImportWorld) throws {
    let merge = MergeAccounts(loser: Account.ID(Self.old), winner: Account.ID(Self.new))
    _ = try AccountDesk(world.store).apply(.mergeAccounts(merge))
    #expect(try world.store.read { try $0.check() } == [])
  }

  private func account(_ world: ImportWorld, _ id: String) throws -> Row {
    try #require(try world.row(Account.table, id))
  }

  @Test func `figures of usage go over, and none stays behind`() throws {
    let world = try world()
    #expect(try account(world, Self.old)[Account.billableUsers] == 7)
    try depart(world)
    try merge(world)
    let left = try account(world, Self.old)
    #expect(left[Account.billableUsers] == nil)
    #expect(left[Account.utilizationMonth] == nil)
    #expect(left[Account.utilizationTrend] == nil)
    #expect(try account(world, Self.new)[Account.billableUsers] == 7)
  }

  @Test func `what an account that is gone brought in counts for nobody above it`() throws {
    let world = try world()
    let both = try #require(try account(world, Self.top)[Account.arrOfChildren])
    try depart(world)
    let one = try account(world, Self.top)[Account.arrOfChildren]
    #expect(one == both / 3 * 2)
    _ = try world.salesforce(["Account": Self.accounts("0,")])
    #expect(try account(world, Self.top)[Account.arrOfChildren] == both)
    try world.world.write { work in
      _ = try DepartureNews(departed: [DepartedRecord(id: Self.old, fate: .deleted)])
        .settle(work, read: 1)
    }
    #expect(try account(world, Self.top)[Account.arrOfChildren] == one)
  }

  @Test func `a stage that both had adopted counts once`() throws {
    let world = try world()
    #expect(try account(world, Self.new)[Account.stageCount] == 1)
    try depart(world)
    try merge(world)
    #expect(try account(world, Self.new)[Account.stageCount] == 1)
  }

  @Test func `one series under both ids is one series, and the newest ping counts`() throws {
    let world = try world()
    try depart(world)
    try merge(world)
    _ = try world.usage(Self.mart((Self.new, "2024-04-02", 8)))
    for first in [Self.old, Self.new] {
      let second = first == Self.old ? Self.new : Self.old
      let text = Self.mart((first, "2024-04-20", 20), (second, "2024-04-10", 10))
        .replacing("u-1", with: "u-\(first)")
      let report = try world.usage(text)
      #expect(report.object("usage")?.skipped == 1)
      #expect(try world.usage(text).changedNothing)
      let instance = try world.rows(Instance.table).first { $0[Instance.uuid] == "u-\(first)" }
      #expect(instance?[Instance.billableUsers] == 20)
      #expect(instance?[Instance.account] == Account.ID(Self.new))
    }
  }

  @Test func `an account that is gone is no gap in the data`() throws {
    let world = try world()
    #expect(try AccountDesk(world.store).gaps().map { $0[DataGap.field] } == ["Region"])
    try depart(world)
    #expect(try AccountDesk(world.store).gaps() == [])
  }

  // edge 14
  @Test func `what an undelete brings along is the account's own again`() throws {
    let world = try world()
    try depart(world)
    try merge(world)
    let contact = "003D000000QTNXrIAP"
    _ = try world.salesforce([
      "Account": Self.accounts("0,"),
      "Contact": "Id,AccountId,LastName\n\(contact),\(Self.old),Grace\n",
    ])
    #expect(try world.row(Contact.table, contact)?[Contact.account] == Account.ID(Self.old))
  }

  @Test func `a draft and a follow of a device that did not know land on the kept account`()
    async throws
  {
    let world = try world()
    try world.world.save(.follow(Self.old, by: "ada"))
    try depart(world)
    try merge(world)
    #expect(try world.row(Follow.table, "ada:\(Self.new)") != nil)
    try await withService(world.world) { client in
      var ada = try await TestDevice("ada", world.world, client)
      var fields = Fields()
      fields[ActivityDraft.subject] = "Renewal"
      fields[ActivityDraft.account] = Account.ID(Self.old)
      let draft = Mutation.saveDraft(SaveDraft(id: .init("d"), fields: fields))
      let follow = FollowAccount(account: Account.ID(Self.old))
      let unfollow = UnfollowAccount(account: Account.ID(Self.old))
      let pushed = try await ada.push([
        ada.numbered(.unfollow(unfollow), id: "m1"), ada.numbered(draft, id: "m2"),
      ]).decoded(PushResponse.self)
      #expect(pushed.results.map(\.status) == [.applied, .applied], "\(pushed.results)")
      #expect(try world.row(ActivityDraft.table, "d")?[ActivityDraft.account]?.rawValue == Self.new)
      #expect(try world.row(Follow.table, "ada:\(Self.new)") == nil)
      let again = try await ada.push([ada.numbered(.follow(follow), id: "m3")])
        .decoded(PushResponse.self)
      #expect(again.results.map(\.status) == [.applied], "\(again.results)")
      #expect(try world.row(Follow.table, "ada:\(Self.new)") != nil)
      #expect(try world.row(Follow.table, "ada:\(Self.old)") == nil)
    }
  }

  @Test func `a call logged on it meanwhile is refused, with where it belongs`() async throws {
    let world = try world()
    try world.world.save(.user("olga", bundle: .operations))
    try depart(world)
    try merge(world)
    try await withService(world.world) { client in
      var olga = try await TestDevice("olga", world.world, client)
      let pushed = try await olga.push([olga.numbered(.call("c", with: Self.old), id: "m1")])
        .decoded(PushResponse.self)
      #expect(
        pushed.results.first?.refusal?.reason
          == "Acme was merged into Acme Group: make this edit there")
    }
    #expect(try world.row(Activity.table, "c") == nil)
  }
}
