import CustomerSuccess

/// What follows on the service from accounts that were merged or removed: what a mutation cannot
/// reach, because it is other people's or only the service has it.
struct OperationsSettlement {
  private var merges: [(loser: String, winner: String)] = []
  private var removals: [Row] = []
  /// Organizations of Zendesk that were given to other accounts than before.
  private var didClaim = false
  /// Accounts that had or get their tickets.
  private var claimants: Set<String> = []

  /// Takes note of a row that is about to be saved.
  mutating func note(_ row: Row, over work: UnitOfWork) throws {
    if row.table == SupportOrganization.table {
      let before = try work.row(row.table, row.id)?[SupportOrganization.account]
      let after = row[SupportOrganization.account]
      guard before != after else { return }
      didClaim = true
      claimants.formUnion([before, after].compactMap { $0?.rawValue })
    }
    guard row.table == Account.table, let winner = row[Account.absorbedBy],
      try work.row(Account.table, row.id)?[Account.absorbedBy] != winner
    else { return }
    merges.append((row.id, winner.rawValue))
  }

  mutating func noteRemoval(of account: Row) { removals.append(account) }

  /// The last step of the transaction.
  mutating func settle(_ work: UnitOfWork) throws {
    guard !merges.isEmpty || !removals.isEmpty || didClaim else { return }
    defer { self = OperationsSettlement() }
    for (loser, winner) in merges {
      try movePrivateRows(of: loser, to: winner, work)
      try UsageMerge(work: work, loser: loser, winner: winner).run()
      try moveOrganizations(of: loser, to: winner, work)
      // The history that came along may end with another TAM than the account has.
      let history = try work.rows(
        TAMHistory.table, where: TAMHistory.account.name, equals: .text(winner))
      if !history.isEmpty {
        try TAMStamps(work: work).stamp(Account.ID(winner), old: nil, at: work.now)
      }
    }
    for account in removals {
      try AccountAliases.note(account, work)
      try moveOrganizations(of: account.id, to: account[Account.absorbedBy]?.rawValue, work)
      try forget(account.id, work)
    }
    try moveTickets(work)
    try OrganizationQueue(work: work).settle()
    guard !merges.isEmpty || !removals.isEmpty else { return }
    try GapFinder(work: work).settle()
    _ = try AccountHierarchy(work.reader).store(in: work)
    for (loser, winner) in merges {
      for account in [winner, loser] {
        try TAMStamps(work: work).setFirstAssigned(account)
        try UsageRollup(work: work).recompute(account)
        try AccountFigures.recompute(account, in: work, at: work.now)
      }
    }
  }

  /// An account fewer may leave an organization that several carried to one of them.
  private mutating func moveTickets(_ work: UnitOfWork) throws {
    let claims = try OrganizationClaims(work.reader)
    let waiting = try AbsentTickets(work: work).organizations()
    for organization in waiting {
      let owners = claims.accounts(of: organization)
      if owners.count == 1 { claimants.formUnion(owners) }
    }
    _ = try TicketLoader.takeUpWaiting(work)
    for account in claimants.sorted() {
      try AccountFigures.recompute(account, in: work, at: work.now)
    }
  }

  /// Follows and drafts of everybody.
  private func movePrivateRows(of loser: String, to winner: String, _ work: UnitOfWork) throws {
    for row in try work.rows(Follow.table, where: Follow.account.name, equals: .text(loser)) {
      try work.delete(Follow.table, row.id)
      guard let user = row[Follow.user] else { continue }
      try work.put(Follow.row(user: user, account: Account.ID(winner)))
    }
    for row in try drafts(of: loser, work) {
      try work.merge(ActivityDraft.table, row.id) { row, _ in
        row[ActivityDraft.account] = Account.ID(winner)
      }
    }
  }

  /// What CS Ops gave to the account goes with it.
  private func moveOrganizations(of account: String, to winner: String?, _ work: UnitOfWork) throws
  {
    let given = try work.rows(
      SupportOrganization.table, where: SupportOrganization.account.name, equals: .text(account))
    for row in given {
      try work.merge(SupportOrganization.table, row.id) { row, _ in
        row[SupportOrganization.account] = winner.map { Account.ID($0) }
      }
    }
  }

  /// A draft stays its author's, without a customer.
  private func forget(_ account: String, _ work: UnitOfWork) throws {
    for row in try work.rows(Follow.table, where: Follow.account.name, equals: .text(account)) {
      try work.delete(Follow.table, row.id)
    }
    for row in try drafts(of: account, work) {
      try work.merge(ActivityDraft.table, row.id) { row, _ in row[ActivityDraft.account] = nil }
    }
    for sql in [
      """
      DELETE FROM usage_month WHERE series IN (
        SELECT number FROM usage_key WHERE account_id = $1)
      """,
      "DELETE FROM usage_key WHERE account_id = $1",
      "DELETE FROM dirty_account WHERE account_id = $1",
    ] {
      try work.execute(sql, [.text(account)])
    }
  }

  private func drafts(of account: String, _ work: UnitOfWork) throws -> [Row] {
    try work.rows(
      ActivityDraft.table, where: ActivityDraft.account.name, equals: .text(account))
  }
}
