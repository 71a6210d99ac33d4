import CustomerSuccess
import ReplicaStore

extension PortfolioRow {
  /// Whether calls keep the rhythm that the account asks for, on that day.
  func cadence(today: Day) -> Cadence {
    CadenceConfiguration.eraB.cadence(
      hasTAM: ownerID != nil, prioritization: prioritization, lastActivity: lastActivity,
      newSince: onboardingStart ?? tamFirstAssigned ?? originalContractDate, today: today)
  }
}
