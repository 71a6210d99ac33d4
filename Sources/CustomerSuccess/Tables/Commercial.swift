/// A subscription of a customer (features B6, B8).
package enum Subscription: SyncedTable {
  package typealias ID = Identifier<Subscription>
  package static let tableName = "subscription"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .salesforce("Account__c"))
  package static let name = Field<String>("name", "Name", .salesforce("Name"))
  package static let status = Field<String>("status", "Status", .salesforce("Status__c"))
  package static let plan = Field<String>("plan", "Plan", .salesforce("Product_Tier__c"))
  package static let deliveryType = Field<DeliveryType>(
    "delivery_type", "Delivery", .salesforce("Delivery_Type__c"))
  package static let quantity = Field<Int>(
    "quantity", "Licenses", .salesforce("Quantity__c"), unit: "seats")
  package static let arr = Field<Int>("arr", "ARR", .money, .salesforce("ARR__c"))
  package static let currency = Field<String>(
    "currency", "Currency", .salesforce("CurrencyIsoCode"))
  package static let startDate = Field<Day>(
    "start_date", "Start", .salesforce("Subscription_Start_Date__c"))
  package static let endDate = Field<Day>(
    "end_date", "End", .salesforce("Subscription_End_Date__c"))
  package static let billableUsers = Field<Int>(
    "billable_users", "Billable users", .computed(), unit: "users")
  package static let licenseUtilization = Field<Double>(
    "license_utilization", "License utilization", .ratio, .computed())
  package static let daysToFirst10 = Field<Int>(
    "days_to_first_10", "Time to first 10 %", .computed(pushedTo: "[GS] Time to First 10"),
    unit: "days")
  package static let daysToFirst50 = Field<Int>(
    "days_to_first_50", "Time to first 50 %", .computed(pushedTo: "[GS] Time to First 50"),
    unit: "days")
  package static let daysToFirst80 = Field<Int>(
    "days_to_first_80", "Time to first 80 %", .computed(pushedTo: "[GS] Time to First 80"),
    unit: "days")
  package static let daysToFirstSCM = Field<Int>(
    "days_to_first_scm", "Time to first SCM", .computed(pushedTo: "[GS] Time to First SCM"),
    unit: "days")
  package static let daysToFirstCI = Field<Int>(
    "days_to_first_ci", "Time to first CI", .computed(pushedTo: "[GS] Time to First CI"),
    unit: "days")
  package static let daysToFirstDSC = Field<Int>(
    "days_to_first_dsc", "Time to first DevSecOps",
    .computed(pushedTo: "[GS] Time to First DSC"), unit: "days")

  package static let table = Table(
    tableName, "Subscription", scope: .ofAccount,
    columns: [
      account.column, name.column, status.column, plan.column, deliveryType.column,
      quantity.column, arr.column, currency.column, startDate.column, endDate.column,
      billableUsers.column, licenseUtilization.column, daysToFirst10.column,
      daysToFirst50.column, daysToFirst80.column, daysToFirstSCM.column, daysToFirstCI.column,
      daysToFirstDSC.column,
    ], indexes: [["account_id"]])
}

/// A deal in Salesforce with what we say of its risk (features B6).
package enum Opportunity: SyncedTable {
  package typealias ID = Identifier<Opportunity>
  package static let tableName = "opportunity"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .salesforce("AccountId"))
  package static let name = Field<String>("name", "Name", .salesforce("Name"))
  package static let type = Field<String>("type", "Type", .salesforce("Type"))
  package static let stage = Field<String>("stage", "Stage", .salesforce("StageName"))
  package static let isClosed = Field<Bool>("is_closed", "Closed", .salesforce("IsClosed"))
  package static let amount = Field<Int>("amount", "Amount", .money, .salesforce("Amount"))
  package static let currency = Field<String>(
    "currency", "Currency", .salesforce("CurrencyIsoCode"))
  package static let closeDate = Field<Day>("close_date", "Close date", .salesforce("CloseDate"))
  package static let owner = Field<User.ID>(
    "owner_id", "Owner", to: User.self, .salesforce("OwnerId"))
  package static let health = Field<Sentiment>(
    "health", "Opportunity health",
    .ours(seed: "GS_Opportunity_Health__c", pushedTo: "Opportunity Health"))
  package static let riskType = Field<RiskType>(
    "risk_type", "Risk type", .ours(seed: "GS_Risk_Type__c", pushedTo: "Risk Type"))
  package static let riskReason = Field<RiskReason>(
    "risk_reason", "Risk reason", .ours(seed: "GS_Risk_Reason__c", pushedTo: "Risk Reasons"))
  package static let tamNotes = Field<String>("tam_notes", "TAM notes", .longText, .ours())

  package static let table = Table(
    tableName, "Opportunity", scope: .ofAccount,
    columns: [
      account.column, name.column, type.column, stage.column, isClosed.column, amount.column,
      currency.column, closeDate.column, owner.column, health.column, riskType.column,
      riskReason.column, tamNotes.column,
    ], indexes: [["account_id"]])
}

/// When an account had which TAM (features C9).
package enum TAMHistory: SyncedTable {
  package typealias ID = Identifier<TAMHistory>
  package static let tableName = "tam_history"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .computed())
  package static let oldTAM = Field<User.ID>("old_tam_id", "Old TAM", to: User.self, .computed())
  package static let newTAM = Field<User.ID>("new_tam_id", "New TAM", to: User.self, .computed())
  package static let changedAt = Field<Instant>("changed_at", "Changed", .computed())

  package static let table = Table(
    tableName, "TAM change", scope: .ofAccount,
    columns: [account.column, oldTAM.column, newTAM.column, changedAt.column],
    indexes: [["account_id"]])
}

/// A user who wants to hear of an account that is not in the own book (features A5).
package enum Follow: SyncedTable {
  package typealias ID = Identifier<Follow>
  package static let tableName = "follow"

  package static let user = Field<User.ID>(
    "user_id", "User", to: User.self, .ours(.nobody, .transition))
  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .ours(.nobody, .transition))

  package static let table = Table(
    tableName, "Follow", scope: .ofUser, columns: [user.column, account.column],
    indexes: [["user_id", "account_id"]])
}
