package import CustomerSuccess

/// The months of one installation or namespace under one subscription, with what it is.
package struct UsageRow: Equatable, Identifiable, Sendable {
  package let id: UsageSeries.ID
  package let account: Account.ID
  package let subscription: Subscription.ID?
  package let subscriptionName: String?
  /// As it is sold, such as `Ultimate`.
  package let plan: String?
  /// Licenses of the whole subscription.
  package let subscriptionSeats: Int?
  /// Nil for a subscription that sends no pings.
  package let instance: Instance.ID?
  /// The host of an installation or the name of a namespace.
  package let name: String?
  /// What is not labeled is ``InstanceType/unknown``.
  package let type: InstanceType
  package let version: String?
  /// When the newest ping arrived; the newest month's values are of that moment.
  package let lastPing: Instant?
  package let months: UsageMonths
  /// Why the months cannot be read and what to do; nil when they can.
  package let problem: String?

  /// The newest month with any value.
  package var lastMonth: UsageMonths.Month? {
    months.months.last { month in month.values.contains { $0 != nil } }
  }
}

/// What a customer's usage amounts to, with the rows it is read from.
package struct UsagePage: Equatable, Sendable {
  /// The instance that stands for the customer first, then the largest (methodology 6.2).
  package let series: [UsageRow]
  /// The one whose usage counts for health; nil when none may.
  package let counting: Instance.ID?
}

extension Replica {
  /// All usage of a customer.
  package func usagePage(of account: Account.ID) throws -> UsagePage {
    try file.read { connection in
      let series = try connection.all(usageColumns, [account.stored]) { UsageRow(&$0) }
      let instances = try RowReading(connection: connection)
        .rows(Instance.table, where: Instance.account.name, equals: account.stored)
      let counting = InstanceChoice.best(of: instances).map { Instance.ID($0.id) }
      return UsagePage(
        series: series.filter { $0.instance == counting && counting != nil }
          + series.filter { $0.instance != counting || counting == nil },
        counting: counting)
    }
  }
}

private let usageColumns = """
  SELECT x.id, x.account_id, x.subscription_id, s.name, s.plan, s.quantity, x.instance_id,
    coalesce(i.hostname, i.namespace_name), i.instance_type, i.version, x.last_ping, x.months
  FROM usage_series x LEFT JOIN subscription s ON s.id = x.subscription_id
    LEFT JOIN instance i ON i.id = x.instance_id
  WHERE x.account_id = ?1
  ORDER BY i.billable_users DESC, x.id
  """

extension UsageRow {
  fileprivate init(_ reader: inout ColumnReader) {
    id = reader.requiredID()
    account = reader.requiredID()
    subscription = reader.id()
    subscriptionName = reader.text()
    plan = reader.text()
    subscriptionSeats = reader.integer()
    instance = reader.id()
    name = reader.text()
    type = reader.choice() ?? .unknown
    version = reader.text()
    lastPing = reader.instant()
    do {
      months = try UsageMonths(packed: reader.data() ?? UsageMonths().packed)
      problem = nil
    } catch {
      months = UsageMonths()
      problem = "\(error)"
    }
  }
}
