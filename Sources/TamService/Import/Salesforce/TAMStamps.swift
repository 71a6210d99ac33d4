import CustomerSuccess

/// Keeps the history of TAMs (features C9): a stamp for a change that Salesforce's own history does
/// not tell of, and the day the first TAM came.
struct TAMStamps {
  let work: UnitOfWork
  let session: SalesforceSession
  let at: Instant

  func store() throws {
    for (account, old) in session.formerTAMs.sorted(by: { $0.key < $1.key }) {
      try stamp(Account.ID(account), old: old)
    }
    for account in session.touched.sorted() { try setFirstAssigned(account) }
  }

  /// The first load cannot know when the TAMs came that it finds.
  private func stamp(_ account: Account.ID, old: User.ID?) throws {
    guard let row = try work.row(Account.table, account.rawValue) else { return }
    let new = row[Account.tam]
    guard try latest(account) != new, !(session.isFirstLoad && old == nil) else { return }
    try work.put(TAMChange(of: account, from: old, to: new, at: at).row)
  }

  /// The TAM that the newest stamp names.
  private func latest(_ account: Account.ID) throws -> User.ID? {
    try history(account.rawValue).max { stamp($0) < stamp($1) }?[TAMHistory.newTAM]
  }

  private func setFirstAssigned(_ account: String) throws {
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
