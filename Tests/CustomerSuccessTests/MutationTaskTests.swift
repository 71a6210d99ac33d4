import Support
import Testing

@testable import CustomerSuccess

@Suite struct MutationTaskTests {
  let world = MutationWorld()
  private let step = CTATask.ID("step")

  private func add(_ id: String, to cta: String = "risk", _ fill: (inout Fields) -> Void)
    -> Mutation
  {
    .addTask(AddTask(id: CTATask.ID(id), cta: CTA.ID(cta), fields: .with(fill)))
  }

  private func set(_ from: TaskStatus, _ status: TaskStatus) -> Mutation {
    .setTaskStatus(SetTaskStatus(id: step, from: from, status: status))
  }

  @Test func `a new task is the CTA owner's and stands at the end`() throws {
    let applied = try world.apply(add("next") { $0[CTATask.name] = "Write it up" }, by: .bob)
    let row = try world.row(CTATask.table, "next")
    #expect(row[CTATask.owner] == .ada)
    #expect(row[CTATask.position] == 2)
    #expect(row[CTATask.status] == .open)
    #expect(applied.summary == "Added task Write it up of Acme")
  }

  @Test func `no position of an import keeps the next task out`() throws {
    try world.set(CTATask.table, "step", column: "position", .integer(.max))
    try world.apply(add("next") { $0[CTATask.name] = "Write it up" })
    #expect(try world.row(CTATask.table, "next")[CTATask.position] == Int.max)
  }

  @Test(arguments: [Int.max, Int.min, NumberLimit.integer + 1])
  func `a number beyond all sense is refused, also by an undo`(number: Int) throws {
    var edit = EditTask(
      id: step, changes: [FieldChange(CTATask.position, from: 1, to: number)])
    #expect(
      try world.refusal(of: .editTask(edit)).reason
        == "\"Position\" of task Call the sponsor of Acme cannot be \(number): at most "
        + "\(NumberLimit.integer) fits")
    edit.isUndo = true
    #expect(try world.refusal(of: .editTask(edit)).code == .invalid)
  }

  @Test func `a closed CTA takes no more tasks`() throws {
    try world.apply(.closeCTA(CloseCTA(id: CTA.ID("risk"), status: .closedSuccess)))
    #expect(
      try world.refusal(of: add("next") { $0[CTATask.name] = "Late" }).reason
        == "CTA Renewal at risk of Acme is closed: reopen it to add tasks")
  }

  @Test func `a task needs a name and a CTA, and starts open`() throws {
    #expect(
      try world.refusal(of: add("next") { _ in }).reason == "a task needs \"Name\": fill it in")
    #expect(
      try world.refusal(of: add("next", to: "nowhere") { $0[CTATask.name] = "Lost" }).code
        == .missing)
    #expect(
      try world.refusal(
        of: add("next") {
          $0[CTATask.name] = "Done"
          $0[CTATask.status] = .closed
        }
      ).reason == "a new task is open: add it first, then set its status")
  }

  @Test func `a closed task says when it was closed, and taking it back forgets`() throws {
    let before = world.rows.rows
    let applied = try world.apply(set(.open, .closed))
    #expect(try world.row(CTATask.table, "step")[CTATask.closedDate] == MutationWorld.today)
    #expect(applied.summary == "Set task Call the sponsor of Acme to closed")
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  enum Result { case moves, rests, conflicts }

  @Test(arguments: [
    (TaskStatus.open, TaskStatus.open, TaskStatus.closed, Result.moves),
    (.closed, .open, .closed, .rests), (.closed, .open, .inProgress, .rests),
    (.closed, .open, .skipped, .conflicts), (.closed, .closed, .open, .moves),
    (.skipped, .closed, .open, .conflicts), (.inProgress, .closed, .open, .conflicts),
    (.inProgress, .open, .closed, .moves), (.closed, .closed, .skipped, .moves),
  ])
  func `done is done, and only what was seen done is undone`(
    found: TaskStatus, seen: TaskStatus, wanted: TaskStatus, result: Result
  ) throws {
    try world.set(CTATask.table, "step", CTATask.status, found)
    switch result {
    case .moves:
      try world.apply(set(seen, wanted))
      #expect(try world.row(CTATask.table, "step")[CTATask.status] == wanted)
    case .rests: #expect(try !world.apply(set(seen, wanted)).didChange)
    case .conflicts: #expect(try world.refusal(of: set(seen, wanted)).code == .conflict)
    }
  }

  @Test func `the status is not edited like a name`() throws {
    func edit(_ change: FieldChange) -> Mutation {
      .editTask(EditTask(id: step, changes: [change]))
    }
    #expect(
      try world.refusal(of: edit(FieldChange(CTATask.status, from: .open, to: .closed))).reason
        == "\"Status\" cannot be edited like other fields: set the status of the task instead")
    let rename = edit(FieldChange(CTATask.name, from: "Call the sponsor", to: "Call Eve"))
    #expect(try world.apply(rename).summary == "Edited task Call the sponsor of Acme")
  }

  @Test func `an open task goes and comes back, a done one stays`() throws {
    let before = world.rows.rows
    let applied = try world.apply(.deleteTask(DeleteTask(id: step)))
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
    try world.apply(set(.open, .skipped))
    #expect(
      try world.refusal(of: .deleteTask(DeleteTask(id: step))).reason
        == "task Call the sponsor of Acme is done and stays as a record: reopen it to delete it")
  }
}

@Suite struct MutationPlanTests {
  let world = MutationWorld()
  private let plan = SuccessPlan.ID("plan")

  private func set(_ from: SuccessPlanStatus, _ status: SuccessPlanStatus) -> Mutation {
    .setPlanStatus(SetPlanStatus(id: plan, from: from, status: status))
  }

  @Test func `a new plan is a draft of the author's`() throws {
    let applied = try world.apply(
      .addPlan(
        AddPlan(
          id: SuccessPlan.ID("new"), account: .acme,
          fields: .with {
            $0[SuccessPlan.name] = "Adopt Secure"
            $0[SuccessPlan.type] = .stageAdoption
          })))
    let row = try world.row(SuccessPlan.table, "new")
    #expect(row[SuccessPlan.status] == .draft)
    #expect(row[SuccessPlan.owner] == .ada)
    #expect(applied.summary == "Added success plan Adopt Secure of Acme")
  }

  @Test func `an objective due before one of its tasks keeps the plan a draft`() throws {
    let late = MutationWorld.today.adding(days: 31)
    try world.apply(
      .addTask(
        AddTask(
          id: CTATask.ID("late"), cta: CTA.ID("objective"),
          fields: .with {
            $0[CTATask.name] = "Train the last team"
            $0[CTATask.dueDate] = late
          })))
    #expect(
      try world.refusal(of: set(.draft, .active)).reason
        == """
        success plan Roll out CI of Acme cannot become active: its objective CI for everyone is \
        due on \(late.adding(days: -1)), before its task Train the last team on \(late); move one \
        of them
        """)
    try world.set(CTATask.table, "late", CTATask.dueDate, late.adding(days: -1))
    try world.apply(set(.draft, .active))
    #expect(
      try world.row(SuccessPlan.table, "plan")[SuccessPlan.activeDate] == MutationWorld.today)
  }

  @Test func `a plan moves on from the status that was seen`() throws {
    try world.apply(set(.draft, .active))
    #expect(try !world.apply(set(.draft, .active)).didChange)
    #expect(try world.refusal(of: set(.draft, .closed)).code == .conflict)
    try world.apply(set(.active, .closed))
  }

  @Test func `activating and taking it back leaves no date behind`() throws {
    let before = world.rows.rows
    let applied = try world.apply(set(.draft, .active))
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `the strategy is nobody's to overwrite unseen`() throws {
    func edit(_ from: String?, _ to: String) -> Mutation {
      .editPlan(
        EditPlan(id: plan, changes: [FieldChange(SuccessPlan.strategy, from: from, to: to)]))
    }
    try world.apply(edit(nil, "Team by team"))
    #expect(
      try world.refusal(of: edit(nil, "All at once"), by: .bob).reason
        == """
        "Strategy" of success plan Roll out CI of Acme was changed meanwhile: it is \
        "Team by team" now, you wanted "All at once"; keep theirs, or apply yours again
        """)
  }

  @Test func `a plan with objectives is not deleted, an empty one is and comes back`() throws {
    #expect(
      try world.refusal(of: .deletePlan(DeletePlan(id: plan))).reason
        == "success plan Roll out CI of Acme has objectives: delete them first, or close the plan")
    try world.apply(.deleteCTA(DeleteCTA(id: CTA.ID("objective"))))
    let before = world.rows.rows
    let applied = try world.apply(.deletePlan(DeletePlan(id: plan)))
    #expect(world.rows.row(SuccessPlan.table, "plan") == nil)
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }
}
