import CustomerSuccess
import Foundation
import Logging
import Rules
import Support
import Testing

@testable import Sandbox
@testable import TamService

@Suite struct PlaybookShelfTests {
  private let world: World
  private let shelf: PlaybookShelf

  init() throws {
    world = try World()
    shelf = PlaybookShelf(
      store: world.store,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  private func write(_ text: String, to file: String, in folder: String = "playbooks") throws {
    let place = "\(world.store.directory.path)/\(folder)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try text.write(toFile: "\(place)/\(file)", atomically: true, encoding: .utf8)
  }

  private func stored(_ name: String) throws -> Playbook? {
    try world.store.read { try $0.row(StoredPlaybook.table, name) }
      .flatMap(StoredPlaybook.playbook)
  }

  @Test func `what ships is stored for everybody, once`() throws {
    let content = try shelf.catchUp()
    #expect(content.problems == [])
    #expect(content.playbooks.count == ShippedFile.playbooks.count)
    #expect(try stored("Account Handoff")?.tasks.count == 15)
    let template = try world.store.read {
      try $0.row(StoredPlanTemplate.table, "ROI Success Plan")
    }
    #expect(template.flatMap(StoredPlanTemplate.template)?.type == .roi)
    let head = try world.store.read { try $0.head() }
    try shelf.catchUp()
    #expect(try world.store.read { try $0.head() } == head, "the same again is no change")
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `a file adds a playbook, or takes the place of the shipped one of its name`() throws {
    try write("name: Health Check\ntype: Lifecycle", to: "check.yaml")
    try write("name: Upcoming Renewal\ntype: Renewal\ntasks:\n  - name: Ask", to: "a.yaml")
    try write("name: Land\ntype: Account Plan", to: "land.yaml", in: "plans")
    let content = try shelf.catchUp()
    #expect(try stored("Health Check")?.type == .lifecycle)
    #expect(try stored("Upcoming Renewal")?.tasks.map(\.name) == ["Ask"])
    #expect(
      content.playbookFiles == [
        "Health Check": "playbooks/check.yaml", "Upcoming Renewal": "playbooks/a.yaml",
      ])
    #expect(content.templateFiles == ["Land": "plans/land.yaml"])
    for file in ["check.yaml", "a.yaml"] {
      try FileManager.default.removeItem(
        atPath: "\(world.store.directory.path)/playbooks/\(file)")
    }
    try shelf.catchUp(since: content)
    #expect(try stored("Health Check") == nil)
    #expect(try stored("Upcoming Renewal")?.tasks.count == 5)
  }

  @Test func `a file with a mistake is left out, and what it said before stays`() throws {
    try write("name: Health Check\ntype: Lifecycle", to: "check.yaml")
    let before = try shelf.catchUp()
    try write("name: Health Check\ntype: Lifecicle", to: "check.yaml")
    try write("name: Account Handoff\ntype: Activity", to: "one.yaml")
    try write("name: Account Handoff\ntype: Activity", to: "two.yaml")
    let content = try shelf.catchUp(since: before)
    #expect(
      content.problems.map(\.description) == [
        """
        playbooks/check.yaml:2: type is "Lifecicle": write Risk, Expansion, Lifecycle, Activity, \
        Renewal, Objective or Digital Journey
        """,
        """
        playbooks/two.yaml: playbooks/one.yaml is called "Account Handoff", too: give one of them \
        another name
        """,
      ])
    #expect(try stored("Health Check")?.type == .lifecycle)
    #expect(try stored("Account Handoff")?.tasks == [])
  }

  @Test func `a CTA that a rule opens has the tasks of its playbook, for those who do them`()
    throws
  {
    let renewing = SmallCompany.customer {
      $0[Account.renewalDate] = SmallCompany.today.adding(months: 4)
    }
    let world = try World(company: [renewing])
    try PlaybookShelf(
      store: world.store,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    ).catchUp()
    _ = try world.rules.run("cta-upcoming-renewal")
    let tasks = try world.store.read {
      try $0.rows(CTATask.table, where: CTATask.account.name, equals: .text("acme"))
    }.sorted { ($0[CTATask.position] ?? 0) < ($1[CTATask.position] ?? 0) }
    #expect(tasks.map { $0[CTATask.owner]?.rawValue } == ["olga", "ada", "olga", "ada", "ada"])
    #expect(tasks.first?[CTATask.name] == "Hold the renewal review with the account team")
    #expect(try world.rules.rehearse("cta-upcoming-renewal").changes == [])
  }

  /// Otherwise no playbook could take the place of one there.
  @Test func `the make-believe company follows playbooks that ship`() throws {
    let shipped = Dictionary(
      uniqueKeysWithValues: PlaybookFolder(world.store.directory).content().playbooks.map {
        ($0.name, $0)
      })
    let plans =
      [PlaybookPlan.onboarding, .renewal] + PlaybookPlan.ordinary + PlaybookPlan.risks
      + PlaybookPlan.objectives
    for plan in plans {
      let playbook = try #require(shipped[plan.name], "\(plan.name)")
      #expect(playbook.type == plan.type && playbook.reason == plan.reason, "\(plan.name)")
      #expect(playbook.tasks.map(\.name).starts(with: plan.tasks), "\(plan.name)")
    }
  }
}
