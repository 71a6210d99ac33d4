/// Where a score changes its color, and what a bare color is worth in points (methodology 1.3).
package struct ScoreBands: Codable, Hashable, Sendable {
  /// Which band a score exactly on an edge belongs to.
  package enum Edge: String, Enumeration {
    /// 75 is green, 50 is yellow: the text of 2022.
    case better
    /// 75 is yellow, 50 is red: the warehouse code of 2023.
    case worse
  }

  /// Points at which red ends.
  package let redEnds: Double
  /// Points at which yellow ends.
  package let yellowEnds: Double
  package let edge: Edge
  package let redPoints: Double
  package let yellowPoints: Double
  package let greenPoints: Double

  package init(
    redEnds: Double = 50, yellowEnds: Double = 75, edge: Edge = .better, redPoints: Double = 25,
    yellowPoints: Double = 62.5, greenPoints: Double = 87.5
  ) {
    self.redEnds = redEnds
    self.yellowEnds = yellowEnds
    self.edge = edge
    self.redPoints = redPoints
    self.yellowPoints = yellowPoints
    self.greenPoints = greenPoints
  }

  /// The middle of each band as its points, an edge counting for the better band.
  package static let standard = ScoreBands()

  /// As the data warehouse of 2023 coded it: edges count for the worse band, whole points.
  package static let warehouse = ScoreBands(edge: .worse, yellowPoints: 63, greenPoints: 88)

  package func color(of score: Double) -> Sentiment {
    switch edge {
    case .better: score >= yellowEnds ? .green : score >= redEnds ? .yellow : .red
    case .worse: score > yellowEnds ? .green : score > redEnds ? .yellow : .red
    }
  }

  /// Whether what a colored measure counts for has that color itself; else every score would turn.
  package var areInOrder: Bool {
    redEnds <= yellowEnds && Sentiment.allCases.allSatisfy { color(of: points(of: $0)) == $0 }
  }

  /// What a measure that was only colored counts for.
  package func points(of color: Sentiment) -> Double {
    switch color {
    case .green: greenPoints
    case .yellow: yellowPoints
    case .red: redPoints
    }
  }
}
