import CustomerSuccess

/// Keeps the queue of organizations whose tickets wait, with a proposal for each (features C2).
struct OrganizationQueue {
  let work: UnitOfWork

  /// Nobody goes through more by hand; those with the most waiting tickets come first.
  private static let limit = 2_000

  private struct Organization {
    let id: Int64
    let name: String?
    let domains: [String]
    var waiting = 0
    var carriers: [String] = []
  }

  /// Writes what differs.
  func settle() throws {
    var known = Set(
      try work.reader.query("SELECT id FROM support_organization").compactMap {
        String(stored: $0[0])
      })
    let given = Set(
      try work.reader.query("SELECT id FROM support_organization WHERE account_id IS NOT NULL")
        .compactMap { String(stored: $0[0]) })
    let waiting = try AbsentTickets(work: work).counts()
    let claims = try OrganizationClaims(work.reader)
    var queue = try organizations().compactMap { organization -> Organization? in
      var organization = organization
      organization.waiting = waiting[organization.id] ?? 0
      organization.carriers = claims.carriers(of: organization.id)
      let isGiven = given.contains(String(organization.id))
      return isGiven || organization.carriers.count != 1 ? organization : nil
    }
    queue.sort { ($1.waiting, $0.id) < ($0.waiting, $1.id) }
    let likeness = queue.isEmpty ? nil : try NameLikeness(work.reader)
    for organization in queue.prefix(Self.limit) {
      known.remove(String(organization.id))
      try store(organization, likeness)
    }
    // What was given stays until it is taken back, also when Zendesk forgot it.
    for id in known.subtracting(given).sorted() {
      try work.delete(SupportOrganization.table, id)
    }
  }

  private func organizations() throws -> [Organization] {
    let sql = "SELECT id, name, domains FROM zendesk_organization WHERE deleted = 0"
    return try work.reader.query(sql).compactMap { row in
      guard case .integer(let id) = row[0] else { return nil }
      let domains = String(stored: row[2])?.split(separator: ";").map(String.init) ?? []
      return Organization(id: id, name: String(stored: row[1]), domains: domains)
    }
  }

  private func store(_ organization: Organization, _ likeness: NameLikeness?) throws {
    let proposal = likeness?.proposal(name: organization.name, domains: organization.domains)
    try work.merge(SupportOrganization.table, String(organization.id)) { row, _ in
      let account = row[SupportOrganization.account]
      let carriers = organization.carriers
      row[SupportOrganization.name] = organization.name
      row[SupportOrganization.domains] =
        organization.domains.isEmpty ? nil : organization.domains.joined(separator: ";")
      row[SupportOrganization.waitingTickets] = organization.waiting
      row[SupportOrganization.claimants] =
        carriers.count > 1 ? carriers.joined(separator: ";") : nil
      row[SupportOrganization.standing] =
        account != nil ? .given : carriers.isEmpty ? .unmatched : .contested
      row[SupportOrganization.suggestion] = proposal.map { Account.ID($0.account) }
      row[SupportOrganization.reason] = proposal?.reason
      let concerned = carriers + [proposal?.account, account?.rawValue].compactMap(\.self)
      row[SupportOrganization.isPublicSector] = try concerned.contains {
        try work.row(Account.table, $0)?[Account.isPublicSector] == true
      }
    }
  }
}
