import CustomerSuccess

/// Rebuilds what people see of usage from the months that were imported: the series, the instances,
/// the license utilization of subscriptions and accounts.
///
/// Rows that come out as they were are not written, so a second run changes nothing.
struct UsageRollup {
  let work: UnitOfWork

  func recompute(_ id: String) throws {
    let usage = try StoredUsage.all(of: id, work.reader)
    let hasLost = try removeLost(id, besides: usage)
    // What was calculated from usage that went to another account is no longer so. Most accounts of a
    // large import have none, and their long rows need not be read.
    guard try !usage.isEmpty || hasLost || hasUtilization(id),
      let account = try work.row(Account.table, id)
    else { return }
    let subscriptions = try work.rows(
      Subscription.table, where: Subscription.account.name, equals: .text(id))
    var series: [CountedSeries] = []
    let byInstance = Dictionary(grouping: usage, by: \.instanceID)
    let instances = try storeInstances(byInstance, subscriptions)
    for one in usage {
      let subscription = Self.subscription(of: one, in: subscriptions)
      try work.put(seriesRow(one, subscription))
      series.append(
        CountedSeries(
          subscription: subscription?.id, standing: standing(of: one, instances),
          lastPing: one.lastPing, months: one.months))
    }
    let result = AccountUsage(
      series: series, subscriptions: subscriptions)
    for row in result.updatedSubscriptions() { try work.put(row) }
    try work.put(result.updated(account))
  }

  private func hasUtilization(_ account: String) throws -> Bool {
    let month = Account.utilizationMonth.name
    let sql = "SELECT 1 FROM account WHERE id = $1 AND \(month) IS NOT NULL"
    return try !work.reader.query(sql, [.text(account)]).isEmpty
  }

  /// Removes what the mart does not know any more; of an instance that somebody labeled, the label and
  /// the name stay.
  ///
  /// - Returns: Whether there was such a thing.
  private func removeLost(_ account: String, besides usage: [StoredUsage]) throws -> Bool {
    var hasLost = false
    let series = Set(usage.map(\.key.text))
    for id in try ids(UsageSeries.table, of: account) where !series.contains(id) {
      try work.delete(UsageSeries.table, id)
      hasLost = true
    }
    let instances = Set(usage.compactMap(\.instanceID))
    for id in try ids(Instance.table, of: account) where !instances.contains(id) {
      hasLost = true
      guard var row = try work.row(Instance.table, id) else { continue }
      let isLabeled = row[Instance.type] ?? .unknown != .unknown
      guard isLabeled || row[Instance.healthInclusion] != nil else {
        try work.delete(Instance.table, id)
        continue
      }
      row[Instance.version] = nil
      for field in [Instance.billableUsers, Instance.activeUsers, Instance.licensedUsers] {
        row[field] = nil
      }
      row[Instance.lastPing] = nil
      row[Instance.firstSeenMonth] = nil
      row[Instance.lastSeenMonth] = nil
      try work.put(row)
    }
    return hasLost
  }

  private func ids(_ table: Table, of account: String) throws -> [String] {
    let sql = "SELECT id FROM \(table.name) WHERE account_id = $1"
    return try work.reader.query(sql, [.text(account)]).compactMap { String(stored: $0[0]) }
  }

  private func seriesRow(_ usage: StoredUsage, _ subscription: Row?) -> Row {
    var row = Row(UsageSeries.table, id: usage.key.text)
    row[UsageSeries.account] = Account.ID(usage.identity.account)
    row[UsageSeries.subscription] = subscription.map { Subscription.ID($0.id) }
    row[UsageSeries.instance] = usage.instanceID.map { Instance.ID($0) }
    row[UsageSeries.firstMonth] = usage.months.months.first?.day
    row[UsageSeries.lastMonth] = usage.months.months.last?.day
    row[UsageSeries.lastPing] = usage.lastPing
    row[UsageSeries.months] = usage.months.packed
    return row
  }

  /// Without an instance of its own, a series counts like one that nobody has labeled.
  private func standing(of usage: StoredUsage, _ instances: [String: Row]) -> Int? {
    let instance = usage.instanceID.flatMap { instances[$0] }
    return InstanceChoice.standing(
      instance?[Instance.type], instance?[Instance.healthInclusion])
  }

  /// One row per UUID and host, or per namespace; returns them by id.
  private func storeInstances(
    _ usage: [String?: [StoredUsage]], _ subscriptions: [Row]
  ) throws -> [String: Row] {
    var instances: [String: Row] = [:]
    for (id, group) in usage.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
      guard let id, let newest = group.max(by: Self.isOlder) else { continue }
      let subscription = Self.subscription(of: newest, in: subscriptions)
      try work.merge(Instance.table, id) { row, isNew in
        if isNew { row[Instance.type] = Self.firstLabel(newest) }
        fill(&row, from: newest, group, subscription)
        instances[id] = row
      }
    }
    return instances
  }

  private func fill(
    _ row: inout Row, from newest: StoredUsage, _ group: [StoredUsage], _ subscription: Row?
  ) {
    let identity = newest.identity
    let month = newest.months.months.last
    row[Instance.account] = Account.ID(identity.account)
    row[Instance.subscription] = subscription.map { Subscription.ID($0.id) }
    row[Instance.deliveryType] = identity.delivery.flatMap { DeliveryType(rawValue: $0) }
    row[Instance.uuid] = identity.uuid
    row[Instance.hostname] = identity.hostname
    row[Instance.namespaceID] = identity.namespace
    row[Instance.namespaceName] = newest.namespaceName
    row[Instance.version] = newest.version
    row[Instance.billableUsers] = month?[.billableUsers].map { Int($0) }
    row[Instance.activeUsers] = month?[.activeUsers].map { Int($0) }
    row[Instance.licensedUsers] = month?[.licensedUsers].map { Int($0) }
    row[Instance.lastPing] = group.compactMap(\.lastPing).max()
    row[Instance.firstSeenMonth] = group.compactMap { $0.months.months.first?.day }.min()
    row[Instance.lastSeenMonth] = group.compactMap { $0.months.months.last?.day }.max()
  }

  private static func isOlder(_ left: StoredUsage, _ right: StoredUsage) -> Bool {
    func order(_ usage: StoredUsage) -> (Int, Int64, UInt64) {
      (
        usage.months.months.last?.day.daysSinceEpoch ?? .min,
        usage.lastPing?.microseconds ?? .min, usage.key.low
      )
    }
    return order(left) < order(right)
  }

  /// What the mart says counts once.
  ///
  /// A self-managed instance that nobody has labelled waits in the
  /// queue of unknown ones; a namespace on GitLab.com is what the customer works in.
  private static func firstLabel(_ usage: StoredUsage) -> InstanceType {
    let label = usage.identity.label?.lowercased()
    let known = InstanceType.allCases.first { $0.rawValue.lowercased() == label }
    return known ?? (usage.isSaaS ? .production : .unknown)
  }

  /// By Salesforce's id in either length, or by the subscription's name.
  private static func subscription(of usage: StoredUsage, in rows: [Row]) -> Row? {
    // Ids of the billing system are of another form, and then the name decides.
    let id = usage.identity.subscription.flatMap { try? SalesforceID.normalized($0) }
    return rows.first { $0.id == id }
      ?? usage.identity.subscriptionName.flatMap { name in
        rows.first { $0[Subscription.name] == name }
      }
  }
}
