package import CustomerSuccess

extension Replica {
  /// The customers of a book, worst health first, without a score last; then by renewal.
  ///
  /// With a limit it walks an index and touches only the rows it returns.
  ///
  /// - Parameters:
  ///   - limit: How many at most; nil for all.
  ///   - details: What to read besides; each is a pass over all customers.
  ///   - today: From which day on a CTA is overdue; nil for the person's current day.
  package func portfolio(
    _ book: Book = .own, limit: Int? = nil, details: Set<PortfolioDetail> = [], today: Day? = nil
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
      let counts = try PortfolioCounts(
        connection, today: day, isWhole: (limit ?? .max) > screenful, me: me)
      let configuration = try HealthConfiguration(in: RowReading(connection: connection))
      var rows = try connection.all(sql, values) { try PortfolioRow(&$0, counts, configuration) }
      guard !details.isEmpty else { return rows }
      let found = try PortfolioDetailsQuery(connection: connection, wanted: details).all()
      for index in rows.indices {
        rows[index].details = found[rows[index].id.rawValue] ?? PortfolioDetails()
        rows[index].details.known = details
      }
      return rows
    }
  }

  /// The line of one customer; nil when the replica does not hold it.
  package func portfolioRow(_ id: Account.ID, today: Day? = nil) throws -> PortfolioRow? {
    let day = today ?? environment.today
    return try file.read { try $0.portfolioRow(id, today: day, me: me) }
  }

  /// How many customers a book holds.
  package func portfolioCount(_ book: Book = .own) throws -> Int {
    let condition = book.condition(on: "a", me: me, first: 1)
    return try file.read {
      try $0.count("SELECT count(*) FROM account a WHERE \(condition.sql)", condition.values)
    }
  }
}

extension Connection {
  /// Nil when the replica does not hold the customer.
  func portfolioRow(_ id: Account.ID, today: Day, me: User.ID?) throws -> PortfolioRow? {
    let counts = try PortfolioCounts(self, today: today, isWhole: false, me: me)
    let configuration = try HealthConfiguration(in: RowReading(connection: self))
    return try first(portfolioColumns + " WHERE a.id = ?1", [id.stored]) {
      try PortfolioRow(&$0, counts, configuration)
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
    a.onboarding_start_date, a.onboarding_end_date, a.tam_first_assigned_date,
    a.utilization_month
  FROM account a
  """

extension PortfolioRow {
  fileprivate init(
    _ reader: inout ColumnReader, _ counts: PortfolioCounts, _ configuration: HealthConfiguration
  ) throws {
    let account = reader.requiredText()
    id = Account.ID(account)
    name = reader.requiredText()
    ownerID = reader.id()
    let owner = try ownerID.flatMap { try counts.owner($0) }
    ownerName = owner?.name
    ownerTeam = owner?.team
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
    utilizationMonth = reader.day()
    (openCTAs, overdueCTAs) = try counts.openCTAs(of: account)
    unknownInstances = try counts.unknownInstances(of: account)
    unsentEdits = counts.unsentEdits[account] ?? 0
    refusedEdits = counts.refusedEdits[account] ?? 0
    isFollowed = counts.followed.contains(account)
    rhythm = configuration.cadence
    bands = configuration.bands
  }

  private static func trend(_ text: String?) -> [Int?] {
    guard let text, !text.isEmpty else { return [] }
    return text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(Substring($0)) }
  }
}
