/// A customer: the company object of the 360 (features B1).
package enum Account: SyncedTable {
  package typealias ID = Identifier<Account>
  package static let tableName = "account"

  package static let name = Field<String>("name", "Name", .salesforce("Name"))
  package static let parent = Field<Account.ID>(
    "parent_id", "Parent", to: Account.self, .salesforce("ParentId"))
  package static let ultimateParent = Field<Account.ID>(
    "ultimate_parent_id", "Ultimate parent", to: Account.self, .computed())
  package static let type = Field<String>("type", "Type", .salesforce("Type"))
  package static let status = Field<CompanyStatus>("status", "Status", .computed())
  package static let isPublicSector = Field<Bool>(
    "is_public_sector", "Public sector", .computed())
  package static let segment = Field<SalesSegment>(
    "sales_segment", "Sales segment", .salesforce("Sales_Segment__c"))
  package static let region = Field<Region>("region", "Region", .salesforce("Region__c"))
  package static let salesTeam = Field<String>(
    "sales_team", "Account team", .salesforce("Account_Owner_Team__c"))
  package static let industry = Field<String>("industry", "Industry", .salesforce("Industry"))
  package static let employees = Field<Int>(
    "employees", "Employees", .salesforce("NumberOfEmployees"))
  package static let country = Field<String>(
    "billing_country", "Country", .salesforce("BillingCountry"))
  package static let city = Field<String>("billing_city", "City", .salesforce("BillingCity"))
  package static let website = Field<String>("website", "Website", .url, .salesforce("Website"))
  package static let currency = Field<String>(
    "currency", "Currency", .salesforce("CurrencyIsoCode"))
  package static let arr = Field<Int>("arr", "ARR", .money, .salesforce("ARR__c"))
  package static let arrOfChildren = Field<Int>(
    "arr_children", "ARR of children", .money, .computed())
  package static let renewalDate = Field<Day>(
    "renewal_date", "Renewal date", .salesforce("Next_Renewal_Date__c"))
  package static let originalContractDate = Field<Day>(
    "original_contract_date", "Customer since", .salesforce("Customer_Since__c"))
  package static let supportLevel = Field<String>(
    "support_level", "Support level", .salesforce("Support_Level__c"))
  package static let products = Field<String>(
    "products", "Products", .salesforce("Products_Purchased__c"))
  package static let accountOwner = Field<User.ID>(
    "account_owner_id", "Account owner", to: User.self, .salesforce("OwnerId"))
  package static let solutionsArchitect = Field<User.ID>(
    "solutions_architect_id", "Solutions architect", to: User.self,
    .salesforce("Solutions_Architect__c"))
  package static let executiveSponsor = Field<User.ID>(
    "executive_sponsor_id", "Executive sponsor", to: User.self,
    .salesforce("Executive_Sponsor__c"))
  package static let zendeskOrganization = Field<String>(
    "zendesk_organization_id", "Zendesk organization",
    .salesforce("Zendesk_Organization_ID__c"))
  /// The customer's IANA zone; nil means the user's own.
  package static let timeZone = Field<String>(
    "time_zone", "Time zone", .salesforce("Time_Zone__c"))

  package static let tam = Field<User.ID>(
    "tam_id", "TAM", to: User.self,
    .shared("Technical_Account_Manager__c", .managers, .assignment))
  package static let tamFirstAssigned = Field<Day>(
    "tam_first_assigned_date", "TAM first assigned", .computed())

  package static let identityColumns: [Column] = [
    name.column, parent.column, ultimateParent.column, type.column, status.column,
    isPublicSector.column, segment.column, region.column, salesTeam.column, industry.column,
    employees.column, country.column, city.column, website.column, currency.column, arr.column,
    arrOfChildren.column, renewalDate.column, originalContractDate.column, supportLevel.column,
    products.column, accountOwner.column, solutionsArchitect.column, executiveSponsor.column,
    zendeskOrganization.column, timeZone.column, tam.column, tamFirstAssigned.column,
  ]

  package static let table = Table(
    tableName, "Customer", scope: .account,
    columns: identityColumns + attributeColumns + rollupColumns + departureColumns,
    indexes: [["tam_id", "health_score"], ["name"], ["parent_id"]],
    searchable: ["name", "summary"])
}
