import CustomerSuccess
import Support
import Testing

@Suite struct MutationPlaybookTests {
  let world = MutationWorld()
  private let risk = CTA.ID("risk")

  private static let first = Playbook(
    name: "Account Triage", type: .risk,
    tasks: [
      PlaybookTask(name: "Log", dueAfter: 1), PlaybookTask(name: "Talk", dueAfter: 2),
      PlaybookTask(name: "Agree", dueAfter: 3),
    ])
  private static let second = Playbook(
    name: "Risk Escalation", type: .risk, tasks: [PlaybookTask(name: "Call everybody")])

  /// Names of the CTA's tasks, in order.
  private var names: [String] {
    world.rows.all(CTATask.table).filter { $0[CTATask.cta] == risk }
      .sorted { ($0[CTATask.position] ?? 0, $0.id) < ($1[CTATask.position] ?? 0, $1.id) }
      .compactMap { $0[CTATask.name] }
  }

  private func change(
    to playbook: Playbook?, from before: Playbook? = nil, ids: String
  ) throws -> Mutation {
    let cta = try world.row(CTA.table, "risk")
    let tasks = world.rows.all(CTATask.table).filter { $0[CTATask.cta] == risk }
    var number = 0
    return try PlaybookChange(
      applying: playbook, insteadOf: before, to: cta, of: world.row(Account.table, "acme"),
      tasks: tasks, author: .ada, start: MutationWorld.today,
      user: { world.rows.row(User.table, $0.rawValue) }
    ).mutation.identified {
      number += 1
      return "\(ids)\(number)"
    }
  }

  @Test func `a playbook adds its tasks behind those that are there`() throws {
    let before = world.rows.rows
    let applied = try world.apply(change(to: Self.first, ids: "a"))
    #expect(names == ["Call the sponsor", "Log", "Talk", "Agree"])
    #expect(try world.row(CTA.table, "risk")[CTA.playbook] == "Account Triage")
    #expect(
      applied.summary == "Applied the playbook Account Triage to CTA Renewal at risk of Acme")
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `tasks of a CTA that is nobody's are the author's, and go with the undo`() throws {
    try world.set(CTA.table, "risk", CTA.owner, nil)
    let before = world.rows.rows
    let applied = try world.apply(change(to: Self.first, ids: "a"))
    #expect(try world.row(CTATask.table, "a1")[CTATask.owner] == .ada)
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `another takes its place: what nobody touched goes, what is done or one's own stays`()
    throws
  {
    try world.apply(change(to: Self.first, ids: "a"))
    try world.apply(
      .setTaskStatus(SetTaskStatus(id: CTATask.ID("a1"), from: .open, status: .closed)))
    try world.apply(
      .editTask(
        EditTask(
          id: CTATask.ID("a2"), changes: [FieldChange(CTATask.owner, from: .ada, to: .bob)])))
    let before = world.rows.rows
    let swap = try change(to: Self.second, from: Self.first, ids: "b")
    let applied = try world.apply(swap)
    #expect(names == ["Call the sponsor", "Log", "Talk", "Call everybody"])
    #expect(try !world.apply(swap).didChange, "sent twice")
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `taking a playbook away leaves what somebody worked on`() throws {
    try world.apply(change(to: Self.first, ids: "a"))
    try world.apply(
      .setTaskStatus(SetTaskStatus(id: CTATask.ID("a1"), from: .open, status: .inProgress)))
    let applied = try world.apply(change(to: nil, from: Self.first, ids: "b"))
    #expect(names == ["Call the sponsor", "Log"])
    #expect(applied.summary == "Took the playbook from CTA Renewal at risk of Acme")
    #expect(try world.row(CTA.table, "risk")[CTA.playbook] == nil)
  }

  @Test func `a task that a colleague began meanwhile stays`() throws {
    try world.apply(change(to: Self.first, ids: "a"))
    let swap = try change(to: Self.second, from: Self.first, ids: "b")
    try world.set(CTATask.table, "a3", CTATask.details, "I asked them already.")
    let applied = try world.apply(swap)
    #expect(names == ["Call the sponsor", "Agree", "Call everybody"])
    try world.set(CTATask.table, "b1", CTATask.status, .inProgress)
    try world.apply(#require(applied.inverse))
    #expect(names == ["Call the sponsor", "Log", "Talk", "Agree", "Call everybody"])
  }

  @Test func `who did not see the playbook of now decides again`() throws {
    let late = try change(to: Self.second, ids: "b")
    try world.apply(change(to: Self.first, ids: "a"))
    #expect(
      try world.refusal(of: late).reason
        == """
        "Playbook" of CTA Renewal at risk of Acme was changed meanwhile: it is "Account Triage" \
        now, you wanted "Risk Escalation"; keep theirs, or apply yours again
        """)
    try world.apply(
      .closeCTA(CloseCTA(id: risk, status: .closedSuccess)))
    #expect(
      try world.refusal(of: change(to: Self.second, from: Self.first, ids: "b")).reason
        == "CTA Renewal at risk of Acme is closed: reopen it to work on it by a playbook")
  }

  @Test func `an onboarding playbook begins the onboarding, and its undo takes that back`() throws {
    let add = AddCTA(
      id: CTA.ID("hello"), account: .acme,
      fields: .with {
        $0[CTA.name] = "Say hello"
        $0[CTA.type] = .lifecycle
      })
    try world.apply(.addCTA(add))
    let before = world.rows.rows
    let apply = ApplyPlaybook(
      id: add.id, playbook: "New Customer Onboarding", from: nil, adding: [], removing: [])
    let applied = try world.apply(.applyPlaybook(apply))
    #expect(
      try world.row(Account.table, "acme")[Account.onboardingStart] == MutationWorld.today)
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }
}

@Suite struct MutationPlanTemplateTests {
  let world = MutationWorld()

  private static let template = PlanTemplate(
    name: "ROI Success Plan", type: .roi, strategy: "Why?", due: .after(days: 365),
    objectives: [
      PlanTemplate.Objective(
        name: "Faster", playbook: "Improve Cycle Time", category: .roi, dueAfterDays: 100),
      PlanTemplate.Objective(name: "Sponsor met", dueAfterDays: 50),
      PlanTemplate.Objective(name: "Lost one", playbook: "Nobody knows it", dueAfterDays: 20),
    ])
  private static let playbook = Playbook(
    name: "Improve Cycle Time", type: .objective, priority: .high,
    tasks: [PlaybookTask(name: "Measure", dueAfter: 10)])

  private func add() throws -> Mutation {
    var number = 0
    return Mutation.addPlan(
      try Self.template.newPlan(
        of: world.row(Account.table, "acme"), with: .with { $0[SuccessPlan.name] = "FY25" },
        author: .ada, today: MutationWorld.today,
        playbook: { $0 == Self.playbook.name ? Self.playbook : nil },
        user: { world.rows.row(User.table, $0.rawValue) })
    ).identified {
      number += 1
      return "n\(number)"
    }
  }

  @Test func `a template makes a draft with its objectives and their tasks in one edit`() throws {
    let before = world.rows.rows
    let applied = try world.apply(add())
    let plan = try world.row(SuccessPlan.table, "n1")
    #expect(plan[SuccessPlan.name] == "FY25")
    #expect(plan[SuccessPlan.strategy] == "Why?")
    #expect(plan[SuccessPlan.dueDate] == MutationWorld.today.adding(days: 365))
    let objectives = world.rows.all(CTA.table).filter { $0[CTA.plan]?.rawValue == "n1" }
    #expect(
      objectives.compactMap { $0[CTA.name] }.sorted() == ["Faster", "Lost one", "Sponsor met"])
    #expect(objectives.allSatisfy { $0[CTA.type] == .objective && $0[CTA.owner] == .ada })
    let faster = try #require(objectives.first { $0[CTA.name] == "Faster" })
    #expect(faster[CTA.priority] == .high)
    let tasks = world.rows.all(CTATask.table).filter { $0[CTATask.cta]?.rawValue == faster.id }
    #expect(tasks.map { $0[CTATask.name] } == ["Measure"])
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `the undo of a plan leaves it alone once somebody added to it`() throws {
    let applied = try world.apply(add())
    try world.apply(
      .addCTA(
        AddCTA(
          id: CTA.ID("mine"), account: .acme,
          fields: .with {
            $0[CTA.name] = "Mine"
            $0[CTA.type] = .objective
            $0[CTA.plan] = SuccessPlan.ID("n1")
          })))
    #expect(
      try world.refusal(of: #require(applied.inverse)).reason
        == "success plan FY25 of Acme has objectives: delete them first, or close the plan")
  }

  @Test func `an objective of another plan does not come with this one`() throws {
    let objective = AddCTA(
      id: CTA.ID("o"), account: .acme, fields: .with { $0[CTA.plan] = SuccessPlan.ID("plan") })
    let plan = AddPlan(
      id: SuccessPlan.ID("p"), account: .acme,
      fields: .with {
        $0[SuccessPlan.name] = "P"
        $0[SuccessPlan.type] = .roi
      }, objectives: [objective])
    #expect(
      try world.refusal(of: .addPlan(plan)).reason
        == "the objective o belongs to another success plan: add it there")
  }
}
