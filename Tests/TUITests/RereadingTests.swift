import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// What is read again, and when.
@Suite struct RereadingTests {
  private let rows: [PortfolioRow] = [.sample("Acme"), .sample("Globex")]

  @Test func `going back reads nothing as long as nothing changed`() {
    var state = AppState.sample(rows)
    state.press("enter")
    #expect(state.screens.count == 2)
    #expect(state.press("esc") == [])
    #expect(state.screens.count == 1)
  }

  @Test func `going back reads what is under the cursor again`() {
    var state = AppState.sample(rows)
    state.press("p", "enter")
    #expect(state.press("esc") == [.read(PortfolioPreviewReading(id: Account.ID("Acme")))])
  }

  @Test func `what changed while another screen lay over it is there on the way back`() throws {
    let app = try HeadlessApp([.account("acme", name: "Acme GmbH")])
    try app.press("enter")
    try app.deliver([.account("acme", name: "Acme Holding"), .account("hooli", name: "Hooli")])
    try app.press("esc")
    #expect(app.text.contains("Acme Holding"))
    #expect(app.text.contains("Hooli"))
  }

  @Test func `an edit that is sent leaves an outbox that lies below`() throws {
    let app = try HeadlessApp([.account("acme", name: "Acme GmbH")])
    try app.press("F", "O", "enter")
    #expect(app.engine.state.screens.count == 3)
    try app.confirmEverything()
    try app.press("esc")
    #expect(app.text.contains("Received, being confirmed"))
  }

  @Test func `a customer stands on the screen at once, with everything of it counted`() {
    var state = AppState.sample([.sample("001acme")])
    let reading = CustomerReading(id: Account.ID("001acme"))
    #expect(state.press("enter") == [.read(reading)])
    #expect(reading.isQuick)
    _ = state.update(.loaded(Loaded(reading, .sample())))
    #expect(state.text().contains("TAM                Ada Lovelace"))
    #expect(state.text().contains("Sponsors           nobody is tracked"))
  }

  @Test func `a change is read by the screen on top, and below it on the way back`() {
    var state = AppState.sample(rows)
    state.press("C", "P")
    let book = AppEffect.read(PortfolioReading(book: .own, details: [.plans]))
    let cockpit = AppEffect.read(CockpitReading(scope: .mine, withClosed: false))
    let effects = state.update(.replicaChanged)
    #expect(effects.contains(.read(DashboardReading(dashboard: .burnDown, book: .own))))
    #expect(!effects.contains(book) && !effects.contains(cockpit))
    #expect(state.press("esc").contains(cockpit))
    #expect(state.press("esc").contains(book))
    state.press("C")
    #expect(state.press("esc") == [])
  }

  @Test func `a new day reads the screen again, the same day nothing`() {
    var state = AppState.sample(rows)
    state.press("C")
    let (now, today) = (state.surroundings.now, state.surroundings.today)
    #expect(state.update(.clock(now: now.adding(seconds: 60), today: today)) == [])
    let effects = state.update(
      .clock(now: now.adding(seconds: 86_400), today: today.adding(days: 1)))
    #expect(effects.contains(.read(CockpitReading(scope: .mine, withClosed: false))))
  }

  @Test func `a CTA that was due yesterday is late when the day begins`() throws {
    let app = try HeadlessApp([
      .account("acme", name: "Acme GmbH"), .cta("c1", of: "acme", dueIn: 0),
    ])
    try app.press("C")
    #expect(app.text.contains("Today · 1"))
    app.clock.advance(seconds: 86_400)
    app.engine.tick()
    app.settle()
    #expect(app.text.contains("Overdue · 1"))
  }
}
