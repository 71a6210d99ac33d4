/// What surveys come to: how many were answered, and NPS and CSAT of the answers (methodology 8).
package struct SurveyScore: Hashable, Sendable {
  /// The average satisfaction to be above, of 5 (methodology 8).
  package static let satisfactionTarget = 4.0

  /// How many went out.
  package private(set) var sent = 0
  package private(set) var answered = 0
  private var promoters = 0
  private var detractors = 0
  /// How many answered whether they would recommend us.
  package private(set) var recommendations = 0
  private var points = 0
  /// How many said how satisfied they are.
  package private(set) var satisfactions = 0

  package init() {}

  /// - Parameter surveys: Rows of ``Survey``.
  package init(_ surveys: some Sequence<Row>) {
    for row in surveys { add(row) }
  }

  /// A score outside of its scale counts for nothing.
  package mutating func add(_ survey: Row) {
    sent += 1
    guard Survey.isAnswered(survey) else { return }
    answered += 1
    if let kind = survey[Survey.recommendation].flatMap(Recommendation.init) {
      recommendations += 1
      promoters += kind == .promoter ? 1 : 0
      detractors += kind == .detractor ? 1 : 0
    }
    guard let satisfaction = survey[Survey.satisfaction] else { return }
    satisfactions += 1
    points += satisfaction.points
  }

  /// The share of promoters less that of detractors, -100 through 100; nil without answers.
  package var netPromoter: Int? {
    guard recommendations > 0 else { return nil }
    return Int((Double(promoters - detractors) / Double(recommendations) * 100).rounded())
  }

  /// The average satisfaction, 1 through 5; nil without answers.
  package var averageSatisfaction: Double? {
    satisfactions > 0 ? Double(points) / Double(satisfactions) : nil
  }
}

/// Who should hear of an answer to a survey (methodology 2.3).
package enum SurveyAnswer: Hashable, Sendable {
  /// A score of 0 through 6, or anything less than satisfied: the TAM's manager follows up.
  case negative
  /// Everything else that was answered: the TAM follows up.
  case positive
  /// Nothing came back.
  case missing

  /// - Parameter survey: A row of ``Survey``.
  package init(_ survey: Row) {
    let kind = survey[Survey.recommendation].flatMap(Recommendation.init)
    let isSatisfied = survey[Survey.satisfaction]?.isPositive ?? true
    guard Survey.isAnswered(survey) else {
      self = .missing
      return
    }
    self = kind == .detractor || !isSatisfied ? .negative : .positive
  }

  package var isNegative: Bool { self == .negative }
}

/// How the scores went, a fiscal quarter after the other.
package enum SurveyTrend {
  /// The quarters in which surveys went out, newest first, with what became of those.
  ///
  /// - Parameter surveys: Rows of ``Survey``; one without any day belongs to no quarter.
  package static func quarters(
    of surveys: [Row]
  ) -> [(quarter: FiscalQuarter, score: SurveyScore)] {
    var scores: [FiscalQuarter: SurveyScore] = [:]
    for row in surveys {
      guard let day = row[Survey.sentOn] ?? row[Survey.answeredOn] else { continue }
      scores[FiscalQuarter(of: day), default: SurveyScore()].add(row)
    }
    return scores.sorted { $0.key > $1.key }.map { (quarter: $0.key, score: $0.value) }
  }
}

/// When the next survey goes out (methodology 8).
package enum SurveySchedule {
  package static let daysAfterStart = 60
  package static let daysBeforeRenewal = 120

  /// Nil when none lies ahead.
  ///
  /// - Parameter customerSince: Nil when nobody knows; then only the renewal counts.
  package static func next(
    after today: Day, customerSince: Day?, renewal: Day?
  ) -> (kind: SurveyKind, day: Day)? {
    let dates: [(kind: SurveyKind, day: Day?)] = [
      (.postOnboarding, customerSince?.adding(days: daysAfterStart)),
      (.preRenewal, renewal?.adding(days: -daysBeforeRenewal)),
    ]
    return dates.compactMap { date in date.day.map { (kind: date.kind, day: $0) } }
      .filter { $0.day >= today }.min { $0.day < $1.day }
  }
}
