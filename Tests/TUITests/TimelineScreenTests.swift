import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct TimelineScreenTests {
  @Test func `all entries of the book stand under their days, newest first`() throws {
    let app = try HeadlessApp()
    try app.press("T")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Timeline                                  connecting  never synced
         2 entries · my book
        ── 2026-11-09, 12 days ago ─────────────────────────────────────────────────────
        ▸ Call      ▲ Globex             Escalation                        Ada Lovelace
        ── 2026-10-12, 40 days ago ─────────────────────────────────────────────────────
          Call        Acme GmbH          Quarterly review                  Ada Lovelace

















         ? keys  enter open  l log  / filter  o customer  e edit  L form  f find  b book
        """)
  }

  @Test func `what is still being read is not said to be nothing`() {
    var state = AppState.sample([.sample()])
    state.press("T")
    #expect(state.text().contains("Reading the replica"))
    #expect(!state.text().contains("0 entries"))
    _ = state.update(.loaded(Loaded(TimelineState().reading, [])))
    #expect(state.text().contains("0 entries"))
    #expect(state.text().contains("b shows another book"))
  }

  @Test func `the empty Timeline of one customer has no other book to show`() {
    let acme = CustomerName(id: Account.ID("acme"), name: "Acme GmbH")
    let timeline = TimelineState(account: acme)
    var state = AppState.sample([.sample()])
    state.screens.append(timeline)
    _ = state.update(.loaded(Loaded(timeline.reading, [])))
    #expect(state.text().contains("Nothing is logged for this customer yet. l logs a call"))
    #expect(!state.text().contains("another book"))
  }

  @Test func `on a small screen the open entry takes all of it`() throws {
    let app = try HeadlessApp(size: Size(rows: 12, columns: 40))
    try app.press("T", "j", "enter")
    expectScreen(
      app.screen,
      reads: """
         Timeline      connecting  never synced
         2 entries · my book
         ── Quarterly review ──────────────────
         Acme GmbH, by Ada Lovelace
         Call · 2026-10-12, 40 days ago
         They like the runners.





         ? keys  enter open  l log  / filter
        """)
  }

  @Test func `on a wide screen the entry under the cursor stands beside the list`() throws {
    let app = try HeadlessApp(size: Size(rows: 14, columns: 120))
    try app.press("T")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Timeline                                                                          connecting  never synced
         2 entries · my book
        ── 2026-11-09, 12 days ago ───────────────────────────────── ── Escalation ────────────────────────────────────────────
        ▸ Call      ▲ Globex        Escalation                       Globex, by Ada Lovelace
        ── 2026-10-12, 40 days ago ───────────────────────────────── Call · 2026-11-09, 12 days ago · ▲ Red
          Call        Acme GmbH     Quarterly review                 No notes.







         ? keys  enter open  l log  / filter  o customer  e edit  L form  f find  b book  x delete  u undo  R sync  : commands
        """)
  }

  @Test func `a filter narrows by words and columns, and esc takes it away`() throws {
    let app = try HeadlessApp()
    try app.press("T", "/").type("customer:glo sen").press("tab").type("red").press("enter")
    #expect(app.text.contains("Escalation"))
    #expect(!app.text.contains("Quarterly review"))
    try app.press("esc")
    #expect(app.text.contains("Quarterly review"))
    try app.press("/").type("runn").press("enter")
    #expect(app.text.contains("Quarterly review"))
    #expect(!app.text.contains("Escalation"))
  }

  @Test func `a filter that is not understood says so`() throws {
    let app = try HeadlessApp()
    try app.press("T", "/").type("type:lunch").press("enter")
    #expect(app.text.contains("type:lunch is none of"))
  }

  @Test func `older entries come as one scrolls to them`() throws {
    let calls = (1...450).map { Row.activity("x-\($0)", of: "acme", "Call \($0)", daysAgo: $0) }
    let app = try HeadlessApp(.smallCompany + calls)
    try app.press("T", "G")
    #expect(app.text.contains("newest 400 entries"))
    try app.press("G", "G")
    #expect(app.text.contains("452 entries"))
    #expect(app.text.contains("Call 450"))
  }

  @Test func `an entry of one's own is deleted after a question, and undo brings it back`() throws {
    let app = try HeadlessApp()
    try app.press("T", "x", "y")
    #expect(app.text.contains("1 entry"))
    try app.press("u")
    #expect(app.text.contains("2 entries"))
  }

  @Test func `somebody else's entry stays as it is, and the reason is said`() throws {
    let app = try HeadlessApp(
      .smallCompany + [.activity("a-9", of: "acme", "Bob's call", daysAgo: 0, by: "005bob")])
    try app.press("T", "e")
    #expect(app.text.contains("Bob Miller wrote this, so only Bob Miller changes it."))
    try app.press("x")
    #expect(app.text.contains("only Bob Miller deletes it."))
  }

  @Test func `entries are edited and deleted in the 360 as well`() throws {
    let app = try HeadlessApp()
    try app.press("f").type("acme g").press("enter", "3", "e").type(" two").press("ctrl+s")
    #expect(app.text.contains("Quarterly review two"))
    try app.press("x", "y")
    #expect(try app.replica.timeline(of: Account.ID("acme")).isEmpty)
    try app.press("u", "u")
    #expect(app.text.contains("Quarterly review"))
  }

  @Test func `at 200 columns there is room for both`() throws {
    let app = try HeadlessApp(size: Size(rows: 60, columns: 200))
    try app.press("T", "j")
    #expect(app.text.contains("They like the runners."))
    #expect(app.text.contains("Escalation"))
  }

  @Test func `from the 360 it is the timeline of that customer`() throws {
    let app = try HeadlessApp()
    try app.press("f").type("acme g").press("enter", "T")
    #expect(app.text.contains("Quarterly review"))
    #expect(!app.text.contains("Escalation"))
  }

  @Test func `what is logged from here stands on top at once, unsent`() throws {
    let app = try HeadlessApp()
    try app.press("T", "l").type("globex: Kickoff").press("enter")
    #expect(app.text.contains("Kickoff"))
    #expect(app.text.contains("unsent"))
  }
}
