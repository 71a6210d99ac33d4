import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct PlansSectionTests {
  private static let acme = Account.ID("001acme")

  private func state(_ plans: [PlanRow] = .sample, _ around: Surroundings = .sample()) -> AppState {
    var state = AppState.on(PlansSection.name, around)
    state.show(PlanReading(id: Self.acme), plans)
    return state
  }

  @Test func `plans stand with their objectives, progress and due dates`() {
    var state = state()
    state.press("down", "enter")
    expectScreen(
      state.section(),
      reads: """
          ● ROI plan 2027                     44%      2027-01-31
        ▸   ◐ Move every team to CI           1/3 late 2026-11-10
            Owner: Ada Lovelace
            Status: Work in progress
            Success criteria: Half of the teams build there
            Not set: Objective category, Stage, Priority,
            Comments, Summary of outcome
              ✓ Find the teams                         2026-08-23
              ◐ Move the first two                late 2026-11-06
              ○ Review with the platform t…            2026-12-11
            ○ Scan every merge request                 2027-03-11
            ✓ Turn Jenkins off                         2026-10-27
          ○ Geo for the second site            0%      2027-11-16
            ROI is not green: a draft (s activates it), no
            objective (a), no strategy or highlights (e).
          ✓ ROI plan 2026                    100%      2026-05-05
        """)
  }

  @Test func `Y says why there is a plan, and what keeps it a draft`() throws {
    var plan = Row(SuccessPlan.table, id: "plan")
    plan[SuccessPlan.account] = Account.ID("acme")
    plan[SuccessPlan.name] = "Land"
    plan[SuccessPlan.status] = .draft
    plan[SuccessPlan.source] = "Success Plan - ROI"
    plan[SuccessPlan.because] = "Every first-priority customer needs one."
    var objective = Row.cta("goal", of: "acme", name: "First team", type: .objective, dueIn: 5)
    objective[CTA.plan] = SuccessPlan.ID("plan")
    var task = Row(CTATask.table, id: "task")
    task[CTATask.account] = Account.ID("acme")
    task[CTATask.cta] = CTA.ID("goal")
    task[CTATask.name] = "Train them"
    task[CTATask.dueDate] = Day.sampleToday.adding(days: 9)
    let app = try HeadlessApp(
      [.account("acme", name: "Acme GmbH"), plan, objective, task],
      size: Size(rows: 30, columns: 100))
    try app.press("enter", "'", "g", "home", "Y")
    #expect(app.text.contains("Why there is Land"))
    #expect(app.text.contains("Opened by the rule Success Plan - ROI"))
    #expect(app.text.contains("Because: Every first-priority customer needs one."))
    #expect(app.text.contains("First team is due 2026-11-26, its task Train them 2026-11-30"))
    try app.press("esc", "down", "Y")
    #expect(app.text.contains("Why there is First team"))
  }

  @Test func `v draws them over the months, with today and what is late`() {
    var state = state()
    state.press("down", "down", "enter", "v")
    expectScreen(
      state.section(),
      reads: """
                                2026-04  2026-10   2027-04
                                ──────today─↓────────────────────
          ● ROI plan 2027        ███████────│────
            ◐ Move every team …       ██────│
        ▸   ○ Scan every merge…            ─│──────
            ✓ Turn Jenkins off   ███████████│
          ○ Geo for the second…             │────────────────────
          ✓ ROI plan 2026       …█          │
        """)
  }

  @Test func `a large terminal has room for owners and every month`() {
    var state = state(.sample, .sample(rows: 16, columns: 120))
    expectScreen(
      state.section(),
      reads: """
        ▸ ● ROI plan 2027                         Ada Lovelace         Active    44%      2027-01-31
            ◐ Move every team to CI               Ada Lovelace                   1/3 late 2026-11-10
            ○ Scan every merge request            Ada Lovelace                            2027-03-11
            ✓ Turn Jenkins off                    Ada Lovelace                            2026-10-27
          ○ Geo for the second site               Ada Lovelace         Draft      0%      2027-11-16
            ROI is not green: a draft (s activates it), no objective (a), no strategy or highlights
            (e).
          ✓ ROI plan 2026                         Ada Lovelace         Closed   100%      2026-05-05
        """)
    state.press("v")
    expectScreen(
      state.section(),
      reads: """
                                              2026-04 2026-07 2026-10 2027-01 2027-04 2027-07
                                              ──────────────today─↓─────────────────────────────────
        ▸ ● ROI plan 2027                       ████████████──────│───────
            ◐ Move every team to CI                     ███───────│
            ○ Scan every merge request                          ──│──────────
            ✓ Turn Jenkins off                   ████████████████ │
          ○ Geo for the second site                              ─│────────────────────────────────
          ✓ ROI plan 2026                     …███                │
        """)
  }

  @Test func `a narrow terminal keeps names, dates and bars`() {
    var state = state(.sample, .sample(rows: 12, columns: 40))
    expectScreen(
      state.section(),
      reads: """
        ▸ ● ROI plan 2027            2027-01-31█
            ◐ Move every team … late 2026-11-10█
            ○ Scan every merge requ… 2027-03-11█
            ✓ Turn Jenkins off       2026-10-27█
          ○ Geo for the second site  2027-11-16█
            ROI is not green: a draft (s       █
            activates it), no objective (a), no█
            strategy or highlights (e).        │
        """)
    state.press("v")
    expectScreen(
      state.section(),
      reads: """
                        2026-04      2027-04
                        ──today─↓──────────────
        ▸ ● ROI plan 2… █████───│───
            ◐ Move eve…     ██──│
            ○ Scan eve…         │────
            ✓ Turn Jen…  ███████│
          ○ Geo for th…         │──────────────
          ✓ ROI plan 2… …█      │
        """)
  }

  @Test func `signs without Unicode say the same`() {
    var state = state(.sample, .sample(glyphs: .ascii))
    state.press("v")
    expectScreen(
      state.section(),
      reads: """
                                2026-04  2026-10   2027-04
                                ------today-v--------------------
        > + ROI plan 2027        =======----|----
            ~ Move every team …       ==----|
            ? Scan every merge…            -|------
            * Turn Jenkins off   ===========|
          ? Geo for the second…             |--------------------
          * ROI plan 2026       ~=          |
        """)
  }

  @Test func `a customer without a plan hears what one is good for`() {
    var state = state([])
    #expect(state.text().contains("No success plan yet; a adds one."))
    state.press("a", "2")
    state.type(" of Acme 2027-03-31")
    var fields = Fields()
    fields[SuccessPlan.name] = "Stage Adoption of Acme"
    fields[SuccessPlan.type] = .stageAdoption
    fields[SuccessPlan.dueDate] = Day(year: 2027, month: 3, day: 31)
    let add = AddPlan(id: SuccessPlan.ID(""), account: Self.acme, fields: fields)
    #expect(state.press("enter") == [.perform([.addPlan(add)], label: nil)])
  }

  @Test func `an objective is added to the plan under the cursor, with its date in one line`() {
    var state = state()
    state.press("a", "1")
    state.type("Halve the build times 2w")
    var fields = Fields()
    fields[CTA.name] = "Halve the build times"
    fields[CTA.type] = .objective
    fields[CTA.plan] = SuccessPlan.ID("plan")
    fields[CTA.dueDate] = Day.sampleToday.adding(days: 14)
    fields[CTA.objectiveCategory] = .roi
    let add = AddCTA(id: CTA.ID(""), account: Self.acme, fields: fields)
    #expect(state.press("enter") == [.perform([.addCTA(add)], label: nil)])
  }

  @Test func `a task is added to the objective under the cursor`() {
    var state = state()
    state.press("down", "a", "1")
    state.type("Book the workshop")
    var fields = Fields()
    fields[CTATask.name] = "Book the workshop"
    let add = AddTask(id: CTATask.ID(""), cta: CTA.ID("late"), fields: fields)
    #expect(state.press("enter") == [.perform([.addTask(add)], label: nil)])
  }

  @Test func `an objective closes with its outcome only`() {
    var state = state()
    state.press("down", "x", "1", "enter")
    #expect(state.text().contains("An objective closes with the summary of its outcome"))
    state.type("Builds take 6 minutes")
    let close = CloseCTA(
      id: CTA.ID("late"), status: .closedSuccess, outcome: "Builds take 6 minutes")
    #expect(state.press("enter") == [.perform([.closeCTA(close)], label: nil)])
  }

  @Test func `a closed objective is opened again`() {
    var state = state()
    for _ in 0..<3 { state.press("down") }
    let reopen = ReopenCTA(id: CTA.ID("done"), from: .closedSuccess)
    #expect(state.press("x") == [.perform([.reopenCTA(reopen)], label: nil)])
  }

  @Test func `marked tasks close together, and opening is the way back`() {
    var state = state()
    state.press("down", "enter")
    for _ in 0..<7 { state.press("down") }
    state.press("space", "space")
    let close = ["t2", "t3"].map { id in
      Mutation.setTaskStatus(
        SetTaskStatus(id: CTATask.ID(id), from: id == "t2" ? .inProgress : .open, status: .closed))
    }
    #expect(state.press("x") == [.perform(close, label: "Set 2 tasks to closed")])
  }

  @Test func `a plan with open objectives asks before it closes`() {
    var state = state()
    state.press("x")
    #expect(state.text().contains("2 objectives are open"))
    let close = SetPlanStatus(id: SuccessPlan.ID("plan"), from: .active, status: .closed)
    #expect(state.press("y") == [.perform([.setPlanStatus(close)], label: nil)])
  }

  @Test func `a due date is typed as people say it`() {
    var state = state()
    state.press("down", "d")
    for _ in 0..<10 { state.press("backspace") }
    state.type("soon")
    state.press("enter")
    #expect(state.text().contains("Write tomorrow, fri, 7d, 2w or YYYY-MM-DD."))
    for _ in 0..<4 { state.press("backspace") }
    state.type("1w")
    let change = FieldChange(
      CTA.dueDate, from: Day.sampleToday.adding(days: -11), to: Day.sampleToday.adding(days: 7))
    let edit = EditCTA(id: CTA.ID("late"), changes: [change])
    #expect(state.press("enter") == [.perform([.editCTA(edit)], label: nil)])
  }

  @Test func `the owner is chosen among colleagues, and taken back`() throws {
    var plan = Row(SuccessPlan.table, id: "plan")
    plan[SuccessPlan.account] = Account.ID("acme")
    plan[SuccessPlan.name] = "ROI plan 2027"
    plan[SuccessPlan.type] = .roi
    plan[SuccessPlan.status] = .active
    plan[SuccessPlan.owner] = User.ID("005ada")
    let app = try HeadlessApp(.smallCompany + [plan])
    try app.open360("Acme GmbH").press("'", "g", "e", "6")
    app.type("bob")
    try app.press("enter")
    #expect(try app.replica.row(SuccessPlan.table, "plan")?[SuccessPlan.owner] == User.ID("005bob"))
    try app.press("enter")
    #expect(app.text.contains("Owner: Bob Miller"))
    try app.press("u")
    #expect(try app.replica.row(SuccessPlan.table, "plan")?[SuccessPlan.owner] == User.ID("005ada"))
  }

  @Test func `a plan is written to a file whose name says the form`() {
    var state = state()
    state.press("e", "7")
    #expect(state.text().contains("roi-plan-2027.md"))
    for _ in 0..<2 { state.press("backspace") }
    state.type("doc")
    #expect(state.press("enter").isEmpty)
    #expect(state.text().contains("Let the name end in .md"))
    for _ in 0..<3 { state.press("backspace") }
    state.type("html")
    let document = PlanDocument([PlanRow].sample[0], of: "Acme GmbH", today: .sampleToday)
    #expect(state.press("enter") == [.write(document.html, to: "roi-plan-2027.html")])
    _ = state.update(.written("/tmp/roi-plan-2027.html"))
    #expect(state.text().contains("Written to /tmp/roi-plan-2027.html."))
  }

  @Test func `the strategy is written in the editor`() {
    var state = state()
    state.press("e")
    let command = PlansSection.request(.edit, ["plan"], column: SuccessPlan.strategy.name)
    #expect(state.press("3") == [.edit("Runners first.", for: command)])
  }
}

private func day(_ distance: Int) -> Day { Day.sampleToday.adding(days: distance) }

extension [PlanRow] {
  /// An active plan with a late objective, one under way and one reached; a draft; a closed one.
  static var sample: [PlanRow] {
    let late = ObjectiveRow.sample(
      "late", "Move every team to CI", .workInProgress, from: -120, due: -11,
      tasks: [
        .task("t1", "Find the teams", .closed, due: -90),
        .task("t2", "Move the first two", .inProgress, due: -15),
        .task("t3", "Review with the platform team", .open, due: 20),
      ])
    let next = ObjectiveRow.sample("next", "Scan every merge request", .new, from: -20, due: 110)
    let done = ObjectiveRow.sample(
      "done", "Turn Jenkins off", .closedSuccess, from: -200, due: -25)
    return [
      .sample("plan", "ROI plan 2027", .active, [late, next, done], from: -210, due: 71),
      .sample("draft", "Geo for the second site", .draft, [], from: -9, due: 360),
      .sample("old", "ROI plan 2026", .closed, [done], from: -560, due: -200),
    ]
  }
}

extension PlanRow {
  /// Dates are distances from today.
  fileprivate static func sample(
    _ id: String, _ name: String, _ status: SuccessPlanStatus, _ objectives: [ObjectiveRow],
    from: Int, due: Int
  ) -> PlanRow {
    var row = Row(SuccessPlan.table, id: id)
    row[SuccessPlan.name] = name
    row[SuccessPlan.type] = .roi
    row[SuccessPlan.status] = status
    row[SuccessPlan.activeDate] = status == .draft ? nil : day(from)
    row[SuccessPlan.createdAt] = Instant(startOf: day(from))
    row[SuccessPlan.dueDate] = day(due)
    if status == .active {
      row[SuccessPlan.strategy] = "Runners first."
      row[SuccessPlan.highlights] = "Two teams moved."
    }
    return PlanRow(plan: row, ownerName: "Ada Lovelace", objectives: objectives)
  }
}

extension ObjectiveRow {
  fileprivate static func sample(
    _ id: String, _ name: String, _ status: CTAStatus, from: Int, due: Int?, tasks: [Row] = []
  ) -> ObjectiveRow {
    var row = Row(CTA.table, id: id)
    row[CTA.name] = name
    row[CTA.type] = .objective
    row[CTA.status] = status
    row[CTA.startDate] = day(from)
    row[CTA.dueDate] = due.map(day)
    row[CTA.closedDate] = status.isOpen ? nil : day(-20)
    row[CTA.successCriteria] = "Half of the teams build there"
    return ObjectiveRow(cta: row, ownerName: "Ada Lovelace", tasks: tasks)
  }
}

extension Row {
  fileprivate static func task(
    _ id: String, _ name: String, _ status: TaskStatus, due: Int?
  ) -> Row {
    var row = Row(CTATask.table, id: id)
    row[CTATask.name] = name
    row[CTATask.status] = status
    row[CTATask.dueDate] = due.map(day)
    row[CTATask.closedDate] = status.isOpen ? nil : day(-30)
    return row
  }
}
