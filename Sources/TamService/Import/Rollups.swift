package import CustomerSuccess

/// Recalculates what an account's row says about its other rows: after an import, and once a day,
/// because some of it ages.
package struct Rollups {
  /// Accounts of one transaction: some tens of milliseconds in which nobody else writes.
  private static let chunkSize = 100

  private let store: Store
  private let at: Instant
  private let rollup = AccountRollup()

  /// The day by which calendar-bound numbers are calculated; for the service, that in UTC.
  private var today: Day { at.day(secondsFromGMT: 0) }

  package init(store: Store, at: Instant) {
    self.store = store
    self.at = at
  }

  /// Settles what imports have left, and lets the accounts age.
  ///
  /// Rows that come out as they were are not written, so a second run changes nothing.
  package func run(_ progress: (String) -> Void = { _ in }) throws {
    let dirty = try store.read { try $0.dirtyAccounts() }
    progress("calculating \(dirty.count) accounts")
    try forEach(dirty) { id, work in
      try TAMStamps(work: work).setFirstAssigned(id)
      try UsageRollup(work: work).recompute(id)
      try recompute(id, work)
      try DirtyAccounts(work: work).settle(id)
    }
    try age(besides: Set(dirty))
  }

  /// Engagement falls by silence alone; only accounts with a TAM have it.
  private func age(besides settled: Set<String>) throws {
    guard try store.read({ try $0.meta(Self.agedOn) }) != today.description else { return }
    let ids = try store.read { try $0.query("SELECT id FROM account WHERE tam_id IS NOT NULL") }
      .compactMap { String(stored: $0[0]) }
    try forEach(ids.filter { !settled.contains($0) }.sorted(), recompute)
    try store.write(by: Self.actor, for: "rollup") {
      try $0.setMeta(Self.agedOn, today.description)
    }
  }

  /// The day of the newest run over all accounts, among the facts about the store.
  private static let agedOn = "aged_on"
  /// Who is written into the commit log.
  private static let actor = "rollup"

  /// Ids that the store does not know are passed over.
  private func forEach(_ ids: [String], _ body: (String, UnitOfWork) throws -> Void) throws {
    for start in stride(from: 0, to: ids.count, by: Self.chunkSize) {
      try store.write(by: Self.actor, for: "rollup") { work in
        for id in ids[start..<min(start + Self.chunkSize, ids.count)] { try body(id, work) }
      }
    }
  }

  private func recompute(_ id: String, _ work: UnitOfWork) throws {
    guard let stored = try work.row(Account.table, id) else { return }
    var account = stored
    account[Account.openTickets] = try openTickets(id, work)
    account[Account.stageCount] = try stageCount(id, work)
    account = AccountRollup.withOnboarding(
      account,
      from: try work.rows(CTA.table, where: CTA.account.name, equals: .text(id)))
    try recallScore(&account, work)
    let outcome = rollup.recalculated(
      account, timeline: try timeline(id, work),
      measures: try work.rows(
        HealthMeasure.table, where: HealthMeasure.account.name, equals: .text(id)),
      at: at, today: today)
    for measure in outcome.measures { try work.put(measure) }
    if outcome.account != stored { try work.put(outcome.account) }
  }

  private func timeline(_ id: String, _ work: UnitOfWork) throws -> TimelineDates {
    var dates = TimelineDates()
    let sql = "SELECT type, activity_date FROM activity WHERE account_id = $1"
    try work.reader.forEach(sql, [.text(id)]) { row in
      guard let day = Day(stored: row[1]) else { return }
      dates.add(ActivityType(stored: row[0]) ?? .update, on: day, today: today)
    }
    return dates
  }

  private func openTickets(_ id: String, _ work: UnitOfWork) throws -> Int {
    var count = 0
    let sql = "SELECT status FROM ticket WHERE account_id = $1"
    try work.reader.forEach(sql, [.text(id)]) { row in
      if TicketStatus(stored: row[0])?.isOpen ?? false { count += 1 }
    }
    return count
  }

  /// Nil when nothing was ever said about any stage.
  private func stageCount(_ id: String, _ work: UnitOfWork) throws -> Int? {
    let stages = try work.rows(
      StageAdoption.table, where: StageAdoption.account.name, equals: .text(id))
    return stages.isEmpty ? nil : stages.count { $0[StageAdoption.isAdopted] == true }
  }

  /// An account that has no score yet had one in the former system: the newest of its history is what
  /// the new score is compared with.
  private func recallScore(_ account: inout Row, _ work: UnitOfWork) throws {
    guard account[Account.healthScore] == nil else { return }
    let sql = "SELECT overall FROM health_history WHERE account_id = $1 ORDER BY day DESC LIMIT 1"
    account[Account.healthScore] = try work.reader.query(sql, [.text(account.id)]).first
      .flatMap { Double(stored: $0[0]) }
  }
}
