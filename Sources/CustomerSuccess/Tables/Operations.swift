/// An organization of Zendesk whose tickets are no one customer's, or that CS Ops gave to one
/// (features C2).
///
/// Its id is Zendesk's.
package enum SupportOrganization: SyncedTable {
  package typealias ID = Identifier<SupportOrganization>
  package static let tableName = "support_organization"

  package static let name = Field<String>("name", "Name", .zendesk("name"))
  package static let standing = Field<OrganizationStanding>("standing", "Standing", .computed())
  package static let domains = Field<String>("domains", "Domains", .list, .zendesk("domain_names"))
  /// Tickets that wait until it is known whose they are.
  package static let waitingTickets = Field<Int>(
    "waiting_tickets", "Waiting tickets", .computed(), unit: "tickets")
  /// Ids of the accounts that carry it, when there are several.
  package static let claimants = Field<String>("claimants", "Carried by", .list, .computed())
  /// The account that it probably is; never more than a proposal.
  package static let suggestion = Field<Account.ID>(
    "suggested_account_id", "Probably", to: Account.self, .computed())
  package static let reason = Field<String>("suggestion_reason", "Because", .computed())
  /// Whose it is by the word of CS Ops.
  package static let account = Field<Account.ID>(
    "account_id", "Given to", to: Account.self, .ours(.nobody, .transition))
  /// Whether only people who may see the public sector hear of it; never nil.
  package static let isPublicSector = Field<Bool>(
    "is_public_sector", "Public sector", .computed())

  package static let table = Table(
    tableName, "Support organization", scope: .operations,
    columns: [
      name.column, standing.column, domains.column, waitingTickets.column, claimants.column,
      suggestion.column, reason.column, account.column, isPublicSector.column,
    ])
}

/// Whose an organization of Zendesk is.
package enum OrganizationStanding: String, Enumeration {
  /// No account carries it.
  case unmatched = "Unmatched"
  /// Several accounts carry it.
  case contested = "Contested"
  /// CS Ops gave it to an account.
  case given = "Given"
}

/// A value that upstream has and that is empty here (features C17).
///
/// Its id is `<table>:<row>:<column>`.
package enum DataGap: SyncedTable {
  package typealias ID = Identifier<DataGap>
  package static let tableName = "data_gap"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .computed())
  /// The name of the table of ours.
  package static let object = Field<String>("object", "Object", .computed())
  package static let rowID = Field<String>("row_id", "Row", .computed())
  package static let rowName = Field<String>("row_name", "Name", .computed())
  /// The label of the column.
  package static let field = Field<String>("field", "Field", .computed())
  /// What upstream calls it.
  package static let upstreamName = Field<String>("upstream_name", "Called there", .computed())
  package static let upstreamValue = Field<String>("upstream_value", "There", .computed())
  /// Why it is empty here, as a sentence.
  package static let reason = Field<String>("reason", "Because", .computed())
  /// As of an organization.
  package static let isPublicSector = Field<Bool>(
    "is_public_sector", "Public sector", .computed())

  package static let table = Table(
    tableName, "Data gap", scope: .operations,
    columns: [
      account.column, object.column, rowID.column, rowName.column, field.column,
      upstreamName.column, upstreamValue.column, reason.column, isPublicSector.column,
    ])
}
