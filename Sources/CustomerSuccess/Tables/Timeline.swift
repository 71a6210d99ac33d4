/// A timeline entry: a call, a meeting, an update (features B5, methodology 3.2).
package enum Activity: SyncedTable {
  package typealias ID = Identifier<Activity>
  package static let tableName = "activity"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .ours(.nobody, seed: "Account__c"))
  package static let type = Field<ActivityType>(
    "type", "Type", .ours(.accountTeam, .lastToArrive, seed: "Type__c"))
  package static let subject = Field<String>(
    "subject", "Subject", .ours(.accountTeam, .keepBoth, seed: "Subject__c"))
  package static let day = Field<Day>(
    "activity_date", "Date", .ours(.accountTeam, .lastToArrive, seed: "Activity_Date__c"))
  package static let notes = Field<String>(
    "notes", "Notes", .longText, .ours(.accountTeam, .keepBoth, seed: "Notes__c"))
  package static let author = Field<User.ID>(
    "author_id", "Author", to: User.self, .ours(.nobody, seed: "Author__c"))
  package static let meetingType = Field<MeetingType>(
    "meeting_type", "Meeting type", .ours(.accountTeam, .lastToArrive, seed: "Meeting_Type__c"))
  package static let sentiment = Field<Sentiment>(
    "sentiment", "TAM sentiment", .ours(.accountTeam, .lastToArrive, seed: "TAM_Sentiment__c"))
  package static let productRisk = Field<String>(
    "product_risk", "Product risk", .ours(.accountTeam, .lastToArrive, seed: "Product_Risk__c"))
  package static let milestoneType = Field<MilestoneType>(
    "milestone_type", "Milestone",
    .ours(.accountTeam, .lastToArrive, seed: "Milestone_Type__c"))
  /// User ids.
  package static let internalAttendees = Field<String>(
    "internal_attendees", "Colleagues", .list,
    .ours(.accountTeam, .lastToArrive, seed: "Internal_Attendees__c"))
  /// E-mail addresses.
  package static let externalAttendees = Field<String>(
    "external_attendees", "Attendees", .list,
    .ours(.accountTeam, .lastToArrive, seed: "External_Attendees__c"))
  package static let hasExecutiveSponsor = Field<Bool>(
    "executive_sponsor_present", "Executive sponsor present",
    .ours(.accountTeam, .lastToArrive, seed: "Executive_Sponsor__c"))
  package static let requiresTriage = Field<Bool>(
    "requires_triage", "Requires triage", .ours(.accountTeam, .lastToArrive))
  package static let durationMinutes = Field<Int>(
    "duration_minutes", "Duration",
    .ours(.accountTeam, .lastToArrive, seed: "Duration_Minutes__c"), unit: "minutes")
  package static let cta = Field<CTA.ID>("cta_id", "CTA", to: CTA.self, .ours(.accountTeam))
  package static let plan = Field<SuccessPlan.ID>(
    "plan_id", "Success plan", to: SuccessPlan.self, .ours(.accountTeam))
  package static let createdAt = Field<Instant>(
    "created_at", "Logged", .ours(.nobody, seed: "CreatedDate"))
  package static let editedAt = Field<Instant>("edited_at", "Edited", .ours(.nobody))
  /// The entry this one is a concurrent version of; nil for an ordinary entry.
  package static let siblingOf = Field<Activity.ID>(
    "sibling_of", "Concurrent version of", to: Activity.self, .ours(.nobody))

  package static let table = Table(
    tableName, "Activity", scope: .ofAccount,
    columns: [
      account.column, type.column, subject.column, day.column, notes.column, author.column,
      meetingType.column, sentiment.column, productRisk.column, milestoneType.column,
      internalAttendees.column, externalAttendees.column, hasExecutiveSponsor.column,
      requiresTriage.column, durationMinutes.column, cta.column, plan.column,
      createdAt.column, editedAt.column, siblingOf.column,
    ], indexes: [["account_id", "activity_date"], ["activity_date"]],
    searchable: ["subject", "notes"])
}

/// An entry that its author has not logged yet; nobody else sees it (methodology 3.2).
package enum ActivityDraft: SyncedTable {
  package typealias ID = Identifier<ActivityDraft>
  package static let tableName = "activity_draft"

  package static let user = Field<User.ID>("user_id", "Author", to: User.self, .ours(.nobody))
  /// Nil until the customer is chosen.
  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .ours(.nobody, .lastToArrive))
  package static let type = Field<ActivityType>("type", "Type", .ours(.nobody, .lastToArrive))
  package static let subject = Field<String>("subject", "Subject", .ours(.nobody, .lastToArrive))
  package static let day = Field<Day>("activity_date", "Date", .ours(.nobody, .lastToArrive))
  package static let notes = Field<String>(
    "notes", "Notes", .longText, .ours(.nobody, .lastToArrive))
  package static let meetingType = Field<MeetingType>(
    "meeting_type", "Meeting type", .ours(.nobody, .lastToArrive))
  package static let sentiment = Field<Sentiment>(
    "sentiment", "TAM sentiment", .ours(.nobody, .lastToArrive))
  package static let externalAttendees = Field<String>(
    "external_attendees", "Attendees", .list, .ours(.nobody, .lastToArrive))
  package static let savedAt = Field<Instant>("saved_at", "Saved", .ours(.nobody, .lastToArrive))

  package static let table = Table(
    tableName, "Draft", scope: .ofUser,
    columns: [
      user.column, account.column, type.column, subject.column, day.column, notes.column,
      meetingType.column, sentiment.column, externalAttendees.column, savedAt.column,
    ], indexes: [["user_id"]])
}

/// A task or event of Salesforce; never counts for health or for the Last Activity Date
/// (methodology 3.3).
package enum SalesforceActivity: SyncedTable {
  package typealias ID = Identifier<SalesforceActivity>
  package static let tableName = "salesforce_activity"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .salesforce("AccountId"))
  /// `Task` or `Event`.
  package static let object = Field<String>("object", "Object", .computed())
  package static let type = Field<String>("type", "Type", .salesforce("Type"))
  package static let subject = Field<String>("subject", "Subject", .salesforce("Subject"))
  package static let status = Field<String>("status", "Status", .salesforce("Status"))
  package static let day = Field<Day>("activity_date", "Date", .salesforce("ActivityDate"))
  package static let owner = Field<User.ID>(
    "owner_id", "Owner", to: User.self, .salesforce("OwnerId"))
  package static let details = Field<String>(
    "description", "Description", .longText, .salesforce("Description"))

  package static let table = Table(
    tableName, "Salesforce activity", scope: .ofAccount, lane: .bulk,
    columns: [
      account.column, object.column, type.column, subject.column, status.column, day.column,
      owner.column, details.column,
    ], indexes: [["account_id", "activity_date"]])

  /// Types that nobody is shown: only calls, demos, workshops and the like are (methodology 3.3).
  package static let hiddenTypes = ["Email", "Other"]
}
