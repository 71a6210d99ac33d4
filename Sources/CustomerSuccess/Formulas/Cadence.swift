/// Whether the calls with an account keep the rhythm its prioritization asks for (methodology 1.4).
package enum Cadence: String, CaseIterable, Codable, Sendable {
  case green, yellow, red
  /// There should have been a call or meeting by now, and there never was one.
  case never
  /// No rhythm is asked for: no TAM, the first days of onboarding, an unmanaged or digital account.
  case notApplicable = "na"

  /// The color of the Engagement measure; never counts as red.
  ///
  /// Nil when not applicable.
  package var color: Sentiment? {
    switch self {
    case .green: .green
    case .yellow: .yellow
    case .red, .never: .red
    case .notApplicable: nil
    }
  }

  /// The score of the Engagement measure; nil is NA.
  package func score(_ bands: ScoreBands = .standard) -> Double? { color.map(bands.points) }
}

/// Days since the last call or meeting up to which an account is green, and then yellow.
package struct CadenceLimits: Codable, Hashable, Sendable {
  package let greenDays: Int
  package let yellowDays: Int

  package init(greenDays: Int, yellowDays: Int) {
    self.greenDays = greenDays
    self.yellowDays = yellowDays
  }
}

/// The rhythm that each prioritization asks for.
package struct CadenceConfiguration: Codable, Hashable, Sendable {
  package let first: CadenceLimits
  package let second: CadenceLimits
  /// Days from the start of onboarding in which the cadence is not judged; the start is day 0.
  package let newAccountDays: Int

  package init(first: CadenceLimits, second: CadenceLimits, newAccountDays: Int = 30) {
    self.first = first
    self.second = second
    self.newAccountDays = newAccountDays
  }

  /// Methodology 1.4; unchanged in eras C and D.
  package static let eraB = CadenceConfiguration(
    first: .init(greenDays: 35, yellowDays: 60), second: .init(greenDays: 65, yellowDays: 90))

  /// The Enterprise limits of era A, which did not look at the prioritization.
  ///
  /// Those of the mid-market depended on ARR and are not modelled.
  package static let eraA = CadenceConfiguration(
    first: .init(greenDays: 35, yellowDays: 60), second: .init(greenDays: 35, yellowDays: 60))

  package static func era(_ era: MethodologyEra) -> CadenceConfiguration {
    switch era {
    case .a: eraA
    case .b, .c, .d: eraB
    }
  }

  /// Nil when the prioritization asks for no rhythm.
  ///
  /// Prioritizations 3 (an unmanaged child) and 4 (digital programs only) promise no calls.
  package func limits(for prioritization: Prioritization?) -> CadenceLimits? {
    switch Prioritization.effective(prioritization) {
    case .first: first
    case .second: second
    case .third, .fourth: nil
    }
  }

  /// - Parameters:
  ///   - lastActivity: The newest call or meeting; nil when there never was one.
  ///   - newSince: When onboarding began; nil when unknown, which is taken for long ago.
  package func cadence(
    hasTAM: Bool, prioritization: Prioritization?, lastActivity: Day?, newSince: Day?, today: Day
  ) -> Cadence {
    guard hasTAM, let limits = limits(for: prioritization) else { return .notApplicable }
    if let newSince, newSince.days(until: today) < newAccountDays { return .notApplicable }
    guard let lastActivity else { return .never }
    let silentDays = lastActivity.days(until: today)
    return silentDays <= limits.greenDays
      ? .green : silentDays <= limits.yellowDays ? .yellow : .red
  }

  /// The cadence of an account from its own row.
  package func cadence(of account: Row, today: Day) -> Cadence {
    cadence(
      hasTAM: account[Account.tam] != nil, prioritization: account[Account.prioritization],
      lastActivity: account[Account.lastActivityDate], newSince: Self.newSince(account),
      today: today)
  }

  /// When the account's onboarding began: its onboarding CTA, else its first TAM, else its contract.
  package static func newSince(_ account: Row) -> Day? {
    account[Account.onboardingStart] ?? account[Account.tamFirstAssigned]
      ?? account[Account.originalContractDate]
  }
}

extension Prioritization {
  /// What an account is treated as: one that nobody has prioritized counts as 1.
  ///
  /// New TAM accounts start there (methodology 5.4), and silence is then seen too early rather than
  /// too late (our choice).
  package static func effective(_ prioritization: Prioritization?) -> Prioritization {
    prioritization ?? .first
  }
}
