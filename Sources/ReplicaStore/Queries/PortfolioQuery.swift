package import CustomerSuccess

/// One customer as a line of the portfolio.
package struct PortfolioRow: Equatable, Identifiable, Sendable {
  package let id: Account.ID
  package let name: String
  /// The TAM; nil when nobody looks after the account.
  package let ownerID: User.ID?
  package let ownerName: String?
  package let health: Sentiment?
  /// 0 through 100; nil when no measure has a score.
  package let healthScore: Double?
  package let previousHealthScore: Double?
  package let arr: Money?
  package let renewalDate: Day?
  /// The newest call or meeting.
  package let lastActivity: Day?
  package let lifecycle: LifecycleStage?
  package let prioritization: Prioritization?
  /// CTAs not closed, asleep or not.
  package let openCTAs: Int
  /// Open CTAs whose due date is before today.
  package let overdueCTAs: Int
  package let openTickets: Int
  /// Stages of the product adopted; nil when not known.
  package let stageCount: Int?
  /// Billable users over licenses; 1 is all of them.
  package let licenseUtilization: Double?
  /// Of the last twelve months in whole percents, oldest first; nil is a month without data.
  package let utilizationTrend: [Int?]
  /// Instances nobody has labelled.
  package let unknownInstances: Int
  package let region: Region?
  package let segment: SalesSegment?
  package let isPublicSector: Bool
  package let isActive: Bool
  /// When the customer came to us and when a TAM first met them, for the cadence of new accounts.
  package let originalContractDate: Day?
  package let onboardingStart: Day?
  package let onboardingEnd: Day?
  package let tamFirstAssigned: Day?
}

extension Replica {
  /// The customers of a book, worst health first, without a score last; then by renewal.
  ///
  /// With a limit it walks an index and touches only the rows it returns.
  ///
  /// - Parameters:
  ///   - limit: How many at most; nil for all.
  ///   - today: From which day on a CTA is overdue; nil for the person's current day.
  package func portfolio(
    _ book: Book = .own, limit: Int? = nil, today: Day? = nil
  ) throws -> [PortfolioRow] {
    let day = today ?? environment.today
    let condition = book.condition(on: "a", me: me, first: 2)
    let sql = """
      \(portfolioColumns)
      WHERE \(condition.sql)
      ORDER BY a.health_score IS NULL, a.health_score, a.renewal_date IS NULL, a.renewal_date, a.id
      LIMIT ?1
      """
    let values: [Value] = [(limit ?? -1).stored] + condition.values
    return try file.read { connection in
      let counts = try PortfolioCounts(connection, today: day, isWhole: (limit ?? .max) > screenful)
      return try connection.all(sql, values) { try PortfolioRow(&$0, counts) }
    }
  }

  /// The line of one customer; nil when the replica does not hold it.
  package func portfolioRow(_ id: Account.ID, today: Day? = nil) throws -> PortfolioRow? {
    let day = today ?? environment.today
    return try file.read { connection in
      let counts = try PortfolioCounts(connection, today: day, isWhole: false)
      return try connection.first(portfolioColumns + " WHERE a.id = ?1", [id.stored]) {
        try PortfolioRow(&$0, counts)
      }
    }
  }

  /// How many customers a book holds.
  package func portfolioCount(_ book: Book = .own) throws -> Int {
    let condition = book.condition(on: "a", me: me, first: 1)
    return try file.read {
      try $0.count("SELECT count(*) FROM account a WHERE \(condition.sql)", condition.values)
    }
  }
}

/// Up to this many customers are counted one by one; for more, one pass over everything is faster.
private let screenful = 500

private let portfolioColumns = """
  SELECT a.id, a.name, a.tam_id, a.health, a.health_score, a.previous_health_score, a.arr,
    a.currency, a.renewal_date, a.last_activity_date, a.lifecycle_stage, a.tam_prioritization,
    a.open_tickets, a.stage_count, a.license_utilization, a.utilization_trend, a.region,
    a.sales_segment, a.is_public_sector, a.status, a.original_contract_date,
    a.onboarding_start_date, a.onboarding_end_date, a.tam_first_assigned_date
  FROM account a
  """

extension PortfolioRow {
  fileprivate init(_ reader: inout ColumnReader, _ counts: PortfolioCounts) throws {
    let account = reader.requiredText()
    id = Account.ID(account)
    name = reader.requiredText()
    ownerID = reader.id()
    ownerName = try ownerID.flatMap { try counts.name(of: $0) }
    health = reader.choice()
    healthScore = reader.real()
    previousHealthScore = reader.real()
    arr = reader.money()
    renewalDate = reader.day()
    lastActivity = reader.day()
    lifecycle = reader.choice()
    prioritization = reader.choice()
    openTickets = reader.requiredInteger()
    stageCount = reader.integer()
    licenseUtilization = reader.real()
    utilizationTrend = Self.trend(reader.text())
    region = reader.choice()
    segment = reader.choice()
    isPublicSector = reader.isTrue()
    // An account of unknown status is worked with like any other.
    isActive = reader.choice(CompanyStatus.self) != .inactive
    originalContractDate = reader.day()
    onboardingStart = reader.day()
    onboardingEnd = reader.day()
    tamFirstAssigned = reader.day()
    (openCTAs, overdueCTAs) = try counts.openCTAs(of: account)
    unknownInstances = try counts.unknownInstances(of: account)
  }

  private static func trend(_ text: String?) -> [Int?] {
    guard let text, !text.isEmpty else { return [] }
    return text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(Substring($0)) }
  }
}
