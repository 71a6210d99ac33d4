import CustomerSuccess
import Testing

@Suite struct FormulaUsageTrendTests {
  private let november = Day(year: 2025, month: 11, day: 1) ?? Day(daysSinceEpoch: 0)

  private func usage(_ values: [Int64?], licensed: Int64? = nil) -> UsageMonths {
    UsageMonths(
      values.enumerated().map { index, value in
        var month = UsageMonths.Month(november.adding(months: index + 1 - values.count))
        month[.mergeRequestUsers] = value
        month[.billableUsers] = value.map { $0 * 2 }
        month[.licensedUsers] = licensed
        return month
      })
  }

  private func trend(_ values: [Int64?], count: Int) -> UsageTrend {
    UsageTrend(usage(values), of: .mergeRequestUsers, last: november, count: count)
  }

  @Test func `months without a value stay missing, those before the series too`() {
    let trend = trend([10, nil, 30], count: 5)
    #expect(trend.values == [nil, nil, 10, nil, 30])
    #expect(trend.months.last == november)
    #expect(trend.months.first == november.adding(months: -4))
  }

  @Test(
    arguments: [
      ([10, 15], 5, 0.5), ([20, 10], -10, -0.5), ([0, 10], 10, nil), ([10, nil], nil, nil),
      ([10, nil, 20], nil, nil), ([10, 12, nil], 2, 0.2), ([], nil, nil),
    ] as [([Int64?], Int64?, Double?)])
  func `the change is against the month right before`(
    values: [Int64?], change: Int64?, growth: Double?
  ) {
    let trend = trend(values, count: 6)
    #expect(trend.change == change)
    #expect(trend.growth == growth)
  }

  @Test func `the latest value says which month it is of`() {
    #expect(trend([10, 20, nil], count: 6).latest?.value == 20)
    #expect(trend([10, 20, nil], count: 6).latest?.month == november.adding(months: -1))
    #expect(trend([], count: 6).latest == nil)
  }

  @Test func `a share needs both numbers and something to be a share of`() throws {
    let adoption = try #require(UserAdoption.all.first { $0.useCase == .scm })
    let month = try #require(usage([25], licensed: 100).months.last)
    #expect(adoption.ratio(in: month, licensed: nil) == 0.25)
    #expect(adoption.ratio(in: month, licensed: 50) == 0.5)
    #expect(adoption.ratio(in: month, licensed: 0) == nil)
    let empty = try #require(usage([nil], licensed: 100).months.last)
    #expect(adoption.ratio(in: empty, licensed: nil) == nil)
  }

  @Test func `every share has a metric of the mart`() {
    #expect(UserAdoption.all.count == 16)
    #expect(Set(UserAdoption.all.map(\.label)).count == 16)
  }
}
