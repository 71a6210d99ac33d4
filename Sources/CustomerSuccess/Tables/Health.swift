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

/// The scores of an account at the end of one day (methodology 9.4).
///
/// Its id is `<account id>:<day>`.
package enum HealthHistory: SyncedTable {
  package typealias ID = Identifier<HealthHistory>
  package static let tableName = "health_history"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .computed())
  package static let day = Field<Day>("day", "Day", .computed())
  package static let overall = Field<Double>("overall", "Overall", .real, .computed())
  /// Scores in the order of `Measure.allCases`, separated by `;`; an empty part is NA.
  package static let measures = Field<String>("measures", "Measures", .list, .computed())

  package static let table = Table(
    tableName, "Health history", scope: .ofAccount, lane: .bulk,
    columns: [account.column, day.column, overall.column, measures.column],
    indexes: [["account_id", "day"]])
}
