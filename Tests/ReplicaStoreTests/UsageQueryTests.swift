import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct UsageQueryTests {
  private let november = Day(year: 2025, month: 11, day: 1) ?? ReplicaWorld.today

  @Test func `the instance that counts comes first, the others by size`() throws {
    let world = try ReplicaWorld([
      .account("acme"), .instance("big", of: "acme", type: .nonProduction),
      .instance("live", of: "acme", type: .production), .instance("small", of: "acme"),
      .usage("u1", of: "acme", instance: "big"), .usage("u2", of: "acme", instance: "small"),
      .usage("u3", of: "acme", instance: "live"), .account("other"),
      .usage("u4", of: "other", instance: nil),
    ])

    let page = try world.replica.usagePage(of: Account.ID("acme"))

    #expect(page.counting == Instance.ID("live"))
    #expect(page.series.first?.name == "live.example.com")
    #expect(Set(page.series.map(\.id.rawValue)) == ["u1", "u2", "u3"])
  }

  @Test func `months, ping and subscription come with it`() throws {
    var subscription = Row(Subscription.table, id: "sub")
    subscription[Subscription.account] = Account.ID("acme")
    subscription[Subscription.plan] = "Ultimate"
    subscription[Subscription.quantity] = 300
    var usage = Row.usage("u1", of: "acme", instance: nil, [november: [.billableUsers: 120]])
    usage[UsageSeries.subscription] = Subscription.ID("sub")
    usage[UsageSeries.lastPing] = Instant(startOf: ReplicaWorld.today)
    let world = try ReplicaWorld([.account("acme"), subscription, usage])

    let row = try #require(try world.replica.usagePage(of: Account.ID("acme")).series.first)

    #expect(row.plan == "Ultimate")
    #expect(row.subscriptionSeats == 300)
    #expect(row.lastPing == Instant(startOf: ReplicaWorld.today))
    #expect(row.lastMonth?.day == november)
    #expect(row.months.month(november)?[.billableUsers] == 120)
    #expect(row.name == nil)
  }

  @Test func `months that cannot be read say so and are empty`() throws {
    var usage = Row.usage("u1", of: "acme", instance: nil)
    usage[UsageSeries.months] = [9, 9]
    let world = try ReplicaWorld([.account("acme"), usage])

    let row = try #require(try world.replica.usagePage(of: Account.ID("acme")).series.first)

    #expect(row.months.months.isEmpty)
    #expect(row.problem?.contains("update Tamarack") == true)
  }
}

extension Row {
  /// The usage of one instance with these values.
  fileprivate static func usage(
    _ id: String, of account: String, instance: String?,
    _ months: [Day: [UsageMetric: Int64]] = [:]
  ) -> Row {
    var row = Row(UsageSeries.table, id: id)
    row[UsageSeries.account] = Account.ID(account)
    row[UsageSeries.instance] = instance.map { Instance.ID($0) }
    row[UsageSeries.months] =
      UsageMonths(
        months.map { day, values in
          var month = UsageMonths.Month(day)
          for (metric, value) in values { month[metric] = value }
          return month
        }
      ).packed
    return row
  }
}
