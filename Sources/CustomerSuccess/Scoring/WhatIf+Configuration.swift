extension WhatIf {
  /// The configuration with these numbers instead of its own.
  static func applying(
    _ terms: [Term], to configuration: HealthConfiguration
  ) -> HealthConfiguration {
    terms.reduce(configuration) { $1.applied(to: $0) }
  }
}

extension WhatIf.Term {
  var isOfBands: Bool {
    switch self {
    case .yellowFrom, .greenFrom: true
    case .weight, .groupWeight, .calls, .tickets, .forcesRed, .owner: false
    }
  }

  fileprivate func applied(to old: HealthConfiguration) -> HealthConfiguration {
    switch self {
    case .weight(let measure, let weight):
      return old.replacing(old.scorecard.weighing(measure, weight))
    case .groupWeight(let measure, let weight):
      return old.replacing(old.scorecard.weighing(groupOf: measure, weight))
    case .yellowFrom(let points):
      return old.replacing(old.scorecard.replacing(old.bands.replacing(redEnds: points)))
    case .greenFrom(let points):
      return old.replacing(old.scorecard.replacing(old.bands.replacing(yellowEnds: points)))
    case .calls(let prioritization, let limits):
      // In front of all others, so that it decides.
      return old.replacing(
        cadence: CadenceConfiguration(
          [CadenceRule([prioritization], limits)] + old.cadence.rules,
          newAccountDays: old.cadence.newAccountDays))
    case .tickets(let green, let yellow): return old.replacing(green: green, yellow: yellow)
    case .forcesRed(let forces): return old.replacing(old.scorecard.replacing(forces: forces))
    case .owner: return old
    }
  }
}

extension HealthConfiguration {
  fileprivate func replacing(cadence: CadenceConfiguration) -> HealthConfiguration {
    HealthConfiguration(
      era: era, scorecard: scorecard, cadence: cadence, limits: limits, license: license,
      usage: usage)
  }

  fileprivate func replacing(green: Int, yellow: Int) -> HealthConfiguration {
    HealthConfiguration(
      era: era, scorecard: scorecard, cadence: cadence,
      limits: MeasureLimits(
        greenTickets: green, yellowTickets: yellow, supportDays: limits.supportDays,
        emergencyDays: limits.emergencyDays, staleSentimentDays: limits.staleSentimentDays,
        endedSentimentDays: limits.endedSentimentDays, personaDays: limits.personaDays,
        usageDays: limits.usageDays), license: license, usage: usage)
  }
}

extension ScoreBands {
  fileprivate func replacing(redEnds: Double? = nil, yellowEnds: Double? = nil) -> ScoreBands {
    ScoreBands(
      redEnds: redEnds ?? self.redEnds, yellowEnds: yellowEnds ?? self.yellowEnds, edge: edge,
      redPoints: redPoints, yellowPoints: yellowPoints, greenPoints: greenPoints)
  }
}

extension ScorecardConfiguration {
  fileprivate func replacing(_ bands: ScoreBands) -> ScorecardConfiguration {
    ScorecardConfiguration(
      groups: groups, bands: bands, redSentimentForcesRed: redSentimentForcesRed)
  }

  fileprivate func replacing(forces: Bool) -> ScorecardConfiguration {
    ScorecardConfiguration(groups: groups, bands: bands, redSentimentForcesRed: forces)
  }

  fileprivate func weighing(groupOf measure: Measure, _ weight: Double) -> ScorecardConfiguration {
    ScorecardConfiguration(
      groups: groups.map { $0.holds(measure) ? Group($0.name, weight, $0.entries) : $0 },
      bands: bands, redSentimentForcesRed: redSentimentForcesRed)
  }

  /// As ``weight(of:)`` reads it.
  fileprivate func weighing(_ measure: Measure, _ weight: Double) -> ScorecardConfiguration {
    guard groups.first(where: { $0.holds(measure) })?.entries.count != 1 else {
      return weighing(groupOf: measure, weight)
    }
    let groups = groups.map { group in
      Group(
        group.name, group.weight,
        group.entries.map { $0.measure == measure ? Entry(measure, weight) : $0 })
    }
    return ScorecardConfiguration(
      groups: groups, bands: bands, redSentimentForcesRed: redSentimentForcesRed)
  }
}
