import CustomerSuccess
import ReplicaStore
import Terminal

/// What stands behind the measures of one customer.
nonisolated struct ScorecardFacts: Equatable, Sendable {
  /// Rows of ``HealthHistory``, oldest first.
  var history: [Row] = []
  /// Nil where the replica does not hold the customer.
  var explanation: HealthExplanation?
}

/// Judged anew from all rows of the customer, beside the loop.
nonisolated struct ScorecardReading: Reading {
  let id: Account.ID
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> ScorecardFacts {
    ScorecardFacts(
      history: try replica.healthHistory(of: id),
      explanation: try replica.healthExplanation(of: id, today: today))
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
  var groups: [Group] {
    [
      Group(title: "Customer Outcomes", measures: [.roi]),
      Group(
        title: "Customer Sentiment",
        measures: [.tamSentiment, .engagement] + shown(.personaEngagement)),
      Group(
        title: "Support Experience", measures: [.supportIssues] + shown(.emergencyTickets)),
      Group(
        title: "Product Usage",
        measures: [.licenseUsage, .userEngagement, .scm, .ci, .devSecOps, .cd]),
    ]
  }

  /// Not every era has it.
  private func shown(_ measure: Measure) -> [Measure] {
    configuration.scorecard.contains(measure) ? [measure] : []
  }

  var configuration: HealthConfiguration { facts.explanation?.configuration ?? .standard }
  var scorecard: Scorecard { Scorecard(configuration.scorecard) }
  var scores: [Measure: Double] { explanation(now: Instant(startOf: today)).scores }
  var overall: OverallHealth? { scorecard.overall(of: scores) }

  func explanation(now: Instant) -> HealthExplanation {
    HealthExplanation(
      page.customer.account, measures: page.measures,
      findings: facts.explanation?.findings ?? [:], configuration,
      userNames: facts.explanation?.userNames ?? [:], now: now)
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
    let past = facts.history.suffix(Self.historyLength).map {
      HealthHistory.scores(in: $0)[measure]
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
    return MeasureRules.isStale(
      sentimentSetOn: at.day(secondsFromGMT: 0), today: today, configuration.limits)
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
      line.title = "\(line.title) !"
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
