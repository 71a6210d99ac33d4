import CustomerSuccess
import Support
import Testing

/// One account with everything a measure may look at; only sources are written to during a test.
struct ScoringWorld {
  static let today = FormulaSamples.today

  var account = FormulaSamples.account()
  var rows: [Row] = []
  var configuration = HealthConfiguration.standard

  init(_ era: MethodologyEra = .b) {
    configuration = .era(era)
    account[Account.originalContractDate] = Self.today.adding(days: -900)
  }

  mutating func add(_ table: Table, _ id: String, _ fill: (inout Row) -> Void) {
    var row = Row(table, id: id)
    row[column: "account_id"] = .text("A1")
    fill(&row)
    rows.append(row)
  }

  mutating func addTickets(_ count: Int, daysAgo: Int = 3, _ fill: (inout Row) -> Void = { _ in }) {
    for number in 0..<count {
      add(Ticket.table, "T\(rows.count)-\(number)") {
        $0[Ticket.status] = .open
        $0[Ticket.createdAt] = Instant(startOf: Self.today.adding(days: -daysAgo))
        fill(&$0)
      }
    }
  }

  /// One subscription of 100 licenses with one installation, and what it reported.
  mutating func addUsage(
    plan: String = "Ultimate", pingDaysAgo: Int = 3, _ values: [String: Int64]
  ) {
    add(Subscription.table, "S1") {
      $0[Subscription.plan] = plan
      $0[Subscription.quantity] = 100
    }
    add(Instance.table, "I1") {
      $0[Instance.type] = .production
      $0[Instance.deliveryType] = .selfManaged
    }
    var month = UsageMonths.Month(Self.today.firstOfMonth)
    month[.billableUsers] = 80
    for (column, value) in values {
      if let metric = UsageMetric.named(column) { month[metric] = value }
    }
    add(UsageSeries.table, "U1") {
      $0[UsageSeries.subscription] = Subscription.ID("S1")
      $0[UsageSeries.instance] = Instance.ID("I1")
      $0[UsageSeries.lastPing] = Instant(startOf: Self.today.adding(days: -pingDaysAgo))
      $0[UsageSeries.months] = UsageMonths([month]).packed
    }
  }

  func finding(of measure: Measure) throws -> MeasureFinding? {
    let scoring = HealthScoring(configuration)
    let facts = try ScoringFacts(
      account, from: MemoryRows(rows), today: Self.today, for: Set(scoring.measures))
    return scoring.finding(of: measure, facts)
  }

  func color(of measure: Measure) throws -> Sentiment? { try finding(of: measure)?.color }
}

@Suite struct ScoringTests {
  private let today = ScoringWorld.today

  @Test func `engagement says what decided and until when a call helps`() throws {
    var world = ScoringWorld()
    world.account[Account.lastActivityDate] = today.adding(days: -57)
    let yellow = try #require(try world.finding(of: .engagement))
    #expect(yellow.color == .yellow)
    #expect(yellow.score == 62.5)
    #expect(yellow.verdict == "Yellow: 57 days without a call, more than 35")
    #expect(yellow.rule == "last call: green up to 35 days, yellow up to 60")
    #expect(yellow.facts.first?.value == "2021-08-08, 57 days ago")
    // The day these tests take place is a Monday.
    #expect(
      yellow.changes.map(\.words) == [
        "A call by Thursday makes it Green.", "Without one it turns Red on Friday.",
      ])
    #expect(yellow.changes.map(\.day) == [today.adding(days: 3), today.adding(days: 4)])

    world.account[Account.lastActivityDate] = today.adding(days: -35)
    let green = try #require(try world.finding(of: .engagement))
    #expect(
      green.changes.map(\.words) == [
        "A call by today keeps it Green.", "Without one it turns Yellow tomorrow.",
      ])

    world.account[Account.lastActivityDate] = nil
    let never = try #require(try world.finding(of: .engagement))
    #expect(never.color == .red)
    #expect(never.changes.map(\.words) == ["A call or meeting makes it Green."])
  }

  @Test(
    arguments: [
      (0, nil), (1, .green), (5, .green), (6, .yellow), (15, .yellow), (16, .red),
    ] as [(Int, Sentiment?)])
  func `tickets of thirty days are counted`(_ tickets: Int, _ color: Sentiment?) throws {
    var world = ScoringWorld()
    world.addTickets(tickets, daysAgo: 29)
    world.addTickets(20, daysAgo: 30)
    world.addTickets(20) { $0[Ticket.status] = .deleted }
    #expect(try world.color(of: .supportIssues) == color)
  }

  @Test func `tickets say when they ease and how many make it worse`() throws {
    var world = ScoringWorld()
    world.addTickets(5, daysAgo: 2)
    world.addTickets(2, daysAgo: 20)
    let found = try #require(try world.finding(of: .supportIssues))
    #expect(found.verdict == "Yellow: 7 tickets, more than 5")
    #expect(
      found.changes.map(\.words) == [
        "Without new tickets it turns Green on 2021-10-14.", "9 more tickets make it Red.",
      ])
  }

  @Test func `emergencies are shown in eras C and D alone`() throws {
    for (era, color) in [(MethodologyEra.b, nil), (.c, .red), (.d, .red)]
      as [(MethodologyEra, Sentiment?)]
    {
      var world = ScoringWorld(era)
      world.addTickets(1) { $0[Ticket.priority] = "urgent" }
      #expect(try world.color(of: .emergencyTickets) == color)
    }
    for (days, color) in [(7, .yellow), (8, nil)] as [(Int, Sentiment?)] {
      var world = ScoringWorld(.c)
      world.addTickets(1) {
        $0[Ticket.tags] = "billing;emergency"
        $0[Ticket.status] = .closed
        $0[Ticket.closedAt] = Instant(startOf: today.adding(days: -days))
      }
      #expect(try world.color(of: .emergencyTickets) == color, "\(days) days")
    }
  }

  @Test(
    arguments: [
      (0, Sentiment.red, false), (90, .red, false), (91, .red, true), (120, .red, true),
      (121, nil, false),
    ] as [(Int, Sentiment?, Bool)])
  func `a sentiment is marked after ninety days and ends after a hundred and twenty`(
    _ days: Int, _ color: Sentiment?, _ isMarked: Bool
  ) throws {
    var world = ScoringWorld()
    var row = FormulaSamples.measure(.tamSentiment, 25)
    row[HealthMeasure.setAt] = Instant(startOf: today.adding(days: -days))
    world.rows.append(row)
    let found = try #require(try world.finding(of: .tamSentiment))
    #expect(found.color == color)
    #expect(found.verdict.contains("(!)") == isMarked)
  }

  @Test func `a plan says what it lacks`() throws {
    var world = ScoringWorld()
    #expect(try world.finding(of: .roi)?.verdict == "Red: there is no success plan")
    world.add(SuccessPlan.table, "P1") {
      $0[SuccessPlan.name] = "Roll out CI"
      $0[SuccessPlan.status] = .draft
      $0[SuccessPlan.strategy] = "Slowly"
    }
    let draft = try #require(try world.finding(of: .roi))
    #expect(draft.color == .yellow)
    #expect(draft.facts.first?.source == RowKey(SuccessPlan.table, "P1"))
    #expect(
      draft.changes.map(\.words) == [
        "Activating Roll out CI, an objective and strategy and highlights make it Green."
      ])
  }

  @Test(
    arguments: [
      ([], .red), ([.developmentLead], .yellow), ([.securityLead], .yellow),
      ([.developmentLead, .securityLead], .green),
    ] as [([ContactRole], Sentiment)])
  func `both leads at a talk are green`(_ roles: [ContactRole], _ color: Sentiment) throws {
    var world = ScoringWorld(.c)
    for role in [ContactRole.developmentLead, .securityLead] {
      world.add(Contact.table, role.rawValue) {
        $0[Contact.role] = role
        $0[Contact.email] = "\(role)@acme.example"
      }
    }
    world.add(Activity.table, "call") {
      $0[Activity.type] = .call
      $0[Activity.day] = today.adding(days: -90)
      $0[Activity.externalAttendees] = roles.map { "\($0)@ACME.example" }.joined(separator: ";")
    }
    world.add(Activity.table, "mail") {
      $0[Activity.type] = .email
      $0[Activity.day] = today
      $0[Activity.externalAttendees] = "developmentLead@acme.example;securityLead@acme.example"
    }
    #expect(try world.color(of: .personaEngagement) == color)
    world.account[Account.prioritization] = .fourth
    #expect(try world.color(of: .personaEngagement) == nil)
  }

  @Test func `without a TAM nobody answers, but usage and tickets speak`() throws {
    var world = ScoringWorld(.c)
    world.account[Account.tam] = nil
    world.addTickets(2)
    world.addUsage(["action_monthly_active_users_project_repo_28_days_user": 60])
    world.rows.append(FormulaSamples.measure(.tamSentiment, 25))
    for measure in Measure.allCases where measure.needsTAM {
      #expect(try world.color(of: measure) == nil, "\(measure)")
    }
    #expect(try world.color(of: .supportIssues) == .green)
    #expect(try world.color(of: .scm) == .green)
    #expect(try world.color(of: .licenseUsage) == .green)
  }

  @Test(arguments: [(0, false), (29, false), (30, true)])
  func `in the first thirty days only the sentiment is judged`(
    _ days: Int, _ isJudged: Bool
  ) throws {
    var world = ScoringWorld()
    world.account[Account.onboardingStart] = today.adding(days: -days)
    world.addTickets(2)
    world.addUsage(["merge_requests_28_days_user": 30])
    var sentiment = FormulaSamples.measure(.tamSentiment, 25)
    sentiment[HealthMeasure.setAt] = Instant(startOf: today)
    world.rows.append(sentiment)
    for measure in [Measure.roi, .engagement, .supportIssues, .licenseUsage, .scm] {
      #expect((try world.color(of: measure) != nil) == isJudged, "\(measure)")
    }
    #expect(try world.color(of: .tamSentiment) == .red)
  }
}
