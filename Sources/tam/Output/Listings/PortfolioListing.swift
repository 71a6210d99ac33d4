import CustomerSuccess
import ReplicaStore
import Terminal

extension Listing where Element == PortfolioRow {
  /// One customer per line, as `tam portfolio` prints it.
  static func portfolio(today: Day) -> Listing {
    Listing([
      Column("id") { Datum($0.id) },
      Column("name", "Customer") { .text($0.name) },
      Column("owner", "TAM") { Datum($0.ownerName) },
      Column("health", "Health") { Datum(color: $0.health) },
      Column("health_score", "Score", .trailing, shown: { .decimal($0.healthScore, digits: 1) }) {
        Datum($0.healthScore)
      },
      Column("arr", "ARR", .trailing, shown: { .short($0.arr) }) { Datum($0.arr?.decimal) },
      Column("currency") { Datum($0.arr?.currency.code) },
      Column("renewal_date", "Renewal") { Datum($0.renewalDate) },
      Column("days_to_renewal", "In days", .trailing) {
        Datum(DaysToRenewal(renewal: $0.renewalDate, today: today)?.days)
      },
      Column("last_activity_date", "Last call") { Datum($0.lastActivity) },
      Column("cadence", "Cadence") { .text($0.cadence(today: today).rawValue) },
      Column("lifecycle_stage", "Lifecycle") { Datum($0.lifecycle) },
      Column("priority", "Prio") { Datum($0.prioritization) },
      Column("open_ctas", "CTAs", .trailing) { Datum($0.openCTAs) },
      Column("overdue_ctas", "Overdue", .trailing) { Datum($0.overdueCTAs) },
      Column("open_tickets", "Tickets", .trailing) { Datum($0.openTickets) },
      Column(
        "license_utilization", "Use", .trailing, shown: { .percent($0.licenseUtilization) }
      ) { Datum($0.licenseUtilization) },
      Column("unknown_instances", "Unknown", .trailing) { Datum($0.unknownInstances) },
    ])
  }
}
