import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// Playbooks on a CTA, and templates of success plans, on a real replica.
@Suite struct PlaybookTests {
  private static func company() throws -> [Row] {
    try .smallCompany + [
      StoredPlaybook.row(
        Playbook(
          name: "Account Triage", type: .risk, reason: "Customer Sentiment", priority: .high,
          tasks: [
            PlaybookTask(name: "Log the risk update", details: "Red.", dueAfter: 1),
            PlaybookTask(name: "Open the triage issue", dueAfter: 3, owner: .tam),
          ])),
      StoredPlaybook.row(
        Playbook(
          name: "Risk Escalation", type: .risk,
          tasks: [PlaybookTask(name: "Name one person who leads")])),
      StoredPlaybook.row(
        Playbook(
          name: "Improve Cycle Time", type: .objective,
          tasks: [PlaybookTask(name: "Measure the baseline", dueAfter: 10)])),
      StoredPlanTemplate.row(
        PlanTemplate(
          name: "ROI Success Plan", type: .roi, strategy: "Which goals?",
          objectives: [
            .init(
              name: "Faster", playbook: "Improve Cycle Time", category: .roi, dueAfterDays: 5)
          ])),
    ]
  }

  private func app(_ rows: Int = 24, _ columns: Int = 80) throws -> HeadlessApp {
    try HeadlessApp(Self.company(), size: Size(rows: rows, columns: columns))
  }

  private func tasks(_ app: HeadlessApp) throws -> [String] {
    try app.replica.cta(CTA.ID("cta-1"))?.tasks.compactMap { $0[CTATask.name] } ?? []
  }

  @Test func `p offers the playbooks of the type`() throws {
    let app = try app()
    try app.press("C", "enter", "p")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Cockpit / Save the renewal                connecting  never synced
        ▸ Customer   Globex · ▲ Red 35 · renews in 40 days · $120K
          Name       Save the renewal
          Type       Risk
          Reason
          Status     New
          Priority   Medium
          Due        2026-11-21, today
          Owner      me
          Snoozed    no     ┌─ Playbook for Save the renewal ─────┐
          Important  no     │ 1 Account Triage, 2 tasks           │
          Playbook   none, p│ 2 Risk Escalation, 1 task           │
        ── Tasks · none, n a│ 3 of another type…                  │─────────────────────
        ── Comments · none, └─────────────────────────────────────┘─────────────────────









         ? keys  enter do  t task done  l log  x close  z snooze  A assign  e edit
        """)
  }

  @Test func `the tasks are shown before they come`() throws {
    let app = try app()
    try app.press("C", "enter", "p", "enter")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Cockpit / Save the renewal                connecting  never synced
        ▸ Customer   Globex · ▲ Red 35 · renews in 40 days · $120K
          Name       Save the renewal
          Type       Risk
          Reason
          Status     New
          Priority   Medium
          Due        2026-11-21, today
          O┌─ Apply Account Triage? ────────────────────────────────────────────────┐
          S│ Adds 2 tasks:                                                          │
          I│ + Log the risk update: Ada Lovelace, 2026-11-23                        │
          P│ + Open the triage issue: Ada Lovelace, 2026-11-25                      │
        ── │ The last task is due 2026-11-25, after the CTA itself on 2026-11-21.   │───
        ── │                                                                        │───
           │ y apply it  n leave it as it is                                        │
           └────────────────────────────────────────────────────────────────────────┘







         ? keys  enter do  t task done  l log  x close  z snooze  A assign  e edit
        """)
  }

  @Test func `y brings the tasks, in their order`() throws {
    let app = try app()
    try app.press("C", "enter", "p", "enter", "y")
    #expect(try tasks(app) == ["Log the risk update", "Open the triage issue"])
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Cockpit / Save the renewal        connecting  1 unsent  synced now
        ▸ Customer   Globex · ▲ Red 35 · renews in 40 days · $120K
          Name       Save the renewal
          Type       Risk
          Reason
          Status     New
          Priority   Medium
          Due        2026-11-21, today
          Owner      me
          Snoozed    no
          Important  no
          Playbook   Account Triage
        ── Tasks · 0 of 2 done ─────────────────────────────────────────────────────────
          [ ] Log the risk update                                             me     2d
          [ ] Open the triage issue                                           me     4d
        ── Comments · none, c adds one ─────────────────────────────────────────────────







         Applied the playbook Account Triage to CTA Save the renewal of Globex.… ctrl+g
        """)
  }

  @Test func `another takes its place, what is done stays, and u brings the first one back`()
    throws
  {
    let app = try app()
    try app.press("C", "enter", "p", "1", "y")
    #expect(try tasks(app).count == 2)
    // The cursor stands on no task: the next one is completed.
    try app.press("t", "p", "2")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Cockpit / Save the renewal        connecting  2 unsent  synced now
        ▸ Customer   Globex · ▲ Red 35 · renews in 40 days · $120K
          Name       Save the renewal
          Type       Risk
          Reason
          Status     New
          P┌─ Apply Risk Escalation? ───────────────────────────────────────────────┐
          D│ Adds 1 task:                                                           │
          O│ + Name one person who leads: Ada Lovelace, 2026-11-23                  │
          S│ Takes away 1 task that nobody touched:                                 │
          I│ - Open the triage issue                                                │
          P│ Leaves 1 task alone:                                                   │
        ── │   Log the risk update                                                  │───
          [│ The last task is due 2026-11-23, after the CTA itself on 2026-11-21.   │2d
          [│                                                                        │4d
        ── │ y apply it  n leave it as it is                                        │───
           └────────────────────────────────────────────────────────────────────────┘






         ? keys  enter do  t task done  l log  x close  z snooze  A assign  e edit
        """)
    try app.press("y")
    #expect(try tasks(app) == ["Log the risk update", "Name one person who leads"])
    try app.press("u")
    #expect(try tasks(app) == ["Log the risk update", "Open the triage issue"])
    try app.press("p", "3", "y")
    #expect(try tasks(app) == ["Log the risk update"])
    #expect(try app.replica.cta(CTA.ID("cta-1"))?.summary.playbook == nil)
  }

  @Test func `a narrow terminal shows the same`() throws {
    let app = try app(12, 40)
    try app.press("C", "enter", "p", "enter")
    expectScreen(
      app.screen,
      reads: """
        ┌─ Apply Account Triage? ──────────────┐
        │ Adds 2 tasks:                        │
        │ + Log the risk update: Ada Lovelace, │
        │ 2026-11-23                           │
        │ + Open the triage issue: Ada         │
        │ Lovelace, 2026-11-25                 │
        │ The last task is due 2026-11-25,     │
        │ after the CTA itself on 2026-11-21.  │
        │                                      │
        │ y apply it  n leave it as it is      │
        └──────────────────────────────────────┘
         ? keys  enter do  t task done  l log
        """)
  }

  @Test func `several marked ones get it together, after a look at each`() throws {
    let app = try app()
    try app.deliver([.cta("cta-2", of: "acme", name: "Win them back", dueIn: 1)])
    try app.press("C", "V", "p", "1")
    #expect(app.text.contains("Apply Account Triage to 2 CTAs?"))
    try app.press("y")
    #expect(try tasks(app).count == 2)
    #expect(try app.replica.cta(CTA.ID("cta-2"))?.tasks.count == 2)
  }

  @Test func `a new CTA whose type is typed may come with a playbook`() throws {
    let app = try app()
    try app.press("C", "a").type("acme: risk They went silent").press("enter")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Cockpit                                   connecting  never synced
         1 CTA · mine · by due date
             CTA                     Customer       Due Type      Tasks Owner    Status
        ── Today · 1 ───────────────────────────────────────────────────────────────────
        ▸    Save the renewal        Globex       today Risk            Ada Lov… New




                               ┌─ Add it with the tasks of ─────┐
                               │ 1 without a playbook           │
                               │ 2 Account Triage, 2 tasks      │
                               │ 3 Risk Escalation, 1 task      │
                               └────────────────────────────────┘









         ? keys  enter open  l log  x close  z snooze  / filter  A assign  e edit  a add
        """)
    try app.press("2")
    let added = try #require(
      try app.replica.ctas().first { $0.name == "They went silent" })
    #expect(added.playbook == "Account Triage")
    #expect(added.taskCount == 2)
    #expect(added.reason == "Customer Sentiment")
    #expect(added.priority == .high)
  }

  @Test func `a service without playbooks is told apart from a type without any`() throws {
    let bare = try HeadlessApp()
    try bare.press("C", "enter", "p")
    #expect(bare.text.contains("No playbooks came from the service yet"))
  }

  @Test func `a plan begins as its template, and becomes active once its dates are in order`()
    throws
  {
    let app = try app(30, 100)
    try app.open360("Globex").press("'", "g", "a", "1").type(" FY27").press("enter")
    let plan = try #require(try app.replica.planRows(of: Account.ID("globex")).first)
    #expect(plan.plan[SuccessPlan.name] == "ROI Success Plan FY27")
    #expect(plan.plan[SuccessPlan.strategy] == "Which goals?")
    #expect(plan.objectives.map { $0.tasks.count } == [1])
    try app.press("s", "2")
    #expect(app.text.contains("It cannot become active yet"))
    #expect(
      app.text.contains(
        "Faster is due 2026-11-26, its task \u{201C}Measure the baseline\u{201D} 2026-12-04"))
    try app.press("y")
    let active = try #require(try app.replica.planRows(of: Account.ID("globex")).first)
    #expect(active.status == .active)
    #expect(
      active.objectives[0].cta[CTA.dueDate] == active.objectives[0].tasks[0][CTATask.dueDate])
    try app.press("u")
    let draft = try #require(try app.replica.planRows(of: Account.ID("globex")).first)
    #expect(draft.status == .draft && draft.objectives == plan.objectives)
  }

  @Test func `an open plan lists what was logged about it, and w writes it to a file`() throws {
    let app = try app(30, 100)
    try app.open360("Globex").press("'", "g", "a", "1", "enter")
    let plan = try #require(try app.replica.planRows(of: Account.ID("globex")).first)
    var entry = Row.activity("a-plan", of: "globex", "Plan reviewed", daysAgo: 2)
    entry[Activity.plan] = plan.id
    try app.deliver([entry])
    try app.press("enter")
    #expect(app.text.contains("Timeline: 1 entry"))
    #expect(app.text.contains("Plan reviewed"))
    try app.press("w")
    #expect(app.text.contains("roi-success-plan.md"))
  }
}
