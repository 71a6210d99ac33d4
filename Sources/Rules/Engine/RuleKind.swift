/// What a rule mainly does; its name says it first (seed page on technical information, labeling).
package enum RuleKind: String, CaseIterable, Sendable {
  /// Being built: may be tried without writing, and nothing else.
  case staging = "STAGING"
  /// Run once, by hand; afterwards it only stays to be read.
  case oneTime = "OTR"
  case cta = "CTA"
  case score = "Set Score"
  case plan = "Success Plan"
  case salesforce = "Load to SFDC"
  case object = "Load to"
  case admin = "Admin"

  /// The folder of the shipped files.
  package var folder: String {
    switch self {
    case .staging: "Staging"
    case .oneTime: "OneTime"
    case .cta: "CTA"
    case .score: "SetScore"
    case .plan: "SuccessPlan"
    case .salesforce: "LoadToSFDC"
    case .object: "LoadToObject"
    case .admin: "Admin"
    }
  }

  /// Nil when the name begins like none of them.
  package init?(name: String) {
    let kinds = Self.allCases.filter { kind in
      name.hasPrefix(kind.rawValue + " ") || name.hasPrefix(kind.rawValue + ":")
    }
    // `Load to SFDC` begins like `Load to` and says more.
    guard let kind = kinds.max(by: { $0.rawValue.count < $1.rawValue.count }) else { return nil }
    self = kind
  }
}

/// Rules that run one after the other at one time (seed page on going to market, timing).
package enum RuleChain: String, CaseIterable, Sendable {
  case adminDaily = "Admin Daily"
  case stageAdoption = "Stage Adoption"
  /// Once a week, before the scorecards.
  case mondays = "Mondays"
  case scorecards = "Scorecards"
  case ctas = "CTAs"
  /// Every two hours.
  case timeline = "Timeline"
}
