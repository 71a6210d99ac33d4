import CustomerSuccess
import Support
import Testing

/// Scores as the methodology's vectors name them; nil is NA.
private typealias Card = (
  engagement: Sentiment?, roi: Sentiment?, support: Sentiment?, sentiment: Sentiment?,
  license: Sentiment?, product: Sentiment?
)

@Suite struct FormulaScorecardTests {
  private static let vectors: [(card: Card, score: Double?, color: Sentiment?)] = [
    ((.green, .yellow, .green, .yellow, .red, nil), 62.5, .yellow),
    ((.green, .green, .green, .green, .green, .green), 87.5, .green),
    ((nil, nil, nil, .green, nil, nil), 87.5, .green),
    ((.green, .green, .green, .red, .green, .green), 56.25, .red),
    ((nil, nil, nil, nil, nil, nil), nil, nil),
  ]

  @Test func `era B adds up as the test vectors of methodology 1.3 say`() {
    for (row, vector) in Self.vectors.enumerated() {
      let health = Scorecard(.eraB).overall(of: scores(vector.card))
      #expect(health?.score == vector.score, "vector \(row + 1)")
      #expect(health?.color == vector.color, "vector \(row + 1)")
    }
  }

  private func scores(_ card: Card) -> [Measure: Double] {
    let bands = ScoreBands.standard
    var scores: [Measure: Double] = [:]
    scores[.engagement] = card.engagement.map(bands.points)
    scores[.roi] = card.roi.map(bands.points)
    scores[.supportIssues] = card.support.map(bands.points)
    scores[.tamSentiment] = card.sentiment.map(bands.points)
    scores[.licenseUsage] = card.license.map(bands.points)
    for measure in [Measure.scm, .ci, .devSecOps, .cd] {
      scores[measure] = card.product.map(bands.points)
    }
    return scores
  }

  @Test(arguments: [
    (0.0, Sentiment.red), (49.99, .red), (50, .yellow), (74.99, .yellow), (75, .green),
    (100, .green),
  ])
  func `by the text of 2022 an edge belongs to the better color`(
    _ score: Double, _ color: Sentiment
  ) {
    #expect(ScoreBands.standard.color(of: score) == color)
  }

  @Test(arguments: [
    (50.0, Sentiment.red), (50.01, .yellow), (75, .yellow), (75.01, .green),
  ])
  func `by the warehouse of 2023 an edge belongs to the worse color`(
    _ score: Double, _ color: Sentiment
  ) {
    #expect(ScoreBands.warehouse.color(of: score) == color)
  }

  @Test(arguments: [ScoreBands.standard, .warehouse])
  func `the points of a color have that color`(_ bands: ScoreBands) {
    for color in Sentiment.allCases {
      #expect(bands.color(of: bands.points(of: color)) == color)
    }
    #expect(ScoreBands.standard.points(of: .yellow) == 62.5)
    #expect(ScoreBands.warehouse.points(of: .green) == 88)
  }

  @Test func `three equal measures average as in the worked example`() throws {
    let group = ScorecardConfiguration.Group(
      "Product", 1, [.init(.scm, 1), .init(.ci, 1), .init(.cd, 1)])
    let card = Scorecard(ScorecardConfiguration(groups: [group]))
    let health = try #require(card.overall(of: [.scm: 62.5, .ci: 87.5, .cd: 62.5]))
    #expect(abs(health.score - 70.8333) < 0.001)
    #expect(health.color == .yellow)
    #expect(card.overall(of: [.scm: 87.5, .ci: 87.5, .cd: 62.5])?.color == .green)
    #expect(card.overall(of: [.scm: 87.5, .ci: 87.5, .cd: 25])?.color == .yellow)
  }

  @Test func `a missing use case leaves its weight to the other use cases`() {
    var scores = all(50)
    let full = Scorecard(.eraB).shares(of: scores)
    scores[.cd] = nil
    let without = Scorecard(.eraB).shares(of: scores)
    #expect(isClose(full[.ci], 0.0375))
    #expect(isClose(without[.ci], 0.05))
    #expect(isClose(without[.tamSentiment], 0.5))
    #expect(without[.cd] == nil)
  }

  @Test func `missing product data leaves its weight to all others in proportion`() {
    var scores = all(50)
    for measure in [Measure.scm, .ci, .devSecOps, .cd] { scores[measure] = nil }
    let shares = Scorecard(.eraB).shares(of: scores)
    #expect(isClose(shares[.tamSentiment], 50.0 / 85))
    #expect(isClose(shares[.licenseUsage], 10.0 / 85))
    #expect(isClose(shares[.supportIssues], 5.0 / 85))
  }

  @Test func `a red sentiment forces red and keeps the score, and only red does`() throws {
    var scores = all(100)
    scores[.tamSentiment] = 49
    let forced = try #require(Scorecard(.eraB).overall(of: scores))
    #expect(forced.color == .red)
    #expect(forced.isForcedRed)
    #expect(isClose(forced.score, 74.5))

    scores[.tamSentiment] = 50
    let free = try #require(Scorecard(.eraB).overall(of: scores))
    #expect(free.color == .green)
    #expect(!free.isForcedRed)

    let lenient = ScorecardConfiguration(
      groups: ScorecardConfiguration.eraB.groups, redSentimentForcesRed: false)
    scores[.tamSentiment] = 49
    #expect(Scorecard(lenient).overall(of: scores)?.color == .yellow)
  }

  @Test func `measures without a weight do not count`() {
    #expect(Scorecard(.eraB).overall(of: [.userEngagement: 10]) == nil)
    #expect(Scorecard(.eraA).overall(of: [.scm: 10, .licenseUsage: 10]) == nil)
    #expect(Scorecard(.eraD).overall(of: [.userEngagement: 10])?.score == 10)
  }

  @Test func `a score that is no number is missing and one beyond the scale is cut`() {
    #expect(Scorecard(.eraB).overall(of: [.roi: .nan]) == nil)
    #expect(Scorecard(.eraB).overall(of: [.roi: .infinity]) == nil)
    #expect(Scorecard(.eraB).overall(of: [.roi: 250])?.score == 100)
    #expect(Scorecard(.eraB).overall(of: [.roi: -3])?.score == 0)
  }

  @Test func `rows become scores, without those that are NA`() {
    let rows = [
      FormulaSamples.measure(.roi, 62.5), FormulaSamples.measure(.engagement, nil),
      Row(HealthMeasure.table, id: "broken"),
    ]
    #expect(Scorecard.scores(in: rows) == [.roi: 62.5])
  }

  @Test(arguments: [
    (50.0, 60.0, Trend.up), (60, 50, .down), (50, 50, .flat), (50, 50.001, .flat),
  ])
  func `the trend compares with the score before`(
    _ previous: Double, _ current: Double, _ trend: Trend
  ) {
    #expect(Trend(from: previous, to: current) == trend)
  }

  @Test func `there is no trend without two scores`() {
    #expect(Trend(from: nil, to: 50) == nil)
    #expect(Trend(from: 50, to: nil) == nil)
  }

  private func all(_ score: Double) -> [Measure: Double] {
    Dictionary(uniqueKeysWithValues: Measure.allCases.map { ($0, score) })
  }

  private func isClose(_ found: Double?, _ expected: Double) -> Bool {
    found.map { abs($0 - expected) < 1e-9 } ?? false
  }
}
