import CustomerSuccess
import Support
import SyncEngine
import Testing

/// Laws of what an answer does to a replica.
@Suite struct CheckpointLawTests {
  /// A replica in step, then changes of every kind on the service, then the answer about them.
  private func delta(
    seed: UInt64
  ) throws -> (world: SyncWorld, response: PullResponse, request: PullRequest) {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(.addCTA("mine"))
    try world.edit(.rename("a1-cta", to: "Renamed"))
    var random = SeededGenerator(seed: seed)
    try world.service.write { work in
      for number in 0..<8 {
        let account = SimulatedCompany.accounts.randomElement(using: &random) ?? "a1"
        work.save(SimulatedCompany.cta("c\(number)", of: account))
        work.save(SimulatedCompany.contact("a\(number % 4 + 1)-contact", of: account))
      }
      if Bool.random(using: &random) { work.delete(CTA.table, "a2-cta") }
    }
    try world.service.write { work in
      let lost = SimulatedCompany.scopes(of: "a3")
      let won = SimulatedCompany.scopes(of: "a4")
      if Bool.random(using: &random) { work.removeFromBook(lost, of: SyncWorld.ada) }
      work.permit(won, to: SyncWorld.ada)
      work.addToBook(won, of: SyncWorld.ada)
    }
    let (response, request) = try #require(try world.answer())
    return (world, response, request)
  }

  @Test func `the frames of an answer commute`() throws {
    for seed in UInt64(0)..<100 {
      let (world, response, request) = try delta(seed: seed)
      var random = SeededGenerator(seed: seed)
      let shuffled = try PullResponse(
        decoding: encoded(
          [.begin(response.begin)] + response.frames.shuffled(using: &random)
            + [.end(response.end)]))
      let outcome = try world.apply(shuffled, to: request)
      guard case .complete(let report) = outcome else {
        Issue.record("\(random): \(outcome)")
        return
      }
      #expect(report.repairs == [], "\(random)")
      world.expectInStep("\(random)")
    }
  }

  @Test func `frames that come twice have their effect once`() throws {
    for seed in UInt64(0)..<50 {
      let (world, response, request) = try delta(seed: seed)
      let doubled = try PullResponse(
        decoding: encoded(
          [.begin(response.begin)] + response.frames + response.frames + [.end(response.end)]))
      let outcome = try world.apply(doubled, to: request)
      guard case .complete(let report) = outcome else {
        Issue.record("seed \(seed): \(outcome)")
        return
      }
      #expect(report.repairs == [], "seed \(seed)")
      world.expectInStep("seed \(seed)")
    }
  }

  @Test func `an answer that was applied already changes nothing`() throws {
    let (world, response, request) = try delta(seed: 1)
    try world.apply(response, to: request)
    let before = world.replica.content.rows
    #expect(try world.apply(response, to: request) == .stale)
    #expect(world.replica.content.rows == before)
  }

  @Test(arguments: [150, 600, 2_000, SyncLimits.pageBytes])
  func `pages of any size make the same replica`(pageBytes: Int) throws {
    let world = try SyncWorld(pageBytes: pageBytes)
    let (report, pages) = try world.pull()
    #expect(report?.repairs == [])
    #expect(pageBytes > 2_000 ? pages == 1 : pages > 1)
    world.expectInStep()
  }

  @Test func `what changes between any two pages arrives`() throws {
    let steady = try SyncWorld(pageBytes: 200)
    let pages = try steady.pull().pages
    for page in 1..<pages {
      let world = try SyncWorld(pageBytes: 200)
      for _ in 0..<page {
        let (response, request) = try #require(try world.answer())
        try world.apply(response, to: request)
      }
      try world.service.write { work in
        work.delete(CTA.table, "a1-cta")
        work.save(SimulatedCompany.contact("a1-contact", of: "a3"))
        work.save(SimulatedCompany.contact("a3-contact", of: "a1"))
        work.forbid(SimulatedCompany.scopes(of: "a2"), to: SyncWorld.ada)
        work.removeFromBook(SimulatedCompany.scopes(of: "a2"), of: SyncWorld.ada)
      }
      let (report, _) = try world.pull()
      #expect(report?.repairs == [], "changed after page \(page)")
      world.expectInStep("changed after page \(page)")
    }
  }

  @Test func `two deltas are one`() throws {
    let stepwise = try SyncWorld()
    let atOnce = try SyncWorld()
    for world in [stepwise, atOnce] { try world.pull() }
    for number in 0..<5 {
      for world in [stepwise, atOnce] {
        try world.service.write { work in
          work.save(SimulatedCompany.cta("a1-cta", of: number.isMultiple(of: 2) ? "a2" : "a1"))
          work.save(SimulatedCompany.contact("p\(number)", of: "a2"))
        }
      }
      try stepwise.pull()
    }
    try atOnce.pull()
    #expect(stepwise.replica.content.base == atOnce.replica.content.base)
  }
}

/// What the person sees and what the replica remembers.
@Suite struct CheckpointTests {
  @Test func `a pending edit stays on screen over a pull and is settled by the one that has it`()
    throws
  {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(.rename("a1-cta", to: "Mine"))
    try world.service.write { $0.save(SimulatedCompany.contact("new", of: "a1")) }
    try world.pull()
    #expect(world.replica.placed(CTA.table, "a1-cta")?.row[CTA.name] == "Mine")
    #expect(world.replica.content.outbox.count == 1)

    try world.push()
    #expect(world.replica.content.outbox.count == 1, "an acknowledgment settles nothing")
    let report = try world.pull().report
    #expect(report?.settled.map(\.status) == [.applied])
    #expect(world.replica.content.outbox.isEmpty)
    #expect(world.replica.content.sent.count == 1)
    #expect(world.replica.placed(CTA.table, "a1-cta")?.row[CTA.name] == "Mine")
    #expect(world.replica.content.preimages.isEmpty)
  }

  @Test func `an edit that was refused needs attention, and the service's value is back`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(.rename("a1-cta", to: "Mine"))
    try world.service.write { $0.save(SimulatedCompany.cta("a1-cta", of: "a1", name: "Theirs")) }
    try world.push()
    try world.pull()
    let item = try #require(world.replica.content.attention.first)
    #expect(item.mutation.id.rawValue == "m1")
    #expect(item.result?.refusal?.code == .conflict)
    #expect(item.result?.refusal?.current == .text("Theirs"))
    #expect(world.replica.placed(CTA.table, "a1-cta")?.row[CTA.name] == "Theirs")
  }

  @Test func `an edit whose end nobody remembers needs attention`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(.close("a1-cta"))
    try world.push()
    let (response, request) = try #require(try world.answer())
    let forgetful = try response.rewritten { frame in
      if case .result = frame { nil } else { frame }
    }
    try world.apply(forgetful, to: request)
    #expect(world.replica.content.attention.map(\.mutation.id.rawValue) == ["m1"])
    #expect(world.replica.content.attention.first?.result == nil)
  }

  @Test
  func `a damaged row is noticed by the next change of its scope and healed by the pull after`()
    throws
  {
    let world = try SyncWorld()
    try world.pull()
    world.replica.damage { content in
      content.rows[RowKey(Contact.table, "a1-contact")] = nil
    }
    try world.service.write { $0.save(SimulatedCompany.cta("a1-cta", of: "a1", name: "New")) }
    #expect(try world.pull().report?.repairs == [Scope(account: "a1")])
    #expect(try world.pull().report?.repairs == [])
    world.expectInStep()
  }

  @Test func `a damaged scope without changes is noticed by the rotating sums`() throws {
    let world = try SyncWorld()
    try world.pull()
    world.replica.damage { content in
      content.rows[RowKey(Contact.table, "a1-contact")]?.position = Position(999)
    }
    try world.service.write { $0.save(SimulatedCompany.cta("a2-cta", of: "a2", name: "New")) }
    #expect(try world.pull().report?.repairs == [Scope(account: "a1")])
  }

  @Test func `a scope that the replica lost or never had is found by its digest`() throws {
    let world = try SyncWorld()
    try world.pull()
    world.replica.damage { content in
      content.scopes[Scope(account: "a1")] = nil
      content.rows = content.rows.filter { $0.value.scope != Scope(account: "a1") }
      content.scopes[Scope(account: "zz")] = HeldScope(Scope(account: "zz"))
    }
    try world.service.write { $0.save(SimulatedCompany.cta("a2-cta", of: "a2", name: "New")) }
    let report = try world.pull().report
    #expect(report?.scopesDropped == 1)
    #expect(report?.repairs.contains(Scope(account: "a1")) == true)
    try world.pull()
    world.expectInStep()
  }

  @Test func `a first snapshot shows its pages as they come, a later one appears at once`() throws {
    let world = try SyncWorld(pageBytes: 300)
    let (response, request) = try #require(try world.answer())
    try world.apply(response, to: request)
    #expect(!world.replica.content.rows.isEmpty)
    try world.pull()

    try world.service.write { work in
      for number in 0..<20 { work.save(SimulatedCompany.contact("x\(number)", of: "a1")) }
      for number in 0..<20 { work.save(SimulatedCompany.contact("y\(number)", of: "a2")) }
    }
    let before = world.replica.content.rows
    let (page, pageRequest) = try #require(try world.answer())
    #expect(page.end.isPartial)
    try world.apply(page, to: pageRequest)
    #expect(world.replica.content.rows == before)
    #expect(world.replica.content.stages[.core]?.count == 1)
    try world.pull()
    world.expectInStep()
    #expect(world.replica.content.stages[.core] == nil)
  }

  @Test func `the report names the customers that changed and nobody else`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.service.write { $0.save(SimulatedCompany.cta("a2-cta", of: "a2", name: "New")) }
    let report = try #require(try world.pull().report)
    #expect(report.accounts == [Account.ID("a2")])
    #expect(!report.touchesOthers)
    #expect(report.rowsPut == 1)
  }

  @Test func `nothing new is no answer at all`() throws {
    let world = try SyncWorld()
    try world.pull()
    #expect(try world.answer()?.response.frames == nil)
  }
}
