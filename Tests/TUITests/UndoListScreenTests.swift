import CustomerSuccess
import Support
import SyncEngine
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct UndoListScreenTests {
  /// Three calls, a day apart from the first two to the last.
  private func app(rows: Int = 24, columns: Int = 80) throws -> HeadlessApp {
    let app = try HeadlessApp(size: Size(rows: rows, columns: columns))
    try app.press("l").type("acme gmbh: Kickoff").press("enter")
    try app.press("l").type("globex: Escalation call").press("enter")
    app.clock.advance(seconds: 86_400)
    try app.press("l").type("acme gmbh: Renewal plan").press("enter", "Z")
    return app
  }

  @Test func `steps stand under their days, with the customer and what is not sent`() throws {
    expectScreen(
      try app().screen,
      reads: """
         Portfolio / Undo list                      connecting  3 unsent  synced 1d ago
         3 steps to take back · 3 not sent yet
        ── 2026-11-22, today ───────────────────────────────────────────────────────────
        ▸      now  Logged activity Renewal plan of Acme GmbH                    unsent
        ── 2026-11-21, yesterday ───────────────────────────────────────────────────────
            1d ago  Logged activity Escalation call of Globex                    unsent
            1d ago  Logged activity Kickoff of Acme GmbH                         unsent










        ── The step ────────────────────────────────────────────────────────────────────
         Logged activity Renewal plan of Acme GmbH
         Acme GmbH
         1 edit · 1 wait to be sent


         ? keys  enter down to here  l log  x only this one  / filter  L form
        """)
  }

  @Test func `a narrow screen has the words and the state`() throws {
    expectScreen(
      try app(rows: 12, columns: 40).screen,
      reads: """
         Undo list         connecting  3 unsent
         3 steps to take back · 3 not sent yet
        ── 2026-11-22, today ───────────────────
        ▸ Logged activity Renewal plan … unsent
        ── 2026-11-21, yesterday ───────────────
          Logged activity Escalation ca… unsent
          Logged activity Kickoff of Ac… unsent
        ── The step ────────────────────────────
         Logged activity Renewal plan of Acme
         GmbH
         Acme GmbH
         ? keys  enter down to here  l log
        """)
  }

  @Test func `a wide screen`() throws {
    expectScreen(
      try app(rows: 40, columns: 120).screen,
      reads: """
         Portfolio / Undo list                                                              connecting  3 unsent  synced 1d ago
         3 steps to take back · 3 not sent yet
        ── 2026-11-22, today ───────────────────────────────────────────────────────────────────────────────────────────────────
        ▸      now  Logged activity Renewal plan of Acme GmbH                                                            unsent
        ── 2026-11-21, yesterday ───────────────────────────────────────────────────────────────────────────────────────────────
            1d ago  Logged activity Escalation call of Globex                                                            unsent
            1d ago  Logged activity Kickoff of Acme GmbH                                                                 unsent


























        ── The step ────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Logged activity Renewal plan of Acme GmbH
         Acme GmbH
         1 edit · 1 wait to be sent


         ? keys  enter down to here  l log  x only this one  / filter  L form  o customer  f find  u undo  R sync  : commands
        """)
  }

  @Test func `everything down to a step is taken back after the list was seen`() throws {
    let app = try app()
    try app.press("j", "enter")
    #expect(app.text.contains("Take back 2 steps?"))
    #expect(app.text.contains("Renewal plan"))
    try app.press("y")
    #expect(app.text.contains("2 undone, U does the next again"))
    #expect(try app.replica.timeline(of: Account.ID("globex")).first?.subject == "Escalation")
    try app.press("g", "enter", "y")
    #expect(try app.replica.timeline(of: Account.ID("globex")).first?.subject == "Escalation call")
    #expect(try app.replica.timeline(of: Account.ID("acme")).first?.subject == "Renewal plan")
  }

  @Test func `one step in the middle is taken back alone`() throws {
    let app = try app()
    try app.press("j", "x")
    #expect(app.text.contains("Undone: Logged activity Escalation call"))
    #expect(app.text.contains("Took back: Logged activity Escalation call"))
    #expect(try app.replica.timeline(of: Account.ID("globex")).first?.subject == "Escalation")
    #expect(try app.replica.timeline(of: Account.ID("acme")).first?.subject == "Renewal plan")
  }

  @Test func `a step that cannot be taken back alone says which one stands in the way`() throws {
    let app = try HeadlessApp(
      [.account("acme", name: "Acme"), .instance("i-1", of: "acme", host: "git.acme.example")])
    try app.press("I", "p", "k", "n", "Z", "j", "x")
    #expect(app.text.contains("taken back alone"))
    #expect(app.text.contains("Non-production\" changed the same thing after it"))
    #expect(try app.replica.instances().map(\.type) == [.nonProduction])
  }

  @Test func `the words of a customer narrow the list, Escape shows all again`() throws {
    let app = try app()
    try app.press("/").type("globex").press("enter")
    #expect(!app.text.contains("Kickoff"))
    #expect(app.text.contains("Escalation call"))
    try app.press("esc")
    #expect(app.text.contains("Kickoff"))
  }

  @Test func `the customer of a step opens`() throws {
    let app = try app()
    try app.press("j", "o")
    #expect(app.text.contains("/ Globex "))
  }

  @Test func `steps are there after a restart`() throws {
    let app = try HeadlessApp()
    try app.replica.perform(
      [
        .closeCTA(CloseCTA(id: CTA.ID("cta-1"), status: .closedSuccess))
      ], label: "Closed before the start")
    try app.press("Z")
    #expect(app.text.contains("Closed before the start"))
    try app.press("enter")
    #expect(app.text.contains("Undone: Closed before the start"))
  }

  @Test func `nothing to undo says what would stand here`() throws {
    let app = try HeadlessApp()
    try app.press("Z")
    #expect(app.text.contains("Nothing was edited here yet."))
  }
}
