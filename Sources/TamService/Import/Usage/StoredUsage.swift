import CustomerSuccess

/// What the store knows of one usage series, read back from the import's own tables.
struct StoredUsage {
  let key: SeriesKey
  let identity: SeriesIdentity
  let months: UsageMonths
  /// Of the newest month.
  let version: String?
  let namespaceName: String?
  /// The newest ping of any month; nil when the subscription sends none.
  let lastPing: Instant?

  var instanceID: String? { identity.instanceID }

  var isSaaS: Bool { identity.delivery == DeliveryType.saas.rawValue }

  /// All series of an account, the oldest known first.
  static func all(of account: String, _ reader: StoreReader) throws -> [StoredUsage] {
    let sql = """
      SELECT number, key_high, key_low, subscription, subscription_name, delivery, uuid, hostname,
        namespace_id, label
      FROM usage_key WHERE account_id = $1 ORDER BY number
      """
    return try reader.query(sql, [.text(account)]).compactMap { row in
      guard case .integer(let high) = row[1], case .integer(let low) = row[2] else { return nil }
      let texts = row[3...].map { String(stored: $0) }
      let identity = SeriesIdentity(
        account: account, subscription: texts[0], subscriptionName: texts[1], delivery: texts[2],
        uuid: texts[3], hostname: texts[4], namespace: texts[5], label: texts[6])
      let key = SeriesKey(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
      return try StoredUsage(key, identity, monthsOf: row[0], reader)
    }
  }

  private init(
    _ key: SeriesKey, _ identity: SeriesIdentity, monthsOf number: Value, _ reader: StoreReader
  ) throws {
    let sql = """
      SELECT ping, version, namespace_name, metrics FROM usage_month
      WHERE series = $1 ORDER BY month
      """
    var months: [UsageMonths.Month] = []
    var lastPing: Int64?
    var newest: [Value] = []
    try reader.forEach(sql, [number]) { row in
      if case .integer(let ping) = row[0] { lastPing = max(lastPing ?? ping, ping) }
      if case .data(let packed) = row[3] { months += try UsageMonths(packed: packed).months }
      newest = row
    }
    self.key = key
    self.identity = identity
    self.months = UsageMonths(months)
    self.lastPing = lastPing.map(Instant.init(microseconds:))
    version = newest.isEmpty ? nil : String(stored: newest[1])
    namespaceName = newest.isEmpty ? nil : String(stored: newest[2])
  }
}
