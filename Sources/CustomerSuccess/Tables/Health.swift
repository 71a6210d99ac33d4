/// One entry of a scorecard (methodology 1.1, 1.2).
package enum Measure: String, Enumeration {
  case roi = "ROI"
  case tamSentiment = "TAM Sentiment"
  case engagement = "Engagement"
  case supportIssues = "Support Issues"
  case licenseUsage = "License Usage"
  case userEngagement = "User Engagement"
  case scm = "SCM Adoption"
  case ci = "CI Adoption"
  case devSecOps = "DevSecOps Adoption"
  case cd = "CD Adoption"
  // Added after the first ten: the history keeps its places.
  case personaEngagement = "Persona Engagement"
  case emergencyTickets = "Emergency Tickets"

  /// Only a TAM answers for it, so without one it does not count (methodology 1.3).
  package var needsTAM: Bool {
    switch self {
    case .roi, .tamSentiment, .engagement, .personaEngagement: true
    case .supportIssues, .licenseUsage, .userEngagement, .scm, .ci, .devSecOps, .cd,
      .emergencyTickets:
      false
    }
  }
}

/// The current score of one measure of one account (features B4).
///
/// Its id is `<account id>:<measure>`.
package enum HealthMeasure: SyncedTable {
  package typealias ID = Identifier<HealthMeasure>
  package static let tableName = "health_measure"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .computed())
  package static let measure = Field<Measure>("measure", "Measure", .computed())
  /// 0 through 100; nil is NA, whose weight goes to the measures that have a score.
  package static let score = Field<Double>("score", "Score", .real, .ours(.accountTeam))
  package static let previousScore = Field<Double>(
    "previous_score", "Previous score", .real, .computed())
  package static let comment = Field<String>("comment", "Comment", .longText, .ours())
  /// When the score was last set or confirmed.
  package static let setAt = Field<Instant>("set_at", "Set", .computed())
  /// Nil when a rule set it.
  package static let setBy = Field<User.ID>("set_by", "Set by", to: User.self, .computed())

  package static let table = Table(
    tableName, "Health measure", scope: .ofAccount,
    columns: [
      account.column, measure.column, score.column, previousScore.column, comment.column,
      setAt.column, setBy.column,
    ], indexes: [["account_id"]])

  package static func id(account: Account.ID, measure: Measure) -> String {
    "\(account.rawValue):\(measure.rawValue)"
  }
}

/// The scores of an account after a day on which they changed (methodology 9.4).
///
/// Its id is `<account id>:<day>`. A day without a row is like the day before: most days change
/// nothing, and a row a day would be most of what a replica holds.
package enum HealthHistory: SyncedTable {
  package typealias ID = Identifier<HealthHistory>
  package static let tableName = "health_history"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .computed())
  package static let day = Field<Day>("day", "Day", .computed())
  package static let overall = Field<Double>("overall", "Overall", .real, .computed())
  /// Scores in the order of `Measure.allCases`, separated by `;`; an empty part is NA, and so is one
  /// that an older row does not have yet.
  package static let measures = Field<String>("measures", "Measures", .list, .computed())

  package static let table = Table(
    tableName, "Health history", scope: .ofAccount, lane: .bulk,
    columns: [account.column, day.column, overall.column, measures.column],
    indexes: [["account_id", "day"]])
}

extension HealthHistory {
  package static func id(account: Account.ID, day: Day) -> String {
    "\(account.rawValue):\(day)"
  }

  /// ``measures`` of these scores.
  package static func packed(_ scores: [Measure: Double]) -> String {
    Measure.allCases.map { scores[$0].map { "\($0)" } ?? "" }.joined(separator: ";")
  }

  /// The scores of one row; a measure that is NA is left out.
  package static func scores(in row: Row) -> [Measure: Double] {
    let parts = (row[measures] ?? "").split(separator: ";", omittingEmptySubsequences: false)
    return Dictionary(
      zip(Measure.allCases, parts).compactMap { measure, part in
        Double(part).map { (measure, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }
}
