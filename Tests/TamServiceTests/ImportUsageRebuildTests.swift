import CustomerSuccess
import Support
import Testing

@testable import TamService

/// Usage that is thrown away and computed anew.
@Suite struct ImportUsageRebuildTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let globex = "001D000000IqhSMIAZ"
  private static let header =
    "snapshot_month,dim_crm_account_id,dim_subscription_id,delivery_type,uuid,hostname,"
    + "dim_namespace_id,ping_created_at,billable_user_count"

  private func world() throws -> ImportWorld {
    let world = try ImportWorld()
    _ = try world.salesforce(["Account": "Id,Name\n\(Self.acme),Acme\n\(Self.globex),Globex\n"])
    return world
  }

  private func mart(_ lines: [(account: String, host: String, billable: Int)]) -> String {
    lines.reduce("\(Self.header)\n") { text, line in
      text
        + "2024-05-01,\(line.account),,Self-Managed,u,\(line.host),,2024-05-10 06:00:00,"
        + "\(line.billable)\n"
    }
  }

  private func rebuild(_ world: ImportWorld, _ text: String) throws -> ImportReport {
    try world.importer().usage(file: world.files.write(text, to: "usage.csv"), isRebuild: true)
  }

  private func label(_ world: ImportWorld, _ host: String, _ type: InstanceType) throws {
    var row = try #require(
      try world.rows(Instance.table).first { $0[Instance.hostname] == host })
    row[Instance.type] = type
    try world.world.save(row)
  }

  @Test func `from the same mart everything comes out as it was, labels included`() throws {
    let world = try world()
    let text = mart([(Self.acme, "a", 10), (Self.acme, "b", 20), (Self.globex, "c", 30)])
    _ = try world.usage(text)
    try label(world, "a", .obsolete)
    _ = try world.usage(text)
    let before = try world.everything()
    let head = try world.head()
    let report = try #require(try rebuild(world, text).object("usage"))
    #expect(report.inserted == 3)
    #expect(try world.everything() == before)
    #expect(try world.head() == head, "what is as it was moves no position")
  }

  @Test func `what the mart does not know any more goes, but for what somebody labeled`() throws {
    let world = try world()
    _ = try world.usage(
      mart([
        (Self.acme, "a", 10), (Self.acme, "b", 20), (Self.acme, "c", 5), (Self.globex, "d", 30),
      ])
    )
    try label(world, "b", .production)
    try label(world, "c", .nonProduction)
    _ = try rebuild(world, mart([(Self.acme, "c", 7)]))
    let instances = try world.rows(Instance.table)
    #expect(Set(instances.map { $0[Instance.hostname] }) == ["b", "c"])
    let gone = try #require(instances.first { $0[Instance.hostname] == "b" })
    #expect(gone[Instance.type] == .production)
    #expect(gone[Instance.billableUsers] == nil)
    let stays = try #require(instances.first { $0[Instance.hostname] == "c" })
    #expect(stays[Instance.type] == .nonProduction)
    #expect(stays[Instance.billableUsers] == 7)
    #expect(try world.rows(UsageSeries.table).count == 1)
    #expect(try world.row(Account.table, Self.globex)?[Account.billableUsers] == nil)
    #expect(try world.row(Account.table, Self.globex)?[Account.utilizationMonth] == nil)
  }

  @Test func `a file that is not the mart throws nothing away`() throws {
    let world = try world()
    _ = try world.usage(mart([(Self.acme, "a", 10)]))
    let before = try world.everything()
    #expect(throws: ImportRefusal.self) { try rebuild(world, "Id,Name\n1,Acme\n") }
    #expect(try world.everything() == before)
    #expect(try world.usage(mart([(Self.acme, "a", 10)])).changedNothing)
  }
}
