/// When one number of usage is green, yellow or red (methodology 1.6).
package struct UsageRule: Codable, Hashable, Sendable {
  /// What a number of users or events is divided by.
  package enum Base: String, Enumeration {
    case licenses
    case billable
    /// Unique active users of the last 28 days.
    case umau
    /// Nothing: heads are counted.
    case heads
    /// Successful and failed deployments together.
    case deployments

    package var label: String {
      switch self {
      case .licenses: "licenses"
      case .billable: "billable users"
      case .umau: "active users"
      case .heads: "heads"
      case .deployments: "finished deployments"
      }
    }
  }

  /// A metric column of the usage mart.
  package let column: String
  package let base: Base
  package let yellowFrom: Double
  package let greenFrom: Double
  /// Exactly `yellowFrom` is still red.
  package let isYellowAbove: Bool

  package init(
    _ column: String, of base: Base, yellowFrom: Double, greenFrom: Double,
    isYellowAbove: Bool = false
  ) {
    self.column = column
    self.base = base
    self.yellowFrom = yellowFrom
    self.greenFrom = greenFrom
    self.isYellowAbove = isYellowAbove
  }

  /// Nil when this version knows no such column.
  package var metric: UsageMetric? { UsageMetric.named(column) }

  package func color(of value: Double) -> Sentiment {
    if value >= greenFrom { return .green }
    return isYellowAbove
      ? (value > yellowFrom ? .yellow : .red) : (value >= yellowFrom ? .yellow : .red)
  }

  /// Written as a share; otherwise it is a plain number, such as deployments per user.
  var isShare: Bool { base != .heads && greenFrom <= 1 }
}

/// How one measure is made of numbers of usage.
package struct UsageMeasureRule: Codable, Hashable, Sendable {
  /// What becomes of several colors.
  package enum Combination: String, Enumeration {
    /// The mean of their points.
    case average
    /// The worst of them.
    case worst
  }

  package let measure: Measure
  package let rules: [UsageRule]
  package let combination: Combination
  /// Judged on subscriptions with the plan Ultimate alone.
  package let isUltimateOnly: Bool
  package let isSelfManagedOnly: Bool

  package init(
    _ measure: Measure, _ rules: [UsageRule], _ combination: Combination = .average,
    isUltimateOnly: Bool = false, isSelfManagedOnly: Bool = false
  ) {
    self.measure = measure
    self.rules = rules
    self.combination = combination
    self.isUltimateOnly = isUltimateOnly
    self.isSelfManagedOnly = isSelfManagedOnly
  }

  /// The points of the colors of those rules that have one; nil when none has.
  package func score(_ colors: [Sentiment], _ bands: ScoreBands) -> Double? {
    let points = colors.map(bands.points)
    guard !points.isEmpty else { return nil }
    switch combination {
    case .average: return points.reduce(0, +) / Double(points.count)
    case .worst: return points.min()
    }
  }
}

/// How much use makes a use case adopted.
package struct UsageHealth: Codable, Hashable, Sendable {
  package let measures: [UsageMeasureRule]

  package init(_ measures: [UsageMeasureRule]) { self.measures = measures }

  /// Nil when the measure is not judged by usage.
  package func rule(for measure: Measure) -> UsageMeasureRule? {
    measures.first { $0.measure == measure }
  }

  package static func era(_ era: MethodologyEra) -> UsageHealth {
    switch era {
    case .a: eraA
    case .b: eraB
    case .c: eraC
    case .d: eraD
    }
  }
}
