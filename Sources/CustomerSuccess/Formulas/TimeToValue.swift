/// How fast a new customer gets going (methodology 5.2).
///
/// All in days; nil when a date is missing.
package enum TimeToValue {
  /// Days to the first call or meeting that are still good.
  package static let engageGoalDays = 14
  /// Days to first value that are still good; 90 before 2022.
  package static let firstValueGoalDays = 30
  /// Days of onboarding that are still good.
  package static let onboardGoalDays = 45
  /// The utilization at which a customer gets first value.
  package static let firstValueRatio = 0.10

  /// From the start of onboarding to the first call or meeting; 0 when that came before.
  package static func engage(onboardingStart: Day?, firstEngagement: Day?) -> Int? {
    guard let onboardingStart, let firstEngagement else { return nil }
    return max(0, onboardingStart.days(until: firstEngagement))
  }

  /// From the first contract to first value; nil also for the two conversion sources that had value
  /// before.
  package static func firstValue(
    contract: Day?, firstValue: Day?, source: ConversionSource?
  ) -> Int? {
    switch source {
    case .community, .existingNewTAM: return nil
    case .newCustomer, nil: break
    }
    guard let contract, let firstValue else { return nil }
    return contract.days(until: firstValue)
  }

  /// From the start to the end of onboarding.
  package static func onboard(start: Day?, end: Day?) -> Int? {
    guard let start, let end else { return nil }
    return start.days(until: end)
  }

  /// From the start of a subscription to the first month whose utilization reached the ratio; negative
  /// when usage is older than the subscription.
  package static func firstReaching(
    _ ratio: Double, subscriptionStart: Day?, utilization: some Sequence<(day: Day, ratio: Double?)>
  ) -> Int? {
    guard let subscriptionStart else { return nil }
    let days = utilization.filter { ($0.ratio ?? 0) >= ratio }.map(\.day)
    return days.min().map(subscriptionStart.days(until:))
  }
}
