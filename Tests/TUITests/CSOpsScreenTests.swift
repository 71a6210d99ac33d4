import CustomerSuccess
import Support
import SyncEngine
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct CSOpsScreenTests {
  private static let now = Surroundings.sample().now

  private static func departed(
    _ row: Row, _ departure: Departure, into winner: String? = nil, daysAgo: Int = 2
  ) -> Row {
    var row = row
    row.setDeparture(
      departure, mergedInto: winner.map { Account.ID($0) },
      at: now.adding(seconds: -daysAgo * 86_400))
    return row
  }

  private static let company: [Row] = {
    var licensed = Row.instance("box", of: "globex", host: "gitlab.globex.example")
    licensed[Instance.licensedUsers] = 250
    var known = Row.contact("c-gone", of: "gone", "Ann Away")
    known[Contact.salesforceID] = "003000000000001AAA"
    return [
      departed(.account("old", name: "Acme Old GmbH"), .merged, into: "acme"),
      departed(.account("gone", name: "Gone Ltd", tam: nil), .deleted, daysAgo: 9),
      departed(.account("hidden", name: "Hidden AG", tam: nil), .missing),
      .cta("cta-old", of: "old", name: "Renew"), .activity("a-old", of: "old", "Kickoff"),
      known, licensed,
      .source("company", "salesforce", "accounts, for AMER's and LATAM's morning"),
      .source(
        "opportunity", "salesforce", "opportunities", state: .failed, hoursAgo: 2,
        tables: "opportunity", note: "Salesforce refused the login: see `tamd connector status`"),
      .source(
        "tickets", "zendesk", "organizations, users and tickets", hoursAgo: 30, tables: "ticket"),
      .source(
        "usage", "snowflake", "the usage mart, from the month before on", state: nil,
        tables: "usage_series"),
    ]
  }()

  /// The screen for somebody with that bundle.
  private func app(
    _ bundle: Bundle = .administrator, rows: Int = 24, columns: Int = 80
  ) throws -> HeadlessApp {
    let app = try HeadlessApp(
      .smallCompany + Self.company, size: Size(rows: rows, columns: columns))
    try app.deliver([.user("005ada", name: "Ada Lovelace", bundle: bundle)])
    return try app.press("B")
  }

  @Test(arguments: [(rows: 24, columns: 80), (rows: 12, columns: 40), (rows: 40, columns: 120)])
  func `accounts with something of ours wait to be merged, the kept one proposed`(
    rows: Int, columns: Int
  ) throws {
    let text = try app(rows: rows, columns: columns).text
    for words in ["Merge 1", "Delete 1", "Acme Old", "TAM, 2 of ours"] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
    guard columns >= 80 else { return }
    for words in ["into Acme GmbH", "Licenses 1", "Merged into Acme GmbH.", "1 CTA, 1 activity"] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
  }

  @Test func `the ages of all sources are everybody's, and nothing else is`() throws {
    let text = try app(.tam).text
    for words in ["Sources 4", "Salesforce", "3h ago", "failed", "Zendesk", "never"] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
    #expect(!text.contains("Merge"))
  }

  @Test func `a merge shows everything that moves before it is done, and that it cannot be undone`()
    throws
  {
    let app = try app()
    try app.press("a")
    for words in ["Merge Acme Old GmbH into Acme GmbH?", "1 CTA", "1 activity", "cannot be undone"]
    {
      #expect(app.text.contains(words), "\(words)\n\(app.text)")
    }
    try app.press("y")
    #expect(
      try app.replica.departures().map { "\($0.name) \($0.queue)" } == [
        "Acme Old GmbH delete", "Gone Ltd delete", "Hidden AG missing",
      ])
    #expect(try app.replica.outbox().count == 1)
    #expect(try app.replica.undoList(limit: 10).isEmpty)
  }

  @Test func `another account than the kept one is chosen by its name`() throws {
    let app = try app()
    try app.press("A").type("glob").press("enter")
    #expect(app.text.contains("Merge Acme Old GmbH into Globex?"))
    try app.press("y")
    let moved = try app.replica.facts(of: RowKey(CTA.table, "cta-old"))
    #expect(moved?.row[CTA.account] == Account.ID("globex"))
  }

  @Test func `an account is deleted after a look at what goes with it, by administrators`() throws {
    let app = try app()
    try app.press("tab", "x")
    #expect(app.text.contains("Gone Ltd with 1 contact"))
    #expect(app.text.contains("This cannot be undone"))
    try app.press("y")
    #expect(try app.replica.departures().map(\.name) == ["Acme Old GmbH", "Hidden AG"])

    let other = try self.app(.operations)
    try other.press("tab", "x")
    #expect(other.text.contains("Only administrators remove accounts for ever"))
    #expect(try other.replica.outbox().isEmpty)
  }

  @Test func `an account with something of ours cannot be deleted, and the reason says so`() throws
  {
    let app = try app()
    try app.press("x")
    #expect(app.text.contains("Nothing can be deleted"))
    #expect(app.text.contains("merge it into the account"))
  }

  @Test func `what is left alone leaves the list until it is asked for, and undo brings it back`()
    throws
  {
    let app = try app()
    try app.press("z")
    #expect(!app.text.contains("Acme Old GmbH  "))
    try app.press("w", "shift+tab")
    #expect(app.text.contains("Acme Old GmbH  "))
    try app.press("u")
    #expect(try app.replica.departures().allSatisfy { !$0.isDismissed })
  }

  @Test func `a TAM decides nothing`() throws {
    let app = try app(.tam)
    for key in ["a", "A", "x", "z"] {
      try app.press(key)
      #expect(app.text.contains("Only CS Ops decides here"), "\(key)")
    }
  }

  @Test func `the age of a value is that of its source`() throws {
    let app = try app(.tam)
    try app.press("esc", "i")
    #expect(app.text.contains("What comes from elsewhere is as of 3h ago"))
  }
}
