import CustomerSuccess
import Testing

@testable import TamService

/// Usage that two accounts have of one installation, when they are merged.
@Suite struct UsageMergeTests {
  private static let old = "001D000000IqhSLIAZ"
  private static let new = "001R0000005hDFYIA2"

  private static func accounts(_ fate: String) -> String {
    "Id,Name,IsDeleted,MasterRecordId\n\(old),Acme,\(fate)\n\(new),Acme Group,0,\n"
  }

  /// A line of the mart; `day` is that of the ping, in the month.
  private static func line(_ account: String, _ month: Int, day: Int, users: Int) -> String {
    "2024-0\(month)-01,\(account),,Self-Managed,u-1,host,,2024-0\(month)-\(day) 06:00:00,\(users)"
  }

  /// Both have April, each has a month of its own.
  private func world(_ label: (inout Row, _ account: String) -> Void = { _, _ in }) throws
    -> ImportWorld
  {
    let world = try ImportWorld()
    _ = try world.salesforce(["Account": Self.accounts("0,")])
    let header =
      "snapshot_month,dim_crm_account_id,dim_subscription_id,delivery_type,uuid,hostname,"
      + "dim_namespace_id,ping_created_at,billable_user_count"
    let lines = [
      Self.line(Self.old, 2, day: 20, users: 2), Self.line(Self.old, 3, day: 10, users: 30),
      Self.line(Self.old, 4, day: 25, users: 4), Self.line(Self.new, 3, day: 20, users: 3),
      Self.line(Self.new, 4, day: 15, users: 40), Self.line(Self.new, 5, day: 20, users: 5),
    ]
    _ = try world.usage(([header] + lines).joined(separator: "\n") + "\n")
    try world.world.write { work in
      for var row in try instances(work.reader) {
        label(&row, row[Instance.account]?.rawValue ?? "")
        try work.put(row)
      }
    }
    _ = try world.salesforce(["Account": Self.accounts("1,\(Self.new)")])
    return world
  }

  private func instances(_ reader: StoreReader) throws -> [Row] {
    var rows: [Row] = []
    try reader.forEachRow(of: Instance.table) { rows.append($0.row) }
    return rows
  }

  private func merge(_ world: ImportWorld) throws {
    let merge = MergeAccounts(loser: Account.ID(Self.old), winner: Account.ID(Self.new))
    _ = try AccountDesk(world.store).apply(.mergeAccounts(merge))
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `months come together, and of a month that both had the newest ping counts`() throws {
    let world = try world()
    #expect(try world.rows(UsageSeries.table).count == 2)
    try merge(world)
    let series = try world.rows(UsageSeries.table)
    #expect(series.map { $0[UsageSeries.account]?.rawValue } == [Self.new])
    let months = try UsageMonths(packed: series.first?[UsageSeries.months] ?? [])
    #expect(months.values(of: .billableUsers).map(\.value) == [2, 3, 4, 5])
    #expect(
      months.months.map(\.day.description) == [
        "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01",
      ])
    let left = try world.store.read {
      try $0.query(
        "SELECT (SELECT count(*) FROM usage_key), (SELECT count(*) FROM usage_month)")
    }
    #expect(left == [[.integer(1), .integer(4)]])
  }

  @Test func `the label of the kept one stays, and what it lacks comes along`() throws {
    let both = try world { row, account in
      row[Instance.type] = account == Self.new ? .production : .nonProduction
      if account == Self.old { row[Instance.healthInclusion] = .optOut }
    }
    try merge(both)
    let kept = try #require(try both.rows(Instance.table).first)
    #expect(try both.rows(Instance.table).count == 1)
    #expect(kept[Instance.type] == .production)
    #expect(kept[Instance.healthInclusion] == .optOut)

    let one = try world { row, account in
      if account == Self.old { row[Instance.type] = .production }
    }
    try merge(one)
    #expect(try one.rows(Instance.table).map { $0[Instance.type] } == [.production])
    #expect(try one.row(Account.table, Self.new)?[Account.billableUsers] == 5)
    #expect(try one.row(Account.table, Self.old)?[Account.billableUsers] == nil)
  }
}
