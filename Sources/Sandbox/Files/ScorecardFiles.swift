import CustomerSuccess

/// The scores of a make-believe customer.
enum ScorePlan {
  /// What the former system scored.
  static let measures: [Measure] = [
    .roi, .tamSentiment, .engagement, .supportIssues, .licenseUsage, .userEngagement, .scm, .ci,
    .devSecOps, .cd,
  ]

  /// Points of a color: the middle of its band (methodology 1.3).
  private static func points(_ level: Double) -> Double {
    level < 0.36 ? 25 : level < 0.58 ? 62.5 : 87.5
  }

  /// Nil is NA.
  static func score(
    of measure: Measure, _ account: AccountPlan, monthsAgo: Int, _ random: inout Random
  ) -> Double? {
    let isMissing = random.chance(account.tam == nil ? 0.6 : 0.08)
    let level = random.around(account.mood, 0.2) + Double(monthsAgo) * (0.5 - account.mood) * 0.04
    if account.shape == .noScores || isMissing { return nil }
    if account.shape == .onboarding, measure != .tamSentiment { return nil }
    if account.tam == nil, [.roi, .engagement, .tamSentiment].contains(measure) { return nil }
    if measure == .devSecOps, !account.isUltimate { return nil }
    return points(level)
  }

  static func text(_ score: Double?) -> String? { score.map { "\($0)" } }
}

/// `Scorecard_Measure__c.csv`: the score of today, a record a measure.
struct MeasureFile: CompanyFile {
  static let name = "Scorecard_Measure__c"
  static let columns = [
    "Id", "Account__c", "Measure__c", "Score__c", "Previous_Score__c", "Comment__c", "Set_At__c",
    "Set_By__c",
  ]

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    guard !account.isChurned else { return [] }
    var random = company.random("measures", account)
    return ScorePlan.measures.enumerated().map { place, measure in
      let score = ScorePlan.score(of: measure, account, monthsAgo: 0, &random)
      let former = ScorePlan.score(of: measure, account, monthsAgo: 3, &random)
      // Some sentiments are stale: nobody confirmed them for months.
      let age = measure == .tamSentiment ? random.within(0...130) : random.within(0...7)
      let isByHand = measure == .tamSentiment || measure == .roi
      let topic = random.pick(Topic.all)
      return [
        RecordID.make("a0M", account.index * 10 + place + 1), account.id, measure.rawValue,
        ScorePlan.text(score), ScorePlan.text(former),
        isByHand && score != nil ? random.pick(topic.remarks) : nil,
        ExportText.moment(company.today.adding(days: -age), secondOfDay: 25_200),
        isByHand ? account.tam?.id : nil,
      ]
    }
  }
}

/// `Scorecard_History__c.csv`: a snapshot a month.
struct ScoreHistoryFile: CompanyFile {
  static let name = "Scorecard_History__c"
  static let columns = [
    "Id", "Account__c", "Snapshot_Date__c", "Overall_Score__c", "Measures__c",
  ]

  private static let months = 6

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    guard account.tam != nil, account.shape != .noScores else { return [] }
    var random = company.random("score history", account)
    return (1...Self.months).compactMap { month -> [String?]? in
      let day = company.today.adding(months: -month)
      guard day > account.since else { return nil }
      var scores: [Measure: Double] = [:]
      for measure in ScorePlan.measures {
        scores[measure] = ScorePlan.score(of: measure, account, monthsAgo: month, &random)
      }
      return [
        RecordID.make("a0H", account.index * Self.months + month), account.id, day.description,
        ScorePlan.text(Scorecard().overall(of: scores)?.score),
        ScorePlan.measures.map { ScorePlan.text(scores[$0]) ?? "" }.joined(separator: ";"),
      ]
    }
  }
}
