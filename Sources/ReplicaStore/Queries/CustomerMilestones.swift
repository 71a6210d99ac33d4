package import CustomerSuccess

/// How fast a new customer gets going (methodology 5.2), while it still lasts too.
package struct CustomerMilestones: Equatable, Sendable {
  package var contract: Day?
  package var onboardingStart: Day?
  package var onboardingEnd: Day?
  package var firstEngagement: Day?
  package var firstValue: Day?
  package var source: ConversionSource?

  /// Days of one of them.
  package struct Duration: Equatable, Sendable {
    package let days: Int
    /// Whether it goes on, so that the days are those until today.
    package let isRunning: Bool
  }

  /// From the start of onboarding to the first call or meeting.
  package func engage(_ today: Day) -> Duration? {
    duration(until: firstEngagement, today) {
      TimeToValue.engage(onboardingStart: onboardingStart, firstEngagement: $0)
    }
  }

  /// From the first contract to first value; nil for the sources that had value before.
  package func firstValue(_ today: Day) -> Duration? {
    duration(until: firstValue, today) {
      TimeToValue.firstValue(contract: contract, firstValue: $0, source: source)
    }
  }

  /// From the start to the end of onboarding.
  package func onboard(_ today: Day) -> Duration? {
    duration(until: onboardingEnd, today) { TimeToValue.onboard(start: onboardingStart, end: $0) }
  }

  private func duration(
    until end: Day?, _ today: Day, _ days: (Day) -> Int?
  ) -> Duration? {
    days(end ?? today).map { Duration(days: $0, isRunning: end == nil) }
  }
}
