/// A call to action; an objective of a success plan is one too (features B5, methodology 2.2).
package enum CTA: SyncedTable {
  package typealias ID = Identifier<CTA>
  package static let tableName = "cta"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .ours(.nobody, seed: "Account__c"))
  package static let name = Field<String>("name", "Name", .ours(seed: "Name"))
  package static let type = Field<CTAType>("type", "Type", .ours(seed: "Type__c"))
  package static let reason = Field<String>("reason", "Reason", .ours(seed: "Reason__c"))
  package static let status = Field<CTAStatus>(
    "status", "Status", .ours(.accountTeam, .transition, seed: "Status__c"))
  package static let priority = Field<Priority>(
    "priority", "Priority", .ours(.accountTeam, .lastToArrive, seed: "Priority__c"))
  package static let owner = Field<User.ID>(
    "owner_id", "Owner", to: User.self, .ours(.accountTeam, .assignment, seed: "Owner__c"))
  package static let dueDate = Field<Day>("due_date", "Due", .ours(seed: "Due_Date__c"))
  package static let originalDueDate = Field<Day>(
    "original_due_date", "Originally due", .ours(.nobody, seed: "Original_Due_Date__c"))
  package static let startDate = Field<Day>(
    "start_date", "Started", .ours(.nobody, seed: "Start_Date__c"))
  package static let closedDate = Field<Day>(
    "closed_date", "Closed", .ours(.nobody, .transition, seed: "Closed_Date__c"))
  package static let playbook = Field<String>("playbook", "Playbook", .ours(seed: "Playbook__c"))
  package static let source = Field<String>(
    "source", "Source", .ours(.nobody, seed: "Source__c"))
  /// What made a rule open it, in words; nil for what people opened.
  package static let because = Field<String>("because", "Because", .ours(.nobody))
  package static let comments = Field<String>(
    "comments", "Comments", .longText, .ours(.accountTeam, .keepBoth, seed: "Comments__c"))
  package static let successCriteria = Field<String>(
    "success_criteria", "Success criteria", .longText, .ours(seed: "Success_Criteria__c"))
  /// Mandatory to close an objective (methodology 4).
  package static let outcome = Field<String>(
    "outcome", "Summary of outcome", .longText, .ours(seed: "Outcome__c"))
  package static let plan = Field<SuccessPlan.ID>(
    "plan_id", "Success plan", to: SuccessPlan.self, .ours(seed: "Success_Plan__c"))
  package static let objectiveCategory = Field<ObjectiveCategory>(
    "objective_category", "Objective category", .ours(seed: "Objective_Category__c"))
  package static let stage = Field<ProductStage>(
    "stage", "Stage", .ours(seed: "Stage__c"))
  package static let isImportant = Field<Bool>(
    "is_important", "Important", .ours(.accountTeam, .lastToArrive))
  /// Asleep through this day; nil when awake.
  package static let snoozedUntil = Field<Day>(
    "snoozed_until", "Snoozed until", .ours(.accountTeam, .transition, seed: "Snoozed_Until__c"))
  package static let snoozeReason = Field<SnoozeReason>(
    "snooze_reason", "Snooze reason", .ours(.accountTeam, .transition, seed: "Snooze_Reason__c"))
  /// Wakes it before that day; nil when only the day does.
  package static let snoozeEvent = Field<SnoozeEvent>(
    "snooze_event", "Snoozed until event", .ours(.accountTeam, .transition))
  /// What the event is measured against; see ``SnoozeFacts``.
  package static let snoozeMark = Field<String>(
    "snooze_mark", "Snooze mark", .ours(.accountTeam, .transition))
  package static let createdAt = Field<Instant>(
    "created_at", "Created", .ours(.nobody, seed: "CreatedDate"))

  package static let table = Table(
    tableName, "CTA", scope: .ofAccount,
    columns: [
      account.column, name.column, type.column, reason.column, status.column, priority.column,
      owner.column, dueDate.column, originalDueDate.column, startDate.column,
      closedDate.column, playbook.column, source.column, comments.column,
      successCriteria.column, outcome.column, plan.column, objectiveCategory.column,
      stage.column, isImportant.column, snoozedUntil.column, snoozeReason.column,
      snoozeEvent.column, snoozeMark.column, createdAt.column, because.column,
    ], indexes: [["account_id", "closed_date"], ["owner_id", "closed_date", "due_date"]],
    searchable: ["name", "comments"])
}

/// A step of a CTA (methodology 4).
package enum CTATask: SyncedTable {
  package typealias ID = Identifier<CTATask>
  package static let tableName = "cta_task"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .ours(.nobody, seed: "Account__c"))
  package static let cta = Field<CTA.ID>(
    "cta_id", "CTA", to: CTA.self, .ours(.nobody, seed: "Call_To_Action__c"))
  package static let name = Field<String>("name", "Name", .ours(seed: "Name"))
  package static let owner = Field<User.ID>(
    "owner_id", "Owner", to: User.self, .ours(.accountTeam, .assignment, seed: "Owner__c"))
  package static let dueDate = Field<Day>("due_date", "Due", .ours(seed: "Due_Date__c"))
  package static let status = Field<TaskStatus>(
    "status", "Status", .ours(.accountTeam, .transition, seed: "Status__c"))
  package static let priority = Field<Priority>(
    "priority", "Priority", .ours(.accountTeam, .lastToArrive, seed: "Priority__c"))
  package static let details = Field<String>(
    "description", "Description", .longText, .ours(seed: "Description__c"))
  /// Order within the CTA, from 1.
  package static let position = Field<Int>(
    "position", "Position", .ours(.accountTeam, .lastToArrive, seed: "Position__c"))
  package static let closedDate = Field<Day>(
    "closed_date", "Closed", .ours(.nobody, .transition, seed: "Closed_Date__c"))
  /// By which a task that came from a playbook knows whether somebody changed it since.
  package static let playbookMark = Field<String>(
    "playbook_mark", "Playbook mark", .ours(.nobody))

  package static let table = Table(
    tableName, "Task", scope: .ofAccount,
    columns: [
      account.column, cta.column, name.column, owner.column, dueDate.column, status.column,
      priority.column, details.column, position.column, closedDate.column, playbookMark.column,
    ], indexes: [["cta_id"], ["account_id"]], searchable: ["name"])
}

/// What a customer and we want to reach together (features B5, methodology 4).
package enum SuccessPlan: SyncedTable {
  package typealias ID = Identifier<SuccessPlan>
  package static let tableName = "success_plan"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .ours(.nobody, seed: "Account__c"))
  package static let name = Field<String>("name", "Name", .ours(seed: "Name"))
  package static let type = Field<SuccessPlanType>("type", "Type", .ours(seed: "Type__c"))
  package static let status = Field<SuccessPlanStatus>(
    "status", "Status", .ours(.accountTeam, .transition, seed: "Status__c"))
  package static let owner = Field<User.ID>(
    "owner_id", "Owner", to: User.self, .ours(.accountTeam, .assignment, seed: "Owner__c"))
  package static let dueDate = Field<Day>("due_date", "Due", .ours(seed: "Due_Date__c"))
  package static let strategy = Field<String>(
    "strategy", "Strategy", .longText, .ours(seed: "Strategy__c"))
  package static let highlights = Field<String>(
    "highlights", "Highlights", .longText, .ours(seed: "Highlights__c"))
  package static let activeDate = Field<Day>(
    "active_date", "Active since", .ours(.nobody, .transition, seed: "Active_Date__c"))
  package static let createdAt = Field<Instant>(
    "created_at", "Created", .ours(.nobody, seed: "CreatedDate"))
  /// The name of the rule that opened it; nil for what people opened.
  package static let source = Field<String>("source", "Source", .ours(.nobody))
  /// What made the rule open it, in words.
  package static let because = Field<String>("because", "Because", .ours(.nobody))
  /// The name of the template it began from; nil for one that began empty.
  package static let template = Field<String>("template", "Template", .ours(.nobody))
  /// Who opened it; nil for what a rule or an import brought.
  package static let createdBy = Field<User.ID>(
    "created_by", "Opened by", to: User.self, .ours(.nobody))

  package static let table = Table(
    tableName, "Success plan", scope: .ofAccount,
    columns: [
      account.column, name.column, type.column, status.column, owner.column, dueDate.column,
      strategy.column, highlights.column, activeDate.column, createdAt.column,
      source.column, because.column, template.column, createdBy.column,
    ], indexes: [["account_id"]], searchable: ["name", "strategy", "highlights"])
}
