/// A colleague: TAM, manager, account owner or administrator (features B2).
package enum User: SyncedTable {
  package typealias ID = Identifier<User>
  package static let tableName = "user"

  package static let name = Field<String>("name", "Name", .salesforce("Name"))
  package static let email = Field<String>("email", "E-mail", .email, .salesforce("Email"))
  package static let title = Field<String>("title", "Title", .salesforce("Title"))
  package static let role = Field<String>("role", "Role", .salesforce("UserRole.Name"))
  package static let team = Field<String>("team", "Team", .salesforce("Division"))
  package static let region = Field<Region>("region", "Region", .salesforce("Department"))
  package static let manager = Field<User.ID>(
    "manager_id", "Manager", to: User.self, .salesforce("ManagerId"))
  package static let isActive = Field<Bool>("is_active", "Active", .salesforce("IsActive"))
  /// IANA name, such as `Europe/Berlin`.
  package static let timeZone = Field<String>(
    "time_zone", "Time zone", .salesforce("TimeZoneSidKey"))
  package static let bundle = Field<Bundle>(
    "bundle", "Bundle", .ours(.nobody, seed: "GS_Bundle__c"))
  /// May see accounts of the public sector (features C12).
  package static let seesPublicSector = Field<Bool>(
    "sees_public_sector", "Sees public sector", .computed())

  package static let table = Table(
    tableName, "User", scope: .organization,
    columns: [
      name.column, email.column, title.column, role.column, team.column, region.column,
      manager.column, isActive.column, timeZone.column, bundle.column, seesPublicSector.column,
    ], indexes: [["email"]])
}
