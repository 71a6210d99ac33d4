/// One installation or namespace of a customer: one row per UUID, host and account (features B7).
package enum Instance: SyncedTable {
  package typealias ID = Identifier<Instance>
  package static let tableName = "instance"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .snowflake("dim_crm_account_id"))
  package static let subscription = Field<Subscription.ID>(
    "subscription_id", "Subscription", to: Subscription.self, .snowflake("dim_subscription_id"))
  package static let deliveryType = Field<DeliveryType>(
    "delivery_type", "Delivery", .snowflake("delivery_type"))
  package static let uuid = Field<String>("uuid", "UUID", .snowflake("uuid"))
  package static let hostname = Field<String>("hostname", "Hostname", .snowflake("hostname"))
  package static let namespaceID = Field<String>(
    "namespace_id", "Namespace id", .snowflake("dim_namespace_id"))
  package static let namespaceName = Field<String>(
    "namespace_name", "Namespace", .snowflake("namespace_name"))
  /// The label TAMs give; ours is the truth whatever the feed says (features B7).
  package static let type = Field<InstanceType>(
    "instance_type", "Instance type", .ours(.ownTAM, .lastToArrive, seed: "instance_type"))
  package static let healthInclusion = Field<HealthInclusion>(
    "included_in_health", "Included in health measures", .ours(.ownTAM, .lastToArrive))
  package static let version = Field<String>("version", "Version", .snowflake("cleaned_version"))
  package static let billableUsers = Field<Int>(
    "billable_users", "Billable users", .snowflake("billable_user_count"), unit: "users")
  package static let activeUsers = Field<Int>(
    "active_users", "Active users", .snowflake("active_user_count"), unit: "users")
  package static let licensedUsers = Field<Int>(
    "licensed_users", "Licenses", .snowflake("license_user_count"), unit: "seats")
  /// When the newest ping arrived.
  package static let lastPing = Field<Instant>(
    "last_ping", "Last ping", .snowflake("ping_created_at"))
  package static let firstSeenMonth = Field<Day>(
    "first_seen_month", "First seen", .computed())
  package static let lastSeenMonth = Field<Day>("last_seen_month", "Last seen", .computed())

  package static let table = Table(
    tableName, "Instance", scope: .ofAccount,
    columns: [
      account.column, subscription.column, deliveryType.column, uuid.column, hostname.column,
      namespaceID.column, namespaceName.column, type.column, healthInclusion.column,
      version.column, billableUsers.column, activeUsers.column, licensedUsers.column,
      lastPing.column, firstSeenMonth.column, lastSeenMonth.column,
    ], indexes: [["account_id"], ["instance_type", "account_id"]],
    searchable: ["hostname", "namespace_name"])
}

/// The monthly usage of one installation or namespace under one subscription, all months in one
/// row, because months are read together and a row a month would be thirty times as many to sync.
package enum UsageSeries: SyncedTable {
  package typealias ID = Identifier<UsageSeries>
  package static let tableName = "usage_series"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .snowflake("dim_crm_account_id"))
  package static let subscription = Field<Subscription.ID>(
    "subscription_id", "Subscription", to: Subscription.self, .snowflake("dim_subscription_id"))
  package static let instance = Field<Instance.ID>(
    "instance_id", "Instance", to: Instance.self, .computed())
  package static let firstMonth = Field<Day>("first_month", "First month", .computed())
  package static let lastMonth = Field<Day>("last_month", "Last month", .computed())
  /// When the newest ping of the series arrived.
  package static let lastPing = Field<Instant>(
    "last_ping", "Last ping", .snowflake("ping_created_at"))
  /// The months, packed by ``UsageMonths``.
  package static let months = Field<[UInt8]>("months", "Months", .data, .computed())

  package static let table = Table(
    tableName, "Usage", scope: .ofAccount, lane: .bulk,
    columns: [
      account.column, subscription.column, instance.column, firstMonth.column,
      lastMonth.column, lastPing.column, months.column,
    ], indexes: [["account_id"]])
}

/// Whether an account uses a stage of the product (features B6, methodology 5.7).
package enum StageAdoption: SyncedTable {
  package typealias ID = Identifier<StageAdoption>
  package static let tableName = "stage_adoption"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .salesforce("Account__c"))
  package static let stage = Field<ProductStage>("stage", "Stage", .salesforce("Stage__c"))
  package static let isAdopted = Field<Bool>("is_adopted", "Adopted", .salesforce("Active__c"))
  package static let adoptedOn = Field<Day>("adopted_on", "Since", .salesforce("Adopted_On__c"))

  package static let table = Table(
    tableName, "Stage adoption", scope: .ofAccount,
    columns: [account.column, stage.column, isAdopted.column, adoptedOn.column],
    indexes: [["account_id"]])
}

/// A support ticket (features B6, C2).
package enum Ticket: SyncedTable {
  package typealias ID = Identifier<Ticket>
  package static let tableName = "ticket"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .computed())
  package static let subject = Field<String>("subject", "Subject", .zendesk("subject"))
  package static let status = Field<TicketStatus>("status", "Status", .zendesk("status"))
  package static let priority = Field<String>("priority", "Priority", .zendesk("priority"))
  package static let type = Field<String>("type", "Type", .zendesk("type"))
  package static let requesterName = Field<String>(
    "requester_name", "Requester", .zendesk("requester_id"))
  package static let assigneeName = Field<String>(
    "assignee_name", "Assignee", .zendesk("assignee_id"))
  package static let createdAt = Field<Instant>("created_at", "Opened", .zendesk("created_at"))
  package static let updatedAt = Field<Instant>("updated_at", "Updated", .zendesk("updated_at"))
  /// The `updated_at` first seen with the status closed, kept for ever (seed 000).
  package static let closedAt = Field<Instant>("closed_at", "Closed", .computed())
  package static let tags = Field<String>("tags", "Tags", .list, .zendesk("tags"))
  /// What the requester said of the help; nil when nobody was asked.
  package static let satisfaction = Field<TicketSatisfaction>(
    "satisfaction", "Rating", .zendesk("satisfaction_rating"))
  /// How often it was opened again after it was solved; nil when the export came without metrics.
  package static let reopens = Field<Int>(
    "reopens", "Reopened", .zendesk("metric_set"), unit: "times")

  package static let table = Table(
    tableName, "Ticket", scope: .ofAccount,
    columns: [
      account.column, subject.column, status.column, priority.column, type.column,
      requesterName.column, assigneeName.column, createdAt.column, updatedAt.column,
      closedAt.column, tags.column, satisfaction.column, reopens.column,
    ], indexes: [["account_id"]], searchable: ["subject"])
}
