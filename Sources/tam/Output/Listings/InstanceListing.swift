import CustomerSuccess
import ReplicaStore
import Terminal

extension Listing where Element == InstanceRow {
  static func instances(now: Instant) -> Listing {
    Listing([
      Column("id", "Id") { Datum($0.id) },
      Column("customer_id") { Datum($0.account) },
      Column("customer", "Customer") { .text($0.accountName) },
      Column("type", "Type") { Datum($0.type) },
      Column("host", "Host or namespace") { Datum($0.hostname ?? $0.namespaceName) },
      Column("delivery", "Delivery") { Datum($0.deliveryType) },
      Column("version", "Version") { Datum($0.version) },
      Column("billable_users", "Billable", .trailing) { Datum($0.billableUsers) },
      Column("active_users", "Active", .trailing) { Datum($0.activeUsers) },
      Column("licensed_users", "Licenses", .trailing) { Datum($0.licensedUsers) },
      Column("last_ping", "Last ping", shown: { .age($0.lastPing, now: now) }) {
        Datum($0.lastPing)
      },
      Column("included_in_health", "In health") { Datum($0.healthInclusion) },
      Column("uuid") { Datum($0.uuid) },
      Column("namespace_id") { Datum($0.namespaceID) },
      Column("subscription_id") { Datum($0.subscription) },
      Column("first_seen_month") { Datum($0.firstSeenMonth) },
      Column("last_seen_month") { Datum($0.lastSeenMonth) },
      Column("unsent") { Datum($0.isUnsent) },
    ])
  }
}
