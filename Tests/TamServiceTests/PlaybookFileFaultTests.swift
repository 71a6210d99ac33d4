import CustomerSuccess
import Logging
import Rules
import Support
import Testing

@testable import TamService

@Suite struct PlaybookFileFaultTests {
  private let world: World
  private let shelf: PlaybookShelf

  init() throws {
    world = try World(company: [
      SmallCompany.customer { $0[Account.renewalDate] = SmallCompany.today.adding(months: 4) }
    ])
    shelf = PlaybookShelf(
      store: world.store,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  private func stored(_ name: String) throws -> Playbook? {
    try world.store.read { try $0.row(StoredPlaybook.table, name) }
      .flatMap(StoredPlaybook.playbook)
  }

  @Test func `a file that cannot be read does not bring back what it had replaced`() throws {
    try world.folder.write(
      "name: Upcoming Renewal\ntype: Renewal\ntasks:\n  - name: Ask", to: "data/playbooks/a.yaml")
    let before = try shelf.catchUp()
    try world.folder.write(
      "name: Upcoming Renewal\ntype: Renewals", to: "data/playbooks/a.yaml")
    let content = try shelf.catchUp(since: before)
    #expect(content.problems.count == 1)
    #expect(try stored("Upcoming Renewal")?.tasks.map(\.name) == ["Ask"])
    #expect(!content.playbooks.contains { $0.name == "Upcoming Renewal" })
  }

  @Test func `files that nobody changed are not read again`() throws {
    try world.folder.write("name: Check\ntype: Risk", to: "data/playbooks/check.yaml")
    let first = try shelf.catchUp()
    try world.write { try $0.delete(StoredPlaybook.table, "Check") }
    try shelf.catchUp(since: first)
    #expect(try stored("Check") == nil, "nobody looked")
    try world.folder.write("name: Check\ntype: Activity", to: "data/playbooks/check.yaml")
    try shelf.catchUp(since: first)
    #expect(try stored("Check")?.type == .activity)
  }

  @Test func `a rule that opens CTAs has playbooks before anybody serves the store`() throws {
    _ = try world.rules.run("cta-upcoming-renewal")
    let tasks = try world.store.read {
      try $0.rows(CTATask.table, where: CTATask.account.name, equals: .text("acme"))
    }
    #expect(tasks.count == 5)
  }
}
