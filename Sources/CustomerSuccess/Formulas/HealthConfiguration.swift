/// Every number the health of an account is calculated with.
package struct HealthConfiguration: Codable, Hashable, Sendable {
  package let scorecard: ScorecardConfiguration
  package let cadence: CadenceConfiguration
  package let license: LicenseHealth
  package let useCases: UseCaseHealth

  package init(
    scorecard: ScorecardConfiguration = .eraB, cadence: CadenceConfiguration = .eraB,
    license: LicenseHealth = .coded, useCases: UseCaseHealth = .eraB
  ) {
    self.scorecard = scorecard
    self.cadence = cadence
    self.license = license
    self.useCases = useCases
  }

  /// Era B (methodology 0.2).
  package static let standard = HealthConfiguration()

  package var bands: ScoreBands { scorecard.bands }
}
