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
