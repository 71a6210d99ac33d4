import CustomerSuccess

/// `usage.csv`: the monthly usage mart with the columns of 2024, a row a series and month.
struct UsageFile {
  let company: CompanyPlan

  private static let identity = [
    "SNAPSHOT_MONTH", "DIM_SUBSCRIPTION_ID", "DIM_NAMESPACE_ID", "UUID", "HOSTNAME",
    "DIM_BILLING_ACCOUNT_ID", "DIM_CRM_ACCOUNT_ID", "SUBSCRIPTION_NAME", "SUBSCRIPTION_STATUS",
    "PING_CREATED_AT", "INSTANCE_TYPE", "CLEANED_VERSION", "DELIVERY_TYPE", "DEPLOYMENT_TYPE",
    "NAMESPACE_NAME", "LICENSE_UTILIZATION", "IS_LATEST_DATA",
  ]

  /// Columns of the mart that nobody here reads; they are there and empty.
  private static let unread = [
    "PRIMARY_KEY", "DIM_SUBSCRIPTION_ID_ORIGINAL", "SNAPSHOT_DATE_ID", "DIM_USAGE_PING_ID",
    "COUNTRY_NAME", "ISO_2_COUNTRY_CODE", "ISO_3_COUNTRY_CODE",
    "INCLUDED_IN_HEALTH_MEASURES_STR", "DIM_INSTALLATION_ID", "INSTALLATION_CREATION_DATE",
    "NAMESPACE_CREATION_DATE", "SUBSCRIPTION_START_DATE", "SUBSCRIPTION_END_DATE",
    "OLDEST_SUBSCRIPTION_START_DATE", "TERM_START_DATE", "TERM_END_DATE",
    "MAJOR_MINOR_VERSION_NUM", "LICENSE_USER_COUNT_SOURCE",
  ]

  /// Every so many accounts the warehouse lost the account of a row.
  private static let lostEvery = 97

  /// Returns the number of rows.
  func write(to path: String) throws -> Int {
    let output = try OutputFile(path)
    let metrics = UsageMetric.all.map { $0.column.uppercased() }
    try output.write((Self.identity + Self.unread + metrics).joined(separator: ",") + "\n")
    var rows = 0
    for account in company.accounts {
      for (place, series) in SeriesPlan.series(of: account, in: company).enumerated() {
        rows += try write(series, place, of: account, rowsBefore: rows, to: output)
      }
    }
    try output.close()
    return rows
  }

  private func write(
    _ series: SeriesPlan, _ place: Int, of account: AccountPlan, rowsBefore: Int,
    to output: OutputFile
  ) throws -> Int {
    var random = Random(company.seed, "usage", account.index * 64 + place)
    let profile = UsageProfile(account, &random)
    let thisMonth = company.today.firstOfMonth
    var rows = 0
    for monthsAgo in stride(from: series.startsMonthsAgo - 1, through: 0, by: -1) {
      let isMissing = series.isPatchy && random.chance(0.3)
      guard !isMissing, rowsBefore + rows < company.sizes.usageRowLimit else { continue }
      let month = thisMonth.adding(months: -monthsAgo)
      try output.write { bytes in
        let billable = billable(series, monthsAgo, &random)
        append(identity(series, account, month, billable), to: &bytes)
        profile.append(
          billable: series.instance == nil ? nil : billable, seats: series.subscription.seats,
          age: series.startsMonthsAgo - monthsAgo, isSaaS: account.isSaaS, &random, to: &bytes)
      }
      rows += 1
    }
    return rows
  }

  private func billable(_ series: SeriesPlan, _ monthsAgo: Int, _ random: inout Random) -> Int {
    let share = series.share - series.growth * Double(monthsAgo) + random.around(0, 0.01)
    return max(1, Int(Double(series.subscription.seats) * max(0.005, share)))
  }

  private func append(_ cells: [String?], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: (cell ?? "").utf8)
    }
  }

  private func identity(
    _ series: SeriesPlan, _ account: AccountPlan, _ month: Day, _ billable: Int
  ) -> [String?] {
    let subscription = series.subscription
    let isLost = account.shape == nil && account.index % Self.lostEvery == 0
    var (namespace, namespaceName, uuid, host): (String?, String?, String?, String?)
    switch series.instance {
    case .namespace(let id, let name): (namespace, namespaceName) = ("\(id)", name)
    case .server(let id, let name): (uuid, host) = (id, name)
    case nil: break
    }
    let isCurrent = month == company.today.firstOfMonth
    let utilization = Double(billable * 10_000 / max(1, subscription.seats)) / 10_000
    return [
      month.description, subscription.id, namespace, uuid, host, nil,
      isLost ? "6bb61e3b7bce0931da574d19d1d82c88" : account.id, subscription.name,
      subscription.isExpired ? "Expired" : "Active", ping(month, series), series.label?.rawValue,
      series.instance == nil || account.isSaaS ? nil : version(month, account),
      (account.isSaaS ? DeliveryType.saas : .selfManaged).rawValue,
      account.isSaaS ? "GitLab.com" : "Self-Managed", namespaceName,
      series.instance == nil ? nil : "\(utilization)", isCurrent ? "TRUE" : "FALSE",
    ] + Array(repeating: nil, count: Self.unread.count)
  }

  /// The last Friday of the month so far, when the weekly ping comes.
  private func ping(_ month: Day, _ series: SeriesPlan) -> String? {
    guard series.instance != nil else { return nil }
    let last = min(month.adding(months: 1).adding(days: -1), company.today)
    let back = (last.weekday + 2) % 7
    return "\(max(month, last.adding(days: -back))) 06:30:00.000"
  }

  /// A minor version a month; some customers upgrade late.
  private func version(_ month: Day, _ account: AccountPlan) -> String {
    let (year, number, _) = month.adding(months: -(account.index % 7)).parts
    let releases = (year - 2_023) * 12 + number + 7
    return "\(15 + releases / 12).\(releases % 12).\(account.index % 5)"
  }
}

/// How one installation uses the product: what share of its users does what.
struct UsageProfile {
  private enum Rule {
    case billable, seats, active, most
    /// A share of the billable users.
    case users(Double)
    /// Grows with every month.
    case total(Double)
    /// So many a user.
    case events(Double)
    case flag(Bool)
  }

  private let rules: [Rule]

  init(_ account: AccountPlan, _ random: inout Random) {
    let vigor = 0.5 + account.mood * 0.6
    rules = UsageMetric.all.map { metric in
      Self.rule(metric, account, vigor, &random)
    }
  }

  private static func rule(
    _ metric: UsageMetric, _ account: AccountPlan, _ vigor: Double, _ random: inout Random
  ) -> Rule {
    switch metric {
    case .billableUsers: return .billable
    case .licensedUsers: return .seats
    case .activeUsers: return .active
    case .uniqueActiveUsers: return .users(0.75 * vigor)
    case .gitUsers: return .users(0.6 * vigor)
    case .mergeRequestUsers: return .users(0.42 * vigor)
    case .pipelineUsers: return .users(0.4 * vigor)
    case .scannerUsers: return .users(account.isUltimate ? 0.25 * vigor : 0)
    case .deploymentUsers: return .users(0.14 * vigor)
    default: break
    }
    if metric.column == "max_historical_user_count" { return .most }
    switch metric.unit {
    case .users, .seats: return .users(random.unit() * 0.35 * vigor)
    case .flag: return .flag(random.chance(0.6))
    case .projects, .count: return .total(random.unit() * 0.2)
    case .events:
      return metric.window == .allTime
        ? .total(random.unit() * 400) : .events(random.unit() * 20)
    }
  }

  /// Appends the cells of all metrics and the line end.
  ///
  /// - Parameters:
  ///   - billable: Nil for a subscription that sends no pings: only the licenses are known.
  ///   - age: Months since the installation began.
  func append(
    billable: Int?, seats: Int, age: Int, isSaaS: Bool, _ random: inout Random,
    to bytes: inout [UInt8]
  ) {
    // Now and then a counter failed at the source.
    let failed = random.below(rules.count * 40)
    for (place, rule) in rules.enumerated() {
      bytes.append(UInt8(ascii: ","))
      if place == failed, place > 4, billable != nil {
        bytes.append(contentsOf: "-1".utf8)
      } else if let value = value(rule, billable, seats, age, isSaaS: isSaaS, &random) {
        Self.append(value, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private func value(
    _ rule: Rule, _ billable: Int?, _ seats: Int, _ age: Int, isSaaS: Bool,
    _ random: inout Random
  ) -> Int? {
    if case .seats = rule { return seats }
    guard let billable else { return nil }
    switch rule {
    case .billable: return billable
    case .seats: return seats
    case .active: return isSaaS ? nil : billable + billable / 12
    case .most: return billable + billable / 9
    case .users(let share): return Int(Double(billable) * share * (0.95 + random.unit() * 0.1))
    case .total(let rate): return Int(Double(billable * age) * rate)
    case .events(let rate): return Int(Double(billable) * rate * (0.8 + random.unit() * 0.4))
    case .flag(let isOn): return isOn ? 1 : 0
    }
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = max(0, number)
    repeat {
      bytes.append(UInt8(truncatingIfNeeded: rest % 10) + 48)
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
