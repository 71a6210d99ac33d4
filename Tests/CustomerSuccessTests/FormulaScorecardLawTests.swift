import CustomerSuccess
import Support
import Testing

/// What must hold for every scorecard, whatever the weights and scores.
@Suite struct FormulaScorecardLawTests {
  private static let rounds = 600

  @Test(arguments: MethodologyEra.allCases)
  func `the overall score lies between the lowest and the highest`(_ era: MethodologyEra) {
    check(era, seed: 51) { card, scores in
      guard let overall = card.overall(of: scores) else {
        return card.shares(of: scores).isEmpty
      }
      let weighted = card.shares(of: scores).keys.compactMap { scores[$0] }
      guard let lowest = weighted.min(), let highest = weighted.max() else { return false }
      return overall.score >= lowest - 1e-9 && overall.score <= highest + 1e-9
    }
  }

  @Test(arguments: MethodologyEra.allCases)
  func `a better score never lowers the whole`(_ era: MethodologyEra) {
    var random = SeededGenerator(seed: 52)
    check(era, seed: 53) { card, scores in
      guard let (measure, score) = scores.randomElement(using: &random) else { return true }
      var better = scores
      better[measure] = .random(in: score...100, using: &random)
      guard let before = card.overall(of: scores), let after = card.overall(of: better) else {
        return card.overall(of: scores) == card.overall(of: better)
      }
      return after.score >= before.score - 1e-9
        && (before.color != .green || after.color == .green)
    }
  }

  @Test(arguments: MethodologyEra.allCases)
  func `shares add up to one and make the overall score`(_ era: MethodologyEra) {
    check(era, seed: 54) { card, scores in
      let shares = card.shares(of: scores)
      guard let overall = card.overall(of: scores) else { return shares.isEmpty }
      let sum = shares.values.reduce(0, +)
      let score = shares.reduce(0) { $0 + $1.value * (scores[$1.key] ?? .nan) }
      return abs(sum - 1) < 1e-9 && abs(score - overall.score) < 1e-9
    }
  }

  @Test(arguments: MethodologyEra.allCases)
  func `a missing measure never lowers the share of another`(_ era: MethodologyEra) {
    var random = SeededGenerator(seed: 55)
    check(era, seed: 56) { card, scores in
      guard let gone = scores.keys.randomElement(using: &random) else { return true }
      var fewer = scores
      fewer[gone] = nil
      let before = card.shares(of: scores)
      let after = card.shares(of: fewer)
      return before.allSatisfy { measure, share in
        measure == gone || (after[measure] ?? 0) >= share - 1e-9
      }
    }
  }

  @Test(arguments: MethodologyEra.allCases)
  func `weights count by their proportion only`(_ era: MethodologyEra) {
    let groups = ScorecardConfiguration.era(era).groups.map { group in
      ScorecardConfiguration.Group(
        group.name, group.weight * 4, group.entries.map { .init($0.measure, $0.weight * 8) })
    }
    let scaled = Scorecard(ScorecardConfiguration(groups: groups))
    check(era, seed: 57) { card, scores in
      // Powers of two, so that not even the last bit may differ.
      card.overall(of: scores) == scaled.overall(of: scores)
    }
  }

  @Test func `the weights of every era are those printed`() {
    let printed: [MethodologyEra: [Measure: Double]] = [
      .a: [.engagement: 0.10, .roi: 0.10, .supportIssues: 0.05, .tamSentiment: 0.75],
      .b: [
        .engagement: 0.10, .roi: 0.10, .supportIssues: 0.05, .tamSentiment: 0.50,
        .licenseUsage: 0.10, .scm: 0.0375, .ci: 0.0375, .devSecOps: 0.0375, .cd: 0.0375,
      ],
      .c: [
        .engagement: 0.05, .personaEngagement: 0.05, .roi: 0.10, .supportIssues: 0.05,
        .tamSentiment: 0.50,
        .licenseUsage: 0.10, .scm: 0.0375, .ci: 0.0375, .devSecOps: 0.0375, .cd: 0.0375,
      ],
      .d: [
        .engagement: 0.05, .personaEngagement: 0.05, .roi: 0.10, .supportIssues: 0.05,
        .tamSentiment: 0.25,
        .licenseUsage: 0.15, .userEngagement: 0.05, .scm: 0.075, .ci: 0.075, .devSecOps: 0.075,
        .cd: 0.075,
      ],
    ]
    let full = Dictionary(uniqueKeysWithValues: Measure.allCases.map { ($0, 50.0) })
    for era in MethodologyEra.allCases {
      let shares = Scorecard(.era(era)).shares(of: full)
      let wanted = printed[era] ?? [:]
      #expect(Set(shares.keys) == Set(wanted.keys), "era \(era.rawValue)")
      for (measure, share) in wanted {
        #expect(abs((shares[measure] ?? 0) - share) < 1e-9, "\(measure) in era \(era.rawValue)")
      }
    }
  }

  private func check(
    _ era: MethodologyEra, seed: UInt64, _ holds: (Scorecard, [Measure: Double]) -> Bool
  ) {
    var random = SeededGenerator(seed: seed)
    let card = Scorecard(.era(era))
    for round in 0..<Self.rounds {
      let scores = Self.someScores(&random)
      guard !holds(card, scores) else { continue }
      Issue.record("era \(era.rawValue), round \(round), \(random): \(scores)")
      return
    }
  }

  /// Each measure is missing as often as not.
  private static func someScores(_ random: inout SeededGenerator) -> [Measure: Double] {
    var scores: [Measure: Double] = [:]
    for measure in Measure.allCases where Bool.random(using: &random) {
      scores[measure] = Double(Int.random(in: 0...200, using: &random)) / 2
    }
    return scores
  }
}
