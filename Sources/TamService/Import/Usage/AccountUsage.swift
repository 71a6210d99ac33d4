import CustomerSuccess

/// The license utilization of one account, from its series and subscriptions (methodology 6.1).
struct AccountUsage {
  struct Series {
    /// Nil when no subscription of the account is meant.
    let subscription: String?
    /// What people said of the instance; see ``InstanceChoice/standing(_:_:)``.
    let standing: Int?
    let lastPing: Instant?
    let months: UsageMonths
  }

  let series: [Series]
  let subscriptions: [Row]

  /// Months of ``Account/utilizationTrend``.
  static let trendMonths = 12
  /// More users than this for each license bought is a fault of the license count (connectors 5.5).
  private static let highestUtilization = 10.0

  /// The newest month in which anything reported billable users.
  private var newestMonth: Day? {
    series.compactMap { one in
      one.months.months.last { $0[.billableUsers] != nil }?.day
    }.max()
  }

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
    let active = subscriptions.filter { isActive($0, in: month) }
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

  /// Of several instances the one that stands best with people, then the largest, then the one that
  /// reported last.
  ///
  /// - Parameter licensed: The seats sold, which come before the count in the ping.
  private func bestOperands(
    _ candidates: [Series], _ month: Day, licensed: Int?
  ) -> LicenseUtilization.Operands {
    let found = candidates.compactMap { one -> (order: (Int, Int64, Int64), UsageMonths.Month)? in
      guard let standing = one.standing, let values = one.months.month(month),
        let billable = values[.billableUsers]
      else { return nil }
      return ((-standing, billable, one.lastPing?.microseconds ?? .min), values)
    }
    guard let best = found.max(by: { $0.order < $1.order })?.1 else {
      return .init(billable: nil, licensed: licensed)
    }
    let seats = licensed ?? best[.licensedUsers].map { Int($0) }
    let operands = LicenseUtilization.Operands(
      billable: best[.billableUsers].map { Int($0) }, licensed: seats.flatMap { $0 > 0 ? $0 : nil })
    guard let ratio = operands.ratio, ratio >= Self.highestUtilization else { return operands }
    return .init(billable: operands.billable, licensed: nil)
  }

  /// Whole percents of twelve months, oldest first; empty where nothing is known.
  private func trend(to month: Day) -> String {
    (0..<Self.trendMonths).map { back in
      let day = month.adding(months: back - Self.trendMonths + 1)
      let active = subscriptions.filter { isActive($0, in: day) }
      let operands =
        active.isEmpty
        ? bestOperands(series, day, licensed: nil)
        : LicenseUtilization.known(active.map { self.operands(of: $0, in: day) })
      return operands.ratio.map { String(Int(($0 * 100).rounded())) } ?? ""
    }.joined(separator: ";")
  }

  /// Whether the subscription ran in that month; one without dates always does.
  private func isActive(_ row: Row, in month: Day) -> Bool {
    let status = row[Subscription.status]?.lowercased() ?? ""
    guard !status.hasPrefix("cancel") else { return false }
    let hasStarted = row[Subscription.startDate].map { $0 < month.adding(months: 1) } ?? true
    let hasNotEnded = row[Subscription.endDate].map { $0 >= month } ?? true
    return hasStarted && hasNotEnded
  }
}
