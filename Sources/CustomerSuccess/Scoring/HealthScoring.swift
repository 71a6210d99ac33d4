/// Judges the measures of an account: the app when its TAM edits, the service in its rules, both from
/// the same rows to the same result.
package struct HealthScoring: Sendable {
  package let configuration: HealthConfiguration

  package init(_ configuration: HealthConfiguration = .standard) {
    self.configuration = configuration
  }

  var bands: ScoreBands { configuration.bands }
  var limits: MeasureLimits { configuration.limits }

  /// The measures that have a rule: those of the scorecard, and those that are only shown.
  package var measures: [Measure] {
    Measure.allCases.filter { measure in
      switch measure {
      case .userEngagement, .scm, .ci, .devSecOps, .cd:
        configuration.usage.rule(for: measure) != nil
      case .personaEngagement, .emergencyTickets: configuration.scorecard.contains(measure)
      case .roi, .tamSentiment, .engagement, .supportIssues, .licenseUsage: true
      }
    }
  }

  package func findings(_ facts: ScoringFacts) -> [Measure: MeasureFinding] {
    var findings: [Measure: MeasureFinding] = [:]
    for measure in measures { findings[measure] = finding(of: measure, facts) }
    return findings
  }

  /// Nil when the configuration has no rule for the measure.
  package func finding(of measure: Measure, _ facts: ScoringFacts) -> MeasureFinding? {
    guard measures.contains(measure) else { return nil }
    let judged: Judged?
    switch measure {
    case .roi: judged = outcomes(facts)
    case .tamSentiment: judged = sentiment(facts)
    case .engagement: judged = engagement(facts)
    case .personaEngagement: judged = personas(facts)
    case .supportIssues: judged = support(facts)
    case .emergencyTickets: judged = emergencies(facts)
    case .licenseUsage: judged = license(facts)
    case .userEngagement, .scm, .ci, .devSecOps, .cd: judged = useCase(measure, facts)
    }
    return judged.map { finding(of: measure, gate($0, measure, facts)) }
  }

  /// What a rule says before it is known whether it may judge the account at all.
  struct Judged {
    var score: Double?
    var verdict: String
    let rule: String
    var facts: [MeasureFinding.Fact] = []
    var changes: [MeasureFinding.Change] = []
  }

  private func finding(of measure: Measure, _ judged: Judged) -> MeasureFinding {
    let color = judged.score.map(bands.color)
    let name = color?.rawValue ?? "NA"
    return MeasureFinding(
      measure: measure, score: judged.score, color: color, verdict: "\(name): \(judged.verdict)",
      rule: judged.rule, facts: judged.facts, changes: judged.changes)
  }

  /// Nobody answers for an account without a TAM, and in its first days only the sentiment is judged.
  private func gate(_ judged: Judged, _ measure: Measure, _ facts: ScoringFacts) -> Judged {
    var judged = judged
    if measure.needsTAM, !facts.hasTAM {
      judged.score = nil
      judged.verdict = "not judged without a TAM"
      judged.changes = []
      return judged
    }
    let since = CadenceConfiguration.newSince(facts.account)
    guard measure != .tamSentiment, let since,
      configuration.cadence.isNew(since: since, today: facts.today)
    else { return judged }
    let days = configuration.cadence.newAccountDays
    let first = since.adding(days: days)
    judged.score = nil
    judged.verdict = "new since \(since), and not judged in the first \(days) days"
    judged.changes = [
      .init(nil, "It is judged from \(ScoreWords.day(first, today: facts.today)) on.", on: first)
    ]
    return judged
  }

  func score(_ color: Sentiment?) -> Double? { color.map(bands.points) }
}
