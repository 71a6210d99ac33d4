package import CustomerSuccess

/// Which installations and namespaces are wanted; the empty filter lets everything through.
package struct InstanceFilter: Hashable, Sendable {
  /// Only those that nobody has labeled.
  package var isUnknownOnly = false
  /// One customer; nil for all of the book.
  package var account: Account.ID?
  package var book: Book = .everything

  package init() {}
}

/// One installation or namespace of a customer.
package struct InstanceRow: Equatable, Identifiable, Sendable {
  package let id: Instance.ID
  package let account: Account.ID
  package let accountName: String
  /// The account's TAM; nil when nobody looks after it.
  package let owner: User.ID?
  package let ownerName: String?
  package let subscription: Subscription.ID?
  package let subscriptionName: String?
  /// As it is sold, such as `Ultimate`.
  package let plan: String?
  /// Licenses of the whole subscription, which several instances may share.
  package let subscriptionSeats: Int?
  package let deliveryType: DeliveryType?
  package let uuid: String?
  package let hostname: String?
  package let namespaceID: String?
  package let namespaceName: String?
  /// What is not labeled is ``InstanceType/unknown``.
  package let type: InstanceType
  /// Nil when nobody has decided.
  package let healthInclusion: HealthInclusion?
  package let version: String?
  package let billableUsers: Int?
  package let activeUsers: Int?
  package let licensedUsers: Int?
  package let lastPing: Instant?
  package let firstSeenMonth: Day?
  package let lastSeenMonth: Day?
  /// Holds an edit that the service has not confirmed.
  package let isUnsent: Bool

  /// Nil when no version is known, or none that names a release.
  package var release: ProductRelease? { version.flatMap { ProductRelease($0) } }

  /// The host of an installation, the name of a namespace, or the id of what has neither.
  package var name: String { hostname ?? namespaceName ?? id.rawValue }
}

extension Replica {
  /// By customer, and there the largest first.
  package func instances(
    _ filter: InstanceFilter = InstanceFilter(), limit: Int? = nil
  ) throws -> [InstanceRow] {
    var conditions = Conditions()
    if filter.isUnknownOnly {
      conditions.add("(i.instance_type IS NULL OR i.instance_type = 'Unknown')")
    }
    if let account = filter.account { conditions.add("i.account_id = ?", account.stored) }
    conditions.add(filter.book, on: "a", me: me)
    let sql = """
      \(instanceColumns) WHERE \(conditions.sql)
      ORDER BY a.name, i.account_id, i.billable_users DESC, i.id LIMIT \(limit ?? -1)
      """
    let values = conditions.values
    return try file.read { try $0.all(sql, values) { InstanceRow(&$0) } }
  }

  /// The newest release that any instance here runs; nil when no version is known.
  package func newestRelease() throws -> ProductRelease? {
    let sql = "SELECT DISTINCT version FROM instance WHERE version IS NOT NULL"
    return try file.read { try $0.all(sql, []) { ProductRelease($0.requiredText()) } }
      .compactMap(\.self).max()
  }

  /// Nil when the replica does not hold it.
  package func instance(_ id: Instance.ID) throws -> InstanceRow? {
    try file.read {
      try $0.first(instanceColumns + " WHERE i.id = ?1", [id.stored]) { InstanceRow(&$0) }
    }
  }
}

private let instanceColumns = """
  SELECT i.id, i.account_id, a.name, a.tam_id, (SELECT u.name FROM user u WHERE u.id = a.tam_id),
    i.subscription_id, s.name, s.plan, s.quantity, i.delivery_type, i.uuid, i.hostname,
    i.namespace_id, i.namespace_name, i.instance_type, i.included_in_health, i.version,
    i.billable_users, i.active_users, i.licensed_users, i.last_ping, i.first_seen_month,
    i.last_seen_month,
    EXISTS (SELECT 1 FROM base_row b WHERE b.tb = 'instance' AND b.id = i.id)
  FROM instance i LEFT JOIN account a ON a.id = i.account_id
    LEFT JOIN subscription s ON s.id = i.subscription_id
  """

extension InstanceRow {
  fileprivate init(_ reader: inout ColumnReader) {
    id = reader.requiredID()
    account = reader.requiredID()
    accountName = reader.requiredText()
    owner = reader.id()
    ownerName = reader.text()
    subscription = reader.id()
    subscriptionName = reader.text()
    plan = reader.text()
    subscriptionSeats = reader.integer()
    deliveryType = reader.choice()
    uuid = reader.text()
    hostname = reader.text()
    namespaceID = reader.text()
    namespaceName = reader.text()
    type = reader.choice() ?? .unknown
    healthInclusion = reader.choice()
    version = reader.text()
    billableUsers = reader.integer()
    activeUsers = reader.integer()
    licensedUsers = reader.integer()
    lastPing = reader.instant()
    firstSeenMonth = reader.day()
    lastSeenMonth = reader.day()
    isUnsent = reader.isTrue()
  }
}
