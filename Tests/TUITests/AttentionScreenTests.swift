import CustomerSuccess
import Support
import SyncEngine
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct AttentionScreenTests {
  @Test func `an item shows the reason and everything that was to be written`() {
    var state = AppState.onAttention([.sample()])
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Needs attention                            ● online  synced 2m ago
        ▸      now  Logged call Renewal talk of Acme
        ── Why, and what was to be written ─────────────────────────────────────────────
         Acme is not in your book any more: ask its TAM to log it
         Date: 2026-11-21
         Notes: They want a discount.
         Ask finance.
         Subject: Renewal talk
         Type: Call














         ? keys  a apply mine again  e edit again  l log  x keep theirs
        """)
  }

  @Test func `giving up an edit is asked twice`() {
    var state = AppState.onAttention([.sample()])
    #expect(state.press("x").isEmpty)
    #expect(state.text().contains("Keep theirs?"))
    #expect(state.press("y") == [.settle(.discard([AttentionItem.sample().id]))])
  }

  @Test func `applying it again needs no question`() {
    var state = AppState.onAttention([.sample()])
    #expect(state.press("a") == [.settle(.retry([AttentionItem.sample().id]))])
  }

  @Test func `nothing to decide says so`() {
    var state = AppState.onAttention([])
    #expect(state.text().contains("Nothing needs attention: the service refused no edit"))
  }

  @Test func `a narrow screen has the reason in full`() throws {
    let app = try Self.app(size: Size(rows: 12, columns: 40))
    expectScreen(
      app.screen,
      reads: """
         Needs attenti…  ▲ 1 need attention (!)
        ▸ Logged activity Renewal talk of Acme…
        ── Why, and what was to be written ─────
         Acme GmbH is not in your book any
         more: ask its TAM to log it
         Date: 2026-11-21
         Notes: They want a discount.
         TAM sentiment: Red
         Subject: Renewal talk
         Type: Call

         ? keys  a apply mine again
        """)
  }

  @Test func `a wide screen`() throws {
    expectScreen(
      try Self.app(size: Size(rows: 40, columns: 120)).screen,
      reads: """
         Portfolio / Needs attention                                             ▲ 1 need attention (!)  connecting  synced now
        ▸      now  Logged activity Renewal talk of Acme GmbH
        ── Why, and what was to be written ─────────────────────────────────────────────────────────────────────────────────────
         Acme GmbH is not in your book any more: ask its TAM to log it
         Date: 2026-11-21
         Notes: They want a discount.
         TAM sentiment: Red
         Subject: Renewal talk
         Type: Call






























         ? keys  a apply mine again  e edit again  l log  x keep theirs  d keep as a draft  enter all of it  L form  f find
        """)
  }

  @Test func `made again it is on the timeline, and can be undone`() throws {
    let app = try Self.app()
    try app.press("a")
    #expect(app.text.contains("u undoes."))
    #expect(app.text.contains("Nothing needs attention"))
    #expect(try app.subjects().first == "Renewal talk")
    try app.press("u")
    #expect(try app.subjects().first == "Quarterly review")
  }

  @Test func `edited again it opens in the form with all that was typed`() throws {
    let app = try Self.app()
    try app.press("e")
    #expect(app.text.contains("Log activity"))
    #expect(app.text.contains("Renewal talk"))
    #expect(app.text.contains("Acme GmbH"))
    #expect(try app.replica.attention().isEmpty)
    try app.press("ctrl+s")
    #expect(try app.subjects().first == "Renewal talk")
    #expect(try app.replica.localDrafts().isEmpty)
  }

  @Test func `kept as a draft it waits until the form is opened`() throws {
    let app = try Self.app()
    try app.press("d")
    #expect(app.text.contains("Kept as a draft, which the form offers again."))
    #expect(try app.replica.localDrafts().map { $0.fields["subject"] } == ["Renewal talk"])
    #expect(try app.replica.attention().isEmpty)
    try app.press("L", "r")
    #expect(app.text.contains("Renewal talk"))
  }

  @Test func `what has no form is changed where it stands, and is no draft`() throws {
    let app = try HeadlessApp()
    try app.replica.perform([.closeCTA(CloseCTA(id: CTA.ID("cta-1"), status: .closedSuccess))])
    try app.refuseEverything("Somebody closed it meanwhile.")
    try app.press("!", "d")
    #expect(app.text.contains("Only what was logged can be a draft"))
    try app.press("e")
    #expect(app.text.hasPrefix(" Globex"))
    #expect(try app.replica.attention().count == 1)
  }

  @Test func `a plan is edited again among the plans, a task on the page of its CTA`() throws {
    var plan = Row(SuccessPlan.table, id: "plan-1")
    plan[SuccessPlan.account] = Account.ID("globex")
    plan[SuccessPlan.name] = "ROI plan"
    plan[SuccessPlan.status] = .draft
    var task = Row(CTATask.table, id: "task-1")
    task[CTATask.account] = Account.ID("globex")
    task[CTATask.cta] = CTA.ID("cta-1")
    task[CTATask.name] = "Call them"
    task[CTATask.status] = .open
    let app = try HeadlessApp(.smallCompany + [plan, task])
    try app.replica.perform([
      .setPlanStatus(
        SetPlanStatus(id: SuccessPlan.ID("plan-1"), from: .draft, status: .active))
    ])
    try app.replica.perform([
      .setTaskStatus(SetTaskStatus(id: CTATask.ID("task-1"), from: .open, status: .closed))
    ])
    try app.refuseEverything("Somebody else did.")
    try app.press("!", "e")
    let page = app.engine.state.top as? Customer360State
    #expect(page?.section == PlansSection.name)
    #expect(page?.pane.cursors[PlansSection.name]?.selected?.item == "plan-1")
    try app.press("esc", "j", "e")
    let cta = app.engine.state.top as? CallToActionState
    #expect(cta?.id == CTA.ID("cta-1"))
    #expect(cta?.cursor.selected == .task(CTATask.ID("task-1")))
  }

  @Test func `all of it is shown on a page of its own, with every decision`() throws {
    let app = try Self.app()
    try app.press("enter")
    #expect(app.text.contains("Subject: Renewal talk"))
    try app.press("x")
    #expect(app.text.contains("Keep theirs?"))
    try app.press("y")
    #expect(app.text.contains("Gave the edit up."))
    #expect(try app.replica.attention().isEmpty)
  }

  @Test func `several are decided on at once`() throws {
    let app = try HeadlessApp()
    for subject in ["One", "Two", "Three"] {
      try app.press("l").type("acme gmbh: \(subject)").press("enter")
    }
    try app.refuseEverything("No.")
    try app.press("!", "space", "space", "a")
    #expect(app.text.contains("Made 2 edits again. u undoes."))
    #expect(try app.replica.attention().count == 1)
  }

  /// A call that the service refused.
  private static func app(size: Size = Size(rows: 24, columns: 80)) throws -> HeadlessApp {
    let app = try HeadlessApp(size: size)
    try app.press("l").type("acme gmbh: Renewal talk !red -- They want a discount.").press("enter")
    try app.refuseEverything("Acme GmbH is not in your book any more: ask its TAM to log it")
    try app.press("!")
    return app
  }
}

extension HeadlessApp {
  /// The subjects of Acme's timeline, newest first.
  fileprivate func subjects() throws -> [String] {
    try replica.timeline(of: Account.ID("acme")).map(\.subject)
  }
}

extension AppState {
  static func onAttention(_ items: [AttentionItem]) -> AppState {
    var state = AppState.sample([.sample()])
    state.press("!")
    _ = state.update(.loaded(Loaded(AttentionReading(), items)))
    return state
  }
}

extension AttentionItem {
  /// A note on an account that is not in the book any more.
  static func sample() -> AttentionItem {
    var fields = Fields()
    fields[Activity.type] = .call
    fields[Activity.subject] = "Renewal talk"
    fields[Activity.day] = .sampleToday
    fields[Activity.notes] = "They want a discount.\nAsk finance."
    let activity = LogActivity(
      id: Activity.ID("a1"), account: Account.ID("001acme"), fields: fields)
    return AttentionItem(
      id: PendingMutation.ID("m1"), mutation: .logActivity(activity),
      summary: "Logged call Renewal talk of Acme", account: Account.ID("001acme"),
      accountName: "Acme", madeAt: Surroundings.sample().now,
      settledAt: Surroundings.sample().now, status: .rejected,
      refusal: MutationRefusal(
        .notInScope, reason: "Acme is not in your book any more: ask its TAM to log it"))
  }
}
