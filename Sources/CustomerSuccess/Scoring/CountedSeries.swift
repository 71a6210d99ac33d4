/// The usage of one installation under one subscription, with what decides whether it counts.
package struct CountedSeries: Sendable {
  /// Of the row of ``UsageSeries``.
  package let id: String
  /// Nil when no subscription of the account is meant.
  package let subscription: String?
  package let delivery: DeliveryType?
  /// What people said of the instance; see ``InstanceChoice/standing(_:_:)``.
  package let standing: Int?
  package let lastPing: Instant?
  package let months: UsageMonths

  package init(
    id: String = "", subscription: String?, delivery: DeliveryType? = nil, standing: Int?,
    lastPing: Instant?, months: UsageMonths
  ) {
    self.id = id
    self.subscription = subscription
    self.delivery = delivery
    self.standing = standing
    self.lastPing = lastPing
    self.months = months
  }

  /// A row of ``UsageSeries`` with that of its instance.
  package init(_ row: Row, instance: Row?) throws(UsageMonthsError) {
    let bytes = row[UsageSeries.months]
    self.init(
      id: row.id, subscription: row[UsageSeries.subscription]?.rawValue,
      delivery: instance?[Instance.deliveryType],
      standing: InstanceChoice.standing(
        instance?[Instance.type], instance?[Instance.healthInclusion]),
      lastPing: row[UsageSeries.lastPing],
      months: try bytes.map { bytes throws(UsageMonthsError) in try UsageMonths(packed: bytes) }
        ?? UsageMonths())
  }

  /// Of several the one that stands best with people, then the largest, then the one that reported
  /// last; only one that reported billable users in the month.
  package static func best(
    of candidates: some Sequence<CountedSeries>, in month: Day
  ) -> (series: CountedSeries, month: UsageMonths.Month)? {
    candidates.compactMap {
      one -> (order: (Int, Int64, Int64), CountedSeries, UsageMonths.Month)? in
      guard let standing = one.standing, let values = one.months.month(month),
        let billable = values[.billableUsers]
      else { return nil }
      return ((-standing, billable, one.lastPing?.microseconds ?? .min), one, values)
    }.max { $0.order < $1.order }.map { ($0.1, $0.2) }
  }

  /// The day on which what is known of a month was so: that of its last ping, which is known of the
  /// newest month, or else the last of the month.
  package func day(of month: Day) -> Day {
    let last = month.firstOfMonth.adding(months: 1).adding(days: -1)
    guard let ping = lastPing?.day(secondsFromGMT: 0), ping.firstOfMonth == month.firstOfMonth
    else { return last }
    return ping
  }

  /// More users than this for each license bought is a fault of the license count (connectors 5.5).
  private static let highestUtilization = 10.0

  /// Billable users and licenses of a month.
  ///
  /// - Parameter licensed: The seats sold, which come before the count in the ping.
  package static func operands(
    _ month: UsageMonths.Month, licensed: Int?
  ) -> LicenseUtilization.Operands {
    let seats = licensed ?? month[.licensedUsers].map { Int($0) }
    let operands = LicenseUtilization.Operands(
      billable: month[.billableUsers].map { Int($0) },
      licensed: seats.flatMap { $0 > 0 ? $0 : nil })
    guard let ratio = operands.ratio, ratio >= highestUtilization else { return operands }
    return .init(billable: operands.billable, licensed: nil)
  }
}

extension Subscription {
  /// Whether the subscription ran in that month; one without dates always does.
  package static func isActive(_ row: Row, in month: Day) -> Bool {
    let status = row[Subscription.status]?.lowercased() ?? ""
    guard !status.hasPrefix("cancel") else { return false }
    let hasStarted = row[Subscription.startDate].map { $0 < month.adding(months: 1) } ?? true
    let hasNotEnded = row[Subscription.endDate].map { $0 >= month } ?? true
    return hasStarted && hasNotEnded
  }
}
