import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct WhatIfScreenTests {
  private func app(
    _ rows: [Row] = .tried, height: Int = 24, columns: Int = 80
  ) throws -> HeadlessApp {
    try HeadlessApp(rows, size: Size(rows: height, columns: columns))
  }

  private func listed(_ app: HeadlessApp) throws -> [String] {
    let screen = try #require(app.engine.state.top as? WhatIfState)
    return screen.ids.map(\.rawValue)
  }

  @Test func `other weights rank the book anew, and nothing is saved`() throws {
    let app = try app()
    try app.press("%")
    #expect(app.text.contains("nothing is saved"))
    #expect(app.text.contains("sentiment=50"))
    #expect(try listed(app) == ["globex", "acme", "umbrella"])
    app.type("sentiment=5 engagement=90")
    #expect(app.text.contains("sentiment=50->5"))
    try app.press("enter")
    #expect(try listed(app).first == "acme")
    #expect(app.text.contains("Engagement -"))
    let row = try #require(try app.replica.row(Account.table, "acme"))
    #expect(row[Account.healthScore] == 70)
    #expect(try app.replica.outbox().isEmpty)
    #expect(try app.replica.row(HealthSetting.table, HealthSetting.currentID) == nil)
  }

  @Test func `the words stand there when one comes back, and esc while typing clears them`() throws
  {
    let app = try app()
    try app.press("%")
    app.type("green=80")
    try app.press("enter", "esc")
    #expect(app.engine.state.top is PortfolioState)
    try app.press("%")
    #expect(app.text.contains("green=75->80"))
    try app.press("/", "esc")
    #expect(app.text.contains("green=75 "))
    try app.press("esc", "%")
    app.type("j")
    #expect(app.text.contains("Try: j"), "letters are text at once when there is none yet")
  }

  @Test func `what changes is listed, a lists all, s puts the worst first`() throws {
    let app = try app()
    try app.press("%")
    app.type("sentiment=5 engagement=90")
    try app.press("enter")
    #expect(try listed(app) == ["acme", "globex"])
    try app.press("a")
    #expect(try listed(app) == ["acme", "globex", "umbrella"])
    try app.press("s")
    #expect(try listed(app).first == "acme")
  }

  @Test func `a word that is being typed is explained, and one that means nothing named`() throws {
    let app = try app(columns: 120)
    try app.press("%")
    app.type("sen")
    #expect(app.text.contains("sen\u{2026} is unfinished"))
    try app.press("tab")
    #expect(app.text.contains("sentiment is 50: weight of TAM Sentiment"))
    app.type("3 mood=3 ")
    #expect(app.text.contains("\"mood=3\" means nothing here"))
    #expect(app.text.contains("sentiment=50->3"))
  }

  @Test func `from a customer's page that customer stands first`() throws {
    let app = try app()
    try app.deliver([.user("005ada", name: "Ada Lovelace", bundle: .manager)])
    try app.press("f").type("acme").press("enter", "'", "r", "%")
    #expect(try listed(app).first == "acme")
    app.type("owner=bob")
    try app.press("enter")
    #expect(app.text.contains("Bob Miller 0->1 customers"))
    #expect(try listed(app).first == "acme")
    try app.press("A")
    #expect(app.text.contains("Give 1 customer to Bob Miller?"))
    try app.press("y")
    let row = try #require(try app.replica.row(Account.table, "acme"))
    #expect(row[Account.tam] == User.ID("005bob"))
  }

  @Test func `marked customers alone get another owner`() throws {
    let app = try app()
    try app.press("%")
    app.type("owner=bob")
    try app.press("enter")
    #expect(app.text.contains("Bob Miller 0->3 customers"))
    try app.press("home", "space")
    #expect(app.text.contains("Bob Miller 0->1 customers"))
  }

  @Test func `w shows the lines that make it real, and who may`() throws {
    let app = try app()
    try app.press("%")
    app.type("green=80")
    try app.press("enter", "w")
    #expect(app.text.contains("To make it real"))
    #expect(app.text.contains("tamd scorecard --check"))
    #expect(app.text.contains("  yellow_ends: 80"))
    try app.press("esc", "/")
    app.type(" owner=bob")
    try app.press("enter", "/", "ctrl+u")
    app.type("owner=bob")
    try app.press("enter", "w")
    #expect(app.text.contains("A gives the customers to the owner"))
  }

  @Test func `enter opens the customer, Y says why it is as it is`() throws {
    let app = try app()
    try app.press("%", "esc", "home", "Y")
    #expect(app.text.contains("Why Globex is"))
    try app.press("esc", "enter")
    #expect(app.engine.state.top is Customer360State)
  }

  @Test func `digits say how far to move`() throws {
    let app = try app()
    try app.press("%", "esc", "home", "2", "j")
    #expect(app.engine.state.top.customer?.id == Account.ID("umbrella"))
  }

  @Test func `it reads as it is drawn`() throws {
    let app = try app()
    try app.press("%")
    app.type("sentiment=5 engagement=90 green=80")
    try app.press("enter")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / What If                                   connecting  never synced
         Try: sentiment=5 engagement=90 green=80              a trial: nothing is saved
         sentiment=50->5  engagement=10->90  roi=10  support=5  license=10  scm=15
         ci=15  devsecops=15  cd=15  product=15  yellow=50  green=75->80  calls1=35/60
         calls2=65/90  tickets=5/15  forced=yes  owner=…
         2 of 3 change · Red 0->1 · Yellow 1->0 · Green 2 · at risk 0->$120K
          Place      Customer                   Now      Then   Moved by
          2->1       Acme GmbH                  ●  77 -> ▲  28  Engagement -40.7, TAM …
        ▸ 1->2       Globex                     ◐  58 -> ●  86  Engagement +23.1, TAM …












         Globex: 57.9 Yellow -> 85.6 Green, of Ada Lovelace, $120K, Engagement +23.1,
         TAM Sentiment +4.6
         ? keys  enter customer  l log  / filter  a all  s order  w make it real  L form
        """)
  }

  @Test(arguments: [(12, 40), (24, 80), (40, 120)])
  func `it has room at any size`(_ rows: Int, _ columns: Int) throws {
    let app = try app(height: rows, columns: columns)
    try app.press("%")
    app.type("sentiment=5 engagement=90")
    try app.press("enter")
    for words in ["What If", "sentiment=5", "Acme", "->", "saved"] {
      #expect(app.text.contains(words), "\(words)\n\(app.text)")
    }
  }
}

extension [Row] {
  /// Acme is liked and never called, Globex is called and not liked, of Umbrella only tickets speak.
  fileprivate static var tried: [Row] {
    [
      .user("005bob", name: "Bob Miller"),
      .account("acme", name: "Acme GmbH", health: 70),
      .account("globex", name: "Globex", health: 40),
      .account("umbrella", name: "Umbrella", health: 87.5),
      measure("acme", .tamSentiment, 87.5), measure("acme", .engagement, 25),
      measure("globex", .tamSentiment, 52), measure("globex", .engagement, 87.5),
      measure("umbrella", .supportIssues, 87.5),
    ]
  }

  private static func measure(_ account: String, _ measure: Measure, _ score: Double) -> Row {
    HealthMeasure.scored(
      measure, of: Account.ID(account), from: nil, score: score,
      at: Instant(startOf: .sampleToday), by: nil)
  }
}
