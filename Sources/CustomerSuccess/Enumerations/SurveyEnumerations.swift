/// When a survey goes out (methodology 8).
package enum SurveyKind: String, Enumeration {
  case postOnboarding = "Post-Onboarding"
  case preRenewal = "Pre-Renewal"
  case postRenewal = "Post-Renewal"
  case postChurn = "Post-Churn"
}

/// How satisfied somebody is, on the scale of CSAT (methodology 8).
package enum Satisfaction: String, Enumeration {
  case veryDissatisfied = "Very Dissatisfied"
  case dissatisfied = "Dissatisfied"
  case neutral = "Neutral"
  case satisfied = "Satisfied"
  case verySatisfied = "Very Satisfied"

  /// 1 through 5.
  package var points: Int {
    switch self {
    case .veryDissatisfied: 1
    case .dissatisfied: 2
    case .neutral: 3
    case .satisfied: 4
    case .verySatisfied: 5
    }
  }

  /// Neutral is not enough: somebody asks what is missing (methodology 2.3).
  package var isPositive: Bool { points > Self.neutral.points }
}

/// What an answer to the question of recommendation makes of somebody (methodology 8).
package enum Recommendation: String, CaseIterable, Sendable {
  case promoter
  case passive
  case detractor

  /// The scale of the question; the handbook says 1 through 10 and counts detractors from 0.
  package static let scale = 0...10

  /// Nil outside of ``scale``.
  package init?(score: Int) {
    switch score {
    case 0...6: self = .detractor
    case 7...8: self = .passive
    case 9...10: self = .promoter
    default: return nil
    }
  }
}
