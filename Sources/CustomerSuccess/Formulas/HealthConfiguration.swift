/// Every number the health of an account is calculated with.
package struct HealthConfiguration: Codable, Hashable, Sendable {
  /// The state of the methodology it began from.
  package let era: MethodologyEra
  package let scorecard: ScorecardConfiguration
  package let cadence: CadenceConfiguration
  package let limits: MeasureLimits
  package let license: LicenseHealth
  package let usage: UsageHealth

  package init(
    era: MethodologyEra = .standard, scorecard: ScorecardConfiguration = .eraB,
    cadence: CadenceConfiguration = .eraB, limits: MeasureLimits = .standard,
    license: LicenseHealth = .coded, usage: UsageHealth = .eraB
  ) {
    self.era = era
    self.scorecard = scorecard
    self.cadence = cadence
    self.limits = limits
    self.license = license
    self.usage = usage
  }

  /// The published numbers of one era (methodology 0.2).
  package static func era(_ era: MethodologyEra) -> HealthConfiguration {
    HealthConfiguration(
      era: era, scorecard: .era(era), cadence: .era(era), usage: .era(era))
  }

  /// Era B.
  package static let standard = HealthConfiguration.era(.standard)

  package var bands: ScoreBands { scorecard.bands }

  /// The same with other weights.
  package func replacing(_ scorecard: ScorecardConfiguration) -> HealthConfiguration {
    HealthConfiguration(
      era: era, scorecard: scorecard, cadence: cadence, limits: limits, license: license,
      usage: usage)
  }
}

/// The limits of measures that follow from counts and days (methodology 1.4); the same in all eras.
package struct MeasureLimits: Codable, Hashable, Sendable {
  /// Tickets opened within ``supportDays`` up to which Support Issues is green, and then yellow.
  package let greenTickets: Int
  package let yellowTickets: Int
  package let supportDays: Int
  /// An emergency ticket counts for so many days after it was closed.
  package let emergencyDays: Int
  /// Days without an update after which a TAM Sentiment is marked as stale, and after which it is NA.
  package let staleSentimentDays: Int
  package let endedSentimentDays: Int
  /// Days back in which persona engagement looks for attendees.
  package let personaDays: Int
  /// Days after the last ping for which usage still counts.
  package let usageDays: Int

  package init(
    greenTickets: Int = 5, yellowTickets: Int = 15, supportDays: Int = 30, emergencyDays: Int = 7,
    staleSentimentDays: Int = 90, endedSentimentDays: Int = 120, personaDays: Int = 90,
    usageDays: Int = 60
  ) {
    self.greenTickets = greenTickets
    self.yellowTickets = yellowTickets
    self.supportDays = supportDays
    self.emergencyDays = emergencyDays
    self.staleSentimentDays = staleSentimentDays
    self.endedSentimentDays = endedSentimentDays
    self.personaDays = personaDays
    self.usageDays = usageDays
  }

  package static let standard = MeasureLimits()
}
