import CustomerSuccess
import Foundation
import Rules
import Support
import Testing

@testable import TamService

/// What goes wrong with rows, files and mails, and stays where it went wrong.
@Suite struct RuleFaultTests {
  typealias Co = SmallCompany

  private static func score(_ value: String, _ source: String) -> String {
    """
    name: Set Score - Test
    description: Sets a measure from a column of its source, as a test says it.
    source: \(source)
    actions:
      - set_score: {measure: SCM Adoption, value: \(value), comment: said}
    """
  }

  private func measure(_ measure: Measure, in world: World) throws -> Row? {
    try world.store.read { try $0.row(HealthMeasure.table, "acme:\(measure.rawValue)") }
  }

  @Test func `the actions of a row are all done, or none`() throws {
    let world = try World(company: [Co.customer()])
    try world.add(
      "test",
      """
      name: Load to Company - Test
      description: Writes a number that fits, and then one that does not.
      source: SELECT account_id AS id, 7 AS good, 'many' AS bad FROM accounts
      actions:
        - load: {object: account, columns: {open_tickets: good}}
        - load: {object: account, columns: {stage_count: bad}}
      """)
    #expect(try world.rules.run("test").failedRowCount == 1)
    let account = try #require(try world.store.read { try $0.row(Account.table, "acme") })
    #expect(account[Account.openTickets] == nil)
  }

  @Test func `two actions of a row both stay`() throws {
    let world = try World(company: [Co.customer()])
    try world.add(
      "test",
      """
      name: Load to Company - Test
      description: Writes two columns of one record by two actions.
      source: SELECT account_id AS id, 7 AS tickets, 3 AS stages FROM accounts
      actions:
        - load: {object: account, columns: {open_tickets: tickets}}
        - load: {object: account, columns: {stage_count: stages}}
      """)
    #expect(try world.rules.run("test").state == .done)
    let account = try #require(try world.store.read { try $0.row(Account.table, "acme") })
    #expect(account[Account.openTickets] == 7)
    #expect(account[Account.stageCount] == 3)
  }

  @Test(arguments: ["'green'", "101", "-1"])
  func `what is no score fails its row, and the measure stays`(value: String) throws {
    let world = try World(company: [Co.customer(), Co.measure(.scm, 62.5)])
    try world.add(
      "test", Self.score("points", "SELECT account_id, \(value) AS points FROM accounts"))
    let outcome = try world.rules.run("test")
    #expect(outcome.rows.first?.failure?.hasSuffix("a score is 0 through 100") == true)
    #expect(try measure(.scm, in: world)?[HealthMeasure.score] == 62.5)
  }

  @Test func `an opinion that is taken away keeps its words and its day`() throws {
    var said = Co.measure(.tamSentiment, 25, set: -3)
    said[HealthMeasure.comment] = "They are leaving."
    said[HealthMeasure.setBy] = User.ID("ada")
    let world = try World(company: [Co.customer { $0[Account.tam] = nil }, said])
    _ = try world.rules.run("set-score-null-without-tam")
    let row = try #require(try measure(.tamSentiment, in: world))
    #expect(row[HealthMeasure.score] == nil)
    #expect(row[HealthMeasure.previousScore] == 25)
    #expect(row[HealthMeasure.comment] == "They are leaving.")
    #expect(row[HealthMeasure.setAt] == said[HealthMeasure.setAt])
    #expect(row[HealthMeasure.setBy] == User.ID("ada"))
  }

  @Test func `rows without a key are tried again with all others`() throws {
    let world = try World(company: [Co.customer()])
    try world.add("test", Self.score("points", "SELECT name, 50 AS points FROM accounts"))
    #expect(
      try world.rules.run("test").rows.compactMap(\.failure)
        == ["row 1 has no key, account_id or id"])
    try world.add("test", Self.score("points", "SELECT account_id, 50 AS points FROM accounts"))
    #expect(try world.rules.run("test", onlyFailed: true).recordCount == 1)
  }

  @Test func `rows that failed are still known after a run that failed as a whole`() throws {
    let world = try World(company: [Co.customer()])
    try world.add("test", Self.score("points", "SELECT account_id, 'x' AS points FROM accounts"))
    _ = try world.rules.run("test")
    try world.add("test", Self.score("points", "SELECT password FROM accounts"))
    #expect(try world.rules.run("test").state == .failed)
    try world.add("test", Self.score("points", "SELECT account_id, 50 AS points FROM accounts"))
    #expect(try world.rules.run("test", onlyFailed: true).recordCount == 1)
  }

  @Test func `a plan never takes the place of one that was closed`() throws {
    let world = try World(company: [
      Co.customer { $0[Account.tamFirstAssigned] = Co.day(-1) }
    ])
    let first = try world.rules.run("success-plan-roi")
    var plan = try #require(
      try world.store.read { try $0.row(SuccessPlan.table, first.changes[0].id) })
    plan[SuccessPlan.status] = .closed
    plan[SuccessPlan.type] = .stageAdoption
    try world.save(plan)
    let second = try world.rules.run("success-plan-roi")
    #expect(second.changes.first?.kind == .new)
    #expect(try world.store.read { try $0.count(of: SuccessPlan.table) } == 2)
  }

  @Test func `a file that cannot be read keeps the rule off that it was to replace`() throws {
    let world = try World(company: [Co.customer()])
    try world.add("set-score-roi", "name: Set Score - ROI\nsource: [")
    let desk = world.rules
    #expect(desk.files.rules["set-score-roi"] == nil)
    #expect(desk.files.unread == ["set-score-roi"])
    #expect(try desk.lint().contains { $0.hasPrefix("rules/set-score-roi.yaml:") })
    #expect(throws: RuleRefusal.self) { try desk.run("set-score-roi") }
  }

  @Test func `a mail that cannot be written is told, ends nothing, and is not sent twice`() throws {
    let world = try World(company: [Co.customer()])
    let broken = """
      name: Load to Company - Test
      description: Reads a column that is not there, every two hours.
      chain: Timeline
      failure_mail: cs-ops@example.com
      source: SELECT password FROM accounts
      actions:
        - load: {object: account, columns: {open_tickets: password}}
      """
    try world.add("aaa", broken)
    let step = try #require(try world.rules.steps(of: .timeline).first)
    try world.folder.write("in the way", to: "data/outgoing")
    let notes = try world.rules.runInChain(step).notes
    #expect(notes.first?.hasPrefix("aaa: nobody was told by mail") == true)

    let path = world.folder.path(of: "data/outgoing")
    try FileManager.default.removeItem(atPath: path)
    world.clock.advance(seconds: 86_400)
    for _ in 0..<3 {
      _ = try world.rules.runInChain(step)
      world.clock.advance(seconds: 60)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 1)
  }

  @Test func `what was held back made nothing, and one CTA is found among many rows`() throws {
    let world = try World(company: [
      Co.customer { $0[Account.renewalDate] = Co.day(100) }
    ])
    try world.add(
      "test",
      """
      name: Load to Company - Test
      description: Writes a number, and may write none of them on its own.
      limit: 1
      source: |
        SELECT 'acme' AS id, 'a' AS key, 1 AS number UNION ALL SELECT 'acme', 'b', 2
      actions:
        - load: {object: account, columns: {open_tickets: number}}
      """)
    #expect(try world.rules.run("test").state == .held)
    #expect(try world.rules.explain("acme").rows == [])
    let outcome = try world.rules.run("cta-upcoming-renewal")
    try world.write { work in
      for number in 0..<300 {
        _ = number
        var past = RuleOutcome(rule: "noise")
        let source = SourceRow(SourceRow.Columns(["account_id"]), [.text("acme")])
        past.add(RowOutcome(key: "acme", account: .init("acme"), source: source, changes: []))
        try RuleRuns.note(past, by: .chain, in: work)
      }
    }
    let cta = try #require(outcome.changes.first { $0.table == CTA.table })
    #expect(try world.rules.explain(cta.id).rows.map(\.run.rule) == ["cta-upcoming-renewal"])
  }
}
