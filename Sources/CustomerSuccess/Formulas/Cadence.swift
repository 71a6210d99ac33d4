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

/// Which accounts are to be called in which rhythm.
package struct CadenceRule: Codable, Hashable, Sendable {
  package let prioritizations: [Prioritization]
  /// Nil applies to all; an account without one counts as large.
  package let segments: [SalesSegment]?
  /// The least ARR, in whole units of the account's currency; nil applies to any.
  package let arrFrom: Int?
  package let limits: CadenceLimits

  package init(
    _ prioritizations: [Prioritization], segments: [SalesSegment]? = nil, arrFrom: Int? = nil,
    _ limits: CadenceLimits
  ) {
    self.prioritizations = prioritizations
    self.segments = segments
    self.arrFrom = arrFrom
    self.limits = limits
  }

  fileprivate func fits(_ facts: CadenceFacts) -> Bool {
    prioritizations.contains(Prioritization.effective(facts.prioritization))
      && segments?.contains(facts.segment ?? .large) != false
      && (arrFrom.map { (facts.arr ?? 0) >= $0 } ?? true)
  }
}

/// What decides on the rhythm of an account.
package struct CadenceFacts: Hashable, Sendable {
  package let prioritization: Prioritization?
  package let segment: SalesSegment?
  /// In whole units of the account's currency.
  package let arr: Int?

  package init(_ prioritization: Prioritization?, segment: SalesSegment? = nil, arr: Int? = nil) {
    self.prioritization = prioritization
    self.segment = segment
    self.arr = arr
  }

  package init(_ account: Row) {
    let currency = account[Account.currency].flatMap { Currency(code: $0) } ?? .usDollar
    let money = account[Account.arr].map { Money(minorUnits: Int64($0), currency: currency) }
    self.init(
      account[Account.prioritization], segment: account[Account.segment],
      arr: money.map { Int($0.wholeUnits) })
  }
}

/// The rhythm that each account is asked for.
package struct CadenceConfiguration: Codable, Hashable, Sendable {
  /// The first that fits decides; an account that none fits is asked for no rhythm.
  package let rules: [CadenceRule]
  /// Days from the start of onboarding in which nothing but the sentiment is judged; the start is
  /// day 0.
  package let newAccountDays: Int

  package init(_ rules: [CadenceRule], newAccountDays: Int = 30) {
    self.rules = rules
    self.newAccountDays = newAccountDays
  }

  /// Methodology 1.4; unchanged in eras C and D.
  ///
  /// Prioritizations 3 (an unmanaged child) and 4 (digital programs only) promise no calls.
  package static let eraB = CadenceConfiguration([
    CadenceRule([.first], .init(greenDays: 35, yellowDays: 60)),
    CadenceRule([.second], .init(greenDays: 65, yellowDays: 90)),
  ])

  /// Era A did not look at the prioritization but at segment and ARR; below 20,000 no rhythm is named.
  package static let eraA = CadenceConfiguration([
    CadenceRule(
      [.first, .second], segments: [.large, .publicSector],
      .init(greenDays: 35, yellowDays: 60)),
    CadenceRule([.first, .second], arrFrom: 50_000, .init(greenDays: 30, yellowDays: 60)),
    CadenceRule([.first, .second], arrFrom: 20_000, .init(greenDays: 90, yellowDays: 120)),
  ])

  package static func era(_ era: MethodologyEra) -> CadenceConfiguration {
    switch era {
    case .a: eraA
    case .b, .c, .d: eraB
    }
  }

  /// Nil when no rhythm is asked for.
  package func limits(for facts: CadenceFacts) -> CadenceLimits? {
    rules.first { $0.fits(facts) }?.limits
  }

  /// - Parameters:
  ///   - lastActivity: The newest call or meeting; nil when there never was one.
  ///   - newSince: When onboarding began; nil when unknown, which is taken for long ago.
  package func cadence(
    hasTAM: Bool, _ facts: CadenceFacts, lastActivity: Day?, newSince: Day?, today: Day
  ) -> Cadence {
    guard hasTAM, let limits = limits(for: facts) else { return .notApplicable }
    guard !isNew(since: newSince, today: today) else { return .notApplicable }
    guard let lastActivity else { return .never }
    let silentDays = lastActivity.days(until: today)
    return silentDays <= limits.greenDays
      ? .green : silentDays <= limits.yellowDays ? .yellow : .red
  }

  /// Whether an account is still in the days in which only the sentiment is judged.
  package func isNew(since day: Day?, today: Day) -> Bool {
    guard let day else { return false }
    return day.days(until: today) < newAccountDays
  }

  /// The cadence of an account from its own row.
  package func cadence(of account: Row, today: Day) -> Cadence {
    cadence(
      hasTAM: account[Account.tam] != nil, CadenceFacts(account),
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
