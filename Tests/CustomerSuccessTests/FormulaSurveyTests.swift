import CustomerSuccess
import Testing

@Suite struct SurveyFormulaTests {
  private static let today = Day(daysSinceEpoch: 20_000)

  private static func survey(
    _ score: Int? = nil, _ satisfaction: Satisfaction? = nil, sent: Day? = nil
  ) -> Row {
    var row = Row(Survey.table, id: "s")
    row[Survey.recommendation] = score
    row[Survey.satisfaction] = satisfaction
    row[Survey.sentOn] = sent
    return row
  }

  @Test(arguments: [
    (0, Recommendation.detractor), (6, .detractor), (7, .passive), (8, .passive),
    (9, .promoter), (10, .promoter),
  ])
  func `a score makes a promoter, a passive or a detractor`(score: Int, kind: Recommendation) {
    #expect(Recommendation(score: score) == kind)
  }

  @Test func `scores outside of the scale are no answer to the question`() {
    #expect(Recommendation(score: -1) == nil)
    #expect(Recommendation(score: 11) == nil)
    #expect(SurveyScore([Self.survey(11)]).netPromoter == nil)
  }

  @Test func `NPS is the share of promoters less that of detractors`() {
    let score = SurveyScore([10, 9, 8, 3].map { Self.survey($0) } + [Self.survey()])
    #expect(score.netPromoter == 25)
    #expect(score.recommendations == 4)
    #expect(score.answered == 4)
    #expect(score.sent == 5)
    #expect(SurveyScore([0, 0].map { Self.survey($0) }).netPromoter == -100)
    #expect(SurveyScore().netPromoter == nil)
  }

  @Test func `CSAT is the average of those who said how satisfied they are`() {
    let score = SurveyScore([
      Self.survey(9, .verySatisfied), Self.survey(7, .neutral), Self.survey(10),
    ])
    #expect(score.averageSatisfaction == 4)
    #expect(score.satisfactions == 2)
    #expect(SurveyScore([Self.survey(9)]).averageSatisfaction == nil)
  }

  @Test(
    arguments: [
      (6, nil, .negative), (7, nil, .positive), (9, .neutral, .negative),
      (nil, .dissatisfied, .negative), (nil, .satisfied, .positive), (nil, nil, .missing),
    ] as [(Int?, Satisfaction?, SurveyAnswer)])
  func `what is bad in either answer is bad`(
    score: Int?, satisfaction: Satisfaction?, answer: SurveyAnswer
  ) {
    #expect(SurveyAnswer(Self.survey(score, satisfaction)) == answer)
  }

  @Test func `the trend goes by the quarter of sending, the newest first`() throws {
    let first = try #require(Day(year: 2026, month: 1, day: 31))
    let trend = SurveyTrend.quarters(of: [
      Self.survey(10, sent: first), Self.survey(0, sent: first.adding(days: 1)), Self.survey(5),
    ])
    #expect(trend.map { "\($0.quarter)" } == ["FY27-Q1", "FY26-Q4"])
    #expect(trend.map(\.score.netPromoter) == [-100, 100])
  }

  @Test func `the next survey is the one that comes first, and none that is over`() {
    func next(since: Int?, renewal: Int?) -> String? {
      SurveySchedule.next(
        after: Self.today, customerSince: since.map { Self.today.adding(days: $0) },
        renewal: renewal.map { Self.today.adding(days: $0) }
      ).map { "\($0.kind.rawValue) \(Self.today.days(until: $0.day))" }
    }
    #expect(next(since: -10, renewal: 355) == "Post-Onboarding 50")
    #expect(next(since: -60, renewal: 305) == "Post-Onboarding 0")
    #expect(next(since: -400, renewal: 130) == "Pre-Renewal 10")
    #expect(next(since: -400, renewal: 100) == nil)
    #expect(next(since: nil, renewal: nil) == nil)
  }
}
