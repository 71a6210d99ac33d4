import CustomerSuccess
import Rules
import Support
import Testing

@testable import TamService

@Suite struct FormulaRunTests {
  typealias Co = SmallCompany

  private func scorecards(_ world: World) throws -> [RuleOutcome] {
    try world.rules.steps(of: .scorecards).flatMap { try world.rules.runInChain($0).outcomes }
  }

  private func measure(_ measure: Measure, of account: String = "acme", in world: World) throws
    -> Row?
  {
    try world.store.read { try $0.row(HealthMeasure.table, "\(account):\(measure.rawValue)") }
  }

  private static func other(_ id: String) -> Row {
    var row = Co.customer()
    row = Row(Account.table, id: id, values: row.values)
    row[Account.name] = id
    return row
  }

  /// Two customers whose ROI stands as green, and who have no plan.
  private func twoWithoutPlans() throws -> World {
    let world = try World(company: [Co.customer(), Self.other("zeta"), Co.measure(.roi, 87.5)])
    try world.save(
      HealthMeasure.scored(
        .roi, of: .init("zeta"), from: nil, score: 87.5, at: world.clock.now, by: nil))
    return world
  }

  @Test func `the rules of all formulas are one walk, and each is told what it changed`() throws {
    let world = try World(company: [Co.customer(), Co.activity(.call, -5)])
    let steps = try world.rules.steps(of: .scorecards)
    #expect(steps.map(\.rules.count) == [12])
    let outcomes = try world.rules.runInChain(steps[0]).outcomes
    let changed = outcomes.filter { $0.recordCount > 0 }.map(\.rule)
    #expect(changed == ["set-score-engagement", "set-score-roi"])
    #expect(outcomes.allSatisfy { $0.state == .done && $0.rowCount == 1 })
    #expect(try measure(.roi, in: world)?[HealthMeasure.score] == 25)
    let health = try world.store.read { try $0.row(Account.table, "acme")?[Account.healthScore] }
    #expect(health == 56.25)
  }

  @Test func `the history of a run has the verdict, and the comment is left to people`() throws {
    let world = try World(company: [Co.customer()])
    _ = try scorecards(world)
    let row = try #require(
      try world.rules.explain("acme").rows.first { $0.run.rule == "set-score-roi" })
    #expect(
      row.source.contains(.init(column: "ROI", before: nil, after: "Red: there is no success plan"))
    )
    #expect(try measure(.roi, in: world)?[HealthMeasure.comment] == nil)
  }

  @Test func `a first score is no surprise, and scores that stand are guarded`() throws {
    let limited = """
      name: Set Score - ROI
      description: Colors ROI by the success plans, and may move one score on its own.
      chain: Scorecards
      limit: 1
      source: SELECT account_id FROM accounts
      actions:
        - set_score: {measure: ROI, value: formula}
      """
    let fresh = try World(company: [Co.customer(), Self.other("zeta")])
    try fresh.add("set-score-roi", limited)
    #expect(try scorecards(fresh).allSatisfy { $0.state == .done })

    let world = try twoWithoutPlans()
    try world.add("set-score-roi", limited)
    let outcomes = try scorecards(world)
    let held = try #require(outcomes.first { $0.rule == "set-score-roi" })
    #expect(held.state == .held)
    #expect(held.reason?.hasPrefix("it would move 2 scores, and more than 1 need a word") == true)
    #expect(try measure(.roi, in: world)?[HealthMeasure.score] == 87.5)
    #expect(try measure(.engagement, in: world)?[HealthMeasure.score] == 87.5, "the others run")
    #expect(try world.rules.run("set-score-roi").state == .held)
    #expect(try world.rules.run("set-score-roi", isConfirmed: true).recordCount == 2)
    #expect(try measure(.roi, of: "zeta", in: world)?[HealthMeasure.score] == 25)
  }

  @Test func `at the end of the chain everybody's history says how it is`() throws {
    let world = try World(company: [Co.customer(), Co.measure(.tamSentiment, 62.5)])
    _ = try scorecards(world)
    let head = try world.store.read { try $0.head() }
    _ = try scorecards(world)
    #expect(try world.store.read { try $0.head() } == head, "a second run changes nothing")

    world.clock.advance(seconds: 86_400)
    try world.save(Co.measure(.tamSentiment, 25, was: 62.5, set: 0))
    #expect(try scorecards(world).allSatisfy { $0.recordCount == 0 })
    let days = try world.store.read {
      try $0.rows(HealthHistory.table, where: "account_id", equals: .text("acme"))
    }
    #expect(days.count == 2)
    #expect(days.last.map(HealthHistory.scores)?[.tamSentiment] == 25)
  }

  @Test func `a run that ends before its time is told as one that was cut off`() throws {
    let world = try World(company: [Co.customer()])
    _ = try world.write { try RuleRuns.begin("set-score-roi", by: .chain, in: $0) }
    let run = try #require(try world.rules.runs.history(limit: 1).first)
    #expect(run.state == .failed)
    #expect(run.reason?.hasPrefix("it was cut off") == true)
  }

  @Test func `a source that names nobody fails its rule alone`() throws {
    let world = try World(company: [Co.customer()])
    try world.add(
      "set-score-scm",
      """
      name: Set Score - SCM Adoption
      description: Colors SCM Adoption by a source that does not say whom it means.
      chain: Scorecards
      source: SELECT name FROM accounts
      actions:
        - set_score: {measure: SCM Adoption, value: formula}
      """)
    try world.add(
      "set-score-ci",
      """
      name: Set Score - CI Adoption
      description: Colors CI Adoption by a source that is no SQL at all.
      chain: Scorecards
      source: SELECT password FROM accounts
      actions:
        - set_score: {measure: CI Adoption, value: formula}
      """)
    let states = try scorecards(world).filter { $0.state != .done }.map { ($0.rule, $0.state) }
    #expect(states.map(\.0) == ["set-score-ci", "set-score-scm"])
    #expect(states.map(\.1) == [.failed, .partial])
    let past = try #require(try world.rules.runs.history(of: "set-score-scm", limit: 1).first)
    let failures = try world.rules.runs.rows(of: past, limit: 10).map(\.failure)
    #expect(failures == ["row 1 has no account_id"])
    #expect(try measure(.roi, in: world) != nil)
  }
}
