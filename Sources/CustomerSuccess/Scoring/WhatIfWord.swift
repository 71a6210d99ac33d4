/// What can be tried out on health, each by the word that it goes by.
package enum WhatIfWord: String, CaseIterable, Sendable {
  case sentiment, engagement, roi, support, license, users, scm, ci
  case devSecOps = "devsecops"
  case cd, persona
  /// Weights of several measures together.
  case product, voice, contacts
  case yellow, green, calls1, calls2, tickets, forced, owner

  enum Kind {
    case weight(Measure)
    /// Of the group of several measures that holds this one.
    case groupWeight(Measure)
    case yellow, green
    case calls(Prioritization)
    case tickets, forced, owner
  }

  var kind: Kind {
    switch self {
    case .sentiment: .weight(.tamSentiment)
    case .engagement: .weight(.engagement)
    case .roi: .weight(.roi)
    case .support: .weight(.supportIssues)
    case .license: .weight(.licenseUsage)
    case .users: .weight(.userEngagement)
    case .scm: .weight(.scm)
    case .ci: .weight(.ci)
    case .devSecOps: .weight(.devSecOps)
    case .cd: .weight(.cd)
    case .persona: .weight(.personaEngagement)
    case .product: .groupWeight(.scm)
    case .voice: .groupWeight(.supportIssues)
    case .contacts: .groupWeight(.engagement)
    case .yellow: .yellow
    case .green: .green
    case .calls1: .calls(.first)
    case .calls2: .calls(.second)
    case .tickets: .tickets
    case .forced: .forced
    case .owner: .owner
    }
  }

  /// What the number says, in a few words.
  package var meaning: String {
    switch kind {
    case .weight(let measure): "weight of \(measure.rawValue)"
    case .groupWeight(let measure): "weight of \(measure.rawValue) and what is beside it, together"
    case .yellow: "points from which a score is yellow"
    case .green: "points from which a score is green"
    case .calls(let priority):
      "days without a call up to which priority \(priority.rawValue) is green, and yellow"
    case .tickets: "tickets a month up to which Support Issues is green, and yellow"
    case .forced: "whether a red TAM Sentiment makes the customer red"
    case .owner: "who has the customers: a name, an e-mail address, none"
    }
  }

  /// What may stand behind the equals sign.
  var expected: String {
    switch kind {
    case .weight, .groupWeight: "a weight from 0 to 1000"
    case .yellow, .green: "points from 0 to 100"
    case .calls: "days such as 35/60, the first not above the second"
    case .tickets: "tickets such as 5/15, the first not above the second"
    case .forced: "yes or no"
    case .owner: "a name, an e-mail address, or none"
    }
  }

  /// The number in force; nil for what this scorecard does not have, and for the owner.
  package func present(in configuration: HealthConfiguration) -> String? {
    let scorecard = configuration.scorecard
    switch kind {
    case .weight(let measure): return scorecard.weight(of: measure).map(Self.text)
    case .groupWeight(let measure):
      return scorecard.groups.first { $0.holds(measure) && $0.entries.count > 1 }
        .map { Self.text($0.weight) }
    case .yellow: return Self.text(configuration.bands.redEnds)
    case .green: return Self.text(configuration.bands.yellowEnds)
    case .calls(let priority):
      return Self.text(configuration.cadence.limits(for: CadenceFacts(priority)))
    case .tickets:
      return "\(configuration.limits.greenTickets)/\(configuration.limits.yellowTickets)"
    case .forced: return scorecard.redSentimentForcesRed ? "yes" : "no"
    case .owner: return nil
    }
  }

  private static func text(_ limits: CadenceLimits?) -> String? {
    limits.map { "\($0.greenDays)/\($0.yellowDays)" }
  }

  /// `15`, `62.5`.
  static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension ScorecardConfiguration.Group {
  func holds(_ measure: Measure) -> Bool { entries.contains { $0.measure == measure } }
}

extension ScorecardConfiguration {
  /// A measure that is a group of its own weighs as the group, one among others within its group;
  /// nil for one that is not in the scorecard.
  func weight(of measure: Measure) -> Double? {
    guard let group = groups.first(where: { $0.holds(measure) }) else { return nil }
    return group.entries.count == 1
      ? group.weight : group.entries.first { $0.measure == measure }?.weight
  }
}
