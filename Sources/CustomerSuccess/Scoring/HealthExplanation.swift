/// Why an account has the color it has: measure by measure with weights and points, the rule, the
/// rows behind it, what decided, and what would change it.
///
/// Sentences are plain text that may hold what a customer wrote: sanitize it before drawing.
package struct HealthExplanation: Equatable, Sendable {
  package let account: Row
  /// All rows of ``HealthMeasure`` of the account.
  package let measures: [Row]
  package let findings: [Measure: MeasureFinding]
  package let configuration: HealthConfiguration
  /// By the id of a user.
  package let userNames: [String: String]
  package let now: Instant

  package init(
    _ account: Row, measures: [Row], findings: [Measure: MeasureFinding],
    _ configuration: HealthConfiguration, userNames: [String: String], now: Instant
  ) {
    self.account = account
    self.measures = measures
    self.findings = findings
    self.configuration = configuration
    self.userNames = userNames
    self.now = now
  }

  package var scorecard: Scorecard { Scorecard(configuration.scorecard) }

  /// The scores that count.
  package var scores: [Measure: Double] { counting(Scorecard.scores(in: measures)) }

  package var overall: OverallHealth? { scorecard.overall(of: scores) }

  private func counting(_ scores: [Measure: Double]) -> [Measure: Double] {
    Scorecard.counting(scores, hasTAM: account[Account.tam] != nil)
  }

  private func row(of measure: Measure) -> Row? {
    measures.first { $0[HealthMeasure.measure] == measure }
  }

  /// The measures that decide something, what they decide the most first.
  package var decided: [(measure: Measure, share: Double, score: Double)] {
    let shares = scorecard.shares(of: scores)
    return Measure.allCases.compactMap { measure in
      guard let share = shares[measure], let score = scores[measure] else { return nil }
      return (measure, share, score)
    }.sorted { $0.share > $1.share }
  }
}

// MARK: One measure

extension HealthExplanation {
  package func lines(of measure: Measure) -> [String] {
    let row = row(of: measure)
    var lines = [scored(row), weighed(measure)] + whatIf(measure)
    if let finding = findings[measure] {
      lines.append("Rule: \(finding.rule)")
      lines += finding.facts.map { "Behind it: \($0.label): \($0.value)" }
      lines += decision(finding, stored: row?[HealthMeasure.score])
      lines += finding.changes.map(\.words)
    }
    if let comment = row?[HealthMeasure.comment], !comment.isEmpty {
      lines.append("Comment: \(comment)")
    }
    return lines
  }

  private func scored(_ row: Row?) -> String {
    guard let row, let score = row[HealthMeasure.score] else {
      return "NA: it has no score, and its weight goes to the others."
    }
    let color = configuration.bands.color(of: score)
    let before = row[HealthMeasure.previousScore].map { ", before \(ScoreWords.points($0))" } ?? ""
    let by = row[HealthMeasure.setBy].map { userNames[$0.rawValue] ?? $0.rawValue } ?? "a rule"
    let age = row[HealthMeasure.setAt].map { " \(RelativeTime.text($0, now: now))" } ?? ""
    return "\(ScoreWords.points(score)) \(color.rawValue)\(before), set\(age) by \(by)"
  }

  /// The weight as configured, and what it comes to with the measures that have a score.
  private func weighed(_ measure: Measure) -> String {
    guard let weight = configuration.scorecard.share(of: measure), weight > 0 else {
      return "It has no weight: it is only shown."
    }
    let today = scorecard.shares(of: scores)[measure] ?? 0
    return
      "Weight \(PlainNumber.percent(weight)); today it decides \(PlainNumber.percent(today))"
  }

  /// What the overall health would be with other colors of this measure.
  private func whatIf(_ measure: Measure) -> [String] {
    changes(of: measure).map { color, overall in
      "If it were \(color.rawValue): \(Self.words(overall))"
    }
  }

  private func changes(of measure: Measure) -> [(Sentiment, OverallHealth)] {
    guard configuration.scorecard.share(of: measure) ?? 0 > 0 else { return [] }
    let scores = Scorecard.scores(in: measures)
    let current = scores[measure].map(configuration.bands.color)
    return Sentiment.allCases.filter { $0 != current }.compactMap { color in
      var changed = scores
      changed[measure] = configuration.bands.points(of: color)
      return scorecard.overall(of: counting(changed)).map { (color, $0) }
    }
  }

  private static func words(_ overall: OverallHealth) -> String {
    "overall \(ScoreWords.points(overall.score)) \(overall.color.rawValue)"
  }

  private func decision(_ finding: MeasureFinding, stored: Double?) -> [String] {
    if finding.score == nil, stored != nil, finding.facts.isEmpty, finding.measure.isOfUsage {
      return ["The usage it was scored by is not on this device."]
    }
    let color = stored.map(configuration.bands.color)
    return color == finding.color
      ? ["Decided: \(finding.verdict)"]
      : ["The rows here would give \(finding.verdict); the score was set before them."]
  }
}

// MARK: All of them

extension HealthExplanation {
  /// Why the color is not what the points say; nil when it is.
  package var forced: String? {
    guard let overall, overall.isForcedRed else { return nil }
    let points = ScoreWords.points(overall.score)
    return "Red because the TAM Sentiment is red; the weights alone would make \(points)."
  }

  /// The sum that the overall health is, and what alone would change its color.
  package var overallLines: [String] {
    guard let overall else { return ["Every measure is NA, so the customer has no health."] }
    let sum = decided.map { one in
      let part = ScoreWords.points(one.score * one.share)
      return "\(one.measure.rawValue): \(ScoreWords.points(one.score)), "
        + "\(PlainNumber.percent(one.share)) of it: \(part)"
    }
    let bands = configuration.bands
    let total =
      "Together \(ScoreWords.points(overall.score)): red below "
      + "\(ScoreWords.points(bands.redEnds)), green from \(ScoreWords.points(bands.yellowEnds))"
    let turns = Measure.allCases.flatMap { measure in
      changes(of: measure).filter { $0.1.color != overall.color }.map { color, changed in
        "If \(measure.rawValue) were \(color.rawValue): \(Self.words(changed))"
      }
    }
    let adopted = UseCase.adoptionCount(scores, bands).map { ["Use Case Adoption Count: \($0)"] }
    return sum + [total]
      + (turns.isEmpty ? ["No measure alone would change the color."] : turns) + (adopted ?? [])
  }
}

extension ScorecardConfiguration {
  /// How much of the whole a measure has, were all to have a score; nil when it is not in the
  /// scorecard.
  package func share(of measure: Measure) -> Double? {
    let whole = groups.reduce(0) { $0 + $1.weight }
    guard let group = groups.first(where: { $0.entries.contains { $0.measure == measure } }),
      let entry = group.entries.first(where: { $0.measure == measure })
    else { return nil }
    let ofGroup = group.entries.reduce(0) { $0 + $1.weight }
    return whole > 0 && ofGroup > 0 ? group.weight / whole * entry.weight / ofGroup : 0
  }
}

extension Measure {
  /// Judged by what the usage mart knows.
  package var isOfUsage: Bool {
    switch self {
    case .licenseUsage, .userEngagement, .scm, .ci, .devSecOps, .cd: true
    case .roi, .tamSentiment, .engagement, .supportIssues, .personaEngagement, .emergencyTickets:
      false
    }
  }
}

// MARK: In short

extension HealthExplanation {
  /// One measure in a few lines.
  package struct Summary: Sendable {
    /// Such as `Engagement: 62.5 Yellow, decides 12%`.
    package let title: String
    /// What decided, and what would change it.
    package let lines: [String]
  }

  /// The measures that decide, the heaviest first, then those without a score.
  package var summaries: [Summary] {
    let decided = decided.map { one in
      let color = configuration.bands.color(of: one.score).rawValue
      let title =
        "\(one.measure.rawValue): \(ScoreWords.points(one.score)) \(color), decides "
        + PlainNumber.percent(one.share)
      return Summary(title: title, lines: shortLines(one.measure))
    }
    let missing = Measure.allCases.filter { measure in
      scores[measure] == nil && findings[measure] != nil
        && configuration.scorecard.share(of: measure) ?? 0 > 0
    }
    return decided
      + missing.map { Summary(title: "\($0.rawValue): NA", lines: shortLines($0)) }
  }

  private func shortLines(_ measure: Measure) -> [String] {
    guard let finding = findings[measure] else { return [] }
    let row = row(of: measure)
    return decision(finding, stored: row?[HealthMeasure.score]) + finding.changes.map(\.words)
  }
}
