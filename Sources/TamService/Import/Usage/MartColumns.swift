import CustomerSuccess

/// Which column of a mart file is what; made once a file, by name, whatever the order and case.
struct MartColumns {
  let month: Int
  let account: Int
  let subscription: Int
  let delivery: Int
  let uuid: Int
  let hostname: Int
  let namespace: Int
  let ping: Int
  let version: Int?
  let label: Int?
  let namespaceName: Int?
  let subscriptionName: Int?
  /// Place in the record, and the metric that stands there.
  let metrics: [(position: Int, metric: UsageMetric)]
  /// What a person should know of the columns.
  let notes: [String]

  /// Whether the file has everything that is stored of a month.
  var isComplete: Bool {
    version != nil && namespaceName != nil && metrics.count == UsageMetric.all.count
  }

  /// Without these nothing can be said of whose usage a row is.
  static let required = [
    "snapshot_month", "dim_crm_account_id", "dim_subscription_id", "delivery_type", "uuid",
    "hostname", "dim_namespace_id", "ping_created_at",
  ]

  init(_ table: CSVTable) throws {
    try table.require(Self.required)
    self.init(table.header)
  }

  /// The header must have the required columns.
  init(_ header: CSVHeader) {
    func place(_ name: String) -> Int { header.position(of: name) ?? 0 }
    month = place("snapshot_month")
    account = place("dim_crm_account_id")
    subscription = place("dim_subscription_id")
    delivery = place("delivery_type")
    uuid = place("uuid")
    hostname = place("hostname")
    namespace = place("dim_namespace_id")
    ping = place("ping_created_at")
    version = header.position(of: "cleaned_version")
    label = header.position(of: "instance_type")
    namespaceName = header.position(of: "namespace_name")
    subscriptionName = header.position(of: "subscription_name")
    metrics = UsageMetric.all.compactMap { metric in
      header.position(of: metric.column).map { (position: $0, metric: metric) }
    }
    notes = Self.drift(header)
  }

  /// How the columns differ from the version of the mart that the file is of.
  private static func drift(_ header: CSVHeader) -> [String] {
    let isLater = addedBy2024.contains { header.position(of: $0) != nil }
    let columns2021 =
      identity + otherColumns
      + UsageMetric.all.map(\.column).filter { !addedBy2024.contains($0) }
    let expected = isLater ? columns2021 + addedBy2024 : columns2021
    let known = Set((columns2021 + addedBy2024).map { $0.lowercased() })
    let unknown = header.names.filter { !known.contains($0.lowercased()) }
    let missing = header.missing(expected)
    var notes: [String] = []
    if !unknown.isEmpty {
      notes.append("columns that this version does not know, left out: \(list(unknown))")
    }
    if !missing.isEmpty {
      notes.append(
        "columns of the mart that the file lacks, what is stored of them stays: \(list(missing))")
    }
    return notes
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  private static let identity =
    required + ["cleaned_version", "instance_type"]

  /// Columns of 2021 that are known and not stored.
  private static let otherColumns = [
    "dim_billing_account_id", "dim_subscription_id_original", "subscription_status",
    "snapshot_date_id", "dim_usage_ping_id", "country_name", "iso_2_country_code",
    "iso_3_country_code", "license_utilization", "is_latest_data",
  ]

  private static let addedBy2024 = [
    "primary_key", "deployment_type", "included_in_health_measures_str", "dim_installation_id",
    "installation_creation_date", "namespace_name", "namespace_creation_date",
    "subscription_name", "subscription_start_date", "subscription_end_date",
    "oldest_subscription_start_date", "term_start_date", "term_end_date",
    "major_minor_version_num", "license_user_count_source", "last_activity_28_days_user",
    "ci_builds_28_days_event", "ci_builds_28_days_event_post_16_9",
    "successful_deployments_28_days_event", "failed_deployments_28_days_event", "geo_enabled",
  ]
}
