/// A metric over consecutive months, month by month (methodology 6.2).
///
/// A value is that of the month's last ping, so the month that is running still changes. Months
/// without a value stay missing; nothing is filled in.
package struct UsageTrend: Hashable, Sendable {
  /// The first day of each month, ascending, without holes.
  package let months: [Day]
  /// One a month; nil is missing.
  package let values: [Int64?]

  /// The `count` months that end with `last`.
  package init(_ usage: UsageMonths, of metric: UsageMetric, last: Day, count: Int) {
    let first = last.firstOfMonth.adding(months: 1 - max(count, 1))
    months = (0..<max(count, 1)).map { first.adding(months: $0) }
    values = months.map { usage.month($0)?[metric] }
  }

  /// The newest month with a value.
  package var latest: (month: Day, value: Int64)? {
    for (month, value) in zip(months, values).reversed() {
      if let value { return (month, value) }
    }
    return nil
  }

  /// What the newest month with a value gained on the month right before it; nil when that one is
  /// missing.
  package var change: Int64? {
    guard let index = values.lastIndex(where: { $0 != nil }), index > 0,
      let now = values[index], let before = values[index - 1]
    else { return nil }
    let (difference, overflow) = now.subtractingReportingOverflow(before)
    return overflow ? nil : difference
  }

  /// ``change`` as a ratio of the month before; nil when that was nothing.
  package var growth: Double? {
    guard let change, let latest, latest.value != change else { return nil }
    return Double(change) / Double(latest.value - change)
  }
}
