/// Every table that is synced, declared once (features B).
package enum Schema {
  /// Raised whenever a table or a column is added; never lowered.
  package static let version = 8

  /// In the order in which rows are sent, so that an account comes before what belongs to it.
  package static let tables: [Table] = [
    User.table, SourceState.table, HealthSetting.table, StoredPlaybook.table,
    StoredPlanTemplate.table, Account.table, Contact.table, Subscription.table, Opportunity.table,
    Instance.table, StageAdoption.table, HealthMeasure.table, Ticket.table, Survey.table,
    SuccessPlan.table, CTA.table, CTATask.table, Activity.table, ActivityDraft.table, Follow.table,
    TAMHistory.table, SalesforceActivity.table,
    HealthHistory.table, UsageSeries.table,
    SupportOrganization.table, DataGap.table,
  ]

  private static let byName = Dictionary(
    tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Nil when no table has that name.
  package static func table(_ name: String) -> Table? { byName[name] }
}
