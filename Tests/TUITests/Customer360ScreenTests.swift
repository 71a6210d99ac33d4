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
         Overview ' + letter │── Health ────────────────────────────────────────────────
         s Summary           │▸ Overall            ▲  32 Red      ██████▎
         a Attributes     67 │  TAM Sentiment      ▲  25 Red      Quiet since the new …
         t Timeline        1 │── Account ───────────────────────────────────────────────
         c Cockpit         0 │  TAM                Ada Lovelace
         r Scorecard       0 │  Account owner      not known
         g Success Plan    0 │  Lifecycle          Adoption, P1
         People              │  ARR                120,000.00 USD
         n Contacts        1 │  Renewal            2027-06-09, in 200 days
         p Sponsor Tracki… 0 │  Last call          2026-11-11, 10 days ago: cadence gr…
         Business            │  Licenses           62%: 62 of 100, month 2026-11
         h Account Hierar… 1 │  CTAs               2 open, 1 late
         z Zendesk Tickets 0 │  Tickets            0 open
         b Subscriptions   0 │  Instances          all labeled
         o Opportunities   0 │  Sponsors           nobody is tracked
         f Salesforce Act… 0 │  Hierarchy          stands alone
         v Surveys         0 │  Newest data        synced 2m ago
         Product             │── Summary ───────────────────────────────────────────────
         l Adoption        0 │  Runs everything on our runners.
         m User Adoption Me… │
         u Product Usage … 0 │
         i Instances       0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
  }

  @Test func `attributes carry the system that owns them`() {
    var state = AppState.on360(.sample())
    state.press("2")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                                  ● online  synced 2m ago
         Overview ' + letter │── Ours: e edits ────────────────────────────────────────█
         s Summary           │▸ Lifecycle stage    Adoption                  ours      █
         a Attributes     67 │  TAM prioritization ·                         ours      █
         t Timeline        1 │  Conversion source  ·                         ours      █
         c Cockpit         0 │  Hosting            ·                         ours      █
         r Scorecard       0 │  Deployer           ·                         ours      █
         g Success Plan    0 │  Provider           ·                         ours      │
         People              │  Geo?               ·                         ours      │
         n Contacts        1 │  High availability? ·                         ours      │
         p Sponsor Tracki… 0 │  Nominated as refe… ·                         ours      │
         Business            │  First value date   ·                         ours      │
         h Account Hierar… 1 │  Summary            Runs everything on our …  ours      │
         z Zendesk Tickets 0 │  Technology stack   ·                         ours      │
         b Subscriptions   0 │  Google Doc notes   ·                         ours      │
         o Opportunities   0 │  Collaboration pro… ·                         ours      │
         f Salesforce Act… 0 │  Architecture diag… ·                         ours      │
         v Surveys         0 │  Triage issue       ·                         ours      │
         Product             │  Slack channel      ·                         ours      │
         l Adoption        0 │  GitLab issue       ·                         ours      │
         m User Adoption Me… │── For the TAM's manager to decide ──────────────────────│
         u Product Usage … 0 │  TAM                ·                         both      │
         i Instances       0 │── Change these where they are owned ────────────────────│
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
  }

  @Test func `a narrow terminal has tabs instead of the panel`() {
    var state = AppState.on360(.sample(), surroundings: .sample(rows: 12, columns: 40))
    state.press("3")
    expectScreen(
      state.draw(),
      reads: """
         Acme GmbH      ● online  synced 2m ago
         ' a Attributes  t Timeline 1

        ▸ 2026-11-18 Call      ◐ Cadence call







         ? keys  l log  tab section  / filter
        """)
  }

  @Test func `an entry opens below its line`() {
    var state = AppState.on360(.sample())
    state.press("3", "enter")
    let text = state.text()
    #expect(text.contains("They asked for runners."))
    #expect(text.contains("jane@acme.example"))
  }

  @Test func `what Salesforce owns is refused with the place to change it`() {
    var state = AppState.on360(.sample())
    state.press("2")
    let arr = AttributesSection.columns.firstIndex { $0.name == "arr" } ?? 0
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
    let summary = AttributesSection.columns.firstIndex { $0.name == "summary" } ?? 0
    for _ in 0..<summary { state.press("down") }
    let effects = state.press("e")
    #expect(
      effects == [
        .edit(
          "Runs everything on our runners.",
          for: AttributesSection.request(.edit, ["summary"], column: "summary"))
      ])
  }

  @Test func `a letter after the quote goes to a section and reads what it shows`() {
    var state = AppState.on360(.sample())
    let effects = state.press("'", "n")
    #expect(effects == [.read(ContactReading(id: Account.ID("001acme")))])
    #expect(state.text().contains("Jane Doe"))
  }

  @Test func `no two sections have the same letter or name`() {
    let letters = CustomerSections.all.map { $0.letter }
    let names = CustomerSections.all.map { $0.name }
    #expect(Set(letters).count == letters.count)
    #expect(Set(names).count == names.count)
  }

  @Test func `all sections stand on one page, and the title of the one in sight stays on top`() {
    var state = AppState.on360(.sample(), surroundings: .sample(rows: 14, columns: 70))
    state.press("=", "'", "t")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                        ● online  synced 2m ago
         Overview ' + letter │── Attributes ─────────────────────────────────│
         s Summary           │── Timeline ───────────────────────────────────│
         a Attributes     67 │▸ 2026-11-18 Call      ◐ Cadence call          │
         t Timeline        1 │── Cockpit ────────────────────────────────────│
         c Cockpit         0 │  No CTA is open for this customer.            │
         r Scorecard       0 │── Scorecard ──────────────────────────────────│
         g Success Plan    0 │  Reading the replica…                         │
         People              │── Success Plan ───────────────────────────────│
         n Contacts        1 │  Reading the replica…                         █
         p Sponsor Tracki… 0 │── Contacts ───────────────────────────────────│
         Business            │  Jane Doe                 never seen          │
         h Account Hierar… 1 │  Nobody is GitLab Admin: surveys and          │
         ? keys  l log  tab section  / filter  enter open  e edit  L form
        """)
  }

  @Test func `a search marks its words and n goes from one to the next`() {
    var state = AppState.on360(.sample())
    state.press("2", "/")
    state.type("issue")
    state.press("enter")
    #expect(state.press("n").isEmpty)
    #expect(state.text().contains("Match 2 of 2."))
    state.press("esc")
    #expect(state.press("n") == [])
    #expect(state.text().contains("Press / first"))
  }

  @Test func `the page about a value says who owns it and how old it is`() {
    var state = AppState.on360(.sample())
    let page = CustomerPage.sample()
    let inquiry = ValueInquiry(
      RowKey(Account.table, page.customer.id.rawValue), column: Account.lifecycleStage.name,
      now: state.surroundings.now)
    #expect(state.press("2", "i").contains(.read(inquiry)))
    let facts = RowFacts(
      row: page.customer.account, userNames: [:], unsentColumns: [],
      lastCheckpoint: page.freshness.lastCheckpoint)
    _ = state.settle(state.update(.loaded(Loaded(inquiry, facts))))
    let text = state.text()
    #expect(text.contains("Value: Adoption"))
    #expect(text.contains("Owner: Tamarack"))
    #expect(text.contains("Sent to Salesforce as [GS] Lifecycle Stage"))
    #expect(text.contains("As the service had it 2m ago"))
  }

  @Test func `two customers stand side by side and show the same section`() {
    var state = AppState.on360(.sample(), surroundings: .sample(rows: 12, columns: 120))
    state.press("2", "|")
    _ = state.update(.input(.key(KeyPress(.escape))))
    let beside = Account.ID("001globex")
    let effects = state.settle([.call(.customer360(.beside(beside)))])
    #expect(effects.contains(.read(CustomerReading(id: beside))))
    state.load360(beside, .sample("001globex", name: "Globex"))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH | Globex                                                                 ● online  synced 2m ago
         Overview      ' + letter │ Acme GmbH                                    │ Globex
         s Summary                │── Ours: e edits ────────────────────────────█│── Ours: e edits ────────────────────────────█
         a Attributes          67 │▸ Lifecycle sta… Adoption                    ││▸ Lifecycle sta… Adoption                    │
         t Timeline             1 │  TAM prioritiz… ·                           ││  TAM prioritiz… ·                           │
         c Cockpit              0 │  Conversion so… ·                           ││  Conversion so… ·                           │
         r Scorecard            0 │  Hosting        ·                           ││  Hosting        ·                           │
         g Success Plan         0 │  Deployer       ·                           ││  Deployer       ·                           │
         People                   │  Provider       ·                           ││  Provider       ·                           │
         n Contacts             1 │  Geo?           ·                           ││  Geo?           ·                           │
         p Sponsor Tracking     0 │  High availabi… ·                           ││  High availabi… ·                           │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find  = all on one page  s status
        """)
    state.press("\\", "esc")
    #expect(state.text().contains("Acme GmbH"))
    #expect(!state.text().contains("Globex"))
  }

  @Test func `two customers need a wide terminal, and it is said`() {
    var state = AppState.on360(.sample())
    state.press("|")
    #expect(state.text().contains("need 120 columns"))
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

extension HeadlessApp {
  /// Opens the 360 of the customer of that name.
  @discardableResult
  func open360(_ name: String) throws -> HeadlessApp {
    try press("f").type(name).press("enter")
  }
}

extension AppState {
  /// The app with the 360 of one customer on top.
  static func on360(
    _ page: CustomerPage?, surroundings: Surroundings = .sample()
  ) -> AppState {
    var state = AppState.sample([.sample("001acme")], surroundings: surroundings)
    state.press("enter")
    state.load360(Account.ID("001acme"), page)
    return state
  }

  /// Everything that the 360 of a customer reads.
  mutating func load360(_ id: Account.ID, _ page: CustomerPage?) {
    _ = update(.loaded(Loaded(CustomerReading(id: id), page)))
    _ = update(.loaded(Loaded(PossibleTAMReading(), [])))
    _ = update(.loaded(Loaded(CustomerTimelineReading(id: id), [.sample()])))
    _ = update(.loaded(Loaded(CustomerCTAReading(id: id), [])))
    _ = update(.loaded(Loaded(ContactReading(id: id), ContactBook(contacts: [.sampleContact()]))))
  }
}

extension Row {
  static func sampleContact(_ id: String = "003jane") -> Row {
    var contact = Row(Contact.table, id: id)
    contact[Contact.account] = Account.ID("001acme")
    contact[Contact.firstName] = "Jane"
    contact[Contact.lastName] = "Doe"
    contact[Contact.email] = "jane@acme.example"
    return contact
  }
}

extension CustomerPage {
  /// A customer with one of everything.
  static func sample(
    _ id: String = "001acme", name: String = "Acme GmbH", counts: CustomerCounts = .sample
  ) -> CustomerPage {
    var account = Row(Account.table, id: id)
    account[Account.name] = name
    account[Account.currency] = "USD"
    account[Account.arr] = 12_345_600
    account[Account.lifecycleStage] = .adoption
    account[Account.summary] = "Runs everything on our runners."
    account[Account.licenseUtilization] = 0.62
    account[Account.billableUsers] = 62
    account[Account.licensedUsers] = 100
    account[Account.utilizationMonth] = Day(year: 2026, month: 11, day: 1)
    var measure = Row(HealthMeasure.table, id: "\(id):TAM Sentiment")
    measure[HealthMeasure.measure] = .tamSentiment
    measure[HealthMeasure.score] = 25
    measure[HealthMeasure.comment] = "Quiet since the new CTO came."
    let customer = CustomerRow(
      id: Account.ID(id), account: account, userNames: [:], parentName: nil,
      childCount: 0, isFollowed: false, unsentColumns: [])
    var freshness = CustomerFreshness()
    freshness.lastCheckpoint = Surroundings.sample().now.adding(seconds: -120)
    return CustomerPage(
      customer: customer, line: .sample(name, health: 31.5, open: 2, overdue: 1),
      measures: [measure], unsent: [],
      counts: counts, freshness: freshness)
  }
}

extension CustomerCounts {
  static var sample: CustomerCounts {
    var counts = CustomerCounts()
    counts.activities = 1
    counts.contacts = 1
    return counts
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
      requiresTriage: false, durationMinutes: nil, cta: nil, ctaName: nil, plan: nil, planName: nil,
      createdAt: nil,
      editedAt: nil, siblingOf: nil, isUnsent: false)
  }
}
