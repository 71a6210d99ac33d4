/// Adds the scores of an account's measures up to its health (methodology 1.3).
package struct Scorecard: Sendable {
  package let configuration: ScorecardConfiguration

  package init(_ configuration: ScorecardConfiguration = .eraB) {
    self.configuration = configuration
  }

  /// The health of an account with these scores; nil when no weighted measure has one.
  ///
  /// The weight of a measure without a score goes to the others of its group, and the weight of a
  /// group without any to the other groups, each time in proportion. Scores are taken into 0...100;
  /// one that is no number counts as missing.
  package func overall(of scores: [Measure: Double]) -> OverallHealth? {
    var sum = 0.0
    var weight = 0.0
    for group in configuration.groups where group.weight > 0 {
      guard let score = score(of: group, scores) else { continue }
      sum += group.weight * score
      weight += group.weight
    }
    guard weight > 0 else { return nil }
    let score = sum / weight
    let isForcedRed = forcesRed(scores[.tamSentiment])
    let color = isForcedRed ? .red : configuration.bands.color(of: score)
    return OverallHealth(score: score, color: color, isForcedRed: isForcedRed)
  }

  /// The weighted mean of the group's measures that have a score; nil when none has.
  package func score(
    of group: ScorecardConfiguration.Group, _ scores: [Measure: Double]
  ) -> Double? {
    var sum = 0.0
    var weight = 0.0
    for entry in group.entries where entry.weight > 0 {
      guard let score = Self.usable(scores[entry.measure]) else { continue }
      sum += entry.weight * score
      weight += entry.weight
    }
    return weight > 0 ? sum / weight : nil
  }

  /// How much of the overall score each measure decides once the weights of missing ones have
  /// moved: ratios that add up to 1.
  ///
  /// Empty when nothing has a score.
  package func shares(of scores: [Measure: Double]) -> [Measure: Double] {
    let present = configuration.groups.compactMap { group in
      let entries = group.entries.filter {
        $0.weight > 0 && Self.usable(scores[$0.measure]) != nil
      }
      return group.weight > 0 && !entries.isEmpty ? (group.weight, entries) : nil
    }
    let whole = present.reduce(0) { $0 + $1.0 }
    var shares: [Measure: Double] = [:]
    for (weight, entries) in present {
      let ofGroup = entries.reduce(0) { $0 + $1.weight }
      for entry in entries {
        shares[entry.measure, default: 0] += weight / whole * entry.weight / ofGroup
      }
    }
    return shares
  }

  /// The scores in rows of ``HealthMeasure``; a measure that is NA is left out.
  package static func scores(in rows: some Sequence<Row>) -> [Measure: Double] {
    var scores: [Measure: Double] = [:]
    for row in rows {
      guard let measure = row[HealthMeasure.measure] else { continue }
      scores[measure] = row[HealthMeasure.score]
    }
    return scores
  }

  /// The scores that count for an account: without a TAM nobody answers for some of them
  /// (methodology 1.3).
  package static func counting(_ scores: [Measure: Double], hasTAM: Bool) -> [Measure: Double] {
    hasTAM ? scores : scores.filter { !$0.key.needsTAM }
  }

  private func forcesRed(_ sentiment: Double?) -> Bool {
    guard configuration.redSentimentForcesRed, let sentiment = Self.usable(sentiment) else {
      return false
    }
    return configuration.bands.color(of: sentiment) == .red
  }

  private static func usable(_ score: Double?) -> Double? {
    guard let score, score.isFinite else { return nil }
    return min(max(score, 0), 100)
  }
}

/// The overall score of an account and the color it is shown in.
package struct OverallHealth: Hashable, Sendable {
  /// 0 through 100, as the weights make it, also when the color is forced.
  package let score: Double
  package let color: Sentiment
  /// The color is red because the TAM Sentiment is, not because of the score.
  package let isForcedRed: Bool

  package init(score: Double, color: Sentiment, isForcedRed: Bool) {
    self.score = score
    self.color = color
    self.isForcedRed = isForcedRed
  }
}

/// Which way a score moved.
package enum Trend: String, Codable, Sendable {
  case up, flat, down

  /// Points within which two scores count as the same: less than any screen shows.
  package static let tolerance = 0.01

  /// Nil when either score is missing, because there is nothing to compare.
  package init?(from previous: Double?, to current: Double?) {
    guard let previous, let current else { return nil }
    let difference = current - previous
    self = difference > Self.tolerance ? .up : difference < -Self.tolerance ? .down : .flat
  }
}
