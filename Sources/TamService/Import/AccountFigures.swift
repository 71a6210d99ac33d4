import CustomerSuccess

/// What an account's row says about its other rows.
struct AccountFigures {
  let reader: StoreReader
  let at: Instant
  /// Whoever goes through many accounts reads it once; nil reads it for each.
  var configuration: HealthConfiguration?

  /// The day by which calendar-bound numbers are calculated; for the service, that in UTC.
  private var today: Day { at.day(secondsFromGMT: 0) }

  /// Ids that the store does not know are passed over.
  static func recompute(
    _ id: String, in work: UnitOfWork, at: Instant, _ configuration: HealthConfiguration? = nil
  ) throws {
    let figures = AccountFigures(reader: work.reader, at: at, configuration: configuration)
    for row in try figures.changedRows(of: id) { try work.put(row) }
  }

  /// Empty when all is as it was, and for an account that is not here.
  func changedRows(of id: String) throws -> [Row] {
    guard let stored = try reader.row(Account.table, id) else { return [] }
    var account = stored
    account[Account.openTickets] = try openTickets(id)
    account[Account.stageCount] = try stageCount(id)
    account = AccountRollup.withOnboarding(
      account,
      from: try reader.rows(CTA.table, where: CTA.account.name, equals: .text(id)))
    try recallScore(&account)
    let outcome = AccountRollup(try configuration ?? HealthConfiguration(in: reader)).recalculated(
      account, timeline: try timeline(id),
      measures: try reader.rows(
        HealthMeasure.table, where: HealthMeasure.account.name, equals: .text(id)),
      at: at, today: today)
    return outcome.measures + (outcome.account == stored ? [] : [outcome.account])
  }

  private func timeline(_ id: String) throws -> TimelineDates {
    var dates = TimelineDates()
    let sql = "SELECT type, activity_date FROM activity WHERE account_id = $1"
    try reader.forEach(sql, [.text(id)]) { row in
      guard let day = Day(stored: row[1]) else { return }
      dates.add(ActivityType(stored: row[0]) ?? .update, on: day, today: today)
    }
    return dates
  }

  private func openTickets(_ id: String) throws -> Int {
    var count = 0
    let sql = "SELECT status FROM ticket WHERE account_id = $1"
    try reader.forEach(sql, [.text(id)]) { row in
      if TicketStatus(stored: row[0])?.isOpen ?? false { count += 1 }
    }
    return count
  }

  /// Nil when nothing was ever said about any stage.
  private func stageCount(_ id: String) throws -> Int? {
    let stages = try reader.rows(
      StageAdoption.table, where: StageAdoption.account.name, equals: .text(id))
    // After a merge a stage may be there twice.
    let adopted = stages.filter { $0[StageAdoption.isAdopted] == true }
    return stages.isEmpty ? nil : Set(adopted.map { $0[StageAdoption.stage] }).count
  }

  /// An account that has no score yet had one in the former system: the newest of its history is what
  /// the new score is compared with.
  private func recallScore(_ account: inout Row) throws {
    guard account[Account.healthScore] == nil else { return }
    let sql = "SELECT overall FROM health_history WHERE account_id = $1 ORDER BY day DESC LIMIT 1"
    account[Account.healthScore] = try reader.query(sql, [.text(account.id)]).first
      .flatMap { Double(stored: $0[0]) }
  }
}
