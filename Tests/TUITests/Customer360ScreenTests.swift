import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct Customer360ScreenTests {
  @Test func `the summary says how the customer is doing`() {
    var state = AppState.on360(.sample())
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                                  ● online  synced 2m ago
                          │ ── Health ─────────────────────────────────────────────────
         1 Summary        │ Overall            ▲  32 Red      ██████▎
         2 Attributes  62 │ TAM Sentiment      ▲  25 Red      Quiet since the new CTO …
         3 Timeline     1 │ ── Account ────────────────────────────────────────────────
         4 Cockpit      0 │ TAM                Ada Lovelace
         5 Contacts     1 │ Account owner      not known
                          │ Lifecycle          Adoption, P1
                          │ ARR                120,000.00 USD
                          │ Renewal            2027-06-09, in 200 days
                          │ Last call          2026-11-11, 10 days ago: cadence green
                          │ Licenses           62%: 62 of 100, month 2026-11
                          │ CTAs               2 open, 1 late
                          │ Tickets            0 open
                          │ Instances          all labeled
                          │ Hierarchy          stands alone
                          │ ── Summary ────────────────────────────────────────────────
                          │ Runs everything on our runners.
                          │
                          │
                          │
                          │
                          │
         ? keys  l log  tab section  enter open  e edit  L form  f find  u undo  R sync
        """)
  }

  @Test func `attributes carry the system that owns them`() {
    var state = AppState.on360(.sample())
    state.press("2")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                                  ● online  synced 2m ago
                          │ Lifecycle stage     Adoption                  ours        █
         1 Summary        │ TAM prioritization  ·                         ours        █
         2 Attributes  62 │ Conversion source   ·                         ours        █
         3 Timeline     1 │ Hosting             ·                         ours        █
         4 Cockpit      0 │ Deployer            ·                         ours        █
         5 Contacts     1 │ Provider            ·                         ours        █
                          │ Geo?                ·                         ours        █
                          │ High availability?  ·                         ours        │
                          │ Nominated as refer… ·                         ours        │
                          │ First value date    ·                         ours        │
                          │ Summary             Runs everything on our …  ours        │
                          │ Technology stack    ·                         ours        │
                          │ Google Doc notes    ·                         ours        │
                          │ Collaboration proj… ·                         ours        │
                          │ Architecture diagr… ·                         ours        │
                          │ Triage issue        ·                         ours        │
                          │ Slack channel       ·                         ours        │
                          │ GitLab issue        ·                         ours        │
                          │ TAM                 ·                         both        │
                          │ Name                Acme GmbH                 Salesforce  │
                          │ Parent              ·                         Salesforce  │
                          │ Ultimate parent     ·                         calculated  │
         ? keys  l log  tab section  enter open  e edit  L form  f find  u undo  R sync
        """)
  }

  @Test func `a narrow terminal has tabs instead of the panel`() {
    var state = AppState.on360(.sample(), surroundings: .sample(rows: 12, columns: 40))
    state.press("3")
    expectScreen(
      state.draw(),
      reads: """
         Acme GmbH      ● online  synced 2m ago
         1Summ 2Attr 3Timeline 4Cock 5Cont

         2026-11-18 Call      ◐ Cadence call







         ? keys  l log  tab section  enter open
        """)
  }

  @Test func `an entry opens below the list`() {
    var state = AppState.on360(.sample())
    state.press("3", "enter")
    let text = state.text()
    #expect(text.contains("They asked for runners."))
    #expect(text.contains("with jane@acme.example"))
  }

  @Test func `what Salesforce owns is refused with the place to change it`() {
    var state = AppState.on360(.sample())
    state.press("2")
    let arr = Customer360State.attributes.firstIndex { $0.name == "arr" } ?? 0
    for _ in 0..<arr { state.press("down") }
    state.press("e")
    #expect(state.text().contains("ARR belongs to Salesforce: change it there"))
  }

  @Test func `choosing a value performs the edit with the value that was on screen`() {
    var state = AppState.on360(.sample())
    state.press("2", "e")
    let effects = state.press("2")
    let expected = AttributeText.mutation(
      Account.ID("001acme"), column: Account.lifecycleStage.column,
      from: .text("Adoption"), to: .text("Implementation"))
    #expect(effects == [.perform([expected], label: nil)])
  }

  @Test func `a long text is edited in the editor, where none of it is cut`() {
    var state = AppState.on360(.sample())
    state.press("2")
    let summary = Customer360State.attributes.firstIndex { $0.name == "summary" } ?? 0
    for _ in 0..<summary { state.press("down") }
    let effects = state.press("e")
    #expect(effects == [.edit("Runs everything on our runners.", for: .customer360(.edit))])
  }

  @Test func `a customer that left the book says so`() {
    var state = AppState.on360(nil)
    #expect(state.text().contains("not in your book any more"))
  }

  @Test func `Escape goes back to the portfolio`() {
    var state = AppState.on360(.sample())
    state.press("esc")
    #expect(state.screens.count == 1)
  }
}

extension AppState {
  /// The app with the 360 of one customer on top.
  static func on360(
    _ page: CustomerPage?, surroundings: Surroundings = .sample()
  ) -> AppState {
    var state = AppState.sample([.sample("001acme")], surroundings: surroundings)
    state.press("enter")
    _ = state.update(.loaded(Loaded(CustomerReading(id: Account.ID("001acme")), page)))
    return state
  }
}

extension CustomerPage {
  /// A customer with one of everything.
  static func sample() -> CustomerPage {
    var account = Row(Account.table, id: "001acme")
    account[Account.name] = "Acme GmbH"
    account[Account.currency] = "USD"
    account[Account.arr] = 12_345_600
    account[Account.lifecycleStage] = .adoption
    account[Account.summary] = "Runs everything on our runners."
    account[Account.licenseUtilization] = 0.62
    account[Account.billableUsers] = 62
    account[Account.licensedUsers] = 100
    account[Account.utilizationMonth] = Day(year: 2026, month: 11, day: 1)
    var measure = Row(HealthMeasure.table, id: "001acme:TAM Sentiment")
    measure[HealthMeasure.measure] = .tamSentiment
    measure[HealthMeasure.score] = 25
    measure[HealthMeasure.comment] = "Quiet since the new CTO came."
    var contact = Row(Contact.table, id: "003jane")
    contact[Contact.firstName] = "Jane"
    contact[Contact.lastName] = "Doe"
    contact[Contact.email] = "jane@acme.example"
    let customer = CustomerRow(
      id: Account.ID("001acme"), account: account, userNames: [:], parentName: nil,
      childCount: 0, openCTAs: 2, overdueCTAs: 1, unknownInstances: 0, isFollowed: false,
      unsentColumns: [])
    return CustomerPage(
      customer: customer, line: .sample("Acme GmbH", health: 31.5, open: 2, overdue: 1),
      measures: [measure], timeline: [.sample()], ctas: [], contacts: [contact],
      possibleTAMs: [])
  }
}

extension ActivityRow {
  /// A call with notes and one attendee.
  static func sample(_ subject: String = "Cadence call", daysAgo: Int = 3) -> ActivityRow {
    ActivityRow(
      id: Activity.ID("activity-\(subject)"), account: Account.ID("001acme"),
      accountName: "Acme GmbH", type: .call, subject: subject,
      day: Day.sampleToday.adding(days: -daysAgo), notes: "They asked for runners.",
      author: User.ID("005ada"), authorName: "Ada Lovelace", meetingType: .cadence,
      sentiment: .yellow, productRisk: nil, milestoneType: nil, internalAttendees: [],
      externalAttendees: ["jane@acme.example"], hasExecutiveSponsor: false,
      requiresTriage: false, durationMinutes: nil, cta: nil, plan: nil, createdAt: nil,
      editedAt: nil, siblingOf: nil, isUnsent: false)
  }
}
