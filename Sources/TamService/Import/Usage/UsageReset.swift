import CustomerSuccess

/// Throws away what earlier imports of the mart have left, so that another computes it anew; what
/// people said of instances stays.
struct UsageReset {
  let store: Store

  /// Months and series go at once.
  ///
  /// What people see of them stays until the calculation that follows the import, for the accounts
  /// that are noted here.
  func run() throws {
    try store.write(by: ImportSettings.actor, for: "usage") { work in
      let accounts = try work.reader.query("SELECT DISTINCT account_id FROM usage_key")
      try DirtyAccounts(work: work).note(accounts.compactMap { String(stored: $0[0]) })
      for table in ["usage_month", "usage_key"] { try work.execute("DELETE FROM \(table)") }
    }
  }
}
