import CustomerSuccess

/// Accounts whose calculated columns may be out of date.
///
/// They are noted in the transaction that changes what the columns are calculated from, and leave
/// with the calculation: what an import that was cut short leaves behind, the next one takes up.
struct DirtyAccounts {
  let work: UnitOfWork

  static let statements = [
    // tam_changed is 1 when an import gave the account another TAM than former_tam, which the
    // history has yet to be told.
    """
    CREATE TABLE dirty_account (
      account_id TEXT PRIMARY KEY NOT NULL, tam_changed INTEGER NOT NULL, former_tam TEXT)
    """
  ]

  func note(_ accounts: some Sequence<String>) throws {
    for account in accounts {
      try work.execute(
        """
        INSERT INTO dirty_account (account_id, tam_changed, former_tam) VALUES ($1, 0, NULL)
        ON CONFLICT (account_id) DO NOTHING
        """, [.text(account)])
    }
  }

  /// The oldest TAM counts when there are several changes.
  func noteTAMChange(of account: String, from old: User.ID?) throws {
    try work.execute(
      """
      INSERT INTO dirty_account (account_id, tam_changed, former_tam) VALUES ($1, 1, $2)
      ON CONFLICT (account_id) DO UPDATE
      SET tam_changed = 1, former_tam = excluded.former_tam WHERE dirty_account.tam_changed = 0
      """, [.text(account), old?.stored ?? .null])
  }

  /// The accounts whose history lacks a change, with the TAM that they had before.
  func formerTAMs() throws -> [(account: String, old: User.ID?)] {
    let sql = "SELECT account_id, former_tam FROM dirty_account WHERE tam_changed = 1 ORDER BY 1"
    return try work.reader.query(sql).compactMap { row in
      String(stored: row[0]).map { ($0, User.ID(stored: row[1])) }
    }
  }

  func forgetTAMChanges() throws {
    try work.execute("UPDATE dirty_account SET tam_changed = 0, former_tam = NULL")
  }

  /// A change of the TAM that only the next Salesforce import can tell keeps its line.
  func settle(_ account: String) throws {
    try work.execute(
      "DELETE FROM dirty_account WHERE account_id = $1 AND tam_changed = 0", [.text(account)])
  }
}

extension StoreReader {
  /// The accounts that are to be calculated again, by id.
  func dirtyAccounts() throws -> [String] {
    try query("SELECT account_id FROM dirty_account ORDER BY account_id")
      .compactMap { String(stored: $0[0]) }
  }
}
