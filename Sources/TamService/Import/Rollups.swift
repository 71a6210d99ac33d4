package import CustomerSuccess

/// Recalculates what an account's row says about its other rows: after an import, and once a day,
/// because some of it ages.
package struct Rollups {
  /// Accounts of one transaction: some tens of milliseconds in which nobody else writes.
  private static let chunkSize = 100

  private let store: Store
  private let at: Instant

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
    let configuration = try store.read { try HealthConfiguration(in: $0) }
    progress("calculating \(dirty.count) accounts")
    try forEach(dirty) { id, work in
      try TAMStamps(work: work).setFirstAssigned(id)
      try UsageRollup(work: work).recompute(id)
      try AccountFigures.recompute(id, in: work, at: at, configuration)
      try DirtyAccounts(work: work).settle(id)
    }
    try age(besides: Set(dirty), configuration)
  }

  /// Engagement falls by silence alone; only accounts with a TAM have it.
  private func age(besides settled: Set<String>, _ configuration: HealthConfiguration) throws {
    guard try store.read({ try $0.meta(Self.agedOn) }) != today.description else { return }
    let ids = try store.read { try $0.query("SELECT id FROM account WHERE tam_id IS NOT NULL") }
      .compactMap { String(stored: $0[0]) }
    let others = ids.filter { !settled.contains($0) }.sorted()
    try forEach(try aging(others, configuration)) { id, work in
      try AccountFigures.recompute(id, in: work, at: at, configuration)
    }
    try store.write(by: Self.actor, for: "rollup") {
      try $0.setMeta(Self.agedOn, today.description)
    }
  }

  /// Those that a day makes different: few, and nobody waits while they are looked for.
  private func aging(_ ids: [String], _ configuration: HealthConfiguration) throws -> [String] {
    try chunks(of: ids).flatMap { chunk in
      try store.read { reader in
        let figures = AccountFigures(reader: reader, at: at, configuration: configuration)
        return try chunk.filter { try !figures.changedRows(of: $0).isEmpty }
      }
    }
  }

  /// The day of the newest run over all accounts, among the facts about the store.
  private static let agedOn = "aged_on"
  /// Who is written into the commit log.
  private static let actor = "rollup"

  /// Ids that the store does not know are passed over.
  private func forEach(_ ids: [String], _ body: (String, UnitOfWork) throws -> Void) throws {
    for chunk in chunks(of: ids) {
      try store.write(by: Self.actor, for: "rollup") { work in
        for id in chunk { try body(id, work) }
      }
    }
  }

  private func chunks(of ids: [String]) -> [ArraySlice<String>] {
    stride(from: 0, to: ids.count, by: Self.chunkSize).map { start in
      ids[start..<min(start + Self.chunkSize, ids.count)]
    }
  }
}
