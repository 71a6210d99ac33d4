import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct SurveysSectionTests {
  @Test func `scores, trend, answers and silence stand under each other`() throws {
    let app = try HeadlessApp(.surveyed)
    try app.open360("Acme GmbH").press("'", "v")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH                                 connecting  never synced
         Overview ' + letter │── The last 12 months ────────────────────────────────────
         s Summary           │▸ NPS      0, from 3 answers
         a Attributes     67 │  CSAT     3.0 of 5, from 2; aim above 4.0
         t Timeline        1 │  Answered 3 of 4
         c Cockpit         0 │  Next     Pre-Renewal 2027-02-09, in 80 days, to 1
         r Scorecard       0 │           contact
         g Success Plan    0 │── By quarter sent ───────────────────────────────────────
         People              │  FY27-Q4 NPS    0 █████      CSAT 3.0 2 of 3 answered
         n Contacts        3 │  FY27-Q2 NPS    0 █████      CSAT -   1 of 1 answered
         p Sponsor Tracki… 0 │  FY26-Q3 NPS  100 ██████████ CSAT 5.0 1 of 1 answered
         Business            │── Answers: 4 ────────────────────────────────────────────
         h Account Hierar… 2 │  2026-11-19  3 detractor Joe Roth      Dissatisfied
         z Zendesk Tickets 0 │    They wait for days.
         b Subscriptions   0 │  2026-11-17  9 promoter  Jane Doe      Satisfied
         o Opportunities   0 │  2026-05-07  7 passive   Jane Doe
         f Salesforce Act… 0 │  2025-09-29 10 promoter  Jane Doe      Very Satisfied
         v Surveys         4 │    Our runners have never been this fast.
         Product             │── Not answered: 1 ───────────────────────────────────────
         l Adoption        0 │  2026-11-15 6 days ago   Lena Left
         m User Adoption Me… │
         u Product Usage … 0 │
         i Instances       0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
  }

  @Test func `a wide terminal also says which survey it was and the address`() throws {
    let app = try HeadlessApp(.surveyed, size: Size(rows: 20, columns: 120))
    try app.open360("Acme GmbH").press("'", "v")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH                                                                         connecting  never synced
         Overview      ' + letter │── The last 12 months ───────────────────────────────────────────────────────────────────────
         s Summary                │▸ NPS      0, from 3 answers
         a Attributes          67 │  CSAT     3.0 of 5, from 2; aim above 4.0
         t Timeline             1 │  Answered 3 of 4
         c Cockpit              0 │  Next     Pre-Renewal 2027-02-09, in 80 days, to 1 contact
         r Scorecard            0 │── By quarter sent ──────────────────────────────────────────────────────────────────────────
         g Success Plan         0 │  FY27-Q4 NPS    0 █████      CSAT 3.0 2 of 3 answered
         People                   │  FY27-Q2 NPS    0 █████      CSAT -   1 of 1 answered
         n Contacts             3 │  FY26-Q3 NPS  100 ██████████ CSAT 5.0 1 of 1 answered
         p Sponsor Tracking     0 │── Answers: 4 ───────────────────────────────────────────────────────────────────────────────
         Business                 │  2026-11-19  3 detractor Joe Roth      Dissatisfied      Pre-Renewal     joe@acme.example
         h Account Hierarchy    2 │    They wait for days.
         z Zendesk Tickets      0 │  2026-11-17  9 promoter  Jane Doe      Satisfied         Pre-Renewal     jane@acme.example
         b Subscriptions        0 │  2026-05-07  7 passive   Jane Doe                        Post-Renewal    jane@acme.example
         o Opportunities        0 │  2025-09-29 10 promoter  Jane Doe      Very Satisfied    Post-Onboarding jane@acme.example
         f Salesforce Activiti… 0 │    Our runners have never been this fast.
         v Surveys              4 │── Not answered: 1 ──────────────────────────────────────────────────────────────────────────
         Product                  │  2026-11-15 6 days ago   Lena Left                       Pre-Renewal     lena@acme.example
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find  = all on one page  s status
        """)
  }

  @Test func `a narrow terminal keeps day, score and name`() throws {
    let app = try HeadlessApp(.surveyed, size: Size(rows: 16, columns: 40))
    try app.open360("Acme GmbH").press("'", "v")
    for _ in 0..<8 { try app.press("down") }
    expectScreen(
      app.screen,
      reads: """
         Acme GmbH     connecting  never synced
         ' f Salesforce Activities  v Surveys 4

          CSAT     3.0 of 5, from 2; aim above…│
          Answered 3 of 4                      █
          Next     Pre-Renewal 2027-02-09, in  █
                   80 days, to 1 contact       █
        ── By quarter sent ────────────────────█
          FY27-Q4 NPS    0 CSAT 3.0            █
          FY27-Q2 NPS    0 CSAT -              █
          FY26-Q3 NPS  100 CSAT 5.0            █
        ── Answers: 4 ─────────────────────────│
        ▸ 2026-11-19  3 detractor Joe Roth     │
            They wait for days.                │
          2026-11-17  9 promoter  Jane Doe     │
         ? keys  l log  tab section  / filter
        """)
  }

  @Test func `an answer opens with its comment, one without says that it waits`() throws {
    let app = try HeadlessApp(.surveyed, size: Size(rows: 40, columns: 80))
    try app.open360("Acme GmbH").press("'", "v", "G", "enter")
    #expect(app.text.contains("No answer yet; a adds a CTA to ask for one."))
    try app.press("up", "enter")
    #expect(app.text.contains("Satisfaction: Very Satisfied"))
    #expect(app.text.contains("Our runners have never been"))
  }

  @Test func `a bad answer becomes a risk CTA of the TAM's manager, once`() throws {
    let app = try HeadlessApp(.surveyed)
    try app.open360("Acme GmbH").press("'", "v")
    try app.press("G", "up", "up", "up", "up", "a")
    var filter = CTAFilter()
    filter.account = Account.ID("acme")
    let made = try #require(try app.replica.ctas(filter).first)
    #expect(made.name == "Survey: ask Joe Roth what went wrong")
    #expect(made.type == .risk)
    #expect(made.owner == User.ID("005eve"))
    try app.press("a")
    #expect(app.text.contains("One like it is open"))
    try app.press("u")
    #expect(try app.replica.ctas(filter).isEmpty)
  }

  @Test func `without any survey it says when the next one goes out and what is missing`() throws {
    let app = try HeadlessApp()
    try app.open360("Acme GmbH").press("'", "v")
    #expect(app.text.contains("No survey has gone to anybody here."))
    #expect(app.text.contains("2027-02-09"))
    #expect(app.text.contains("GitLab Admin"))
  }

  @Test func `what was answered since the last visit is news`() throws {
    let app = try HeadlessApp(.surveyed)
    try app.press("W", "3")
    #expect(app.text.contains("NPS 3: Joe Roth"))
    try app.press("enter")
    #expect(app.text.contains("They wait for days."))
  }
}

extension [Row] {
  /// Acme with an administrator and surveys of three quarters.
  fileprivate static var surveyed: [Row] {
    func survey(
      _ id: String, _ who: String, _ score: Int?, _ satisfaction: Satisfaction?, daysAgo: Int,
      _ comment: String? = nil, kind: SurveyKind = .preRenewal
    ) -> Row {
      let sent = Day.sampleToday.adding(days: -daysAgo)
      var row = Row(Survey.table, id: id)
      row[Survey.account] = Account.ID("acme")
      row[Survey.kind] = kind
      row[Survey.respondent] = who
      row[Survey.email] = "\(who.prefix(while: { $0 != " " }).lowercased())@acme.example"
      row[Survey.sentOn] = sent
      row[Survey.answeredOn] = score.map { _ in sent.adding(days: 2) }
      row[Survey.recommendation] = score
      row[Survey.satisfaction] = satisfaction
      row[Survey.comment] = comment
      return row
    }
    var admin = Row.contact("c-admin", of: "acme", "Ada Min", email: "ada@acme.example")
    admin[Contact.role] = .admin
    var manager = Row.user("005ada", name: "Ada Lovelace")
    manager[User.manager] = User.ID("005eve")
    return smallCompany + [
      manager, admin,
      survey("s5", "Joe Roth", 3, .dissatisfied, daysAgo: 4, "They wait for days."),
      survey("s4", "Jane Doe", 9, .satisfied, daysAgo: 6),
      survey("s3", "Lena Left", nil, nil, daysAgo: 6),
      survey("s2", "Jane Doe", 7, nil, daysAgo: 200, kind: .postRenewal),
      survey(
        "s1", "Jane Doe", 10, .verySatisfied, daysAgo: 420,
        "Our runners have never been\nthis fast.", kind: .postOnboarding),
    ]
  }
}
