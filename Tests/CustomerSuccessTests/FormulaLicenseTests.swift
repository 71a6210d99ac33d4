import CustomerSuccess
import Testing

private typealias Operands = LicenseUtilization.Operands

@Suite struct FormulaLicenseTests {
  @Test(arguments: [
    (50, 100, 0.5), (120, 100, 1.2), (0, 100, 0), (nil, 100, nil), (50, nil, nil), (50, 0, nil),
    (0, 0, nil), (-1, 100, nil), (50, -1000, nil), (nil, nil, nil),
  ])
  func `a subscription's utilization is billable over licensed`(
    _ billable: Int?, _ licensed: Int?, _ ratio: Double?
  ) {
    #expect(Operands(billable: billable, licensed: licensed).ratio == ratio)
  }

  /// Subscriptions as billable and licensed; what both rules make of them.
  private static let accounts: [(all: [(Int?, Int?)], current: Double?, known: Double?)] = [
    ([], nil, nil),
    ([(50, 100)], 0.5, 0.5),
    ([(50, 100), (150, 100)], 1, 1),
    ([(90, 100), (nil, 900)], nil, 0.9),
    ([(90, 100), (10, nil)], nil, 0.9),
    ([(nil, 100), (nil, 50)], nil, nil),
    ([(10, 0), (90, 100)], 1, 1),
    ([(10, 0)], nil, nil),
    ([(.max, 1), (.max, 1)], nil, nil),
  ]

  @Test func `one blank leaves the account blank, unless only known subscriptions count`() {
    for (row, account) in Self.accounts.enumerated() {
      let operands = account.all.map { Operands(billable: $0.0, licensed: $0.1) }
      #expect(LicenseUtilization.account(operands).ratio == account.current, "account \(row)")
      #expect(LicenseUtilization.known(operands).ratio == account.known, "account \(row)")
    }
  }

  @Test func `a blank in one sum does not blank the other`() {
    let operands = [
      Operands(billable: nil, licensed: 60), Operands(billable: 5, licensed: 40),
    ]
    #expect(LicenseUtilization.account(operands) == Operands(billable: nil, licensed: 100))
  }

  @Test(arguments: [
    (2, 0.9, nil), (0, 0.05, nil), (-4, 0.9, nil),
    (3, 0.10, Sentiment.red), (3, 0.11, .yellow), (6, 0.50, .yellow), (6, 0.51, .green),
    (6, 1.4, .green),
    (7, 0.50, .red), (7, 0.51, .yellow), (9, 0.75, .yellow), (9, 0.76, .green),
    (10, 0.75, .red), (10, 0.76, .green), (48, 0, .red), (48, 0.75, .red), (48, 1, .green),
  ])
  func `use is judged by the customer's age`(
    _ months: Int, _ utilization: Double, _ color: Sentiment?
  ) {
    let found = LicenseHealth.coded.color(utilization: utilization, ageInMonths: months)
    #expect(found == color)
  }

  @Test func `unknown use and an unknown age have no color`() throws {
    let month = try #require(Day("2021-10-01"))
    #expect(LicenseHealth.coded.color(utilization: nil, ageInMonths: 12) == nil)
    #expect(
      LicenseHealth.coded.color(utilization: 0.9, customerSince: nil, snapshotMonth: month) == nil)
  }

  @Test(arguments: [("2021-07-01", Sentiment.green), ("2021-07-02", nil), ("2021-01-01", .yellow)])
  func `the age is counted in whole months to the snapshot`(
    _ since: String, _ color: Sentiment?
  ) throws {
    let month = try #require(Day("2021-10-01"))
    let found = LicenseHealth.coded.color(
      utilization: 0.6, customerSince: Day(since), snapshotMonth: month)
    #expect(found == color)
  }

  @Test func `more use never looks worse and more age never looks better`() {
    let order: [Sentiment?] = [.red, .yellow, .green]
    for months in 3...14 {
      for percent in 0..<120 {
        let color = rank(percent, months, order)
        #expect(rank(percent + 1, months, order) >= color, "\(percent) % at \(months) months")
        #expect(rank(percent, months + 1, order) <= color, "\(percent) % at \(months) months")
      }
    }
  }

  private func rank(_ percent: Int, _ months: Int, _ order: [Sentiment?]) -> Int {
    let color = LicenseHealth.coded.color(
      utilization: Double(percent) / 100, ageInMonths: months)
    return order.firstIndex(of: color) ?? -1
  }
}
