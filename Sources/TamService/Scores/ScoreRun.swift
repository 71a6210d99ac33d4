package import CustomerSuccess

/// Scores all accounts that are worked with anew, as after a change of the configuration.
package struct ScoreRun {
  /// Accounts of one snapshot, and of one transaction at most.
  private static let chunkSize = 100
  private static let actor = "scores"

  /// What a run did.
  package struct Report: Equatable, Sendable {
    package var accounts = 0
    /// Those of which something changed.
    package var changedAccounts = 0
    package var changedRows = 0
  }

  private let store: Store
  private let at: Instant

  package init(store: Store, at: Instant) {
    self.store = store
    self.at = at
  }

  /// A second run at the same moment changes nothing.
  ///
  /// Most nights change few accounts: they are looked for in a snapshot, and only those that change
  /// are judged again where they are written, so that nobody else waits for the others.
  @discardableResult
  package func scoreAll(_ progress: (String) -> Void = { _ in }) throws -> Report {
    let configuration = try store.read { try HealthConfiguration(in: $0) }
    let ids = try store.read(FormulaRun.active).sorted()
    progress("scoring \(ids.count) accounts")
    var report = Report(accounts: ids.count)
    for start in stride(from: 0, to: ids.count, by: Self.chunkSize) {
      let chunk = ids[start..<min(start + Self.chunkSize, ids.count)]
      let changing = try store.read { reader in
        let scores = AccountScores(reader, configuration, at: at)
        return try chunk.filter { try !scores.changedRows(of: $0).isEmpty }
      }
      guard !changing.isEmpty else { continue }
      let rows = try store.write(by: Self.actor, for: "scores") { work in
        let scores = AccountScores(work.reader, configuration, at: at)
        return try changing.reduce(0) { count, id in
          let rows = try scores.changedRows(of: id)
          for row in rows { try work.put(row) }
          return count + rows.count
        }
      }
      report.changedAccounts += changing.count
      report.changedRows += rows
    }
    return report
  }
}
