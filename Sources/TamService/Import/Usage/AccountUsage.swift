import CustomerSuccess

/// The license utilization of one account, from its series and subscriptions (methodology 6.1).
struct AccountUsage {
  let series: [CountedSeries]
  let subscriptions: [Row]

  /// Months of ``Account/utilizationTrend``.
  static let trendMonths = 12
  /// The newest month in which anything that may count reported billable users.
  private var newestMonth: Day? { CountedUsage.newestMonth(of: series) }

  /// Subscriptions with their numbers as they should be.
  func updatedSubscriptions() -> [Row] {
    let month = newestMonth
    return subscriptions.map { row in
      let operands = month.map { current(row, $0) } ?? .init(billable: nil, licensed: nil)
      var row = row
      row[Subscription.billableUsers] = operands.billable
      row[Subscription.licenseUtilization] = operands.ratio
      return row
    }
  }

  /// The account with its numbers as they should be.
  func updated(_ account: Row) -> Row {
    var account = account
    guard let month = newestMonth else {
      account[Account.billableUsers] = nil
      account[Account.licensedUsers] = nil
      account[Account.licenseUtilization] = nil
      account[Account.utilizationMonth] = nil
      account[Account.utilizationTrend] = nil
      return account
    }
    let active = subscriptions.filter { Subscription.isActive($0, in: month) }
    let operands =
      active.isEmpty
      ? bestOperands(series, month, licensed: nil)
      : LicenseUtilization.account(active.map { current($0, month) })
    account[Account.billableUsers] = operands.billable
    account[Account.licensedUsers] = operands.licensed
    account[Account.licenseUtilization] = operands.ratio
    account[Account.utilizationMonth] = month
    account[Account.utilizationTrend] = trend(to: month)
    return account
  }

  /// Pings come through the month: until all have, the month before stands in for the newest.
  private func current(_ subscription: Row, _ month: Day) -> LicenseUtilization.Operands {
    let newest = operands(of: subscription, in: month)
    return newest.billable != nil
      ? newest : operands(of: subscription, in: month.adding(months: -1))
  }

  private func operands(of row: Row, in month: Day) -> LicenseUtilization.Operands {
    bestOperands(
      series.filter { $0.subscription == row.id }, month, licensed: row[Subscription.quantity])
  }

  /// - Parameter licensed: The seats sold, which come before the count in the ping.
  private func bestOperands(
    _ candidates: [CountedSeries], _ month: Day, licensed: Int?
  ) -> LicenseUtilization.Operands {
    CountedSeries.best(of: candidates, in: month)
      .map { CountedSeries.operands($0.month, licensed: licensed) }
      ?? .init(billable: nil, licensed: licensed)
  }

  /// Whole percents of twelve months, oldest first; empty where nothing is known.
  private func trend(to month: Day) -> String {
    (0..<Self.trendMonths).map { back in
      let day = month.adding(months: back - Self.trendMonths + 1)
      let active = subscriptions.filter { Subscription.isActive($0, in: day) }
      let operands =
        active.isEmpty
        ? bestOperands(series, day, licensed: nil)
        : LicenseUtilization.known(active.map { self.operands(of: $0, in: day) })
      return operands.ratio.map { String(Int(($0 * 100).rounded())) } ?? ""
    }.joined(separator: ";")
  }
}
