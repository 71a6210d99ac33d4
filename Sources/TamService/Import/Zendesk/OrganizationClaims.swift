import CustomerSuccess

/// Which accounts carry the id of which organization of Zendesk.
struct OrganizationClaims {
  /// The accounts by the organization that they carry, each list by id.
  private let accounts: [Int64: [String]]

  init(_ reader: StoreReader) throws {
    var accounts: [Int64: [String]] = [:]
    let sql = """
      SELECT zendesk_organization_id, id FROM account
      WHERE zendesk_organization_id IS NOT NULL ORDER BY id
      """
    try reader.forEach(sql) { row in
      guard let text = String(stored: row[0]), let account = String(stored: row[1]),
        let organization = SalesforceCell.integer(text.filter { !$0.isWhitespace })
      else { return }
      accounts[organization, default: []].append(account)
    }
    self.accounts = accounts
  }

  /// None for an organization that is nobody's; several have to be told apart by a person.
  func accounts(of organization: Int64) -> [String] { accounts[organization] ?? [] }

  /// Organizations that several accounts carry, by id.
  var contested: [(organization: Int64, accounts: [String])] {
    accounts.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
      .map { (organization: $0.key, accounts: $0.value) }
  }
}
