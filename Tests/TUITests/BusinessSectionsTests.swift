import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct BusinessSectionsTests {
  private static let acme = Account.ID("001acme")

  @Test func `tickets stand by priority, the most urgent first`() {
    var state = AppState.on(TicketsSection.name)
    state.show(TicketReading(id: Self.acme), .tickets)
    expectScreen(
      state.section(),
      reads: """
        ── Open by priority: 4 of 5 ──────────────────────────────
        ── urgent: 1 ─────────────────────────────────────────────
        ▸    2d open    urgent Runner stops after the upgrade to…
        ── high: 1 ───────────────────────────────────────────────
            75d hold    high   Geo secondary lags be… reopened 2x
        ── low: 1 ────────────────────────────────────────────────
            40d pending low    How do we mirror a repository?
        ── no priority: 1 ────────────────────────────────────────
             1d new            Login page is slow
        """)
  }

  @Test func `v shows how much is in each report`() {
    var state = AppState.on(TicketsSection.name)
    state.show(TicketReading(id: Self.acme), .tickets)
    state.press("v")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                                  ● online  synced 2m ago
         Overview ' + letter │── Open by priority: 4 of 5 ──────────────────────────────
         s Summary           │── urgent: 1 ─────────────────────────────────────────────
         a Attributes     67 │▸    2d open    urgent Runner stops after the upgrade to…
         t Timeline        1 ┌─ Reports ──────────────────────────┐─────────────────────
         c Cockpit         0 │ 1 Open by priority           4     │lags be… reopened 2x
         r Scorecard       0 │ 2 Open oldest first          4     │─────────────────────
         g Success Plan    0 │ 3 Recent                     5     │or a repository?
         People              │ 4 Urgent and open            1     │─────────────────────
         n Contacts        1 │ 5 Escalated                  0     │slow
         p Sponsor Tracki… 0 │ 6 Done in the last 30 days   1     │
         Business            │ 7 All by month               5     │
         h Account Hierar… 1 │ 8 Done by rating             1     │
         z Zendesk Tickets 0 │ 9 Reopened                   1     │
         b Subscriptions   0 │   Filter…                          │
         o Opportunities   0 │   Group by…                        │
         f Salesforce Act… 0 │   Sort by…                         │
         v Surveys         0 │   Turn the order around            │
         Product             │   Save this report…                │
         l Adoption        0 └────────────────────────────────────┘
         m User Adoption Me… │
         u Product Usage … 0 │
         i Instances       0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
    state.press("7")
    expectScreen(
      state.section(),
      reads: """
        ── All by month: 5 of 5 ──────────────────────────────────
        ── 2026-11: 2 ────────────────────────────────────────────
             1d new            Login page is slow
        ▸    2d open    urgent Runner stops after the upgrade to…
        ── 2026-10: 1 ────────────────────────────────────────────
            40d pending low    How do we mirror a repository?
        ── 2026-09: 2 ────────────────────────────────────────────
            60d closed  high   Runner quota             rated bad
            75d hold    high   Geo secondary lags be… reopened 2x
        """)
  }

  @Test func `tickets are narrowed by what is typed, and a slip is explained`() {
    var state = AppState.on(TicketsSection.name)
    state.show(TicketReading(id: Self.acme), .tickets)
    _ = state.settle([.call(TicketsSection.request(.view, [], column: "filter"))])
    for _ in 0..<10 { state.press("backspace") }
    state.type("is:fine")
    state.press("enter")
    #expect(state.text().contains("a ticket is open, done, unassigned or reopened"))
    for _ in 0..<10 { state.press("backspace") }
    state.type("runner")
    state.press("enter")
    #expect(state.text().contains("Open by priority, changed: 2 of 5"))
  }

  @Test func `a report is kept under a name, and is there again`() {
    var state = AppState.on(TicketsSection.name)
    state.show(TicketReading(id: Self.acme), .tickets)
    _ = state.settle([.call(TicketsSection.request(.view, [], column: "group", value: .text("")))])
    _ = state.settle([.call(TicketsSection.request(.view, [], column: "keep"))])
    for _ in 0..<16 { state.press("backspace") }
    state.type("Everything open")
    let report = TicketReport(name: "Everything open", filter: "is:open")
    #expect(state.press("enter") == [.saveReport(report)])
    _ = state.update(.reports([report]))
    state.press("v")
    #expect(state.text().contains("Everything open"))
    state.press("esc")
    _ = state.settle([.call(TicketsSection.request(.view, [], column: "delete"))])
    #expect(state.press("1") == [.deleteReport("Everything open")])
  }

  @Test func `a customer without an organization hears why it has no tickets`() {
    var state = AppState.on(TicketsSection.name)
    state.show(TicketReading(id: Self.acme), [])
    #expect(state.text().contains("No ticket can be matched"))
  }

  @Test func `subscriptions say what they cost and how much of them is used`() {
    var narrow = AppState.on(SubscriptionsSection.name, .sample(rows: 12, columns: 40))
    narrow.show(SubscriptionReading(id: Self.acme), .subscriptions)
    expectScreen(
      narrow.section(),
      reads: """
        ▸ 2027-06-09 Ultimate     500 seats
          2026-12-31 Premium       25 seats
        ── Ended ───────────────────────────────
          2026-06-09 Premium      400 seats
        """)
    var wide = AppState.on(SubscriptionsSection.name, .sample(rows: 12, columns: 120))
    wide.show(SubscriptionReading(id: Self.acme), .subscriptions)
    wide.press("enter")
    expectScreen(
      wide.section(),
      reads: """
        ▸ 2027-06-09 Ultimate     500 seats   62%     $594K  in 200 days       A-S00012
            Name: A-S00012
            Plan: Ultimate
            Licenses: 500 seats
            ARR: 594,000.00 USD
            End: 2027-06-09
            License utilization: 62%
          2026-12-31 Premium       25 seats   62%      $30K  in 40 days        A-S00013
        ── Ended ────────────────────────────────────────────────────────────────────────────────────
          2026-06-09 Premium      400 seats    NA     $475K  165 days ago      A-S00002
        """)
  }

  @Test func `opportunities say their risk, and what is missing of it`() {
    var state = AppState.on(OpportunitiesSection.name)
    state.show(OpportunityReading(id: Self.acme), .opportunities)
    expectScreen(
      state.section(),
      reads: """
        ▸ ◐ 2027-06-09    $123K Renewal 2027       no risk reason
          ▲ 2026-11-18    $123K Ultimate for th…    no risk given
        ── Closed ────────────────────────────────────────────────
          ○ 2026-06-04    $123K Renewal 2026
        """)
    state.press("s")
    let change = FieldChange(Opportunity.health, from: .yellow, to: .red)
    let edit = SetAttribute(table: Opportunity.table, id: "006renewal", change: change)
    #expect(state.press("3") == [.perform([.setAttribute(edit)], label: nil)])
  }

  @Test func `the notes on a deal go to the editor`() {
    var state = AppState.on(OpportunitiesSection.name)
    state.show(OpportunityReading(id: Self.acme), .opportunities)
    state.press("e")
    let command = OpportunitiesSection.request(
      .edit, ["006renewal"], column: Opportunity.tamNotes.name)
    #expect(state.press("4") == [.edit("", for: command)])
    let effects = state.update(.editorClosed("Ask for the budget.", for: command))
    let change = FieldChange(Opportunity.tamNotes, from: nil, to: "Ask for the budget.")
    let edit = SetAttribute(table: Opportunity.table, id: "006renewal", change: change)
    #expect(effects == [.perform([.setAttribute(edit)], label: nil)])
  }

  @Test func `what sales logged opens below its line`() {
    var state = AppState.on(SalesforceSection.name)
    state.show(SalesforceActivityReading(id: Self.acme), .salesforceActivities)
    state.press("enter")
    expectScreen(
      state.section(),
      reads: """
        ▸ 2026-11-17 Demo      Security dashboards
            Shown to the platform team.
          2026-10-22 Call      Budget for next year
        """)
  }

  @Test func `a section without rows says why`() {
    let reasons: [(String, String)] = [
      (SubscriptionsSection.name, "Salesforce has no subscription"),
      (OpportunitiesSection.name, "Salesforce has no opportunity"),
      (SalesforceSection.name, "Sales has logged no call"),
    ]
    for (name, reason) in reasons {
      var state = AppState.on(name)
      state.show(SubscriptionReading(id: Self.acme), [])
      state.show(OpportunityReading(id: Self.acme), [])
      state.show(SalesforceActivityReading(id: Self.acme), [])
      #expect(state.text().contains(reason))
    }
  }

  @Test func `narrow and large terminals draw every section`() {
    let sections = [
      TicketsSection.name, SubscriptionsSection.name, OpportunitiesSection.name,
      SalesforceSection.name,
    ]
    for size in [(12, 40), (40, 120), (60, 200)] {
      for name in sections {
        var state = AppState.on(name, .sample(rows: size.0, columns: size.1))
        state.show(TicketReading(id: Self.acme), .tickets)
        state.show(SubscriptionReading(id: Self.acme), .subscriptions)
        state.show(OpportunityReading(id: Self.acme), .opportunities)
        state.show(SalesforceActivityReading(id: Self.acme), .salesforceActivities)
        let rows = state.section().split(separator: "\n").filter { $0.contains { $0 != " " } }
        #expect(rows.count >= 2)
        #expect(rows.allSatisfy { !$0.contains("Reading the replica") })
      }
    }
  }
}

extension AppState {
  /// The app on a section of the 360.
  static func on(_ section: String, _ surroundings: Surroundings = .sample()) -> AppState {
    var state = AppState.sample([], surroundings: surroundings)
    let acme = Account.ID("001acme")
    state.screens.append(Customer360State(id: acme, section: section))
    _ = state.update(.loaded(Loaded(CustomerReading(id: acme), CustomerPage.sample())))
    return state
  }

  mutating func show<R: Reading>(_ reading: R, _ answer: R.Answer) {
    _ = update(.loaded(Loaded(reading, answer)))
  }

  /// What is on screen beside the panel and between the title and the hints: the section alone.
  mutating func section() -> String {
    let layout = Customer360Layout(surroundings.size, panes: 1)
    let cut = layout.bodies[0].column
    let rows = text().split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .dropLast()
    return rows.dropFirst(layout.tabs == nil ? 0 : 2).map { String($0.dropFirst(cut)) }
      .joined(separator: "\n")
  }
}

extension [Row] {
  private static func ago(_ days: Int) -> Instant {
    Surroundings.sample().now.adding(seconds: -86_400 * days)
  }

  fileprivate static var tickets: [Row] {
    func ticket(
      _ number: Int, _ subject: String, _ status: TicketStatus, _ priority: String?, _ days: Int,
      _ changed: Int
    ) -> Row {
      var row = Row(Ticket.table, id: "\(number)")
      row[Ticket.account] = Account.ID("001acme")
      row[Ticket.subject] = subject
      row[Ticket.status] = status
      row[Ticket.priority] = priority
      row[Ticket.requesterName] = "Jane Doe"
      row[Ticket.createdAt] = ago(days)
      row[Ticket.updatedAt] = ago(changed)
      if status == .closed { row[Ticket.closedAt] = ago(changed) }
      if status == .closed { row[Ticket.satisfaction] = .bad }
      if status == .hold { row[Ticket.reopens] = 2 }
      return row
    }
    return [
      ticket(101, "Runner stops after the upgrade to 15.4", .open, "urgent", 2, 0),
      ticket(102, "How do we mirror a repository?", .pending, "low", 40, 12),
      ticket(103, "Geo secondary lags behind", .hold, "high", 75, 3),
      ticket(104, "Login page is slow", .new, nil, 1, 1),
      ticket(90, "Runner quota", .closed, "high", 60, 20),
    ]
  }

  fileprivate static var subscriptions: [Row] {
    func subscription(_ id: String, _ name: String, _ plan: String, ends: Int, seats: Int) -> Row {
      var row = Row(Subscription.table, id: id)
      row[Subscription.name] = name
      row[Subscription.plan] = plan
      row[Subscription.quantity] = seats
      row[Subscription.arr] = seats * 118_800
      row[Subscription.currency] = "USD"
      row[Subscription.licenseUtilization] = ends > 0 ? 0.62 : nil
      row[Subscription.endDate] = Day.sampleToday.adding(days: ends)
      return row
    }
    return [
      subscription("s1", "A-S00012", "Ultimate", ends: 200, seats: 500),
      subscription("s2", "A-S00013", "Premium", ends: 40, seats: 25),
      subscription("s0", "A-S00002", "Premium", ends: -165, seats: 400),
    ]
  }

  fileprivate static var opportunities: [Row] {
    func deal(
      _ id: String, _ name: String, _ health: Sentiment?, _ risk: RiskType?, closes: Int,
      isClosed: Bool = false
    ) -> Row {
      var row = Row(Opportunity.table, id: id)
      row[Opportunity.name] = name
      row[Opportunity.type] = "Renewal"
      row[Opportunity.stage] = isClosed ? "Closed Won" : "3-Technical Evaluation"
      row[Opportunity.isClosed] = isClosed
      row[Opportunity.amount] = 12_345_600
      row[Opportunity.currency] = "USD"
      row[Opportunity.closeDate] = Day.sampleToday.adding(days: closes)
      row[Opportunity.health] = health
      row[Opportunity.riskType] = risk
      return row
    }
    return [
      deal("006renewal", "Renewal 2027", .yellow, .seatChurn, closes: 200),
      deal("006addon", "Ultimate for the platform team", .red, nil, closes: -3),
      deal("006old", "Renewal 2026", nil, nil, closes: -170, isClosed: true),
    ]
  }

  fileprivate static var salesforceActivities: [Row] {
    func activity(_ id: String, _ type: String, _ subject: String, _ text: String?, _ ago: Int)
      -> Row
    {
      var row = Row(SalesforceActivity.table, id: id)
      row[SalesforceActivity.type] = type
      row[SalesforceActivity.subject] = subject
      row[SalesforceActivity.status] = "Completed"
      row[SalesforceActivity.details] = text
      row[SalesforceActivity.day] = Day.sampleToday.adding(days: -ago)
      return row
    }
    return [
      activity("00T1", "Demo", "Security dashboards", "Shown to the platform team.", 4),
      activity("00T2", "Call", "Budget for next year", nil, 30),
    ]
  }
}
