import CustomerSuccess
import Testing

@Suite struct FormulaMeasureRulesTests {
  @Test(arguments: [
    (0, nil), (1, Sentiment.green), (5, .green), (6, .yellow), (15, .yellow), (16, .red),
  ])
  func `tickets of a month become a color`(_ tickets: Int, _ color: Sentiment?) {
    #expect(MeasureRules.supportIssues(ticketsPerMonth: tickets) == color)
  }

  @Test(arguments: [
    (SuccessPlanStatus.active, 1, true, Sentiment.green), (.active, 1, false, .yellow),
    (.active, 0, true, .red), (.draft, 2, true, .yellow), (.draft, 0, false, .yellow),
    (.closed, 3, true, .red),
  ])
  func `a success plan of a first-priority account becomes a color`(
    _ status: SuccessPlanStatus, _ objectives: Int, _ isDescribed: Bool, _ color: Sentiment
  ) {
    let plan = MeasureRules.Plan(
      status: status, objectiveCount: objectives, isDescribed: isDescribed)
    #expect(MeasureRules.roi(plans: [plan], prioritization: .first, hasTAM: true) == color)
  }

  @Test func `ROI is judged for first priority and for whoever has an open plan`() {
    let draft = MeasureRules.Plan(status: .draft, objectiveCount: 0, isDescribed: false)
    let closed = MeasureRules.Plan(status: .closed, objectiveCount: 1, isDescribed: true)
    func roi(_ plans: [MeasureRules.Plan], _ priority: Prioritization?, hasTAM: Bool = true)
      -> Sentiment?
    {
      MeasureRules.roi(plans: plans, prioritization: priority, hasTAM: hasTAM)
    }
    #expect(roi([], .first) == .red)
    #expect(roi([], nil) == .red)
    #expect(roi([], .second) == nil)
    #expect(roi([closed], .second) == nil)
    #expect(roi([closed, draft], .second) == .yellow)
    #expect(roi([draft], .first, hasTAM: false) == nil)
  }

  @Test func `the best plan counts`() {
    let plans = [
      MeasureRules.Plan(status: .closed, objectiveCount: 0, isDescribed: false),
      MeasureRules.Plan(status: .active, objectiveCount: 2, isDescribed: true),
      MeasureRules.Plan(status: .draft, objectiveCount: 0, isDescribed: false),
    ]
    #expect(MeasureRules.roi(plans: plans, prioritization: .first, hasTAM: true) == .green)
  }

  @Test(arguments: [(0, false), (90, false), (91, true)])
  func `a sentiment is stale after ninety days`(_ days: Int, _ isStale: Bool) {
    let today = FormulaSamples.today
    #expect(
      MeasureRules.isStale(sentimentSetOn: today.adding(days: -days), today: today) == isStale)
    #expect(!MeasureRules.isStale(sentimentSetOn: nil, today: today))
  }

  @Test func `the instance that stands for a subscription is the most telling one`() {
    let unknown = instance("unknown", nil, users: 900)
    let test = instance("test", .nonProduction, users: 800)
    let small = instance("small", .production, users: 10)
    let old = instance("old", .production, users: 50, pingedAt: 1)
    let new = instance("new", .production, users: 50, pingedAt: 2)
    let obsolete = instance("obsolete", .obsolete, users: 5_000)
    let out = instance("out", .production, users: 7_000, .optOut)
    let chosen = instance("chosen", .unknown, users: nil, .included)

    #expect(InstanceChoice.best(of: [obsolete, out]) == nil)
    #expect(InstanceChoice.best(of: [obsolete, unknown])?.id == "unknown")
    #expect(InstanceChoice.best(of: [unknown, test])?.id == "test")
    #expect(InstanceChoice.best(of: [test, small, unknown])?.id == "small")
    #expect(InstanceChoice.best(of: [small, old, new, out])?.id == "new")
    #expect(InstanceChoice.best(of: [small, old, chosen, new])?.id == "chosen")
  }

  private func instance(
    _ id: String, _ type: InstanceType?, users: Int?, _ inclusion: HealthInclusion? = nil,
    pingedAt: Int64? = nil
  ) -> Row {
    var row = Row(Instance.table, id: id)
    row[Instance.type] = type
    row[Instance.billableUsers] = users
    row[Instance.healthInclusion] = inclusion
    row[Instance.lastPing] = pingedAt.map { Instant(microseconds: $0) }
    return row
  }
}
