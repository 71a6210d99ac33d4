import CustomerSuccess

/// Keeps the history of TAMs (features C9): a stamp for a change that Salesforce's own history does
/// not tell of, and the day the first TAM came.
struct TAMStamps {
  let work: UnitOfWork

  /// Stamps the changes that imports have seen; the last step of one of Salesforce, which may have
  /// brought the history itself.
  func store(at: Instant) throws {
    let dirty = DirtyAccounts(work: work)
    for (account, old) in try dirty.formerTAMs() {
      try stamp(Account.ID(account), old: old, at: at)
    }
    try dirty.forgetTAMChanges()
  }

  func stamp(_ account: Account.ID, old: User.ID?, at: Instant) throws {
    guard let row = try work.row(Account.table, account.rawValue) else { return }
    let new = row[Account.tam]
    guard try latest(account) != new else { return }
    try work.put(TAMChange(of: account, from: old, to: new, at: at).row)
  }

  /// The TAM that the newest stamp names.
  private func latest(_ account: Account.ID) throws -> User.ID? {
    try history(account.rawValue).max { stamp($0) < stamp($1) }?[TAMHistory.newTAM]
  }

  func setFirstAssigned(_ account: String) throws {
    let first = try history(account).filter { $0[TAMHistory.newTAM] != nil }.map(stamp).min()
    guard let first, let row = try work.row(Account.table, account) else { return }
    var changed = row
    changed[Account.tamFirstAssigned] = first.day(secondsFromGMT: 0)
    if changed != row { try work.put(changed) }
  }

  private func history(_ account: String) throws -> [Row] {
    try work.rows(TAMHistory.table, where: TAMHistory.account.name, equals: .text(account))
  }

  private func stamp(_ row: Row) -> Instant {
    row[TAMHistory.changedAt] ?? Instant(microseconds: .min)
  }
}
