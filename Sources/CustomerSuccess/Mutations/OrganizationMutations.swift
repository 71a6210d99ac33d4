/// Says whose an organization of Zendesk is, where Salesforce does not say it or not of one account
/// alone (features C2).
package struct ClaimOrganization: MutationArguments {
  static let name = "claimOrganization"

  package let organization: SupportOrganization.ID
  /// Nil takes the word back.
  package let account: Account.ID?

  package init(organization: SupportOrganization.ID, account: Account.ID?) {
    self.organization = organization
    self.account = account
  }

  var customer: Account.ID? { account }
  var needed: [RowKey] { [RowKey(SupportOrganization.table, organization.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    try sheet.requireOperations(to: "say whose an organization of Zendesk is")
    var row = try sheet.required(SupportOrganization.table, organization.rawValue)
    let before = row[SupportOrganization.account]
    let customer = try account.map { try sheet.required(Account.table, $0.rawValue) }
    if let customer, let departure = customer[Account.departure] {
      throw MutationRefusal.invalid(
        """
        \(sheet.name(customer)) is gone from Salesforce (\(departure.rawValue)): choose an account \
        that is there
        """, table: row.table, id: row.id)
    }
    row[SupportOrganization.account] = account
    row[SupportOrganization.standing] =
      account != nil
      ? .given : row[SupportOrganization.claimants] == nil ? .unmatched : .contested
    if customer?[Account.isPublicSector] == true { row[SupportOrganization.isPublicSector] = true }
    try sheet.save(row)
    let whose = customer.map { "to \(sheet.name($0))" } ?? "to nobody"
    return Outcome(
      inverse: .claimOrganization(ClaimOrganization(organization: organization, account: before)),
      summary: "Gave the organization \(sheet.name(row)) \(whose)", account: account ?? before)
  }
}
