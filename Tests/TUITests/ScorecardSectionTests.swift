import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct ScorecardSectionTests {
  @Test func `each measure has its score, what it decides, trend, history, age and comment`() throws
  {
    let app = try HeadlessApp(.scored(), size: Size(rows: 26, columns: 120))
    try app.press("enter", "'", "r")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH                                                                         connecting  never synced
         Overview      ' + letter │▸ Overall            ▲  40 Red           ▆▆▆▆▂▂▂▄
         s Summary                │  Red because the TAM Sentiment is red; the weights alone would make 40.6.
         a Attributes          67 │── Customer Outcomes: 25 Red, decides 13% ───────────────────────────────────────────────────
         t Timeline             0 │  ROI                ▲  25 Red     13% ↓ ▅▅▅▅▅▅▅▃ 10h ago
         c Cockpit              0 │── Customer Sentiment: 35.4 Red, decides 75% ────────────────────────────────────────────────
         r Scorecard            4 │  TAM Sentiment      ▲  25 Red     63% ↓ ▇▇▇▇▃▃▃▃ 3d ago     Quiet since the new CTO came.
         g Success Plan         0 │  Engagement         ●  88 Green   13% = ▇▇▇▇▇▇▇▇ 10h ago
         People                   │── Support Experience: NA ───────────────────────────────────────────────────────────────────
         n Contacts             0 │  Support Issues     ○ NA           0%   ········
         p Sponsor Tracking     0 │── Product Usage: 87.5 Green, decides 13% ───────────────────────────────────────────────────
         Business                 │  License Usage      ●  88 Green   13% ↑ ▅▅▅▅▅▅▅▇ 10h ago
         h Account Hierarchy    1 │  User Engagement    ○ NA           0%   ········
         z Zendesk Tickets      0 │  SCM Adoption       ○ NA           0%   ········
         b Subscriptions        0 │  CI Adoption        ○ NA           0%   ········
         o Opportunities        0 │  DevSecOps Adoption ○ NA           0%   ········
         f Salesforce Activiti… 0 │  CD Adoption        ○ NA           0%   ········
         v Surveys              0 │  % tries other weights, limits, owners.
         Product                  │
         l Adoption             0 │
         m User Adoption Metrics  │
         u Product Usage Trends 0 │
         i Instances            0 │
                                  │
                                  │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find  = all on one page  s status
        """)
  }

  @Test func `what finds no room on a narrow terminal is left out`() throws {
    let app = try HeadlessApp(.scored(), size: Size(rows: 12, columns: 40))
    try app.press("enter", "'", "r")
    expectScreen(
      app.screen,
      reads: """
         Acme GmbH     connecting  never synced
         ' c Cockpit  r Scorecard 4

        ▸ Overall            ▲  40 Red         █
          Red because the TAM Sentiment is red;█
          the weights alone would make 40.6.   █
        ── Customer Outcomes: 25 Red, decide… ─│
          ROI                ▲  25 Red     13% │
        ── Customer Sentiment: 35.4 Red, dec… ─│
          TAM Sentiment      ▲  25 Red     63% │
            Quiet since the new CTO came.      │
         ? keys  l log  tab section  / filter
        """)
  }

  @Test func `a measure opens and says why it is red, and what would change it`() throws {
    let app = try HeadlessApp(.scored(), size: Size(rows: 40, columns: 120))
    try app.press("enter", "'", "r", "down", "down", "down", "enter")
    for line in [
      "    25 Red, before 87.5, set 3d ago by Ada Lovelace",
      "    Weight 50%; today it decides 63%", "    If it were Green: overall 79.7 Green",
      "    If it were Yellow: overall 64.1 Yellow",
      "    Rule: the TAM's own opinion; red makes the whole customer red",
      "    Behind it: Said: 2026-11-18, 3 days ago", "    Decided: Red: as the TAM said",
      "    Unless confirmed, it is stale (!) from 2027-02-17 on.",
      "    Unless confirmed, it is NA from 2027-03-19 on.",
      "    Comment: Quiet since the new CTO came.",
    ] {
      #expect(app.text.contains(line), "\(line)")
    }
  }

  @Test func `the overall health opens as a sum, with what alone would change its color`() throws {
    let app = try HeadlessApp(.scored())
    try app.press("enter", "'", "r", "enter")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH                                 connecting  never synced
         Overview ' + letter │▸ Overall            ▲  40 Red           ▆▆▆▆▂▂▂▄        █
         s Summary           │    TAM Sentiment: 25, 63% of it: 15.6                   █
         a Attributes     67 │    ROI: 25, 13% of it: 3.1                              █
         t Timeline        0 │    Engagement: 87.5, 13% of it: 10.9                    █
         c Cockpit         0 │    License Usage: 87.5, 13% of it: 10.9                 █
         r Scorecard       4 │    Together 40.6: red below 50, green from 75           █
         g Success Plan    0 │    If TAM Sentiment were Green: overall 79.7 Green      █
         People              │    If TAM Sentiment were Yellow: overall 64.1 Yellow    █
         n Contacts        0 │  Red because the TAM Sentiment is red; the weights alone█
         p Sponsor Tracki… 0 │  would make 40.6.                                       █
         Business            │── Customer Outcomes: 25 Red, decides 13% ───────────────█
         h Account Hierar… 1 │  ROI                ▲  25 Red     13% ↓ ▅▅▅▅▅▅▅▃ 10h ago█
         z Zendesk Tickets 0 │── Customer Sentiment: 35.4 Red, decides 75% ────────────█
         b Subscriptions   0 │  TAM Sentiment      ▲  25 Red     63% ↓ ▇▇▇▇▃▃▃▃ 3d ago █
         o Opportunities   0 │    Quiet since the new CTO came.                        █
         f Salesforce Act… 0 │  Engagement         ●  88 Green   13% = ▇▇▇▇▇▇▇▇ 10h ago█
         v Surveys         0 │── Support Experience: NA ───────────────────────────────█
         Product             │  Support Issues     ○ NA           0%   ········        █
         l Adoption        0 │── Product Usage: 87.5 Green, decides 13% ───────────────│
         m User Adoption Me… │  License Usage      ●  88 Green   13% ↑ ▅▅▅▅▅▅▅▇ 10h ago│
         u Product Usage … 0 │  User Engagement    ○ NA           0%   ········        │
         i Instances       0 │  SCM Adoption       ○ NA           0%   ········        │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
  }

  @Test func `a customer without any score says so`() throws {
    let app = try HeadlessApp([.account("acme")])
    try app.press("enter", "'", "r")
    #expect(app.text.contains("Every measure is NA, so the customer has no health"))
  }

  @Test func `the sentiment is set with its reason, changes the health at once, and is undone`()
    throws
  {
    let app = try HeadlessApp(.scored())
    try app.press("enter", "'", "r", "s", "1")
    app.type("New champion")
    try app.press("enter")
    let green = try sentiment(in: app)
    #expect(green[HealthMeasure.score] == 87.5)
    #expect(green[HealthMeasure.comment] == "New champion")
    #expect(!app.text.contains("Red because the TAM Sentiment is red"))

    try app.press("u")
    let red = try sentiment(in: app)
    #expect(red[HealthMeasure.score] == 25)
    #expect(red[HealthMeasure.comment] == "Quiet since the new CTO came.")
    #expect(app.text.contains("Red because the TAM Sentiment is red"))
  }

  @Test func `an opinion older than ninety days is marked as stale`() throws {
    let app = try HeadlessApp(.scored(sentimentAge: 120), size: Size(rows: 24, columns: 120))
    try app.press("enter", "'", "r")
    #expect(app.text.contains("stale 120d"))
    #expect(app.text.contains("TAM Sentiment !"))
    let narrow = try HeadlessApp(.scored(sentimentAge: 120))
    try narrow.press("enter", "'", "r")
    #expect(narrow.text.contains(" stale"))
    #expect(!narrow.text.contains("stale …"))
  }

  @Test func `v goes to the rows behind a measure`() throws {
    let app = try HeadlessApp(.scored())
    try app.press("enter", "'", "r", "G", "v")
    #expect(app.text.contains("No usage data has come"))
  }

  @Test func `what a rule scores is not edited by hand, and it is said`() throws {
    let app = try HeadlessApp(.scored())
    try app.press("enter", "'", "r", "down", "down", "down", "e")
    #expect(app.text.contains("ROI is scored by rules"))
  }

  @Test func `Y says on every list why the customer has its color`() throws {
    let app = try HeadlessApp(.scored(), size: Size(rows: 60, columns: 100))
    try app.press("Y")
    #expect(app.text.contains("Why Acme GmbH is Red"))
    #expect(app.text.contains("Red because the TAM Sentiment is red; the weights alone would make"))
    #expect(app.text.contains("TAM Sentiment: 25 Red, decides 63%"))
    #expect(app.text.contains("Decided: Red: as the TAM said"))
    #expect(app.text.contains("If TAM Sentiment were Green: overall 79.7 Green"))
  }

  @Test func `another era's scorecard judges here as it came`() throws {
    let setting = try HealthConfiguration.era(.c).row(changedAt: Instant(startOf: .sampleToday))
    let app = try HeadlessApp([setting] + .scored(), size: Size(rows: 40, columns: 100))
    try app.press("enter", "'", "r")
    #expect(app.text.contains("Persona Engagement"))
    #expect(app.text.contains("Emergency Tickets"))
  }

  private func sentiment(in app: HeadlessApp) throws -> Row {
    try #require(try app.replica.row(HealthMeasure.table, "acme:TAM Sentiment"))
  }
}

extension [Row] {
  /// A customer whose TAM is worried although the licenses are in use, with a week of history.
  ///
  /// - Parameter sentimentAge: Days since the sentiment was set.
  fileprivate static func scored(sentimentAge: Int = 3) -> [Row] {
    var account = Row.account("acme", name: "Acme GmbH", health: 40)
    account[Account.billableUsers] = 92
    account[Account.licensedUsers] = 100
    account[Account.licenseUtilization] = 0.92
    account[Account.utilizationMonth] = Day(year: 2026, month: 10, day: 1)
    return [
      account,
      .measure(
        .tamSentiment, 25, before: 87.5, comment: "Quiet since the new CTO came.",
        daysAgo: sentimentAge, by: "005ada"),
      .measure(.engagement, 87.5, before: 87.5, daysAgo: 0),
      .measure(.roi, 25, before: 62.5, daysAgo: 0),
      .measure(.licenseUsage, 87.5, before: 62.5, daysAgo: 0),
    ] + (1...7).map { .history(daysAgo: 8 - $0, sentiment: $0 < 5 ? 87.5 : 25) }
  }
}

extension Row {
  fileprivate static func measure(
    _ measure: Measure, _ score: Double, before: Double, comment: String? = nil, daysAgo: Int,
    by user: String? = nil
  ) -> Row {
    var row = Row(
      HealthMeasure.table, id: HealthMeasure.id(account: Account.ID("acme"), measure: measure))
    row[HealthMeasure.account] = Account.ID("acme")
    row[HealthMeasure.measure] = measure
    row[HealthMeasure.score] = score
    row[HealthMeasure.previousScore] = before
    row[HealthMeasure.comment] = comment
    row[HealthMeasure.setAt] = Instant(startOf: Day.sampleToday.adding(days: -daysAgo))
    row[HealthMeasure.setBy] = user.map { User.ID($0) }
    return row
  }

  fileprivate static func history(daysAgo: Int, sentiment: Double) -> Row {
    let day = Day.sampleToday.adding(days: -daysAgo)
    var row = Row(HealthHistory.table, id: "acme:\(day)")
    row[HealthHistory.account] = Account.ID("acme")
    row[HealthHistory.day] = day
    row[HealthHistory.overall] = sentiment - 10
    row[HealthHistory.measures] = "62.5;\(sentiment);87.5;;62.5;;;;;"
    return row
  }
}
