import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct UsageSectionsTests {
  private static let november = Day(year: 2026, month: 11, day: 1) ?? .sampleToday

  @Test func `licenses stand by account and subscription, and stages below`() {
    var state = AppState.on(AdoptionSection.name)
    _ = state.update(.loaded(Loaded(AdoptionReading(id: .acme), .sample())))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                                  ● online  synced 2m ago
         Overview ' + letter │── Licenses of the account ───────────────────────────────
         s Summary           │▸ All              41% ██▌    82 of 200, month 2026-11
         a Attributes     67 │── Subscriptions ─────────────────────────────────────────
         t Timeline        1 │  A-S1             62% ███▊   62 of 100, Ultimate, to 20…
         c Cockpit         0 │  A-S2             20% █▎     20 of 100, Ultimate, to 20…
         r Scorecard       0 │── Stages ────────────────────────────────────────────────
         g Success Plan    0 │  Create         ● adopted since 2026-02-03
         People              │  Secure         ○ not adopted
         n Contacts        1 │
         p Sponsor Tracki… 0 │
         Business            │
         h Account Hierar… 1 │
         z Zendesk Tickets 0 │
         b Subscriptions   0 │
         o Opportunities   0 │
         f Salesforce Act… 0 │
         v Surveys         0 │
         Product             │
         l Adoption        0 │
         m User Adoption Me… │
         u Product Usage … 0 │
         i Instances       0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
  }

  @Test func `one blank subscription leaves the account NA and the known ones in sight`() {
    var state = AppState.on(AdoptionSection.name)
    _ = state.update(.loaded(Loaded(AdoptionReading(id: .acme), .sample(silent: true))))
    let text = state.text()
    #expect(text.contains("NA "))
    #expect(text.contains("62 of 100, 1 of 2 known"))
  }

  @Test func `shares say month, ping and what they are of`() {
    var state = AppState.on(UserAdoptionSection.name)
    state.show([.sample("gitlab.acme.com")])
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                                  ● online  synced 2m ago
         Overview ' + letter │▸ gitlab.acme.com · Production · month 2026-11 · ping of
         s Summary           │  2026-11-20, 1d ago · 28 days up to the ping
         a Attributes     67 │── Share of billable users or of licenses, last 28 days ──
         t Timeline        1 │  UMAU User %              26%   +1pt 108 of 420 billable
         c Cockpit         0 │  UMAU utilization         22%   +2pt 108 of 500 licenses
         r Scorecard       0 │  Create User %            26%   +1pt 108 of 420 billable
         g Success Plan    0 │  Verify User %            26%   +1pt 108 of 420 billable
         People              │  Secure User %            26%   +1pt 108 of 420 billable
         n Contacts        1 │  Protect User %           26%   +1pt 108 of 420 billable
         p Sponsor Tracki… 0 │  Merge Request User %     26%   +1pt 108 of 420 billable
         Business            │  CI Builds User %         26%   +1pt 108 of 420 billable
         h Account Hierar… 1 │  SCM Adoption         ◐   22%   +2pt 108 of 500 licenses
         z Zendesk Tickets 0 │  CI Adoption          ◐   22%   +2pt 108 of 500 licenses
         b Subscriptions   0 │  DevSecOps Adoption   ●   22%   +2pt 108 of 500 licenses
         o Opportunities   0 │  CD Adoption          ●   22%   +2pt 108 of 500 licenses
         f Salesforce Act… 0 │  CI Pipeline Config       22%   +2pt 108 of 500 licenses
         v Surveys         0 │  Issues Created           22%   +2pt 108 of 500 licenses
         Product             │  Package utilization      22%   +2pt 108 of 500 licenses
         l Adoption        0 │  Releases                 22%   +2pt 108 of 500 licenses
         m User Adoption Me… │
         u Product Usage … 0 │
         i Instances       0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
  }

  @Test func `a trend is a chart with its gaps, and the metrics of the use case`() {
    var state = AppState.on(UsageTrendsSection.name)
    state.show([.sample("gitlab.acme.com"), .sample("geo.acme.com", type: .geoSecondary)])
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                                  ● online  synced 2m ago
         Overview ' + letter │▸ gitlab.acme.com · Production · month 2026-11 · ping of
         s Summary           │  2026-11-20, 1d ago · 28 days up to the ping
         a Attributes     67 │── Billable users, at each month's last ping ─────────────
         t Timeline        1 │   ● gitlab.acme.com  ◇ geo.acme.com  ○ no data
         c Cockpit         0 │  500 │
         r Scorecard       0 │      │                                      ⢀●⣀⣀⠤●⠤⠤⠒●
         g Success Plan    0 │      │                         ⣀⣀●⣀⡠⠤●⠤⠔⠒●⠊⠉⠁
         People              │      │            ⢀⣀●       ●⠉⠉
         n Contacts        1 │      │  ●⡠⠤⠔●⠒⠊⠉●⠉⠁
         p Sponsor Tracki… 0 │      │
         Business            │      │        ⢀⣀◇⣀⣀⣀◇       ◇⠤⠤⠤⠤◇⠤⠤⠤◇⠤⠔⠒◇⠒⠒⠒◇⠒⠒⠒◇⠒⠒⠉◇
         h Account Hierar… 1 │      │  ◇⠉⠉⠉◇⠉⠁
         z Zendesk Tickets 0 │    0 └──────────────────○───────────────────────────────
         b Subscriptions   0 │              2026-02 2026-04  2026-06 2026-08    2026-11
         o Opportunities   0 │── License, of gitlab.acme.com ───────────────────────────
         f Salesforce Act… 0 │  Billable users              420    +5% ▁▂▂▃·▄▅▅▆▇▇█
         v Surveys         0 │  Active users                108    +8% ▁▂▂▃·▄▅▅▆▇▇█
         Product             │  Most users ever             108    +8% ▁▂▂▃·▄▅▅▆▇▇█
         l Adoption        0 │  Licenses                    500     0% ▁▁▁▁·▁▁▁▁▁▁▁
         m User Adoption Me… │
         u Product Usage … 0 │
         i Instances       0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
  }

  @Test func `a narrow terminal keeps the chart`() {
    var state = AppState.on(UsageTrendsSection.name, .sample(rows: 12, columns: 40))
    state.show([.sample("gitlab.acme.com")])
    expectScreen(
      state.draw(),
      reads: """
         Acme GmbH      ● online  synced 2m ago
         ' m User Adoption Metrics  u Product Us

        ▸ gitlab.acme.com · Production · month █
          2026-11 · ping of 2026-11-20, 1d ago █
          · 28 days up to the ping             █
        ── Billable users, at each month's l… ─█
           ○ no data                           │
          500 │        ⣀●    ●⣀⣀●⣀⣤●⣤●⣤⣤●⣤⣶●⣶● │
              │ ●⣿⣿●⣿●⣿⣿⡇    ⢸⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿ │
            0 └────────────○───────────────────│
         ? keys  l log  tab section  / filter
        """)
  }

  @Test func `large terminals draw every section`() {
    for name in [AdoptionSection.name, UserAdoptionSection.name, UsageTrendsSection.name] {
      for size in [(rows: 40, columns: 120), (rows: 60, columns: 200)] {
        var state = AppState.on(name, .sample(rows: size.rows, columns: size.columns))
        state.show([.sample("gitlab.acme.com")])
        _ = state.update(.loaded(Loaded(AdoptionReading(id: .acme), .sample())))
        #expect(!state.text().contains("Reading the replica"))
      }
    }
  }

  @Test func `v chooses the use case and the host`() {
    var state = AppState.on(UsageTrendsSection.name)
    state.show([.sample("gitlab.acme.com"), .sample("geo.acme.com", type: .geoSecondary)])
    state.press("v", "3")
    #expect(state.text().contains("SCM, of gitlab.acme.com"))
    #expect(state.text().contains("◇ geo.acme.com"))
    state.press("v", "end", "enter")
    #expect(state.text().contains("SCM, of geo.acme.com"))
    #expect(!state.text().contains("◇ geo.acme.com"))
  }

  @Test func `a customer without usage hears why`() {
    for name in [UserAdoptionSection.name, UsageTrendsSection.name] {
      var state = AppState.on(name)
      state.show([])
      #expect(state.text().contains("No usage data has come for this customer"))
    }
  }

  @Test func `instances are labeled in place`() {
    var state = AppState.on(InstancesSection.name)
    let rows = [
      InstanceRow.sample("gitlab.acme.com", type: .production), .sample("test.acme.com", users: 9),
    ]
    let page = InstancesPage(
      rows: rows, rights: LabelRights(me: User.ID("005ada"), bundle: .tam))
    _ = state.update(.loaded(Loaded(CustomerInstancesReading(id: .acme), page)))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Acme GmbH                                  ● online  synced 2m ago
         Overview ' + letter │▸ Production       120 15.4.2    1d ago gitlab.acme.com
         s Summary           │  Unknown            9 15.4.2    1d ago test.acme.com
         a Attributes     67 │
         t Timeline        1 │
         c Cockpit         0 │
         r Scorecard       0 │
         g Success Plan    0 │
         People              │
         n Contacts        1 │
         p Sponsor Tracki… 0 │
         Business            │
         h Account Hierar… 1 │
         z Zendesk Tickets 0 │
         b Subscriptions   0 │
         o Opportunities   0 │
         f Salesforce Act… 0 │
         v Surveys         0 │
         Product             │
         l Adoption        0 │
         m User Adoption Me… │
         u Product Usage … 0 │
         i Instances       0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
    state.press("down", "s")
    #expect(
      state.press("3") == [
        .perform(
          [.labelInstance(LabelInstance(id: rows[1].id, type: .nonProduction))], label: nil)
      ])
  }

  @Test func `whose label it is not hears why`() {
    var state = AppState.on(InstancesSection.name)
    let page = InstancesPage(
      rows: [.sample("git.acme.com", tam: "005bob")],
      rights: LabelRights(me: User.ID("005ada"), bundle: .tam))
    _ = state.update(.loaded(Loaded(CustomerInstancesReading(id: .acme), page)))
    state.press("s")
    #expect(state.text().contains("Only its TAM Bob Babbage"))
  }
}

extension Account.ID {
  fileprivate static let acme = Account.ID("001acme")
}

extension AdoptionReading.Answer {
  fileprivate static func sample(silent: Bool = false) -> Self {
    func subscription(_ id: String, billable: Int?) -> Row {
      var row = Row(Subscription.table, id: id)
      row[Subscription.name] = "A-S\(id)"
      row[Subscription.plan] = "Ultimate"
      row[Subscription.quantity] = 100
      row[Subscription.billableUsers] = billable
      row[Subscription.endDate] = Day(year: 2027, month: 6, day: 30)
      return row
    }
    func stage(_ stage: ProductStage, _ isAdopted: Bool) -> Row {
      var row = Row(StageAdoption.table, id: stage.rawValue)
      row[StageAdoption.stage] = stage
      row[StageAdoption.isAdopted] = isAdopted
      row[StageAdoption.adoptedOn] = isAdopted ? Day(year: 2026, month: 2, day: 3) : nil
      return row
    }
    return Self(
      subscriptions: [
        subscription("1", billable: 62), subscription("2", billable: silent ? nil : 20),
      ],
      stages: [stage(.create, true), stage(.secure, false)])
  }
}

extension UsageRow {
  /// A year of growing use with one month missing.
  fileprivate static func sample(
    _ host: String, type: InstanceType = .production
  ) -> UsageRow {
    let last = Day(year: 2026, month: 11, day: 1) ?? .sampleToday
    let share: Int64 = type == .production ? 1 : 4
    let months = (0..<12).filter { $0 != 4 }.map { index in
      var month = UsageMonths.Month(last.adding(months: index - 11))
      for metric in UsageMetric.all where metric.unit == .users {
        month[metric] = Int64(20 + 8 * index) / share
      }
      month[.billableUsers] = Int64(200 + 20 * index) / share
      month[.licensedUsers] = 500
      return month
    }
    return UsageRow(
      id: UsageSeries.ID(host), account: .acme, subscription: Subscription.ID("1"),
      subscriptionName: "A-S1", plan: "Ultimate", subscriptionSeats: 500,
      instance: Instance.ID(host), name: host, type: type, version: "15.4.2",
      lastPing: Surroundings.sample().now.adding(seconds: -86_400),
      months: UsageMonths(months), problem: nil)
  }
}

extension AppState {
  fileprivate mutating func show(_ series: [UsageRow]) {
    let page = UsagePage(series: series, counting: series.first?.instance)
    _ = update(.loaded(Loaded(UsageReading(id: .acme), page)))
  }
}
