import Support
import Testing

@testable import CustomerSuccess

/// What CS Ops does with accounts that are gone from Salesforce.
@Suite struct MutationMergeTests {
  let world = MutationWorld()

  init() throws {
    world.rows.save(MutationWorld.user("olga", "Olga Ops", .operations))
    world.rows.save(MutationWorld.user("root", "Root Admin", .administrator))
    try world.set(Account.table, "acme", Account.departure, .merged)
    try world.set(Account.table, "acme", Account.mergedInto, .globex)
  }

  private let merge = Mutation.mergeAccounts(MergeAccounts(loser: .acme, winner: .globex))
  private let remove = Mutation.removeAccount(RemoveAccount(account: .acme))

  private func owners(_ table: Table) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: world.rows.rows.values.filter { $0.table == table }.map {
        ($0.id, String(stored: $0[column: "account_id"]) ?? "")
      })
  }

  // edge 12
  @Test func `a merge moves every row of the account, whatever its table`() throws {
    let before = AccountDependencies.belongings.map { (table: $0, owners: owners($0)) }
    let done = try world.apply(merge, by: .olga)
    #expect(done.summary == "Merged Acme into Globex")
    #expect(done.inverse == nil)
    for (table, owners) in before where table != HealthMeasure.table {
      #expect(self.owners(table) == owners.mapValues { _ in "globex" }, "\(table.name)")
    }
    #expect(owners(Activity.table) == ["note": "globex"])
    #expect(owners(CTATask.table) == ["step": "globex"])
    #expect(try world.row(Account.table, "acme")[Account.absorbedBy] == .globex)
    #expect(try world.row(Account.table, "acme")[Account.tam] == nil)
    #expect(try world.row(Account.table, "acme")[Account.lastTimelineActivity] == nil)
    #expect(
      try world.row(Account.table, "globex")[Account.lastTimelineActivity]
        == MutationWorld.today.adding(days: -3))
  }

  @Test func `merged a second time, nothing changes`() throws {
    try world.set(Account.table, "acme", Account.summary, "Builds rockets.")
    try world.set(Account.table, "globex", Account.tam, nil)
    try world.apply(merge, by: .olga)
    #expect(try !world.apply(merge, by: .olga, after: 60).didChange)
  }

  @Test func `scores keep to one of each, and the kept account's own win`() throws {
    let support = HealthMeasure.id(account: .acme, measure: .supportIssues)
    world.rows.save(
      HealthMeasure.scored(
        .supportIssues, of: .acme, from: nil, score: 75, at: MutationWorld.noon, by: .ada))
    let engagement = HealthMeasure.id(account: .globex, measure: .engagement)
    let own = try world.row(HealthMeasure.table, engagement)[HealthMeasure.score]
    try world.apply(merge, by: .olga)
    #expect(world.rows.row(HealthMeasure.table, support) == nil)
    let moved = try world.row(
      HealthMeasure.table, HealthMeasure.id(account: .globex, measure: .supportIssues))
    #expect(moved[HealthMeasure.score] == 75)
    #expect(moved[HealthMeasure.account] == .globex)
    #expect(try world.row(HealthMeasure.table, engagement)[HealthMeasure.score] == own)
    #expect(
      world.rows.row(
        HealthMeasure.table, HealthMeasure.id(account: .acme, measure: .engagement)) == nil)
  }

  @Test func `what the kept account does not say is taken over, and a TAM only if it has none`()
    throws
  {
    try world.set(Account.table, "acme", Account.hosting, .cloud)
    try world.set(Account.table, "acme", Account.summary, "Builds rockets.")
    try world.set(Account.table, "globex", Account.summary, "Builds cranes.")
    try world.apply(merge, by: .olga)
    var kept = try world.row(Account.table, "globex")
    #expect(kept[Account.hosting] == .cloud)
    #expect(kept[Account.summary] == "Builds cranes.\n\nAcme:\nBuilds rockets.")
    #expect(kept[Account.tam] == .bob)

    try world.set(Account.table, "acme", Account.tam, .ada)
    try world.set(Account.table, "acme", Account.absorbedBy, nil)
    try world.set(Account.table, "globex", Account.tam, nil)
    try world.apply(merge, by: .olga, after: 60)
    kept = try world.row(Account.table, "globex")
    #expect(kept[Account.tam] == .ada)
    let history = world.rows.rows.values.filter { $0.table == TAMHistory.table }
    #expect(history.map { $0[TAMHistory.newTAM] } == [.ada])
  }

  @Test
  func `accounts below the merged one stand below the kept one, which never stands below itself`()
    throws
  {
    world.rows.save(MutationWorld.account("child", "Child", tam: nil)[0])
    try world.set(Account.table, "child", Account.parent, .acme)
    try world.set(Account.table, "globex", Account.parent, .acme)
    try world.apply(merge, by: .olga)
    #expect(try world.row(Account.table, "child")[Account.parent] == .globex)
    #expect(try world.row(Account.table, "globex")[Account.parent] == nil)
  }

  @Test func `only CS Ops merges, and only an account that is gone, into one that is there`() throws
  {
    for actor in [User.ID.ada, .mona] {
      #expect(
        try world.refusal(of: merge, by: actor).reason == "only CS Ops may merge accounts: ask them"
      )
    }
    let other = Mutation.mergeAccounts(MergeAccounts(loser: .globex, winner: .acme))
    #expect(
      try world.refusal(of: other, by: .olga).reason
        == "Globex is in Salesforce: merge it there, then it is found here with the account kept")
    try world.set(Account.table, "globex", Account.departure, .deleted)
    #expect(
      try world.refusal(of: merge, by: .olga).reason
        == "Globex is gone from Salesforce itself (Deleted): choose an account that is there")
    let itself = Mutation.mergeAccounts(MergeAccounts(loser: .acme, winner: .acme))
    #expect(try world.refusal(of: itself, by: .olga).reason.contains("into itself"))
  }

  @Test func `an account is removed only when nothing of ours hangs on it, by an administrator`()
    throws
  {
    #expect(
      try world.refusal(of: remove, by: .root).reason
        == """
        Acme still has its TAM Ada Lovelace, 1 success plan, 2 CTAs, 1 task, 1 activity: merge it \
        into the account that they belong to now, then remove it
        """)
    try world.apply(merge, by: .olga)
    #expect(
      try world.refusal(of: remove, by: .olga).reason
        == "only administrators may remove accounts for ever: ask one")
    world.rows.save(MutationWorld.row(Opportunity.table, "late") { $0[Opportunity.name] = "Late" })
    let done = try world.apply(remove, by: .root)
    #expect(done.inverse == nil)
    #expect(world.rows.row(Account.table, "acme") == nil)
    #expect(world.rows.row(Opportunity.table, "late") == nil)
    #expect(
      try world.refusal(
        of: .removeAccount(RemoveAccount(account: .globex)), by: .root
      ).reason.hasPrefix("Globex is in Salesforce"))
  }

  @Test func `what only the public sector's people may see goes to no other account`() throws {
    try world.set(Account.table, "acme", Account.isPublicSector, true)
    #expect(
      try world.refusal(of: merge, by: .olga).reason.hasPrefix(
        "Acme is of the public sector and Globex is not"))
    try world.set(Account.table, "globex", Account.isPublicSector, true)
    try world.apply(merge, by: .olga)
  }

  @Test func `a merged account is merged into no second one, and edits of it are refused`() throws {
    world.rows.save(MutationWorld.account("third", "Third", tam: nil)[0])
    try world.apply(merge, by: .olga)
    let other = Mutation.mergeAccounts(MergeAccounts(loser: .acme, winner: Account.ID("third")))
    #expect(
      try world.refusal(of: other, by: .olga).reason
        == "Acme was merged into Globex already: what was ours of it is there")
    let log = Mutation.logActivity(
      LogActivity(id: Activity.ID("late"), account: .acme, fields: .call()))
    #expect(
      try world.refusal(of: log).reason == "Acme was merged into Globex: make this edit there")
  }

  @Test func `a contact that only we know keeps its account from being removed`() throws {
    try world.apply(merge, by: .olga)
    world.rows.save(MutationWorld.row(Contact.table, "own") { $0[Contact.lastName] = "Own" })
    #expect(
      try world.refusal(of: remove, by: .root).reason.hasPrefix(
        "Acme still has 1 contact that Salesforce does not know"))
  }

  @Test func `a score that only the merged account has is kept, its history is not mixed`() throws {
    let sentiment = { HealthMeasure.id(account: $0, measure: .tamSentiment) }
    world.rows.save(
      HealthMeasure.scored(
        .tamSentiment, of: .globex, from: nil, score: nil, at: MutationWorld.noon, by: .bob))
    world.rows.save(
      HealthMeasure.scored(
        .tamSentiment, of: .acme, from: nil, score: 25, at: MutationWorld.noon, by: .ada))
    for (account, day) in [(Account.ID.acme, "2024-10-01"), (.globex, "2024-10-02")] {
      world.rows.save(
        MutationWorld.row(HealthHistory.table, "\(account):\(day)", of: account) {
          $0[HealthHistory.day] = Day(day)
        })
    }
    try world.apply(merge, by: .olga)
    #expect(try world.row(HealthMeasure.table, sentiment(.globex))[HealthMeasure.score] == 25)
    #expect(Set(owners(HealthHistory.table).keys) == ["globex:2024-10-02"])
  }

  @Test func `what people said of a measure of both accounts stands one below the other`() throws {
    let sentiment = { HealthMeasure.id(account: $0, measure: .tamSentiment) }
    for (account, score, comment) in [
      (Account.ID.globex, 75.0, "Sponsor is back."), (.acme, 25, "Sponsor left."),
    ] {
      world.rows.save(
        HealthMeasure.scored(
          .tamSentiment, of: account, from: nil, score: score, comment: comment,
          at: MutationWorld.noon, by: .bob))
    }
    try world.apply(merge, by: .olga)
    let kept = try world.row(HealthMeasure.table, sentiment(.globex))
    #expect(kept[HealthMeasure.score] == 75)
    #expect(kept[HealthMeasure.comment] == "Sponsor is back.\n\nAcme:\nSponsor left.")
  }

  @Test func `the TAM who loses an account by a merge is told, one who keeps it is not`() throws {
    #expect(try world.apply(merge, by: .olga).displaced == .ada)
    try world.set(Account.table, "acme", Account.tam, .bob)
    try world.set(Account.table, "acme", Account.absorbedBy, nil)
    #expect(try world.apply(merge, by: .olga, after: 60).displaced == nil)
  }

  @Test func `an account that is only missing is not removed, unless it was merged`() throws {
    try world.set(Account.table, "acme", Account.departure, .missing)
    #expect(
      try world.refusal(of: remove, by: .root).reason.hasPrefix("Acme is only missing, which may"))
    try world.apply(merge, by: .olga)
    try world.apply(remove, by: .root)
    #expect(world.rows.row(Account.table, "acme") == nil)
  }

  @Test func `what people wrote on rows of others keeps their account from being removed`() throws {
    for table in [CTATask.table, CTA.table, SuccessPlan.table, Activity.table] {
      for id in owners(table).keys { world.rows.delete(table, id) }
    }
    try world.set(Account.table, "acme", Account.tam, nil)
    try world.set(Account.table, "acme", Account.summary, "Builds rockets.")
    try world.set(Account.table, "acme", Account.hosting, .cloud)
    try world.set(Opportunity.table, "deal", Opportunity.tamNotes, "Ask for a discount.")
    try world.set(Instance.table, "box", Instance.type, .production)
    #expect(
      try world.refusal(of: remove, by: .root).reason
        == """
        Acme still has what people wrote here: Summary, TAM notes of 1 opportunity, Instance type \
        of 1 instance. Merge it into the account that this belongs to now, or empty it, then remove it
        """)
    try world.set(Account.table, "acme", Account.summary, nil)
    try world.set(Opportunity.table, "deal", Opportunity.tamNotes, nil)
    try world.set(Instance.table, "box", Instance.deliveryType, .saas)
    try world.apply(remove, by: .root)
    #expect(world.rows.row(Account.table, "acme") == nil)
  }

  @Test func `accounts below a removed one stand below none`() throws {
    world.rows.save(MutationWorld.account("child", "Child", tam: nil)[0])
    try world.apply(merge, by: .olga)
    try world.set(Account.table, "child", Account.parent, .acme)
    try world.apply(remove, by: .root)
    #expect(try world.row(Account.table, "child")[Account.parent] == nil)
  }

  @Test func `whoever runs the service needs to be no user of it`() throws {
    let context = MutationContext(
      actor: User.ID("tamd"), at: MutationWorld.noon, today: MutationWorld.today, isAtService: true)
    _ = try merge.apply(to: world.rows, in: context)
    _ = try remove.apply(to: world.rows, in: context)
    #expect(world.rows.row(Account.table, "acme") == nil)
  }

  @Test func `an account left alone is asked about again when something else becomes of it`()
    throws
  {
    let done = try world.apply(
      .dismissDeparture(DismissDeparture(account: .acme)), by: .olga)
    var row = try world.row(Account.table, "acme")
    #expect(row[Account.dismissedDeparture] == .merged)
    try world.apply(#require(done.inverse), by: .olga)
    #expect(try world.row(Account.table, "acme")[Account.dismissedDeparture] == nil)
    row.setDeparture(.mergedThenDeleted, mergedInto: .globex, at: MutationWorld.noon)
    #expect(row[Account.dismissedDeparture] != row[Account.departure])
    row.setDeparture(nil, at: MutationWorld.noon)
    #expect(row[Account.dismissedDeparture] == nil)
  }

  @Test func `what people make here counts as hanging on an account, and nothing else`() {
    #expect(
      AccountDependencies.tables == [SuccessPlan.table, CTA.table, CTATask.table, Activity.table])
    #expect(AccountDependencies.belongings.allSatisfy { $0.column("account_id") != nil })
  }
}

extension User.ID {
  fileprivate static let olga = User.ID("olga")
  fileprivate static let root = User.ID("root")
}
