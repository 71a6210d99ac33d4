import CustomerSuccess
import Foundation
import Support
import Testing

@testable import TamService

@Suite struct ImportUsageTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let first = "a0SD0000001abcdMAA"
  private static let second = "a0SD0000001abceMAA"

  /// One account with two subscriptions, of 200 and 50 licenses.
  private func world() throws -> ImportWorld {
    let world = try ImportWorld()
    _ = try world.salesforce([
      "Account": "Id,Name,Type\n\(Self.acme),Acme,Customer\n",
      "Customer_Subscription__c": String(
        contentsOfFile: ImportWorld.fixture("subscriptions/Customer_Subscription__c.csv"),
        encoding: .utf8),
    ])
    return world
  }

  private func importFixture(_ name: String, _ world: ImportWorld) throws -> ObjectReport {
    let report = try world.importer().usage(file: ImportWorld.fixture(name))
    return try #require(report.object("usage"))
  }

  private func series(_ world: ImportWorld, instance host: String) throws -> UsageMonths {
    let instance = try #require(
      try world.rows(Instance.table).first { $0[Instance.hostname] == host })
    let row = try #require(
      try world.rows(UsageSeries.table).first {
        $0[UsageSeries.instance] == Instance.ID(instance.id)
      })
    return try UsageMonths(packed: row[UsageSeries.months] ?? [])
  }

  @Test func `the mart of 2021 becomes series, instances and utilization`() throws {
    let world = try world()
    let report = try importFixture("mart-2021.csv", world)
    #expect((report.read, report.inserted, report.skipped, report.rejected) == (9, 4, 3, 2))

    let months = try series(world, instance: "gitlab.acme.example")
    #expect(months.months.map(\.day) == [Day("2021-08-01"), Day("2021-10-01")])
    let october = try #require(months.months.last)
    #expect(october[.billableUsers] == 130, "the newest ping of the month")
    #expect(months.months[0][.activeUsers] == 110)

    let instances = try world.rows(Instance.table)
    #expect(instances.count == 2, "a subscription without a ping is no instance")
    let server = try #require(instances.first { $0[Instance.uuid] != nil })
    #expect(server[Instance.type] == .production)
    #expect(server[Instance.version] == "14.3.1")
    #expect(server[Instance.lastPing] == Instant("2021-10-22T06:31:12Z"))
    #expect(server[Instance.subscription] == Subscription.ID(Self.first))
    #expect(try world.rows(UsageSeries.table).count == 3)
  }

  // edge 41
  @Test func `marks of failed counts are missing, never numbers`() throws {
    let world = try world()
    let text = try String(contentsOfFile: ImportWorld.fixture("mart-2021.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let report = try #require(try world.usage("\(lines[0])\n\(lines[2])\n").object("usage"))
    let month = try #require(try series(world, instance: "gitlab.acme.example").months.first)
    #expect(month[.billableUsers] == 120)
    #expect(month[.activeUsers] == nil)
    #expect(month[.uniqueActiveUsers] == nil)
    #expect(month[.mergeRequestUsers] == nil)
    #expect(month[.pipelineUsers] == nil)
    #expect(report.notes.contains { $0.hasPrefix("4 counts had failed at the source") })
  }

  // edge 41
  @Test func `rows of no account, of strangers, and with nonsense are told apart`() throws {
    let world = try world()
    let report = try importFixture("mart-2021.csv", world)
    #expect(report.notes.contains("1 rows skipped: the mart knows no account for them"))
    #expect(report.notes.contains { $0.contains("accounts are not here, such as 001D000000Zzzzz") })
    #expect(report.notes.contains { $0.contains("newer ping for the same month") })
    #expect(report.notes.filter { $0.contains("the file lacks") }.count == 1)
    let rejected = try world.rejected.read("rejected-usage.csv")
    #expect(rejected.contains("snapshot_month: \"\"October\"\" is not a date"))
    #expect(rejected.contains("billable_user_count: \"\"many\"\" is not a whole number"))
  }

  @Test func `the mart of 2024 has other columns in another order, and fits the same series`()
    throws
  {
    let world = try world()
    _ = try importFixture("mart-2021.csv", world)
    let report = try importFixture("mart-2024.csv", world)
    #expect(report.inserted == 2)
    #expect(
      report.notes.filter { $0.contains("does not know, left out: BRAND_NEW_METRIC") }.count == 1)
    let instances = try world.rows(Instance.table)
    #expect(instances.count == 2, "the same host and namespace in another spelling")
    let namespace = try #require(instances.first { $0[Instance.namespaceID] == "7001" })
    #expect(namespace[Instance.namespaceName] == "acme-group")
    #expect(namespace[Instance.subscription] == Subscription.ID(Self.second), "by its name")
    let failed = try #require(UsageMetric.named("failed_deployments_28_days_event"))
    let newest = try world.rows(UsageSeries.table)
      .map { try UsageMonths(packed: $0[UsageSeries.months] ?? []) }
      .compactMap { $0.month(Day(daysSinceEpoch: 19_850)) }
    #expect(newest.compactMap { $0[failed] } == [3])
  }

  @Test func `utilization follows the rule of blanks`() throws {
    let world = try world()
    _ = try importFixture("mart-2024.csv", world)
    let account = try #require(try world.row(Account.table, Self.acme))
    #expect(account[Account.billableUsers] == 195)
    #expect(account[Account.licensedUsers] == 250)
    #expect(account[Account.licenseUtilization] == 195.0 / 250)
    #expect(account[Account.utilizationMonth] == Day("2024-05-01"))
    #expect(account[Account.utilizationTrend] == ";;;;;;;;;;;78")
    let subscription = try #require(try world.row(Subscription.table, Self.first))
    #expect(subscription[Subscription.licenseUtilization] == 0.75)
  }

  @Test func `one subscription without a ping leaves the account blank`() throws {
    let world = try world()
    _ = try importFixture("mart-2021.csv", world)
    let account = try #require(try world.row(Account.table, Self.acme))
    #expect(account[Account.licenseUtilization] == nil)
    #expect(account[Account.utilizationMonth] == Day("2021-10-01"))
    #expect(
      try world.row(Subscription.table, Self.first)?[Subscription.licenseUtilization] == 0.65)
    #expect(try world.row(Subscription.table, Self.second)?[Subscription.billableUsers] == nil)
  }

  @Test func `the TAM's label outlives the mart's`() throws {
    let world = try world()
    _ = try importFixture("mart-2021.csv", world)
    var server = try #require(try world.rows(Instance.table).first { $0[Instance.uuid] != nil })
    server[Instance.type] = .obsolete
    try world.world.save(server)
    _ = try importFixture("mart-2024.csv", world)
    let stored = try #require(try world.row(Instance.table, server.id))
    #expect(stored[Instance.type] == .obsolete)
    #expect(stored[Instance.billableUsers] == 150)
  }

  @Test(arguments: ["mart-2021.csv", "mart-2024.csv"])
  func `importing the same file again changes nothing`(name: String) throws {
    let world = try world()
    _ = try importFixture(name, world)
    let head = try world.head()
    let before = try world.everything()
    let again = try world.importer(at: ImportWorld.at.adding(seconds: 60))
      .usage(file: ImportWorld.fixture(name))
    #expect(again.changedNothing, "\(again)")
    #expect(try world.head() == head)
    #expect(try world.everything() == before)
  }

  private static let header =
    "snapshot_month,dim_crm_account_id,dim_subscription_id,delivery_type,uuid,hostname,"
    + "dim_namespace_id,ping_created_at,billable_user_count"

  private func line(month: String = "2024-05-01", ping: String, billable: Int) -> String {
    "\(month),\(Self.acme),\(Self.first),Self-Managed,u,h,,\(ping),\(billable)"
  }

  private func billable(_ world: ImportWorld) throws -> [Int64?] {
    try series(world, instance: "h").values(of: .billableUsers).map(\.value)
  }

  // edge 42
  @Test func `the newest ping of a month wins, in a file and across files`() throws {
    let world = try world()
    let shuffled = [
      line(ping: "2024-05-10 06:00:00", billable: 10),
      line(ping: "2024-05-17 06:00:00", billable: 20),
      line(ping: "2024-05-03 06:00:00", billable: 30),
    ]
    let report = try world.usage("\(Self.header)\n\(shuffled.joined(separator: "\n"))\n")
    #expect(report.object("usage")?.skipped == 2)
    #expect(try billable(world) == [20])
    _ = try world.usage("\(Self.header)\n\(line(ping: "2024-05-10 06:00:00", billable: 99))\n")
    #expect(try billable(world) == [20], "an older ping of another file")
    _ = try world.usage("\(Self.header)\n\(line(ping: "2024-05-24 06:00:00", billable: 15))\n")
    #expect(try billable(world) == [15], "a newer ping with fewer users")
    _ = try world.usage("\(Self.header)\n\(line(ping: "2024-05-24 06:00:00", billable: 16))\n")
    #expect(try billable(world) == [16], "a correction of the same ping")
  }

  // edge 28
  @Test func `a column that the mart no longer has keeps what is stored of it`() throws {
    let world = try world()
    func lines(_ header: String, _ cells: String) -> String {
      """
      \(Self.header),\(header)
      \(line(ping: "2024-05-10 06:00:00", billable: 1)),\(cells)
      """
    }
    _ = try world.usage(lines("active_user_count,cleaned_version", "7,17.0.1"))
    let narrow = "\(Self.header)\n\(line(ping: "2024-05-17 06:00:00", billable: 2))\n"
    let report = try #require(try world.usage(narrow).object("usage"))
    #expect(report.updated == 1)
    #expect(
      report.notes.contains { $0.contains("lacks, what is stored of them stays: cleaned_version") })
    let month = try #require(try series(world, instance: "h").months.first)
    #expect((month[.billableUsers], month[.activeUsers]) == (2, 7))
    #expect(try world.rows(Instance.table).map { $0[Instance.version] } == ["17.0.1"])
    #expect(try world.usage(narrow).changedNothing)
    _ = try world.usage(
      lines("active_user_count,cleaned_version", ",").replacing("05-10", with: "05-24"))
    #expect(try series(world, instance: "h").months.first?[.activeUsers] == nil, "it is back")
  }

  @Test func `twins with equal pings: the last of the file, in every import`() throws {
    let world = try world()
    let text = """
      \(Self.header)
      \(line(ping: "2024-05-10 06:00:00", billable: 1))
      \(line(ping: "2024-05-10 06:00:00", billable: 2))
      """
    _ = try world.usage(text)
    #expect(try billable(world) == [2])
    #expect(try world.usage(text).changedNothing)
  }

  @Test func `a file that is not the mart is refused with what was expected`() throws {
    let world = try world()
    let head = try world.head()
    let error = #expect(throws: ImportRefusal.self) {
      try world.importer().usage(file: ImportWorld.fixture("data-export/Contact.csv"))
    }
    #expect(error?.description.contains("it lacks snapshot_month") == true)
    #expect(throws: ImportRefusal.self) {
      try world.usage("\(Self.header)\n\(line(ping: "", billable: 1))\n2024-05-01,\"\(Self.acme)")
    }
    #expect(throws: ImportRefusal.self) { try world.importer().usage(file: "/nowhere.csv") }
    #expect(try world.head() == head)
  }

  @Test func `usage that comes before its subscription finds it later`() throws {
    let world = try ImportWorld()
    _ = try world.salesforce(["Account": "Id,Name,Type\n\(Self.acme),Acme,Customer\n"])
    _ = try importFixture("mart-2024.csv", world)
    #expect(try world.rows(UsageSeries.table).allSatisfy { $0[UsageSeries.subscription] == nil })
    _ = try world.salesforce([
      "Customer_Subscription__c": String(
        contentsOfFile: ImportWorld.fixture("subscriptions/Customer_Subscription__c.csv"),
        encoding: .utf8)
    ])
    #expect(try world.rows(UsageSeries.table).allSatisfy { $0[UsageSeries.subscription] != nil })
    #expect(try world.row(Account.table, Self.acme)?[Account.licensedUsers] == 250)
  }
}
