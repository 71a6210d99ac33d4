package import CustomerSuccess

/// An organization of Zendesk whose tickets are no one customer's, or that was given to one.
package struct SupportOrganizationRow: Equatable, Identifiable, Sendable {
  package let id: SupportOrganization.ID
  package let name: String
  package let standing: OrganizationStanding
  package let domains: [String]
  package let waitingTickets: Int
  /// Ids of the accounts that carry it, when there are several.
  package let claimants: [String]
  package let suggestion: Account.ID?
  /// Nil when the account is not here, or may not be seen.
  package let suggestionName: String?
  package let reason: String?
  package let account: Account.ID?
  package let accountName: String?
  /// Holds an edit that the service has not confirmed.
  package let isUnsent: Bool
}

/// A value that upstream has and that is empty here.
package struct DataGapRow: Equatable, Identifiable, Sendable {
  package let id: DataGap.ID
  package let account: Account.ID
  package let accountName: String
  /// What a person calls the row, such as `Contact`.
  package let object: String
  package let rowName: String?
  package let field: String
  package let upstreamName: String
  package let upstreamValue: String
  package let reason: String?
}

extension Replica {
  /// Those with the most waiting tickets first, those that were given last.
  package func supportOrganizations() throws -> [SupportOrganizationRow] {
    let sql = """
      SELECT o.id, o.name, o.standing, o.domains, o.waiting_tickets, o.claimants,
        o.suggested_account_id, s.name, o.suggestion_reason, o.account_id, a.name,
        EXISTS (SELECT 1 FROM base_row b WHERE b.tb = 'support_organization' AND b.id = o.id)
      FROM support_organization o LEFT JOIN account s ON s.id = o.suggested_account_id
        LEFT JOIN account a ON a.id = o.account_id
      ORDER BY o.account_id IS NOT NULL, o.waiting_tickets DESC, o.name, o.id
      """
    return try file.read { connection in
      try connection.all(sql) { reader in
        let id: SupportOrganization.ID = reader.requiredID()
        return SupportOrganizationRow(
          id: id, name: reader.text() ?? id.rawValue, standing: reader.choice() ?? .unmatched,
          domains: reader.list(), waitingTickets: reader.requiredInteger(),
          claimants: reader.list(), suggestion: reader.id(), suggestionName: reader.text(),
          reason: reader.text(), account: reader.id(), accountName: reader.text(),
          isUnsent: reader.isTrue())
      }
    }
  }

  /// By customer, of those that are here.
  package func dataGaps() throws -> [DataGapRow] {
    let sql = """
      SELECT g.id, g.account_id, a.name, g.object, g.row_name, g.field, g.upstream_name,
        g.upstream_value, g.reason
      FROM data_gap g JOIN account a ON a.id = g.account_id
      ORDER BY a.name, g.account_id, g.object, g.field, g.id
      """
    return try file.read { connection in
      try connection.all(sql) { reader in
        DataGapRow(
          id: reader.requiredID(), account: reader.requiredID(),
          accountName: reader.requiredText(),
          object: Schema.table(reader.requiredText())?.label ?? "Row", rowName: reader.text(),
          field: reader.requiredText(), upstreamName: reader.requiredText(),
          upstreamValue: reader.requiredText(), reason: reader.text())
      }
    }
  }
}
