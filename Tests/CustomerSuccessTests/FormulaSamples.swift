import CustomerSuccess

/// Rows for tests of formulas, unremarkable unless told otherwise.
enum FormulaSamples {
  /// The day on which these tests take place.
  static let today = Day(daysSinceEpoch: 18_904)
  static let now = Instant(startOf: today)

  /// An account with a TAM, past its onboarding, never called.
  static func account(
    tam: User.ID? = User.ID("U1"), prioritization: Prioritization? = .first,
    onboardingStartedDaysAgo: Int? = 400
  ) -> Row {
    var row = Row(Account.table, id: "A1")
    row[Account.tam] = tam
    row[Account.prioritization] = prioritization
    row[Account.onboardingStart] = onboardingStartedDaysAgo.map { today.adding(days: -$0) }
    return row
  }

  static func measure(_ measure: Measure, _ score: Double?) -> Row {
    HealthMeasure.scored(
      measure, of: Account.ID("A1"), from: nil, score: score, at: Instant(microseconds: 0), by: nil)
  }

  static func activity(_ type: ActivityType, daysAgo: Int?) -> Row {
    var row = Row(Activity.table, id: "\(type.rawValue)-\(daysAgo ?? 0)")
    row[Activity.type] = type
    row[Activity.day] = daysAgo.map { today.adding(days: -$0) }
    return row
  }
}
