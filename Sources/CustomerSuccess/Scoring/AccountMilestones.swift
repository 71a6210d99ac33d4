/// How fast a customer got going, read from its usage (methodology 5.2).
package struct AccountMilestones: Sendable {
  private let configuration: HealthConfiguration
  private let series: [CountedSeries]
  private let subscriptions: [Row]
  private let products: String?

  package init(
    _ configuration: HealthConfiguration, series: [CountedSeries], subscriptions: [Row],
    products: String?
  ) {
    self.configuration = configuration
    self.series = series
    self.subscriptions = subscriptions
    self.products = products
  }

  /// Subscriptions from this day on have the time to their first green use case.
  private static let useCasesSince = Day(year: 2022, month: 2, day: 1) ?? Day(daysSinceEpoch: 0)

  /// Subscriptions with the days to their milestones; those that nothing changes are left out.
  package func changedSubscriptions() -> [Row] {
    subscriptions.compactMap { row in
      let months = months(of: row)
      guard !months.isEmpty else { return nil }
      var changed = row
      let ratios = months.map { month in
        (
          day: month.day,
          ratio: CountedSeries.operands(month.values, licensed: row[Subscription.quantity]).ratio
        )
      }
      for (field, ratio) in Self.levels {
        changed[field] = TimeToValue.firstReaching(
          ratio, subscriptionStart: row[Subscription.startDate], utilization: ratios)
      }
      for (field, measure) in Self.useCases {
        changed[field] = firstGreen(measure, row, months)
      }
      return changed == row ? nil : changed
    }
  }

  private static let levels: [(Field<Int>, Double)] = [
    (Subscription.daysToFirst10, 0.10), (Subscription.daysToFirst50, 0.50),
    (Subscription.daysToFirst80, 0.80),
  ]

  private static let useCases: [(Field<Int>, Measure)] = [
    (Subscription.daysToFirstSCM, .scm), (Subscription.daysToFirstCI, .ci),
    (Subscription.daysToFirstDSC, .devSecOps),
  ]

  /// What counts of each month, ascending, and the day on which it was so.
  private func months(of subscription: Row) -> [(day: Day, values: UsageMonths.Month)] {
    let own = series.filter { $0.subscription == subscription.id }
    let months = Set(own.flatMap { $0.months.months.map(\.day) })
    return months.sorted().compactMap { month in
      CountedSeries.best(of: own, in: month).map { ($0.series.day(of: month), $0.month) }
    }
  }

  private func firstGreen(
    _ measure: Measure, _ subscription: Row, _ months: [(day: Day, values: UsageMonths.Month)]
  ) -> Int? {
    guard let start = subscription[Subscription.startDate], start >= Self.useCasesSince,
      let rule = configuration.usage.rule(for: measure)
    else { return nil }
    let plan = subscription[Subscription.plan] ?? products
    let first = months.first { month in
      let part = CountedUsage.Part(
        series: CountedSeries(
          subscription: subscription.id, standing: 0, lastPing: nil, months: UsageMonths()),
        month: month.values, subscription: subscription, plan: plan)
      guard !rule.isUltimateOnly || UseCase.isUltimate(plan) else { return false }
      let colors = rule.rules.compactMap { MeasuredUsage($0, in: [part])?.color }
      return rule.score(colors, configuration.bands).map(configuration.bands.color) == .green
    }
    return first.map { start.days(until: $0.day) }
  }

  /// The account with the day of its first value, where it has none: of the first month in which the
  /// known licenses were used enough, but not before the contract.
  ///
  /// Two conversion sources had value before, and get none.
  package func withFirstValue(_ account: Row) -> Row {
    guard account[Account.firstValueDate] == nil else { return account }
    switch account[Account.conversionSource] {
    case .community, .existingNewTAM: return account
    case .newCustomer, nil: break
    }
    let months = Set(series.flatMap { $0.months.months.map(\.day) }).sorted()
    let first = months.lazy.compactMap { month -> Day? in
      let usage = subscriptions.filter { Subscription.isActive($0, in: month) }.compactMap { row in
        CountedSeries.best(of: series.filter { $0.subscription == row.id }, in: month).map {
          (
            day: $0.series.day(of: month),
            operands: CountedSeries.operands($0.month, licensed: row[Subscription.quantity])
          )
        }
      }
      let ratio = LicenseUtilization.known(usage.map(\.operands)).ratio ?? 0
      return ratio >= TimeToValue.firstValueRatio ? usage.map(\.day).max() : nil
    }.first
    guard let first else { return account }
    var account = account
    account[Account.firstValueDate] = max(first, account[Account.originalContractDate] ?? first)
    return account
  }
}
