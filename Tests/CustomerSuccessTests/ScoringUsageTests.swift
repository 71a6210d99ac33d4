import CustomerSuccess
import Support
import Testing

@Suite struct ScoringUsageTests {
  private let today = ScoringWorld.today

  @Test(
    arguments: [
      (2, 0.90, nil), (3, 0.10, .red), (3, 0.11, .yellow), (6, 0.50, .yellow), (6, 0.51, .green),
      (7, 0.50, .red), (7, 0.51, .yellow), (9, 0.75, .yellow), (9, 0.76, .green),
      (10, 0.75, .red), (10, 0.76, .green),
    ] as [(Int, Double, Sentiment?)])
  func `license use is judged by age`(_ months: Int, _ share: Double, _ color: Sentiment?) throws {
    var world = ScoringWorld()
    world.account[Account.originalContractDate] = today.firstOfMonth.adding(months: -months)
    world.addUsage(["billable_user_count": Int64((share * 100).rounded())])
    #expect(try world.color(of: .licenseUsage) == color)
  }

  @Test func `license use says what more users and what time would do`() throws {
    var world = ScoringWorld()
    world.account[Account.originalContractDate] = today.firstOfMonth.adding(months: -9)
    world.addUsage(["billable_user_count": 60])
    let found = try #require(try world.finding(of: .licenseUsage))
    #expect(
      found.verdict == "Yellow: 60%; from month 7 on red up to 50%, yellow up to 75%")
    #expect(
      found.changes.map(\.words) == [
        "16 more billable users would make it Green.",
        "The same use is Red from 2021-11-01 on, when month 10 begins.",
      ])
  }

  @Test(arguments: [(60, true), (61, false)])
  func `usage counts for sixty days after the last ping`(_ days: Int, _ isJudged: Bool) throws {
    var world = ScoringWorld()
    world.addUsage(pingDaysAgo: days, ["merge_requests_28_days_user": 30])
    #expect((try world.color(of: .scm) != nil) == isJudged)
    #expect((try world.color(of: .licenseUsage) != nil) == isJudged)
    #expect(try #require(try world.finding(of: .scm)).score != 25, "missing is never red")
  }

  @Test func `DevSecOps is judged on Ultimate alone`() throws {
    for (plan, color) in [("Ultimate", Sentiment.green), ("Premium", nil)] as [(String, Sentiment?)]
    {
      var world = ScoringWorld()
      world.addUsage(
        plan: plan, ["user_unique_users_all_secure_scanners_28_days_user": 20])
      #expect(try world.color(of: .devSecOps) == color)
    }
  }

  @Test func `several numbers are averaged, those that are missing left out`() throws {
    var world = ScoringWorld(.c)
    world.addUsage([
      "ci_pipelines_28_days_user": 30, "deployments_28_days_event": 8,
      "deployments_28_days_user": 5,
    ])
    let all = try #require(try world.finding(of: .ci))
    #expect(((all.score ?? 0) * 100).rounded() == 7_083)
    #expect(all.color == .yellow)
    #expect(all.facts.count == 3)
    #expect(
      all.verdict
        == "Yellow: 30% is below 50%; 8% is at least 8%; 5% is below 12%; on average 70.8 points")

    var fewer = ScoringWorld(.c)
    fewer.addUsage(["ci_pipelines_28_days_user": 50])
    #expect(try fewer.finding(of: .ci)?.score == 87.5)
  }

  @Test func `era A takes the worst of several numbers and counts heads`() throws {
    var world = ScoringWorld(.a)
    world.addUsage([
      "umau_28_days_user": 50, "action_monthly_active_users_project_repo_28_days_user": 40,
      "merge_requests_28_days_user": 20,
      "user_unique_users_all_secure_scanners_28_days_user": 25,
      "user_container_scanning_jobs_28_days_user": 1,
    ])
    #expect(try world.color(of: .scm) == .yellow)
    #expect(try world.color(of: .devSecOps) == .yellow)
    #expect(try world.color(of: .userEngagement) == .green)
    #expect(try world.finding(of: .cd) == nil)
  }

  @Test func `user engagement of era D is of self-managed installations`() throws {
    var world = ScoringWorld(.d)
    world.addUsage(["last_activity_28_days_user": 64])
    #expect(try world.color(of: .userEngagement) == .green)
    let instance = try #require(world.rows.firstIndex { $0.table == Instance.table })
    world.rows[instance][Instance.deliveryType] = .saas
    #expect(try world.color(of: .userEngagement) == nil)
  }

  @Test func `more use never makes a measure worse`() throws {
    for era in MethodologyEra.allCases {
      for rule in UsageHealth.era(era).measures.flatMap(\.rules) {
        var worst = 0.0
        for step in 0...1_000 {
          let points = ScoreBands.standard.points(of: rule.color(of: Double(step) / 100))
          #expect(points >= worst, "\(era) \(rule.column) at \(step)")
          worst = points
        }
      }
    }
  }

  @Test func `what may not count does not say which month is the newest`() throws {
    func series(_ standing: Int?, monthsBack: Int) -> CountedSeries {
      var month = UsageMonths.Month(today.firstOfMonth.adding(months: -monthsBack))
      month[.billableUsers] = 10
      var months = UsageMonths()
      months.merge(month)
      return CountedSeries(subscription: nil, standing: standing, lastPing: nil, months: months)
    }
    let (counting, retired) = (series(0, monthsBack: 3), series(nil, monthsBack: 0))
    let usage = try #require(
      CountedUsage([counting, retired], subscriptions: [], products: nil))
    #expect(usage.month == today.firstOfMonth.adding(months: -3))
    #expect(usage.parts.count == 1)
    #expect(CountedUsage([retired], subscriptions: [], products: nil) == nil)
  }

  @Test func `first value comes with a tenth of the known licenses, and not twice`() throws {
    var months = UsageMonths()
    for (back, users) in [(3, 5), (2, 10), (1, 50), (0, 85)] as [(Int, Int64)] {
      var month = UsageMonths.Month(today.firstOfMonth.adding(months: -back))
      month[.billableUsers] = users
      month[.scannerUsers] = users / 5
      month[.pipelineUsers] = users / 2
      months.merge(month)
    }
    var subscription = Row(Subscription.table, id: "S1")
    subscription[Subscription.quantity] = 100
    subscription[Subscription.plan] = "Ultimate"
    subscription[Subscription.startDate] = today.firstOfMonth.adding(months: -3)
    let ping = today.firstOfMonth.adding(days: 2)
    let series = CountedSeries(
      subscription: "S1", standing: 0, lastPing: Instant(startOf: ping), months: months)
    let milestones = AccountMilestones(
      .standard, series: [series], subscriptions: [subscription], products: nil)

    let changed = try #require(milestones.changedSubscriptions().first)
    let start = today.firstOfMonth.adding(months: -3)
    func end(_ back: Int) -> Day { today.firstOfMonth.adding(months: 1 - back).adding(days: -1) }
    func days(_ back: Int) -> Int { start.days(until: end(back)) }
    #expect(changed[Subscription.daysToFirst10] == days(2))
    #expect(changed[Subscription.daysToFirst50] == days(1))
    #expect(changed[Subscription.daysToFirst80] == start.days(until: ping))
    #expect(changed[Subscription.daysToFirstCI] == nil, "before 2022-02")

    var account = FormulaSamples.account()
    account[Account.originalContractDate] = start
    let first = milestones.withFirstValue(account)
    #expect(first[Account.firstValueDate] == end(2))
    account[Account.firstValueDate] = start
    #expect(milestones.withFirstValue(account) == account)
    for source in [ConversionSource.community, .existingNewTAM] {
      var waived = FormulaSamples.account()
      waived[Account.conversionSource] = source
      #expect(milestones.withFirstValue(waived) == waived)
    }
  }
}
