extension RuleView {
  static let tickets = RuleView(
    "tickets", "a support ticket", from: "\"ticket\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("subject", "its subject"),
      Column("status", "new, open, pending, hold, solved, closed"),
      Column(
        "is_open",
        "CASE WHEN t.status IN ('new', 'open', 'pending', 'hold') THEN 1 ELSE 0 END",
        "1 while it is open"),
      Column("priority", "urgent, high, normal or low"),
      Column("created_on", "day_of(t.created_at)", "the day it was opened"),
      Column("closed_on", "day_of(t.closed_at)", "the day it was closed"),
      Column("satisfaction", "good or bad, as the requester said"),
    ])

  static let surveys = RuleView(
    "surveys", "a survey that one person was sent", from: "\"survey\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("kind", "Post-Onboarding, Pre-Renewal and so on"),
      Column("respondent", "whom it went to"), Column("email", "the address"),
      Column("sent_on", "the day it was sent"), Column("answered_on", "the day of the answer"),
      Column("nps_score", "would they recommend us, 0 through 10"),
      Column("satisfaction", "Very Dissatisfied through Very Satisfied"),
      Column("comment", "what they wrote"),
    ])

  static let subscriptions = RuleView(
    "subscriptions", "a subscription", from: "\"subscription\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("name", "its name"), Column("status", "Salesforce's word"),
      Column("plan", "such as Ultimate"), Column("delivery_type", "Self-Managed or SaaS"),
      Column("quantity", "licenses sold"),
      Column("arr", "whole_units(t.arr, t.currency)", "yearly revenue, in whole units"),
      Column("start_date", "its first day"), Column("end_date", "its last day"),
      Column("billable_users", "users that count for licenses"),
      Column("license_utilization", "billable users over licenses"),
    ])

  static let opportunities = RuleView(
    "opportunities", "a deal in Salesforce", from: "\"opportunity\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("name", "its name"), Column("type", "New Business, Add-On Business or Renewal"),
      Column("stage", "such as 5-Negotiating"), Column("is_closed", "1 when won or lost"),
      Column("amount", "whole_units(t.amount, t.currency)", "in whole units"),
      Column("close_date", "the day it closes"), Column("owner_id", "whose it is"),
      Column("health", "Green, Yellow or Red"), Column("risk_type", "what may be lost"),
      Column("risk_reason", "why"),
    ])

  static let instances = RuleView(
    "instances", "an installation or namespace", from: "\"instance\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("subscription_id", "the subscription"), Column("delivery_type", "where it runs"),
      Column("hostname", "its host"), Column("namespace_name", "its namespace"),
      Column("instance_type", "Unknown, Production and so on"),
      Column("version", "of the product"), Column("billable_users", "users"),
      Column("licensed_users", "licenses"),
      Column("last_ping_on", "day_of(t.last_ping)", "the day of the newest ping"),
      Column("first_seen_month", "the first month with data"),
      Column("last_seen_month", "the last month with data"),
    ])

  static let usage = RuleView(
    "usage", "the usage of an installation or namespace that counts, month by month",
    from: """
      "usage_series" t JOIN "instance" i ON i.id = t.instance_id \
      WHERE i.instance_type = 'Production'
      """,
    [
      Column("id", "t.id", "its id"), Column("account_id", "t.account_id", "the customer"),
      Column("subscription_id", "t.subscription_id", "the subscription"),
      Column("instance_id", "t.instance_id", "the installation"),
      Column("first_month", "t.first_month", "the first month with data"),
      Column("last_month", "t.last_month", "the last month with data"),
      Column("months", "t.months", "all its months; `usage(months, metric, month)` reads one"),
    ])

  static let stages = RuleView(
    "stages", "whether a customer has adopted a stage", from: "\"stage_adoption\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("stage", "such as Verify"), Column("is_adopted", "1 when adopted"),
      Column("adopted_on", "since when"),
    ])
}
