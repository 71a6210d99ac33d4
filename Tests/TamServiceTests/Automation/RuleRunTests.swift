import CustomerSuccess
import Foundation
import Rules
import Support
import SyncEngine
import Testing

@testable import TamService

@Suite struct RuleRunTests {
  /// Writes the length of the name as the number of open tickets.
  private static func load(_ expression: String = "length(name)", more: String = "") -> String {
    """
    name: Load to Company - Test
    description: Writes a number that a test can foretell into a calculated column.
    \(more)
    source: SELECT account_id AS id, name, \(expression) AS number FROM accounts
    actions:
      - load: {object: account, columns: {open_tickets: number}}
    """
  }

  private func tickets(_ world: World, _ id: String = "acme") throws -> Int? {
    try world.store.read { try $0.row(Account.table, id)?[Account.openTickets] }
  }

  private func position(_ world: World) throws -> Int64 {
    try world.store.read { try $0.head().rawValue }
  }

  @Test func `a dry run shows the exact difference and writes nothing`() throws {
    let world = try World(company: [SmallCompany.customer { $0[Account.openTickets] = 3 }])
    try world.add("test", Self.load())
    let before = try position(world)
    let outcome = try world.rules.rehearse("test")
    #expect(
      outcome.changes.map(\.description) == ["changed account acme: open_tickets 3 -> 4"])
    #expect(try tickets(world) == 3)
    #expect(try position(world) == before)
    #expect(try world.rules.runs.history(limit: 10) == [])
  }

  @Test func `a run writes once, is remembered with its rows, and changes nothing again`() throws {
    let world = try World(company: [SmallCompany.customer()])
    try world.add("test", Self.load())
    _ = try world.rules.run("test")
    #expect(try tickets(world) == 4)
    let before = try position(world)
    _ = try world.rules.run("test")
    #expect(try position(world) == before)

    let history = try world.rules.runs.history(of: "test", limit: 10)
    #expect(history.map(\.changedRowCount) == [0, 1])
    #expect(history.map(\.state) == [.done, .done])
    let row = try #require(try world.rules.runs.rows(of: history[1], limit: 10).first)
    #expect(row.account == Account.ID("acme"))
    #expect(row.source.map(\.after) == ["acme", "Acme", "4"])
    #expect(
      row.changes.first?.cells == [.init(column: "open_tickets", before: "(empty)", after: "4")])
  }

  @Test func `a rule that fails in the middle leaves nothing half-written`() throws {
    let other = SmallCompany.customer()
    let world = try World(company: [other, .account("zeta", name: "Zeta")])
    // The second customer makes the sum overflow, after the first was written.
    try world.add(
      "test",
      Self.load("CASE WHEN name = 'Zeta' THEN abs(-9223372036854775807 - 1) ELSE 5 END"))
    let outcome = try world.rules.run("test")
    #expect(outcome.state == .failed)
    #expect(outcome.reason?.contains("integer overflow") == true)
    #expect(try tickets(world) == nil)
    #expect(try world.rules.runs.history(limit: 1).first?.state == .failed)
  }

  @Test func `a row that does not fit fails alone, and can be run again alone`() throws {
    let world = try World(company: [
      SmallCompany.customer(), .account("zeta", name: "Zeta"),
    ])
    try world.add("test", Self.load("CASE WHEN name = 'Zeta' THEN 'many' ELSE 5 END"))
    let outcome = try world.rules.run("test")
    #expect(outcome.state == .partial)
    #expect(outcome.rows.compactMap(\.failure).first?.hasPrefix("account.open_tickets") == true)
    #expect(try tickets(world) == 5)

    try world.add("test", Self.load("6"))
    let again = try world.rules.run("test", onlyFailed: true)
    #expect(again.rowCount == 1)
    #expect(try tickets(world, "zeta") == 6)
    #expect(try tickets(world) == 5)
    #expect(throws: RuleRefusal.nothingFailed("test")) {
      try world.rules.run("test", onlyFailed: true)
    }
  }

  @Test func `more changes than the limit wait for a word`() throws {
    let world = try World(company: [SmallCompany.customer(), .account("zeta", name: "Zeta")])
    try world.add("test", Self.load(more: "limit: 1"))
    let held = try world.rules.run("test")
    #expect(held.state == .held)
    #expect(held.reason?.contains("it would change 2 records, and more than 1 need a word") == true)
    #expect(try tickets(world) == nil)
    #expect(try world.rules.runs.history(limit: 1).first?.state == .held)
    #expect(try world.rules.run("test", isConfirmed: true).state == .done)
    #expect(try tickets(world) == 4)
  }

  @Test func `what is being built, not active or done once does not run`() throws {
    let world = try World(company: [SmallCompany.customer()])
    let text = Self.load()
    try world.add("staging", text.replacing("Load to Company - Test", with: "STAGING - Test"))
    try world.add("off", Self.load(more: "active: no"))
    try world.add("once", text.replacing("Load to Company - Test", with: "OTR - Test"))
    #expect(throws: RuleRefusal.staging("staging")) { try world.rules.run("staging") }
    #expect(try world.rules.rehearse("staging").changes.count == 1)
    #expect(throws: RuleRefusal.inactive("off")) { try world.rules.run("off") }
    _ = try world.rules.run("once")
    #expect(throws: RuleRefusal.ranOnce("once")) { try world.rules.run("once") }
    #expect(throws: RuleRefusal.unknown("nothing")) { try world.rules.run("nothing") }
  }

  @Test func `the mistakes of a company's files are found, and the other rules run`() throws {
    let world = try World(company: [SmallCompany.customer()])
    #expect(try world.rules.lint() == [])
    try world.add("broken", "name: CTA - Broken")
    try world.add("test", Self.load("password"))
    try world.add("short", Self.load().replacing("AS number", with: "AS count_of"))
    let findings = try world.rules.lint()
    #expect(findings.contains { $0.hasPrefix("rules/broken.yaml:1: description is missing") })
    #expect(findings.contains { $0.contains("no such column: password") })
    #expect(findings.contains { $0.contains("its source has no column number: select it") })
    #expect(throws: RuleRefusal.self) { try world.rules.rule("broken") }
  }

  @Test func `a chain tells by mail of a rule that fails, and goes on`() throws {
    let world = try World(company: [SmallCompany.customer()])
    try world.add("aaa", Self.load("password", more: "chain: Timeline"))
    try world.folder.write("failure_mail: cs-ops@example.com\n", to: "data/rules/settings.yaml")
    let desk = world.rules
    let outcomes = try desk.steps(of: .timeline).flatMap { try desk.runInChain($0).outcomes }
    #expect(outcomes.first?.state == .failed)
    #expect(outcomes.count > 1)
    #expect(outcomes.dropFirst().allSatisfy { $0.state == .done })
    let names = try FileManager.default.contentsOfDirectory(
      atPath: world.folder.path(of: "data/outgoing"))
    #expect(names.count == 1)
    let mail = try world.folder.read("data/outgoing/\(names.first ?? "")")
    #expect(mail.hasPrefix("From: tamarack@localhost\r\nTo: cs-ops@example.com\r\nSubject: "))
    #expect(mail.contains("Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"))
  }

  @Test func `a CTA can be explained down to the row that made it`() throws {
    let world = try World(company: [
      SmallCompany.customer { $0[Account.renewalDate] = SmallCompany.day(100) }
    ])
    let outcome = try world.rules.run("cta-upcoming-renewal")
    let cta = try #require(outcome.changes.first { $0.table == CTA.table })
    let row = try #require(try world.store.read { try $0.row(CTA.table, cta.id) })
    #expect(row[CTA.name] == "Upcoming renewal: Acme")
    #expect(row[CTA.owner] == User.ID("ada"))
    #expect(row[CTA.because] == "the renewal on \(SmallCompany.day(100)) is 3 months away")
    #expect(row[CTA.source] == "CTA - Upcoming Renewal")
    let explanation = try world.rules.explain(cta.id)
    #expect(explanation.rows.count == 1)
    #expect(explanation.rows.first?.source.contains { $0.column == "renewal_date" } == true)
    #expect(try world.rules.explain("Acme").rows.count == 1)
    #expect(try world.store.read { try $0.check() } == [])
    #expect(try world.book(of: "ada") == ["acme"])
  }

  @Test func `without its owner a CTA is not opened, and the row says why`() throws {
    let world = try World(company: [
      SmallCompany.customer { $0[Account.renewalDate] = SmallCompany.day(100) }
    ])
    try world.add(
      "test",
      """
      name: CTA - Test
      description: Opens something for an owner that the customer does not have.
      source: SELECT account_id, name FROM accounts
      actions:
        - open_cta: {type: Activity, reason: Test, name: Test, due: 1 day, because: it is a test}
      """)
    try world.save(SmallCompany.customer { $0[Account.tam] = nil })
    let outcome = try world.rules.run("test")
    #expect(outcome.rows.compactMap(\.failure) == ["the customer has no tam"])
    #expect(outcome.state == .partial)
  }
}
