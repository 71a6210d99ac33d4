extension RuleView {
  static let accounts = RuleView(
    "accounts", "a customer",
    from: """
      "account" t LEFT JOIN "user" u ON u.id = t.tam_id
      WHERE t.absorbed_by_id IS NULL
      """,
    [
      Column("account_id", "t.id", "its id"),
      Column("name", "its name"),
      Column("parent_id", "the account above it"),
      Column("type", "Salesforce's type, such as Customer"),
      Column("status", "Active or Inactive"),
      Column("sales_segment", "Large, Mid-Market, SMB or PubSec"),
      Column("sales_team", "the account team"),
      Column("region", "AMER, LATAM, EMEA or APAC"),
      Column("is_public_sector", "1 for the public sector"),
      Column("arr", "whole_units(t.arr, t.currency)", "yearly revenue, in whole units"),
      Column("currency", "of the revenue"),
      Column("renewal_date", "the day the contract ends"),
      Column("customer_since", "t.original_contract_date", "the day of the first contract"),
      Column("tam_id", "its TAM; null without one"),
      Column("tam_name", "u.name", "the TAM's name"),
      Column("account_owner_id", "its account owner"),
      Column("tam_first_assigned_date", "the day it first had a TAM"),
      Column("lifecycle_stage", "Onboarding through Will Churn"),
      Column(
        "prioritization", "coalesce(t.tam_prioritization, '1')",
        "1 through 4; 1 when nobody decided"),
      Column("hosting", "self-managed or GitLab.com"),
      Column("conversion_source", "how it became a customer"),
      Column("first_value_date", "the day of first value"),
      Column("onboarding_start_date", "the day its onboarding began"),
      Column("onboarding_end_date", "the day its onboarding ended"),
      Column("first_engagement_date", "the first call or meeting"),
      Column("last_activity_date", "the newest call or meeting"),
      Column("last_timeline_date", "the newest entry of any type"),
      Column("open_tickets", "how many tickets are open"),
      Column("stage_count", "how many stages are adopted"),
      Column("license_utilization", "billable users over licenses; 1 is all"),
      Column("billable_users", "users that count for licenses"),
      Column("licensed_users", "licenses sold"),
      Column("utilization_month", "the month the utilization is of"),
      Column("utilization_trend", "whole percents of twelve months, the newest last"),
      Column("health_score", "0 through 100"),
      Column("health", "Green, Yellow or Red"),
      Column("previous_health_score", "the score before it last moved"),
      Column("referenceable", "1 when Salesforce counts it as a reference"),
      Column("reference_nominated", "1 when a TAM proposes it as a reference"),
      Column("departure", "what became of it in Salesforce; null while it is there"),
      Column("marked_for_deletion", "1 when Salesforce says that it is gone"),
    ])

  static let measures = RuleView(
    "measures", "a measure of a customer's scorecard", from: "\"health_measure\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("measure", "its name, such as SCM Adoption"),
      Column("score", "0 through 100; null is NA"),
      Column("previous_score", "the score before it last moved"),
      Column("set_at", "when it was set or confirmed; microseconds"),
      Column("set_on", "day_of(t.set_at)", "the day it was set or confirmed"),
      Column("set_by", "who set it; null for a rule"),
    ])

  static let contacts = RuleView(
    "contacts", "a person at a customer", from: "\"contact\" t",
    [
      Column("id", "t.id", "the contact's id"), Column("account_id", "the customer"),
      Column("email", "the address"), Column("title", "what the person is there"),
      Column("gitlab_role", "GitLab Admin, Dev Lead and so on"),
      Column("inactive", "1 when nobody there any more"),
      Column("email_opt_out", "1 when no mail is wanted"),
      Column("sponsor_status", "where sponsor tracking stands"),
    ])

  static let tamChanges = RuleView(
    "tam_changes", "a change of the TAM", from: "\"tam_history\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("old_tam_id", "who it was"), Column("new_tam_id", "who it is; null for nobody"),
      Column("changed_at", "when; microseconds"),
      Column("changed_on", "day_of(t.changed_at)", "the day"),
    ])

  static let users = RuleView(
    "users", "a colleague", from: "\"user\" t",
    [
      Column("id", "t.id", "the user's id"), Column("name", "the name"),
      Column("title", "the title"), Column("role", "the role in Salesforce"),
      Column("team", "the team"), Column("region", "the region"),
      Column("manager_id", "the manager"), Column("is_active", "1 when active"),
      Column("bundle", "what the person may do"),
    ])
}
