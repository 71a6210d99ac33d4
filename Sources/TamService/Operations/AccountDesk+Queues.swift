package import CustomerSuccess

/// Licenses in the usage data that no subscription explains (features C17).
package struct UnexplainedLicense: Hashable, Sendable {
  package let account: Account.ID
  package let accountName: String
  /// The host or the namespace.
  package let instance: String
  package let licenses: Int
}

extension AccountDesk {
  /// Organizations of Zendesk that wait, or were given to somebody; those with the most waiting
  /// tickets first.
  package func organizations() throws -> [Row] {
    try rows(of: SupportOrganization.table).sorted {
      ($1[SupportOrganization.waitingTickets] ?? 0, $0.id)
        < ($0[SupportOrganization.waitingTickets] ?? 0, $1.id)
    }
  }

  /// Values that upstream has and that are empty here.
  package func gaps() throws -> [Row] {
    try rows(of: DataGap.table).sorted { $0.id < $1.id }
  }

  package func unexplainedLicenses() throws -> [UnexplainedLicense] {
    let sql = """
      SELECT i.account_id, a.name, coalesce(i.hostname, i.namespace_name, i.id), i.licensed_users
      FROM instance i JOIN account a ON a.id = i.account_id
        LEFT JOIN subscription s ON s.id = i.subscription_id
      WHERE i.licensed_users > 0 AND s.id IS NULL ORDER BY a.name, i.account_id, i.id
      """
    return try read { reader in
      try reader.query(sql).map { row in
        UnexplainedLicense(
          account: Account.ID(String(stored: row[0]) ?? ""),
          accountName: String(stored: row[1]) ?? "", instance: String(stored: row[2]) ?? "",
          licenses: Int(stored: row[3]) ?? 0)
      }
    }
  }

  /// Nil when no such account is here.
  package func name(of account: Account.ID?) throws -> String? {
    try account.flatMap { id in try read { try $0.row(Account.table, id.rawValue) } }?[Account.name]
  }

  private func rows(of table: Table) throws -> [Row] {
    try read { reader in
      var rows: [Row] = []
      try reader.forEachRow(of: table) { rows.append($0.row) }
      return rows
    }
  }
}
