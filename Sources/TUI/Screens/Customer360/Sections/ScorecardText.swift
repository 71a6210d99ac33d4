import CustomerSuccess
import ReplicaStore
import Terminal

/// What stands behind the measures of one customer.
nonisolated struct ScorecardFacts: Equatable, Sendable {
  /// Rows of ``HealthHistory``, oldest first.
  var history: [Row] = []
  var plans: [MeasureRules.Plan] = []
  /// Opened in the last 30 days.
  var recentTickets = 0
  /// Distinct users of the newest month by use case, and that month.
  var users: [UseCase: Int64] = [:]
  var usageMonth: Day?
  var userNames: [String: String] = [:]
}

nonisolated struct ScorecardReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> ScorecardFacts {
    var facts = ScorecardFacts()
    facts.history = try replica.healthHistory(of: id)
    let objectives = try replica.rows(CTA.table, where: CTA.account.name, equals: id.stored)
    facts.plans = try replica.plans(of: id).map { plan in
      MeasureRules.Plan(
        status: plan[SuccessPlan.status] ?? .draft,
        objectiveCount: objectives.count { $0[CTA.plan]?.rawValue == plan.id },
        isDescribed: plan[SuccessPlan.strategy] != nil && plan[SuccessPlan.highlights] != nil)
    }
    let since = Instant(startOf: today.adding(days: -30))
    facts.recentTickets = try replica.tickets(of: id)
      .count { ($0[Ticket.createdAt] ?? since) > since }
    try addUsage(from: replica, to: &facts)
    facts.userNames = Dictionary(
      try replica.users().map { ($0.id, $0[User.name] ?? $0.id) },
      uniquingKeysWith: { first, _ in first })
    return facts
  }

  /// The newest month that any series has, added up over all of them.
  private func addUsage(from replica: Replica, to facts: inout ScorecardFacts) throws {
    let series = try replica.usage(of: id)
    guard let month = series.compactMap({ $0[UsageSeries.lastMonth] }).max() else { return }
    facts.usageMonth = month
    for row in series {
      guard let bytes = row[UsageSeries.months],
        let values = try UsageMonths(packed: bytes).month(month)
      else { continue }
      for useCase in UseCase.allCases {
        guard let users = values[useCase.metric] else { continue }
        facts.users[useCase, default: 0] += users
      }
    }
  }
}

/// The scorecard of one customer in words and numbers.
struct ScorecardText {
  let page: CustomerPage
  let facts: ScorecardFacts
  let today: Day

  struct Group {
    let title: SafeText
    let measures: [Measure]
  }

  /// As people read a scorecard (methodology 1.1); what they weigh stands in the configuration.
  static let groups = [
    Group(title: "Customer Outcomes", measures: [.roi]),
    Group(title: "Customer Sentiment", measures: [.tamSentiment, .engagement]),
    Group(title: "Support Experience", measures: [.supportIssues]),
    Group(
      title: "Product Usage",
      measures: [.licenseUsage, .userEngagement, .scm, .ci, .devSecOps, .cd]),
  ]

  let configuration = HealthConfiguration.standard
  var scorecard: Scorecard { Scorecard(configuration.scorecard) }
  var scores: [Measure: Double] { counting(Scorecard.scores(in: page.measures)) }

  var overall: OverallHealth? { scorecard.overall(of: scores) }

  /// Those of the scores that count for this customer.
  func counting(_ scores: [Measure: Double]) -> [Measure: Double] {
    Scorecard.counting(scores, hasTAM: page.customer.account[Account.tam] != nil)
  }

  /// Of a measure that has no row, an empty one.
  func row(of measure: Measure) -> Row {
    page.measures.first { $0[HealthMeasure.measure] == measure }
      ?? Row(
        HealthMeasure.table, id: HealthMeasure.id(account: page.customer.id, measure: measure))
  }

  /// Title, score and what the group decides.
  func heading(of group: Group) -> SafeText {
    let shares = scorecard.shares(of: scores)
    let share = group.measures.reduce(0) { $0 + (shares[$1] ?? 0) }
    guard share > 0 else { return "\(group.title): NA" }
    let points = group.measures.reduce(0) { $0 + (shares[$1] ?? 0) * (scores[$1] ?? 0) } / share
    let color = configuration.bands.color(of: points)
    return
      "\(group.title): \(Words.score(points)) \(Words.plain(color)), decides \(Words.percent(share))"
  }

  /// How much of the overall score it decides today.
  func weight(of measure: Measure) -> SafeText {
    scorecard.shares(of: scores)[measure].map(Words.percent) ?? "0%"
  }

  func trend(from previous: Double?, to current: Double?, _ glyphs: GlyphSet) -> SafeText {
    switch Trend(from: previous, to: current) {
    case .up: glyphs.ascending
    case .down: glyphs.descending
    case .flat: "="
    case nil: " "
    }
  }

  /// The newest eight days of the history, and today.
  var overallHistory: [Double?] {
    facts.history.suffix(Self.historyLength).map { $0[HealthHistory.overall] }
      + [page.line.healthScore]
  }

  func history(of measure: Measure) -> [Double?] {
    let place = Measure.allCases.firstIndex(of: measure) ?? 0
    let past = facts.history.suffix(Self.historyLength).map { row -> Double? in
      let parts = (row[HealthHistory.measures] ?? "").split(
        separator: ";", omittingEmptySubsequences: false)
      return parts.indices.contains(place) ? Double(parts[place]) : nil
    }
    return past + [scores[measure]]
  }

  private static let historyLength = 7

  func age(of row: Row, now: Instant) -> SafeText {
    row[HealthMeasure.setAt].map { Words.age($0, now: now) } ?? ""
  }

  /// Only an opinion grows old; what a rule scores is scored anew every night.
  func isStale(_ measure: Measure) -> Bool {
    guard measure == .tamSentiment, let at = row(of: measure)[HealthMeasure.setAt] else {
      return false
    }
    return MeasureRules.isStale(sentimentSetOn: at.day(secondsFromGMT: 0), today: today)
  }
}

// MARK: Lines

extension ScorecardText {
  func overallLine(_ frame: SectionFrame) -> ScoredLine {
    let line = page.line
    return ScoredLine(
      title: "Overall", titleRole: .title, score: line.healthScore, color: line.health,
      trend: trend(from: line.previousHealthScore, to: line.healthScore, frame.glyphs),
      history: overallHistory)
  }

  func line(of measure: Measure, _ frame: SectionFrame) -> ScoredLine {
    let row = row(of: measure)
    let score = row[HealthMeasure.score]
    var line = ScoredLine(
      title: Words.plain(measure), score: score, color: score.map(configuration.bands.color),
      share: weight(of: measure),
      trend: trend(from: row[HealthMeasure.previousScore], to: score, frame.glyphs),
      history: history(of: measure), age: age(of: row, now: frame.now))
    if let at = row[HealthMeasure.setAt] {
      line.shortAge = Words.days(at.day(secondsFromGMT: 0).days(until: today))
    }
    if let comment = row[HealthMeasure.comment] { line.comment = SafeText(sanitizing: comment) }
    if isStale(measure), let at = row[HealthMeasure.setAt] {
      let days = at.day(secondsFromGMT: 0).days(until: today)
      (line.age, line.ageRole) = ("stale \(Words.days(days))", .warning)
      line.shortAge = "stale"
    }
    if frame.isUnsent(row) { (line.age, line.ageRole) = ("unsent", .marked) }
    return line
  }

  /// What cannot both be true for long: an opinion against use, health against silence.
  var contradictions: [SafeText] {
    let scores = scores
    let colors = scores.mapValues(configuration.bands.color)
    var found: [SafeText] = []
    let unused = [Measure.licenseUsage, .scm, .ci, .devSecOps, .cd].filter { colors[$0] == .red }
    if colors[.tamSentiment] == .green, !unused.isEmpty {
      let names = SafeText.joined(unused.map(Words.plain), separator: ", ")
      found.append("The TAM Sentiment is green, but red by use: \(names).")
    }
    let cadence = configuration.cadence.cadence(of: page.customer.account, today: today)
    if overall?.color == .green, cadence.color == .red {
      found.append("Healthy by its score, but the cadence is red: nobody called for too long.")
    }
    return found
  }
}

extension Words {
  /// `62.5`, `70`.
  static func score(_ points: Double) -> SafeText {
    let text = PlainNumber.decimal(points, digits: 1)
    return SafeText(sanitizing: text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }
}
