/// The usage that an account is judged by: of each subscription that runs, the installation that
/// counts, in the newest month (methodology 6.1, 6.2).
package struct CountedUsage: Sendable {
  package struct Part: Sendable {
    package let series: CountedSeries
    package let month: UsageMonths.Month
    /// Nil when no subscription of the account is meant.
    package let subscription: Row?
    /// As it is sold; that of the account where the subscription does not say.
    package let plan: String?

    package var operands: LicenseUtilization.Operands {
      CountedSeries.operands(month, licensed: subscription?[Subscription.quantity])
    }

    fileprivate var isSelfManaged: Bool {
      (series.delivery ?? subscription?[Subscription.deliveryType]) == .selfManaged
    }
  }

  /// The newest month in which anything that may count reported billable users.
  package let month: Day
  package let parts: [Part]

  /// Nil when nothing ever reported billable users.
  package init?(_ series: [CountedSeries], subscriptions: [Row], products: String?) {
    guard let month = Self.newestMonth(of: series) else { return nil }
    self.month = month
    let active = subscriptions.filter { Subscription.isActive($0, in: month) }
    guard !active.isEmpty else {
      let best = CountedSeries.best(of: series, in: month)
      parts =
        best.map {
          [Part(series: $0.series, month: $0.month, subscription: nil, plan: products)]
        } ?? []
      return
    }
    parts = active.compactMap { row in
      let own = series.filter { $0.subscription == row.id }
      // Pings come through the month: until all have, the month before stands in for the newest.
      let best =
        CountedSeries.best(of: own, in: month)
        ?? CountedSeries.best(of: own, in: month.adding(months: -1))
      return best.map {
        Part(
          series: $0.series, month: $0.month, subscription: row,
          plan: row[Subscription.plan] ?? products)
      }
    }
  }

  /// What may not count at all says nothing of how new the data is.
  package static func newestMonth(of series: [CountedSeries]) -> Day? {
    series.filter { $0.standing != nil }.compactMap { one in
      one.months.months.last { $0[.billableUsers] != nil }?.day
    }.max()
  }

  /// When data last arrived; the end of the month where no ping says.
  package var lastArrival: Day {
    parts.compactMap { $0.series.lastPing?.day(secondsFromGMT: 0) }.max()
      ?? month.adding(months: 1)
  }

  /// Billable users and licenses, of the subscriptions where both are known (methodology 6.1).
  package var operands: LicenseUtilization.Operands {
    LicenseUtilization.known(parts.map(\.operands))
  }

  /// The parts that a rule looks at.
  package func parts(for rule: UsageMeasureRule) -> [Part] {
    parts.filter { part in
      (!rule.isUltimateOnly || UseCase.isUltimate(part.plan))
        && (!rule.isSelfManagedOnly || part.isSelfManaged)
    }
  }
}

/// What one rule found in the usage.
package struct MeasuredUsage: Hashable, Sendable {
  package let rule: UsageRule
  package let users: Int64
  /// Nil where heads are counted.
  package let base: Int64?
  /// Of the rows of ``UsageSeries``.
  package let series: [String]

  package var value: Double { base.map { Double(users) / Double($0) } ?? Double(users) }
  package var color: Sentiment { rule.color(of: value) }

  /// Added up over the parts that know both numbers; nil when none does.
  package init?(_ rule: UsageRule, in parts: [CountedUsage.Part]) {
    guard let metric = rule.metric else { return nil }
    var users: Int64 = 0
    var base: Int64 = 0
    var series: [String] = []
    for part in parts {
      guard let found = part.month[metric], found >= 0, found <= Self.largest,
        let under = Self.base(rule.base, of: part), under <= Self.largest
      else { continue }
      users += found
      base += under
      series.append(part.series.id)
    }
    guard !series.isEmpty, rule.base == .heads || base > 0 else { return nil }
    self.rule = rule
    self.users = users
    self.base = rule.base == .heads ? nil : base
    self.series = series
  }

  /// More than anybody has; sums of such numbers still fit.
  private static let largest: Int64 = 1 << 40

  private static func base(_ base: UsageRule.Base, of part: CountedUsage.Part) -> Int64? {
    let month = part.month
    let found: Int64? =
      switch base {
      case .licenses: part.operands.licensed.map(Int64.init)
      case .billable: month[.billableUsers]
      case .umau: month[.uniqueActiveUsers]
      case .heads: 0
      case .deployments: Self.deployments(month)
      }
    return found.flatMap { $0 >= 0 ? $0 : nil }
  }

  private static func deployments(_ month: UsageMonths.Month) -> Int64? {
    guard let good = UsageMetric.named("successful_deployments_28_days_event"),
      let bad = UsageMetric.named("failed_deployments_28_days_event"),
      let successes = month[good], let failures = month[bad], successes >= 0, failures >= 0,
      successes <= largest, failures <= largest
    else { return nil }
    return successes + failures
  }
}
