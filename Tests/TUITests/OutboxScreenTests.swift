import CustomerSuccess
import Support
import SyncEngine
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct OutboxScreenTests {
  /// A call that the service refused, and two edits that wait while it does not answer.
  private func app(rows: Int = 24, columns: Int = 80) throws -> HeadlessApp {
    let app = try HeadlessApp(size: Size(rows: rows, columns: columns))
    try app.press("l").type("acme gmbh: Kickoff with everyone").press("enter")
    try app.refuseEverything("Acme GmbH is not in your book any more: ask its TAM to log it")
    app.clock.advance(seconds: 3_600)
    try app.press("l").type("globex: Escalation call").press("enter")
    try app.replica.perform(
      [.closeCTA(CloseCTA(id: CTA.ID("cta-1"), status: .closedSuccess))])
    app.clock.advance(seconds: 600)
    try app.replica.write(
      SyncFacts(
        connection: .offline, phase: .waiting, lastError: "the service does not answer",
        nextAttempt: app.clock.now.adding(seconds: 40), failedTries: 3))
    try app.press("O")
    return app
  }

  @Test func `what waits stands in its order, behind what was refused, with what was tried`()
    throws
  {
    expectScreen(
      try app().screen,
      reads: """
         Portfolio / Outbox  ▲ 1 need attention (!)  ○ offline  2 unsent  synced 1h ago
         2 to be sent, the oldest 10m ago · tried 3 times · the service does not answer
         · next try in 40s, r tries now
        ── Needs attention (1) ─────────────────────────────────────────────────────────
        ▸   1h ago  Logged activity Kickoff with everyone of Acme GmbH          refused
        ── To be sent, the oldest first (2) ────────────────────────────────────────────
           10m ago  Logged activity Escalation call of Globex
           10m ago  Closed CTA Save the renewal of Globex







        ── What is to be written ───────────────────────────────────────────────────────
         Acme GmbH is not in your book any more: ask its TAM to log it
         Date: 2026-11-21
         Subject: Kickoff with everyone
         Type: Call



         ? keys  r try now  x take back  l log  enter open  / filter  L form  f find
        """)
  }

  @Test func `a narrow screen`() throws {
    expectScreen(
      try app(rows: 12, columns: 40).screen,
      reads: """
         Outbox          ▲ 1 need attention (!)
         2 to be sent, the oldest 10m ago ·
         tried 3 times · the service does not
        ── Needs attention (1) ─────────────────
        ▸ Logged activity Kickoff with… refused
        ── To be sent, the oldest first (2) ────
          Logged activity Escalation call of G…
          Closed CTA Save the renewal of Globex
        ── What is to be written ───────────────
         Acme GmbH is not in your book any
         more: ask its TAM to log it
         ? keys  r try now  x take back  l log
        """)
  }

  @Test func `a wide screen`() throws {
    expectScreen(
      try app(rows: 40, columns: 120).screen,
      reads: """
         Portfolio / Outbox             ▲ 1 need attention (!)  ○ offline  2 unsent  synced 1h ago  the service does not answer
         2 to be sent, the oldest 10m ago · tried 3 times · the service does not answer · next try in 40s, r tries now
        ── Needs attention (1) ─────────────────────────────────────────────────────────────────────────────────────────────────
        ▸   1h ago  Logged activity Kickoff with everyone of Acme GmbH                                                  refused
        ── To be sent, the oldest first (2) ────────────────────────────────────────────────────────────────────────────────────
           10m ago  Logged activity Escalation call of Globex
           10m ago  Closed CTA Save the renewal of Globex


















        ── What is to be written ───────────────────────────────────────────────────────────────────────────────────────────────
         Acme GmbH is not in your book any more: ask its TAM to log it
         Date: 2026-11-21
         Subject: Kickoff with everyone
         Type: Call









         ? keys  r try now  x take back  l log  enter open  / filter  L form  f find  o customer  u undo  R sync  : commands
        """)
  }

  @Test func `what waits is taken back by undoing it, after a question`() throws {
    let app = try app()
    try app.press("j", "x")
    #expect(app.text.contains("Take back 1 edit?"))
    #expect(app.text.contains("the service gets the edit and then its undoing"))
    try app.press("y")
    #expect(try app.replica.timeline(of: Account.ID("globex")).first?.subject == "Escalation")
    #expect(try app.replica.outbox().count == 3)
  }

  @Test func `an undoing is not taken back here but done again`() throws {
    let app = try app()
    try app.press("G", "x", "y", "G", "x")
    #expect(app.text.contains("This edit takes another one back; U does that one again."))
    try app.press("U")
    #expect(try app.replica.cta(CTA.ID("cta-1"))?.summary.isOpen == false)
  }

  @Test func `several are taken back at once, refused ones are given up with them`() throws {
    let app = try app()
    try app.press("V", "x")
    #expect(app.text.contains("Given up; what the service has stays:"))
    try app.press("y")
    #expect(try app.replica.attention().isEmpty)
    #expect(try app.replica.timeline(of: Account.ID("globex")).first?.subject == "Escalation")
    #expect(try app.replica.cta(CTA.ID("cta-1"))?.summary.isOpen == true)
  }

  @Test func `trying now wakes the sync`() throws {
    let app = try app()
    try app.press("j", "r")
    #expect(app.syncRequests == 1)
    #expect(app.text.contains("Sending…"))
  }

  @Test func `a refused edit opens the page that decides on it`() throws {
    let app = try app()
    try app.press("enter")
    #expect(app.text.hasPrefix(" Needs attention"))
    #expect(app.text.contains("ask its TAM to log it"))
  }

  @Test func `an edit that is being sent moves on while one looks`() throws {
    let app = try app()
    try app.confirmEverything()
    #expect(!app.text.contains("To be sent"))
    #expect(app.text.contains("Received, being confirmed (2)"))
  }

  @Test func `the customer of an edit opens`() throws {
    let app = try app()
    try app.press("j", "enter")
    #expect(app.text.contains("Newest data"))
    #expect(app.text.hasPrefix(" Globex"))
  }

  @Test func `nothing that waits says so, and what else there is to look at`() throws {
    let app = try HeadlessApp()
    try app.press("O")
    #expect(app.text.contains("Everything you edited is with the service."))
  }
}
