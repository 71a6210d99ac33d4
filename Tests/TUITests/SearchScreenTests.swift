import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

extension SearchHit {
  /// Something found; what stands between asterisks in the snippet is the match.
  static func sample(
    _ kind: Kind, _ title: String, of account: String? = "Acme", on day: Day? = nil,
    _ snippet: String = "", cta: String? = nil
  ) -> SearchHit {
    let parts = snippet.split(separator: "*", omittingEmptySubsequences: false).enumerated()
    return SearchHit(
      kind: kind, id: title, account: account.map { Account.ID($0) }, accountName: account,
      cta: cta.map { CTA.ID($0) }, title: title, day: day,
      snippet: parts.filter { !$0.element.isEmpty }
        .map { Part(text: String($0.element), isMatch: $0.offset % 2 == 1) })
  }
}

@Suite struct SearchScreenTests {
  private static let day = Day.sampleToday.adding(days: -20)
  private let hits: [SearchHit] = [
    .sample(.customer, "Runner Works", of: "Runner Works", "*Runner* Works"),
    .sample(.contact, "Rune Larsen", "*Run*e Larsen rune@acme.com"),
    .sample(.cta, "Move the runners", on: day, "Move the *runners* before the renewal"),
    .sample(
      .activity, "Cadence call", on: day,
      "they wait for procurement, then the shared *runners* move to the new cluster in March"),
    .sample(.activity, "Runner quota", of: "日本電気サービス", on: day, "*Runner* quota"),
  ]

  @Test func `hits stand by kind with the words around the match`() {
    var state = AppState.searching("run", hits)
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Search                                     ● online  synced 2m ago
         Search: run
         [All] Customers  Contacts  Instances  Tickets  Plans  CTAs  Tasks  Activities
        ── Customers (1) ───────────────────────────────────────────────────────────────
        ▸            Runner Works
        ── Contacts (1) ────────────────────────────────────────────────────────────────
                     Acme               Rune Larsen  Rune Larsen rune@acme.com
        ── CTAs (1) ────────────────────────────────────────────────────────────────────
          2026-11-01 Acme               Move the runners  Move the runners before the r
        ── Activities (2) ──────────────────────────────────────────────────────────────
          2026-11-01 Acme               Cadence call  they wait for procurement, then t
          2026-11-01 日本電気サービス   Runner quota






        ── Runner Works ────────────────────────────────────────────────────────────────
         Runner Works
         Runner Works


         enter open  tab kind  esc back  ctrl+p find  down down  ctrl+k commands
        """)
  }

  @Test func `forty columns and twelve rows keep customer and title`() {
    var state = AppState.searching("run", hits, surroundings: .sample(rows: 12, columns: 40))
    expectScreen(
      state.draw(),
      reads: """
         Search         ● online  synced 2m ago
         Search: run
         [All] Customers  Contacts  Instances
        ── Customers (1) ──────────────────────█
        ▸ Runner Works                         █
        ── Contacts (1) ───────────────────────│
          Acme      Rune Larsen                │
        ── CTAs (1) ───────────────────────────│
        ── Runner Works ────────────────────────
         Runner Works
         Runner Works
         enter open  tab kind  esc back
        """)
  }

  @Test func `a wide terminal has room for the words`() {
    var state = AppState.searching("run", hits, surroundings: .sample(rows: 14, columns: 120))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Search                                                                             ● online  synced 2m ago
         Search: run
         [All] Customers  Contacts  Instances  Tickets  Plans  CTAs  Tasks  Activities
        ── Customers (1) ──────────────────────────────────────────────────────────────────────────────────────────────────────█
        ▸            Runner Works                                                                                              █
        ── Contacts (1) ───────────────────────────────────────────────────────────────────────────────────────────────────────█
                     Acme                    Rune Larsen  Rune Larsen rune@acme.com                                            █
        ── CTAs (1) ───────────────────────────────────────────────────────────────────────────────────────────────────────────█
          2026-11-01 Acme                    Move the runners  Move the runners before the renewal                             │
        ── Activities (2) ─────────────────────────────────────────────────────────────────────────────────────────────────────│
        ── Runner Works ────────────────────────────────────────────────────────────────────────────────────────────────────────
         Runner Works
         Runner Works
         enter open  tab kind  esc back  ctrl+p find  down down  ctrl+k commands  ctrl+c quit
        """)
  }

  @Test func `sixty rows of two hundred columns are drawn`() {
    var state = AppState.searching("run", hits, surroundings: .sample(rows: 60, columns: 200))
    #expect(state.text().contains("before the renewal"))
  }

  @Test func `matches have a style of their own`() {
    var state = AppState.searching("run", hits)
    #expect(state.draw().roleMap.contains("xxxxxx"))
  }

  @Test func `letters go into the words, also those that are commands elsewhere`() {
    var state = AppState.searching("", [])
    let effects = state.type("quLl!")
    #expect((state.top as? SearchState)?.field.text == "quLl!")
    #expect(effects.count == 5)
  }

  @Test func `what was found stays on screen until the next answer is there`() {
    var state = AppState.searching("run", hits)
    state.type("n")
    #expect(state.text().contains("Move the runners"))
    _ = state.update(.loaded(Loaded(SearchReading(text: "runn"), [hits[2]])))
    #expect(!state.text().contains("Rune Larsen"))
    #expect(state.text().contains("Move the runners"))
  }

  @Test func `an answer to older words is dropped`() {
    var state = AppState.searching("run", hits)
    state.type("ner")
    _ = state.update(.loaded(Loaded(SearchReading(text: "runn"), [hits[1]])))
    #expect(state.text().contains("Cadence call"))
  }

  @Test func `enter opens each kind where it belongs`() {
    for (moves, section) in [(0, "summary"), (1, "contacts")] {
      var state = AppState.searching("run", hits)
      for _ in 0..<moves { state.press("down") }
      state.press("enter")
      #expect((state.top as? Customer360State)?.section == section)
    }
    for (kind, section) in [(SearchHit.Kind.ticket, "tickets"), (.plan, "plans")] {
      var state = AppState.searching("run", [.sample(kind, "Runner quota")])
      state.press("enter")
      let page = state.top as? Customer360State
      let line = LineID(section: section, item: "Runner quota", part: 0)
      #expect(page?.section == section)
      #expect(page?.pane.cursors[section]?.selected == line)
      #expect(page?.pane.opened == [line])
    }
  }

  @Test func `a CTA opens on its own page, a task on that of its CTA`() {
    var state = AppState.searching("run", [.sample(.cta, "Objective")])
    state.press("enter")
    #expect((state.top as? CallToActionState)?.id == CTA.ID("Objective"))
    state = AppState.searching("run", [.sample(.task, "Step", cta: "Objective")])
    state.press("enter")
    let page = state.top as? CallToActionState
    #expect(page?.id == CTA.ID("Objective"))
    #expect(page?.cursor.selected == .task(CTATask.ID("Step")))
  }

  @Test func `a task that was found is under the cursor, and not the one that comes next`() throws {
    let app = try HeadlessApp(.smallCompany + ["First", "Second"].map(Self.task))
    try app.press("ctrl+f").type("second").press("enter")
    #expect(app.text.contains("Save the renewal"))
    #expect(app.text.split(separator: "\n").contains { $0.hasPrefix("▸") && $0.contains("Second") })
  }

  private static func task(_ name: String) -> Row {
    var row = Row(CTATask.table, id: name)
    row[CTATask.account] = Account.ID("globex")
    row[CTATask.cta] = CTA.ID("cta-1")
    row[CTATask.name] = name
    row[CTATask.status] = .open
    return row
  }

  @Test func `an entry of the timeline opens with its notes`() {
    var state = AppState.searching("run", hits)
    state.press("down", "down", "down", "enter")
    let page = state.top as? Customer360State
    let line = LineID(section: "timeline", item: "Cadence call", part: 0)
    #expect(page?.pane.cursors["timeline"]?.selected == line)
    #expect(page?.pane.opened == [line])
  }

  @Test func `enter before the answer opens nothing that was not asked for`() {
    var state = AppState.searching("run", hits)
    state.type("x")
    state.press("enter")
    #expect(state.top is SearchState)
    #expect(state.text().contains("Still looking"))
  }

  @Test func `tab looks for one kind, Escape for all again, then leaves`() {
    var state = AppState.searching("run", hits)
    let one = state.press("tab")
    #expect(one == [.read(SearchReading(text: "run", kind: .customer))])
    #expect(state.text().contains("[Customers]"))
    let all = state.press("esc")
    #expect(all == [.read(SearchReading(text: "run"))])
    let left = state.press("esc")
    #expect(left.contains(.rememberSearch("run")))
    #expect(state.top is PortfolioState)
  }

  @Test func `the words of last time are there, and the first letter replaces them`() {
    var state = AppState.sample([])
    #expect(state.press("ctrl+f") == [.read(LastSearchReading())])
    _ = state.update(
      .loaded(Loaded(LastSearchReading(), LastSearch(text: "old words", hits: hits))))
    #expect((state.top as? SearchState)?.field.text == "old words")
    #expect(state.text().contains("Rune Larsen"))
    state.type("n")
    #expect((state.top as? SearchState)?.field.text == "n")
  }

  @Test func `the words of last time can be gone on with`() {
    var state = AppState.sample([])
    state.press("ctrl+f")
    _ = state.update(.loaded(Loaded(LastSearchReading(), LastSearch(text: "old", hits: []))))
    state.press("backspace")
    #expect((state.top as? SearchState)?.field.text == "ol")
  }

  @Test func `nothing found says so and what may help`() {
    var state = AppState.searching("zzz", [])
    #expect(state.text().contains("Nothing holds all of these words."))
  }

  @Test func `hostile titles reach the screen without their tricks`() {
    var state = AppState.searching(
      "evil", [.sample(.ticket, "\u{1B}[31mevil\u{07}", "\u{9B}2J*evil*\u{202E}")])
    let text = state.text()
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(
      !text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) || $0.value == 0x202E })
  }
}

extension AppState {
  /// The app on the search, with the answer to the words.
  fileprivate static func searching(
    _ text: String, _ hits: [SearchHit], surroundings: Surroundings = .sample()
  ) -> AppState {
    var state = AppState.sample([], surroundings: surroundings)
    state.press("ctrl+f")
    state.type(text)
    _ = state.update(.loaded(Loaded(SearchReading(text: text), hits)))
    return state
  }
}
