import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

extension ChangeRow {
  fileprivate static func sample(
    _ change: Change, of account: String = "Acme", _ row: String = "1", hoursAgo: Int? = 3,
    by author: String? = nil
  ) -> ChangeRow {
    ChangeRow(
      id: ID(table: "sample", row: row, aspect: change.words(.standard).text),
      account: Account.ID(account), accountName: account, change: change,
      at: hoursAgo.map { Surroundings.sample().now.adding(seconds: -$0 * 3_600) },
      author: author)
  }
}

@Suite struct WhatChangedScreenTests {
  private let rows: [ChangeRow] = [
    .sample(.health(nil, from: 80, to: 31)),
    .sample(.health(.ci, from: 62.5, to: nil), of: "Globex"),
    .sample(
      .attribute("renewal_date", from: .text("2026-12-01"), to: .text("2027-03-01")),
      hoursAgo: nil),
    .sample(.tam(from: "Bob Babbage", to: "Ada Lovelace"), of: "Globex"),
    .sample(.ticketOpened("Runners are down")),
    .sample(.ctaClosed("Renewal plan", .closedSuccess), "cta-1"),
    .sample(.logged("Kickoff", .call), of: "日本電気サービス", "entry-1", by: "Bob Babbage"),
    .sample(.instanceSeen("gitlab-test.acme.com", .unknown), hoursAgo: nil),
  ]

  @Test func `changes stand by what they are, what matters most first`() {
    var state = AppState.changes(rows)
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / What changed                               ● online  synced 2m ago
         8 changes · my book · since 2026-11-20, 16h ago
         [1 last visit] 2 yesterday  3 week  4 visit before  5 the one before
        ── Health (2) ──────────────────────────────────────────────────────────────────
        ▸   3h ago Acme               ▲ Overall: 80 Green to 31 Red
            3h ago Globex             CI Adoption: 63 Yellow to NA
        ── Renewals and attributes (2) ─────────────────────────────────────────────────
                   Acme               Renewal date: 2026-12-01 to 2027-03-01
            3h ago Globex             TAM: Bob Babbage to Ada Lovelace
        ── Tickets (1) ─────────────────────────────────────────────────────────────────
            3h ago Acme               Opened: Runners are down
        ── CTAs and plans (1) ──────────────────────────────────────────────────────────
            3h ago Acme               Closed Success: Renewal plan
        ── Timeline (1) ────────────────────────────────────────────────────────────────
            3h ago 日本電気サービス   Call: Kickoff                         Bob Babbage
        ── Instances (1) ───────────────────────────────────────────────────────────────
                   Acme               New: gitlab-test.acme.com, Unknown






         ? keys  enter open  l log  / filter  tab by customer  L form  f find  b book
        """)
  }

  @Test func `tab puts them together by customer`() {
    var state = AppState.changes(rows, surroundings: .sample(rows: 18, columns: 120))
    state.press("tab")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / What changed                                                                       ● online  synced 2m ago
         8 changes · my book · since 2026-11-20, 16h ago
         [1 last visit] 2 yesterday  3 week  4 visit before  5 the one before
        ── Acme (5) ────────────────────────────────────────────────────────────────────────────────────────────────────────────
        ▸   3h ago ▲ Overall: 80 Green to 31 Red
                   Renewal date: 2026-12-01 to 2027-03-01
            3h ago Opened: Runners are down
            3h ago Closed Success: Renewal plan
                   New: gitlab-test.acme.com, Unknown
        ── Globex (2) ──────────────────────────────────────────────────────────────────────────────────────────────────────────
            3h ago CI Adoption: 63 Yellow to NA
            3h ago TAM: Bob Babbage to Ada Lovelace
        ── 日本電気サービス (1) ────────────────────────────────────────────────────────────────────────────────────────────────
            3h ago Call: Kickoff                                                                                    Bob Babbage



         ? keys  enter open  l log  / filter  tab by customer  L form  f find  b book  u undo  R sync  : commands  q quit
        """)
  }

  @Test func `forty columns and twelve rows keep customer and change`() {
    var state = AppState.changes(rows, surroundings: .sample(rows: 12, columns: 40))
    expectScreen(
      state.draw(),
      reads: """
         What changed   ● online  synced 2m ago
         8 changes · my book · since 2026-11-2…
         [1 last visit] 2 yesterday  3 week
        ── Health (2) ─────────────────────────█
        ▸ Acme      ▲ Overall: 80 Green to 31 …█
          Globex    CI Adoption: 63 Yellow to …█
        ── Renewals and attributes (2) ────────█
          Acme      Renewal date: 2026-12-01 t…│
          Globex    TAM: Bob Babbage to Ada Lo…│
        ── Tickets (1) ────────────────────────│
          Acme      Opened: Runners are down   │
         ? keys  enter open  l log  / filter
        """)
  }

  @Test func `two hundred columns and sixty rows hold everything`() {
    var state = AppState.changes(rows, surroundings: .sample(rows: 60, columns: 200))
    #expect(state.text().contains("Renewal date: 2026-12-01 to 2027-03-01"))
  }

  @Test func `digits choose the time, and old answers are dropped`() {
    var state = AppState.changes(rows)
    let effects = state.press("3")
    let week = ChangesReading(period: .week, account: nil, book: .own)
    #expect(effects == [.read(week)])
    state.show(rows)
    #expect((state.top as? WhatChangedState)?.page == nil)
    state.show([rows[0]], period: .week)
    #expect(state.text().contains("1 change "))
  }

  @Test func `from the 360 it is about that customer, b widens it`() {
    var state = AppState.sample([.sample("Acme")])
    state.press("enter")
    let page = CustomerPage.sample("Acme", name: "Acme")
    _ = state.update(.loaded(Loaded(CustomerReading(id: Account.ID("Acme")), page)))
    let effects = state.press("W")
    #expect(
      effects == [
        .read(ChangesReading(period: .lastVisit, account: Account.ID("Acme"), book: .own))
      ])
    #expect(
      state.press("b") == [.read(ChangesReading(period: .lastVisit, account: nil, book: .own))])
  }

  @Test func `enter opens the entry with its notes, and the CTA where it stands`() {
    var state = AppState.changes(rows)
    state.press("down", "down", "down", "down", "down", "enter")
    let cta = state.top as? Customer360State
    #expect(cta?.pane.cursors["cockpit"]?.selected?.item == "cta-1")
    state.press("esc", "down", "enter")
    let entry = state.top as? Customer360State
    #expect(entry?.section == "timeline")
    #expect(entry?.pane.opened.map(\.item) == ["entry-1"])
  }

  @Test func `words narrow the list`() {
    var state = AppState.changes(rows)
    state.press("/")
    state.type("globex ci")
    state.press("enter")
    #expect((state.top as? WhatChangedState)?.visible == [rows[1]])
    state.press("esc")
    #expect((state.top as? WhatChangedState)?.visible.count == 8)
  }

  @Test func `nothing changed says so, and what was not noted`() {
    var state = AppState.changes([])
    #expect(state.text().contains("Nothing changed since then."))
    state.show([], isFirstVisit: true)
    #expect(state.text().contains("How attributes stood then was not noted"))
    #expect(state.text().contains("no such visit, so since 2026-11-20"))
  }

  @Test func `hostile names reach the screen without their tricks`() {
    var state = AppState.changes([
      .sample(.ticketOpened("\u{1B}[31mevil\u{07}"), of: "\u{9B}2J\u{202E}Corp")
    ])
    let text = state.text()
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(
      !text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) || $0.value == 0x202E })
  }
}

extension AppState {
  /// The app on what changed, loaded.
  fileprivate static func changes(
    _ rows: [ChangeRow], surroundings: Surroundings = .sample()
  ) -> AppState {
    var state = AppState.sample([], surroundings: surroundings)
    state.press("W")
    state.show(rows)
    return state
  }

  fileprivate mutating func show(
    _ rows: [ChangeRow], period: WhatChangedState.Period = .lastVisit, isFirstVisit: Bool = false
  ) {
    let left = Surroundings.sample().now.adding(seconds: -16 * 3_600)
    let visit = Visit(startedAt: left, leftAt: left, instanceNumber: 0)
    let page = ChangesPage(
      since: left, sinceDay: left.day(secondsFromGMT: 0), visits: isFirstVisit ? [] : [visit],
      bands: .standard, comparedWith: isFirstVisit ? nil : left, rows: rows)
    let reading = ChangesReading(period: period, account: nil, book: .own)
    _ = update(.loaded(Loaded(reading, page)))
  }
}
