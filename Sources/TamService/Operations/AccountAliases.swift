import CustomerSuccess

/// Which account has by now what was of an account that was merged or removed here.
///
/// Upstream goes on to name the old one for a while, in the usage mart for long.
struct AccountAliases {
  static let statements = [
    // Accounts that were removed here for ever, so that no import brings them back; the organization
    // of Zendesk that one carried stays that of the account it was merged into.
    """
    CREATE TABLE removed_account (
      account_id TEXT PRIMARY KEY NOT NULL, name TEXT, merged_into TEXT,
      zendesk_organization_id TEXT, removed_at INTEGER NOT NULL)
    """
  ]

  /// Nil for an account that was removed and merged into none.
  private var winners: [String: String?] = [:]
  /// What removed accounts carried, by id.
  private(set) var organizations: [(account: String, organization: String)] = []

  init(_ reader: StoreReader) throws {
    let merged = "SELECT id, absorbed_by_id FROM account WHERE absorbed_by_id IS NOT NULL"
    let removed = """
      SELECT account_id, merged_into, zendesk_organization_id FROM removed_account ORDER BY 1
      """
    for row in try reader.query(merged) {
      if let id = String(stored: row[0]) { winners[id] = .some(String(stored: row[1])) }
    }
    for row in try reader.query(removed) {
      guard let id = String(stored: row[0]) else { continue }
      winners[id] = .some(String(stored: row[1]))
      if let organization = String(stored: row[2]) { organizations.append((id, organization)) }
    }
  }

  /// The accounts that were merged or removed.
  var departed: some Sequence<String> { winners.keys }

  /// The account itself when nothing happened to it; nil when it was removed and merged into none.
  func account(for id: String) -> String? {
    var seen: Set<String> = []
    var last = id
    while let next = winners[last] {
      guard let next, seen.insert(last).inserted else { return nil }
      last = next
    }
    return last
  }

  /// Notes that an account was removed for ever.
  static func note(_ row: Row, _ work: UnitOfWork) throws {
    try work.execute(
      """
      INSERT INTO removed_account
        (account_id, name, merged_into, zendesk_organization_id, removed_at)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (account_id) DO UPDATE SET merged_into = excluded.merged_into,
        zendesk_organization_id = excluded.zendesk_organization_id, removed_at = excluded.removed_at
      """,
      [
        .text(row.id), row[column: Account.name.name], row[column: Account.absorbedBy.name],
        row[column: Account.zendeskOrganization.name], work.now.stored,
      ])
  }

  static func isRemoved(_ id: String, _ reader: StoreReader) throws -> Bool {
    try !reader.query("SELECT 1 FROM removed_account WHERE account_id = $1", [.text(id)]).isEmpty
  }

  /// Lets the next import bring an account again.
  ///
  /// - Returns: Whether it was removed.
  static func readmit(_ id: String, _ work: UnitOfWork) throws -> Bool {
    guard try isRemoved(id, work.reader) else { return false }
    try work.execute("DELETE FROM removed_account WHERE account_id = $1", [.text(id)])
    return true
  }
}
