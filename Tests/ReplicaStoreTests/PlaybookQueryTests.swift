import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct PlaybookQueryTests {
  private let today = ReplicaWorld.today

  private static let triage = Playbook(
    name: "Account Triage", type: .risk, tasks: [PlaybookTask(name: "Log"), .init(name: "Talk")])
  private static let escalation = Playbook(
    name: "Risk Escalation", type: .risk, tasks: [PlaybookTask(name: "Lead")])

  private func world() throws -> ReplicaWorld {
    let template = PlanTemplate(
      name: "Land", type: .accountPlan,
      objectives: [.init(name: "First team", playbook: "Account Triage", dueAfterDays: 30)])
    return try ReplicaWorld([
      StoredPlaybook.row(Self.escalation), StoredPlaybook.row(Self.triage),
      StoredPlanTemplate.row(template), .account("acme"), .cta("risk", of: "acme"),
    ])
  }

  /// Gives what is new an id and stores it.
  private func perform(_ mutation: Mutation, on world: ReplicaWorld) throws {
    let new = mutation.identified { world.environment.newID() }
    _ = try world.replica.perform([new], label: nil)
  }

  @Test func `playbooks come by name, and one in a newer shape is left out`() throws {
    let world = try world()
    var newer = try StoredPlaybook.row(Playbook(name: "Newer", type: .risk, tasks: []))
    newer[StoredPlaybook.body] = "{}"
    try world.deliver([newer])
    #expect(try world.replica.playbooks() == [Self.triage, Self.escalation])
    #expect(try world.replica.planTemplates().map(\.name) == ["Land"])
    #expect(try world.replica.playbook("Account Triage") == Self.triage)
    #expect(try world.replica.playbook("Newer") == nil)
  }

  @Test func `one playbook takes the place of another offline, and undo brings the first back`()
    throws
  {
    let world = try world()
    let cta = CTA.ID("risk")
    func names() throws -> [String] {
      try world.replica.cta(cta)?.tasks.compactMap { $0[CTATask.name] } ?? []
    }
    func apply(_ playbook: Playbook) throws {
      let change = try #require(try world.replica.change(of: cta, to: playbook, today: today))
      try perform(change.mutation, on: world)
    }
    try apply(Self.triage)
    #expect(try names() == ["Log", "Talk"])
    let change = try #require(
      try world.replica.change(of: cta, to: Self.escalation, today: today))
    #expect(change.removing.compactMap { $0[CTATask.name] } == ["Log", "Talk"])
    #expect(change.adding.compactMap { $0[CTATask.name] } == ["Lead"])
    try apply(Self.escalation)
    #expect(try names() == ["Lead"])
    _ = try world.replica.undo()
    #expect(try names() == ["Log", "Talk"])
    #expect(try world.replica.cta(cta)?.summary.playbook == "Account Triage")
    #expect(
      try world.replica.change(of: CTA.ID("nowhere"), to: Self.triage, today: today) == nil)
  }

  @Test func `a CTA and a plan are made with all their tasks at once`() throws {
    let world = try world()
    let account = Account.ID("acme")
    let add = try #require(
      try world.replica.newCTA(
        by: Self.triage, of: account, with: Fields(), today: today))
    try perform(.addCTA(add), on: world)
    let template = try #require(try world.replica.planTemplates().first)
    let plan = try #require(
      try world.replica.newPlan(
        by: template, of: account, with: Fields(), today: today))
    try perform(.addPlan(plan), on: world)
    let made = try world.replica.planRows(of: account)
    #expect(made.map { $0.plan[SuccessPlan.name] } == ["Land"])
    #expect(made[0].objectives.map { $0.cta[CTA.name] } == ["First team"])
    #expect(made[0].objectives[0].tasks.count == 2)
    _ = try world.replica.undo()
    #expect(try world.replica.planRows(of: account).isEmpty)
    #expect(try world.replica.ctas().filter { $0.playbook != nil }.map(\.taskCount) == [2])
  }
}
