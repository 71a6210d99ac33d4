import CustomerSuccess
import Support
import Testing

@testable import TamService

/// The app judges from the rows of its replica, the service from its store: both must say the same of
/// every account.
@Suite struct ScoreAgreementTests {
  private static let accounts = 10_000
  private static let chunk = 500
  private let at = Instant(startOf: Day(daysSinceEpoch: 19_863))

  @Test func `the app and the service agree on ten thousand random accounts`() throws {
    let world = try World()
    var random = SeededGenerator(seed: 71)
    let eras = MethodologyEra.allCases
    var judged = 0
    for start in stride(from: 0, to: Self.accounts, by: Self.chunk) {
      let companies = (start..<start + Self.chunk).map {
        RandomAccount("a\($0)", at.day(secondsFromGMT: 0), &random).rows
      }
      try world.write { work in
        for row in companies.joined() { try work.put(row) }
      }
      try world.store.read { reader in
        for (number, rows) in companies.enumerated() {
          let era = HealthConfiguration.era(eras[number % eras.count])
          let service = try AccountScores(reader, era, at: at).findings(of: rows[0].id)
          let app = try Self.app(rows, era, at.day(secondsFromGMT: 0))
          judged += service.values.count { $0.score != nil }
          guard service != app else { continue }
          Issue.record("seed 71, account \(rows[0].id): \(service) is not \(app)")
          return
        }
      }
    }
    #expect(judged > Self.accounts * 2, "most accounts have something to judge")
  }

  private static func app(
    _ rows: [Row], _ configuration: HealthConfiguration, _ today: Day
  ) throws -> [Measure: MeasureFinding] {
    let scoring = HealthScoring(configuration)
    return scoring.findings(
      try ScoringFacts(
        rows[0], from: MemoryRows(rows), today: today, for: Set(scoring.measures)))
  }
}

/// An account with some of what scores are made of, and some that is missing or odd.
private struct RandomAccount {
  private(set) var rows: [Row] = []
  private let id: String
  private let today: Day

  init(_ id: String, _ today: Day, _ random: inout SeededGenerator) {
    self.id = id
    self.today = today
    var account = Row.account(id, tam: Bool.random(using: &random) ? "ada" : nil)
    account[Account.prioritization] = Prioritization.allCases.randomElement(using: &random)
    account[Account.segment] = SalesSegment.allCases.randomElement(using: &random)
    account[Account.arr] = Int.random(in: 0...9_000_000, using: &random)
    account[Account.currency] = "USD"
    account[Account.originalContractDate] = day(1_000, &random)
    account[Account.onboardingStart] = day(400, &random)
    account[Account.lastActivityDate] = day(150, &random)
    rows.append(account)
    addPlans(&random)
    addTickets(&random)
    addUsage(&random)
    addPeople(&random)
    if Bool.random(using: &random) {
      rows.append(
        HealthMeasure.scored(
          .tamSentiment, of: .init(id), from: nil,
          score: [25, 62.5, 87.5, nil].randomElement(using: &random) ?? nil,
          at: Instant(startOf: today.adding(days: -Int.random(in: 0...150, using: &random))),
          by: nil))
    }
  }

  private func day(_ past: Int, _ random: inout SeededGenerator) -> Day? {
    Int.random(in: 0..<5, using: &random) == 0
      ? nil : today.adding(days: -Int.random(in: 0...past, using: &random))
  }

  private mutating func add(_ table: Table, _ name: String, _ fill: (inout Row) -> Void) {
    var row = Row(table, id: "\(id)-\(name)")
    row[column: "account_id"] = .text(id)
    fill(&row)
    rows.append(row)
  }

  private mutating func addPlans(_ random: inout SeededGenerator) {
    for number in 0..<Int.random(in: 0...2, using: &random) {
      let status = SuccessPlanStatus.allCases.randomElement(using: &random)
      let isDescribed = Bool.random(using: &random)
      add(SuccessPlan.table, "plan\(number)") {
        $0[SuccessPlan.name] = "Plan \(number)"
        $0[SuccessPlan.status] = status
        $0[SuccessPlan.strategy] = isDescribed ? "So" : nil
        $0[SuccessPlan.highlights] = isDescribed ? "There" : nil
      }
      guard Bool.random(using: &random) else { continue }
      let plan = SuccessPlan.ID("\(id)-plan\(number)")
      add(CTA.table, "objective\(number)") { $0[CTA.plan] = plan }
    }
  }

  private mutating func addTickets(_ random: inout SeededGenerator) {
    for number in 0..<([0, 1, 4, 5, 6, 15, 16].randomElement(using: &random) ?? 0) {
      let opened = day(40, &random)
      let status = TicketStatus.allCases.randomElement(using: &random)
      let closed = status == .closed ? Instant(startOf: today.adding(days: -number)) : nil
      add(Ticket.table, "ticket\(number)") {
        $0[Ticket.status] = status
        $0[Ticket.createdAt] = opened.map { Instant(startOf: $0) }
        $0[Ticket.priority] = number == 0 ? "urgent" : "low"
        $0[Ticket.closedAt] = closed
      }
    }
  }

  private mutating func addUsage(_ random: inout SeededGenerator) {
    for number in 0..<Int.random(in: 0...2, using: &random) {
      let seats = Int.random(in: 0...200, using: &random)
      let plan = ["Premium", "Ultimate", nil].randomElement(using: &random) ?? nil
      add(Subscription.table, "sub\(number)") {
        $0[Subscription.quantity] = seats == 0 ? nil : seats
        $0[Subscription.plan] = plan
      }
      let type = InstanceType.allCases.randomElement(using: &random)
      let delivery = DeliveryType.allCases.randomElement(using: &random)
      add(Instance.table, "box\(number)") {
        $0[Instance.type] = type
        $0[Instance.deliveryType] = delivery
      }
      var month = UsageMonths.Month(today.adding(months: -Int.random(in: 0...2, using: &random)))
      for metric in UsageMetric.all.shuffled(using: &random).prefix(70) {
        month[metric] = Int64.random(in: -1...160, using: &random)
      }
      let ping = day(80, &random)
      let (subscription, box) = ("\(id)-sub\(number)", "\(id)-box\(number)")
      add(UsageSeries.table, "use\(number)") {
        $0[UsageSeries.subscription] = .init(subscription)
        $0[UsageSeries.instance] = .init(box)
        $0[UsageSeries.lastPing] = ping.map { Instant(startOf: $0) }
        $0[UsageSeries.months] = UsageMonths([month]).packed
      }
    }
  }

  private mutating func addPeople(_ random: inout SeededGenerator) {
    for role in [ContactRole.developmentLead, .securityLead] where Bool.random(using: &random) {
      add(Contact.table, role.rawValue) {
        $0[Contact.role] = role
        $0[Contact.email] = "\(role)@x.example"
      }
    }
    let talk = day(120, &random)
    add(Activity.table, "talk") {
      $0[Activity.type] = .call
      $0[Activity.day] = talk
      $0[Activity.externalAttendees] = "developmentLead@x.example;securityLead@X.example"
    }
  }
}
