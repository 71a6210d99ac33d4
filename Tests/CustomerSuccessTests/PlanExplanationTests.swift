import CustomerSuccess
import Support
import Testing

@Suite struct PlanExplanationTests {
  private let today = MutationWorld.today

  private func plan(_ fill: (inout Row) -> Void = { _ in }) -> Row {
    MutationWorld.row(SuccessPlan.table, "plan") {
      $0[SuccessPlan.name] = "Roll out CI"
      $0[SuccessPlan.status] = .active
      $0[SuccessPlan.createdAt] = MutationWorld.noon.adding(seconds: -172_800)
      fill(&$0)
    }
  }

  private func objective(
    _ name: String, due: Int? = nil, closed: Int? = nil, tasks: [(due: Int?, isDone: Bool)] = []
  ) -> PlanExplanation.Objective {
    let row = MutationWorld.row(CTA.table, name) {
      $0[CTA.name] = name
      $0[CTA.dueDate] = due.map { today.adding(days: $0) }
      $0[CTA.closedDate] = closed.map { today.adding(days: $0) }
    }
    return PlanExplanation.Objective(
      row,
      tasks: tasks.enumerated().map { number, task in
        MutationWorld.row(CTATask.table, "\(name)-\(number)") {
          $0[CTATask.name] = "Step \(number)"
          $0[CTATask.dueDate] = task.due.map { today.adding(days: $0) }
          $0[CTATask.closedDate] = task.isDone ? today : nil
        }
      })
  }

  private func explanation(
    _ plan: Row, _ objectives: [PlanExplanation.Objective] = [], author: String? = nil
  ) -> PlanExplanation {
    PlanExplanation(
      plan, customer: "Acme", objectives: objectives, author: author, now: MutationWorld.noon)
  }

  @Test func `who or what opened it is said`() {
    #expect(
      explanation(plan(), author: "Ada").origin == ["Opened by Ada on 2024-10-02 (2d ago)"])
    #expect(
      explanation(plan { $0[SuccessPlan.template] = "Land" }, author: "Ada").origin
        == ["Opened by Ada on 2024-10-02 (2d ago), from the template Land"])
    let byRule = plan {
      $0[SuccessPlan.source] = "Success Plan - ROI"
      $0[SuccessPlan.because] = "No plan is open."
    }
    #expect(
      explanation(byRule).origin == [
        "Opened by the rule Success Plan - ROI on 2024-10-02 (2d ago)",
        "Because: No plan is open.",
        "At the service, tamd rules explain \"Acme\" lists the run and its row.",
      ])
    #expect(explanation(plan()).origin.first?.hasPrefix("It came with an import") == true)
  }

  @Test func `a draft says what keeps it one`() {
    let draft = plan { $0[SuccessPlan.status] = .draft }
    let late = objective("CI", due: 3, tasks: [(9, false), (12, false), (nil, false)])
    #expect(
      explanation(draft, [objective("Fine", due: 9, tasks: [(9, false)])]).standing.count == 1)
    #expect(
      explanation(draft, [late]).standing.last
        == "  CI is due \(today.adding(days: 3)), its task Step 1 \(today.adding(days: 12)): "
        + "move one of them")
  }

  @Test func `progress is the mean of the objectives`() {
    let all = [
      objective("Done", closed: -1), objective("Half", tasks: [(nil, true), (nil, false)]),
      objective("Bare"),
    ]
    #expect(
      explanation(plan(), all).advance == [
        "50%, the mean of 3 objectives:", "  Done: closed \(today.adding(days: -1)), counts whole",
        "  Half: 1 of 2 tasks done, counts by them",
        "  Bare: open and without tasks, counts nothing",
      ])
    #expect(explanation(plan()).advance == ["0 %: it has no objective yet."])
  }

  @Test func `what ROI lacks is named`() {
    #expect(
      explanation(plan()).outcomes
        == ["For ROI it counts Red: it lacks an objective, a strategy, highlights."])
    let whole = plan {
      $0[SuccessPlan.strategy] = "Pilot"
      $0[SuccessPlan.highlights] = "Fast"
    }
    let goal = objective("CI")
    var planned = goal.row
    planned[CTA.plan] = SuccessPlan.ID("plan")
    #expect(
      explanation(whole, [.init(planned, tasks: [])]).outcomes
        == ["For ROI it counts Green: it lacks nothing."])
  }

  @Test func `what a person adds no rule opened, whatever the edit says`() throws {
    let world = MutationWorld()
    let fields = Fields.with {
      $0[SuccessPlan.name] = "Mine"
      $0[SuccessPlan.type] = .roi
      $0[SuccessPlan.template] = "Land"
      $0[SuccessPlan.source] = "Success Plan - ROI"
      $0[SuccessPlan.createdBy] = .bob
    }
    try world.apply(
      .addPlan(AddPlan(id: SuccessPlan.ID("new"), account: .acme, fields: fields)))
    let row = try world.row(SuccessPlan.table, "new")
    #expect(row[SuccessPlan.createdBy] == .ada)
    #expect(row[SuccessPlan.template] == "Land")
    #expect(row[SuccessPlan.source] == nil)
  }
}
