import CustomerSuccess

/// How long the app takes to judge one customer anew after an edit: rows to facts, all measures, and
/// the health that follows.
struct ScoringBench {
  private static let runs = 10_000
  private static let goalSeconds = 0.001
  private static let today = Day(daysSinceEpoch: 20_783)

  func run(_ report: Report) throws {
    let rows = Rows(Self.customer())
    let scoring = HealthScoring()
    let wanted = Set(scoring.measures)
    let at = Instant(startOf: Self.today)
    var seconds: [Double] = []
    var checked = 0.0
    for _ in 0..<Self.runs {
      let start = ContinuousClock.now
      let facts = try ScoringFacts(rows.account, from: rows, today: Self.today, for: wanted)
      let findings = scoring.findings(facts)
      let measures = Measure.allCases.compactMap { findings[$0] }.map { finding in
        HealthMeasure.scored(
          finding.measure, of: facts.id, from: nil, score: finding.score, at: at, by: nil)
      }
      let outcome = AccountRollup(scoring.configuration).recalculated(
        rows.account, measures: measures, at: at, today: Self.today)
      seconds.append((ContinuousClock.now - start) / .seconds(1))
      checked += outcome.account[Account.healthScore] ?? 0
    }
    guard checked > 0 else { throw BenchFailure("the customer that is judged has no health") }
    report.told(
      "One customer judged anew, as after an edit in the app",
      """
      \(Figure.seconds(Figure.median(seconds))), 99 of 100 within \
      \(Figure.seconds(Figure.percentile(99, of: seconds))), of \(Self.runs); the goal is \
      \(Figure.seconds(Self.goalSeconds))
      """)
  }

  /// A customer with more than most have.
  private static func customer() -> [Row] {
    var account = Row(Account.table, id: "a")
    account[Account.tam] = User.ID("ada")
    account[Account.prioritization] = .first
    account[Account.originalContractDate] = today.adding(days: -900)
    account[Account.lastActivityDate] = today.adding(days: -40)
    var rows = [account]
    func add(_ table: Table, _ count: Int, _ fill: (inout Row, Int) -> Void) {
      for number in 0..<count {
        var row = Row(table, id: "\(table.name)\(number)")
        row[column: "account_id"] = .text("a")
        fill(&row, number)
        rows.append(row)
      }
    }
    add(SuccessPlan.table, 3) { row, number in
      row[SuccessPlan.status] = number == 0 ? .active : .closed
    }
    add(CTA.table, 40) { row, _ in row[CTA.plan] = SuccessPlan.ID("success_plan0") }
    add(Ticket.table, 60) { row, number in
      row[Ticket.status] = .closed
      row[Ticket.createdAt] = Instant(startOf: today.adding(days: -number))
    }
    add(Subscription.table, 2) { row, _ in
      row[Subscription.quantity] = 500
      row[Subscription.plan] = "Ultimate"
    }
    add(Instance.table, 4) { row, _ in row[Instance.type] = .production }
    add(UsageSeries.table, 4) { row, number in
      row[UsageSeries.subscription] = Subscription.ID("subscription\(number % 2)")
      row[UsageSeries.instance] = Instance.ID("instance\(number)")
      row[UsageSeries.lastPing] = Instant(startOf: today.adding(days: -2))
      row[UsageSeries.months] = UsageMonths(months()).packed
    }
    return rows
  }

  /// Two years with all that the mart knows.
  private static func months() -> [UsageMonths.Month] {
    (1...24).map { back in
      var month = UsageMonths.Month(today.firstOfMonth.adding(months: back - 24))
      for (place, metric) in UsageMetric.all.enumerated() {
        month[metric] = Int64(100 + place + back)
      }
      return month
    }
  }

  /// Rows in memory, as a replica would hand them out.
  private struct Rows: RowSource {
    let account: Row
    private let byTable: [String: [Row]]

    init(_ rows: [Row]) {
      account = rows[0]
      byTable = Dictionary(grouping: rows, by: \.table.name)
    }

    func row(_ table: Table, _ id: String) throws -> Row? {
      byTable[table.name]?.first { $0.id == id }
    }

    func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row] {
      byTable[table.name]?.filter { $0[column: column] == value } ?? []
    }
  }
}
