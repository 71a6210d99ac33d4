extension RuleView {
  static let ctas = RuleView(
    "ctas", "a call to action, without the objectives of success plans",
    from: "\"cta\" t WHERE coalesce(t.type, '') <> 'Objective'",
    [
      Column("cta_id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("name", "its name"), Column("type", "Risk, Lifecycle and so on"),
      Column("reason", "its reason"), Column("status", "where it stands"),
      Column(
        "is_open",
        "CASE WHEN coalesce(t.status, 'New') IN ('New', 'Work in progress') THEN 1 ELSE 0 END",
        "1 while it is open, asleep or not"),
      Column("priority", "Low, Medium or High"), Column("owner_id", "who works on it"),
      Column("start_date", "the day it was opened"), Column("due_date", "the day it is due"),
      Column("closed_date", "the day it was closed"),
      Column("playbook", "the name of its playbook"),
      Column("source", "the rule that opened it, or another word for where it came from"),
      Column("snoozed_until", "the last day of its sleep"),
      Column(
        "is_onboarding",
        """
        CASE WHEN t.type = 'Lifecycle' AND lower(coalesce(t.playbook, '') || ' ' \
        || coalesce(t.reason, '') || ' ' || coalesce(t.name, '')) LIKE '%onboarding%' \
        AND coalesce(t.reason, '') <> 'Post-onboarding check-in' THEN 1 ELSE 0 END
        """, "1 when it is the onboarding of a customer"),
    ])

  static let ctaTasks = RuleView(
    "cta_tasks", "a step of a call to action", from: "\"cta_task\" t",
    [
      Column("id", "t.id", "its id"), Column("cta_id", "the call to action"),
      Column("account_id", "the customer"), Column("name", "its name"),
      Column("owner_id", "whose it is"), Column("due_date", "the day it is due"),
      Column("status", "Open, In progress, Closed or Skipped"),
      Column(
        "is_done", "CASE WHEN t.status IN ('Closed', 'Skipped') THEN 1 ELSE 0 END",
        "1 when it is closed or skipped"),
      Column("closed_date", "the day it was done"),
    ])

  static let plans = RuleView(
    "plans", "a success plan", from: "\"success_plan\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("name", "its name"), Column("type", "ROI Success Plan, Stage Adoption, Account Plan"),
      Column("status", "Draft, Active or Closed"), Column("owner_id", "whose it is"),
      Column("due_date", "the day it is due"), Column("active_date", "the day it became active"),
      Column("created_on", "day_of(t.created_at)", "the day it was made"),
      Column(
        "objective_count",
        """
        (SELECT count(*) FROM "cta" o WHERE o.account_id = t.account_id AND o.plan_id = t.id \
        AND o.type = 'Objective')
        """, "how many objectives it has, open or not"),
    ])

  static let activities = RuleView(
    "activities", "an entry of the timeline", from: "\"activity\" t",
    [
      Column("id", "t.id", "its id"), Column("account_id", "the customer"),
      Column("type", "Call, Meeting, Update and so on"), Column("subject", "its subject"),
      Column("activity_date", "the day it is about"),
      Column("meeting_type", "Cadence Call, EBR and so on"),
      Column("sentiment", "how the author felt: Green, Yellow or Red"),
      Column("requires_triage", "1 when the author asks for triage"),
      Column("milestone_type", "which milestone it is"), Column("author_id", "who wrote it"),
      Column("notes", "what was written"),
      Column("created_at", "when it was logged; microseconds"),
      Column("created_on", "day_of(t.created_at)", "the day it was logged"),
    ])
}
