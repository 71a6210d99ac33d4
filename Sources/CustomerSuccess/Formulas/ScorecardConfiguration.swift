/// The weights of a scorecard: groups of measures, each with a share of the whole.
///
/// Weights are relative, so they need not add up to anything.
package struct ScorecardConfiguration: Codable, Hashable, Sendable {
  package struct Entry: Codable, Hashable, Sendable {
    package let measure: Measure
    /// Relative to the other entries of its group.
    package let weight: Double

    package init(_ measure: Measure, _ weight: Double) {
      self.measure = measure
      self.weight = weight
    }
  }

  package struct Group: Codable, Hashable, Sendable {
    package let name: String
    /// Relative to the other groups.
    package let weight: Double
    package let entries: [Entry]

    package init(_ name: String, _ weight: Double, _ entries: [Entry]) {
      self.name = name
      self.weight = weight
      self.entries = entries
    }
  }

  package let groups: [Group]
  package let bands: ScoreBands
  /// A red TAM Sentiment makes the whole account red whatever the others say (methodology 1.3).
  package let redSentimentForcesRed: Bool

  package init(groups: [Group], bands: ScoreBands = .standard, redSentimentForcesRed: Bool = true) {
    self.groups = groups
    self.bands = bands
    self.redSentimentForcesRed = redSentimentForcesRed
  }

  /// Whether a measure stands in the scorecard, also with a weight of zero.
  package func contains(_ measure: Measure) -> Bool {
    groups.contains { $0.entries.contains { $0.measure == measure } }
  }

  package static func era(_ era: MethodologyEra) -> ScorecardConfiguration {
    switch era {
    case .a: eraA
    case .b: eraB
    case .c: eraC
    case .d: eraD
    }
  }
}

/// The four states of the published methodology, whose numbers changed (methodology 0.2).
package enum MethodologyEra: String, Enumeration {
  /// 2020 to the middle of 2021.
  case a = "A"
  /// Late 2021 to the middle of 2022; what Tamarack uses unless told otherwise.
  case b = "B"
  /// August to October 2022.
  case c = "C"
  /// From November 2022 on.
  case d = "D"

  package static let standard = MethodologyEra.b
}

/// The weights of each era (methodology 1.2).
extension ScorecardConfiguration {
  /// Four measures; usage has no weight yet.
  package static let eraA = ScorecardConfiguration(groups: [
    .single("Engagement", 10, .engagement),
    .single("ROI", 10, .roi),
    .single("Support Issues", 5, .supportIssues),
    .single("TAM Sentiment", 75, .tamSentiment),
  ])

  /// Six weighted entries.
  ///
  /// License usage stands apart from the use cases: when no use case has a score, their 15 moves to
  /// every other entry and not to license usage alone (first test vector of methodology 1.3). How
  /// the 15 is split among the use cases is not published; equally is our choice.
  package static let eraB = ScorecardConfiguration(groups: [
    .single("Engagement", 10, .engagement),
    .single("ROI", 10, .roi),
    .single("Support Issues", 5, .supportIssues),
    .single("TAM Sentiment", 50, .tamSentiment),
    .single("License Usage", 10, .licenseUsage),
    Group("Product Usage", 15, useCases),
  ])

  /// License usage and use cases share one group.
  package static let eraC = ScorecardConfiguration(groups: [
    Group("Product", 25, [Entry(.licenseUsage, 40)] + useCases),
    .single("Risk", 50, .tamSentiment),
    .single("Outcomes", 10, .roi),
    voice, engagement,
  ])

  /// Usage counts for half.
  ///
  /// The sentiment's 25 is the later copy's: the 50 of the earlier one makes the groups add up to
  /// 125.
  package static let eraD = ScorecardConfiguration(groups: [
    Group("Product", 50, [Entry(.licenseUsage, 30), Entry(.userEngagement, 10)] + useCases),
    .single("Risk", 25, .tamSentiment),
    .single("Outcomes", 10, .roi),
    voice, engagement,
  ])

  /// Emergencies are shown and weigh nothing.
  private static let voice = Group(
    "Voice of the customer", 5, [Entry(.supportIssues, 1), Entry(.emergencyTickets, 0)])
  private static let engagement = Group(
    "Engagement", 10, [Entry(.engagement, 50), Entry(.personaEngagement, 50)])

  private static let useCases = [
    Entry(.scm, 15), Entry(.ci, 15), Entry(.devSecOps, 15), Entry(.cd, 15),
  ]
}

extension ScorecardConfiguration.Group {
  fileprivate static func single(_ name: String, _ weight: Double, _ measure: Measure) -> Self {
    Self(name, weight, [.init(measure, 1)])
  }
}
