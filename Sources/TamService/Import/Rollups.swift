import CustomerSuccess

/// Recalculates what an account's row says about its other rows, after an import.
package struct Rollups {
  /// Accounts of one transaction: a few tens of milliseconds in which nobody else writes.
  private static let chunkSize = 500

  private let store: Store
  private let settings: ImportSettings
  private let rollup = AccountRollup()

  package init(store: Store, settings: ImportSettings) {
    self.store = store
    self.settings = settings
  }

  /// Dates of the timeline, onboarding, open tickets, adopted stages, Engagement and health.
  ///
  /// Ids that the store does not know are passed over.
  package func recompute(accounts: some Sequence<String>) throws {
    let ids = accounts.sorted()
    for start in stride(from: 0, to: ids.count, by: Self.chunkSize) {
      try store.write(by: ImportSettings.actor, for: "rollup") { work in
        for id in ids[start..<min(start + Self.chunkSize, ids.count)] {
          try recompute(id, work)
        }
      }
    }
  }

  private func recompute(_ id: String, _ work: UnitOfWork) throws {
    guard let stored = try work.row(Account.table, id) else { return }
    var account = stored
    account[Account.openTickets] = try openTickets(id, work)
    account[Account.stageCount] = try stageCount(id, work)
    try setOnboarding(&account, work)
    try recallScore(&account, work)
    let outcome = rollup.recalculated(
      account, timeline: try timeline(id, work),
      measures: try work.rows(
        HealthMeasure.table, where: HealthMeasure.account.name, equals: .text(id)),
      at: settings.at, today: settings.today)
    for measure in outcome.measures { try work.put(measure) }
    if outcome.account != stored { try work.put(outcome.account) }
  }

  private func timeline(_ id: String, _ work: UnitOfWork) throws -> TimelineDates {
    var dates = TimelineDates()
    let sql = "SELECT type, activity_date FROM activity WHERE account_id = $1"
    try work.reader.forEach(sql, [.text(id)]) { row in
      guard let day = Day(stored: row[1]) else { return }
      dates.add(ActivityType(stored: row[0]) ?? .update, on: day, today: settings.today)
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

  /// Onboarding runs from the start to the end of its CTA (methodology 5.2).
  private func setOnboarding(_ account: inout Row, _ work: UnitOfWork) throws {
    let sql = """
      SELECT start_date, closed_date, playbook, reason, name FROM cta
      WHERE account_id = $1 AND type = $2 ORDER BY start_date, id
      """
    let ctas = try work.reader.query(
      sql, [.text(account.id), CTAType.lifecycle.stored])
    let onboarding = ctas.first { row in
      row[2...].contains { String(stored: $0)?.lowercased().contains("onboarding") ?? false }
    }
    guard let onboarding, let start = Day(stored: onboarding[0]) else { return }
    account[Account.onboardingStart] = start
    account[Account.onboardingEnd] = Day(stored: onboarding[1])
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
