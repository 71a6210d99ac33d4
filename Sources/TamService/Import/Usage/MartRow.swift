import CustomerSuccess

/// One row of the mart: the usage of one instance or namespace under one subscription in one month.
struct MartRow {
  let key: SeriesKey
  /// Months since year 0.
  let month: Int32
  /// Microseconds; nil for a subscription that sends no pings.
  let ping: Int64?
  let version: String?
  let namespaceName: String?
  /// A ``UsageMonths`` of this one month.
  let metrics: [UInt8]
  /// Of everything that is stored, to see at once whether a row says something new.
  let hash: Int64
  /// What the key was made of; nil when the series is known already.
  let identity: SeriesIdentity?

  /// The first day of a month counted from year 0.
  static func day(_ month: Int32) -> Day? {
    Day(year: Int(month) / 12, month: Int(month) % 12 + 1, day: 1)
  }

  static func hash(_ ping: Int64?, _ metrics: [UInt8], _ texts: [String?]) -> Int64 {
    var hasher = KeyHasher()
    withUnsafeBytes(of: ping ?? .min) { hasher.combine(part: $0) }
    hasher.combine(part: metrics)
    for text in texts { hasher.combine(part: (text ?? "").utf8) }
    return Int64(bitPattern: hasher.key.low)
  }
}

extension MartRow {
  /// What the store has of a month.
  struct Stored {
    let id: Int64
    let ping: Int64?
    let hash: Int64
    let version: String?
    let namespaceName: String?
    let metrics: [UInt8]
  }

  /// The same row with what is stored in columns that the file lacks: a column that went away at
  /// the source says nothing of the values that it had.
  func completed(from stored: Stored, of columns: MartColumns) throws -> MartRow {
    guard !columns.isComplete, var month = try UsageMonths(packed: stored.metrics).months.first,
      let news = try UsageMonths(packed: self.metrics).months.first
    else { return self }
    for (_, metric) in columns.metrics { month[metric] = news[metric] }
    let metrics = UsageMonths(CollectionOfOne(month)).packed
    let version = columns.version == nil ? stored.version : self.version
    let namespaceName = columns.namespaceName == nil ? stored.namespaceName : self.namespaceName
    return MartRow(
      key: key, month: self.month, ping: ping, version: version, namespaceName: namespaceName,
      metrics: metrics, hash: Self.hash(ping, metrics, [version, namespaceName]),
      identity: identity)
  }
}

/// What makes a usage series.
struct SeriesIdentity {
  let account: String
  /// The mart's id of the subscription, which need not be one of Salesforce.
  let subscription: String?
  let subscriptionName: String?
  let delivery: String?
  let uuid: String?
  /// Lower case, without port and trailing dot.
  let hostname: String?
  let namespace: String?
  /// What the mart calls the instance; only the first word of it counts, then the TAM's.
  let label: String?
}

extension SeriesIdentity {
  /// What the parser makes of the same row of the mart.
  var key: SeriesKey {
    var hasher = KeyHasher()
    hasher.combine(part: account.utf8.prefix(15))
    for part in [subscription, uuid, hostname, namespace] {
      hasher.combine(part: (part ?? "").utf8)
    }
    return hasher.key
  }

  /// Nil for a subscription that sends no pings: that is no instance.
  var instanceID: String? {
    var hasher = KeyHasher()
    hasher.combine(part: account.utf8)
    if uuid != nil || hostname != nil {
      hasher.combine(part: (uuid ?? "").utf8)
      hasher.combine(part: (hostname ?? "").utf8)
    } else if let namespace {
      hasher.combine(part: namespace.utf8)
    } else {
      return nil
    }
    return hasher.key.text
  }

  func moved(to account: String) -> SeriesIdentity {
    SeriesIdentity(
      account: account, subscription: subscription, subscriptionName: subscriptionName,
      delivery: delivery, uuid: uuid, hostname: hostname, namespace: namespace, label: label)
  }
}
