/// A person at a customer (features B3); the e-mail address is the key for both directions.
package enum Contact: SyncedTable {
  package typealias ID = Identifier<Contact>
  package static let tableName = "contact"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .salesforce("AccountId"))
  package static let firstName = Field<String>("first_name", "First name", .shared("FirstName"))
  package static let lastName = Field<String>("last_name", "Last name", .shared("LastName"))
  package static let email = Field<String>("email", "E-mail", .email, .shared("Email"))
  package static let title = Field<String>("title", "Title", .shared("Title"))
  package static let role = Field<ContactRole>(
    "gitlab_role", "GitLab role", .shared("GitLab_Role__c"))
  package static let phone = Field<String>("phone", "Phone", .salesforce("Phone"))
  package static let isOptedOut = Field<Bool>(
    "email_opt_out", "E-mail opt-out", .shared("HasOptedOutOfEmail"))
  package static let isInactive = Field<Bool>(
    "inactive", "Inactive contact", .shared("Inactive_Contact__c"))
  package static let initialSource = Field<String>(
    "initial_source", "Initial source", .salesforce("LeadSource"))
  package static let sponsorStatus = Field<SponsorStatus>(
    "sponsor_status", "Sponsor tracking", .ours())
  package static let profileURL = Field<String>("profile_url", "Profile", .url, .ours())
  /// Nil for a contact made here that Salesforce does not know yet.
  package static let salesforceID = Field<String>(
    "salesforce_id", "Salesforce contact", .salesforce("Id"))

  package static let table = Table(
    tableName, "Contact", scope: .ofAccount,
    columns: [
      account.column, firstName.column, lastName.column, email.column, title.column,
      role.column, phone.column, isOptedOut.column, isInactive.column, initialSource.column,
      sponsorStatus.column, profileURL.column, salesforceID.column,
    ], indexes: [["account_id"], ["email"]],
    searchable: ["first_name", "last_name", "email", "title"])

  /// Whether surveys and newsletters reach the contact (methodology 8).
  package static func isSurveyed(_ row: Row) -> Bool {
    row[role] == .admin && row[isInactive] != true && row[isOptedOut] != true && row[email] != nil
  }
}
