import CustomerSuccess
import Rules

/// One rule inside one transaction: takes rows of its source and writes what they ask for.
final class RuleExecution {
  private let work: UnitOfWork
  private let effects: RuleEffects
  private var rule: Rule { effects.rule }
  private(set) var outcome: RuleOutcome
  /// Accounts whose calculated values follow from what was written.
  private var touched: Set<String> = []
  private var written: [RecordChange] = []

  /// - Parameter outcome: What is known of the rows that are not taken here.
  init(_ rule: Rule, in work: UnitOfWork, adding outcome: RuleOutcome) {
    self.work = work
    self.outcome = outcome
    effects = RuleEffects(rule, work.reader, at: work.now)
  }

  /// Writes all that the actions of a row ask for, or nothing of it.
  ///
  /// - Throws: What keeps the whole rule from going on.
  func take(_ row: SourceRow, key: String) throws {
    written = []
    do {
      // Checks come before the first write of an action, so that one alone leaves nothing behind.
      outcome.preventedCount +=
        try rule.actions.count > 1 ? work.savepoint { try act(row, key) } : act(row, key)
    } catch let failure as RowFailure {
      return outcome.add(.failed(row, key, failure.reason))
    }
    guard !written.isEmpty else { return }
    outcome.add(
      RowOutcome(key: key, account: written.first?.account, source: row, changes: written))
  }

  /// Each action sees what those before it wrote.
  ///
  /// - Returns: How many of them found something like theirs there already.
  private func act(_ row: SourceRow, _ key: String) throws -> Int {
    observe()
    defer { work.observer = nil }
    var preventedCount = 0
    for action in rule.actions {
      switch try effects.effect(of: action, on: row, key: key) {
      case .rows(let rows): for row in rows { try work.put(row) }
      case .prevented: preventedCount += 1
      }
    }
    return preventedCount
  }

  /// Calculates what follows; the last step of a run.
  func settle() throws {
    written = []
    observe()
    defer { work.observer = nil }
    let configuration = try effects.configuration()
    for account in touched.sorted() {
      try AccountFigures.recompute(account, in: work, at: work.now, configuration)
    }
    outcome.follows = written
    if outcome.failedRowCount > 0 { outcome.state = .partial }
  }

  private func observe() {
    work.observer = { [weak self] old, new in
      guard let self, let change = RecordChange(from: old, to: new) else { return }
      written.append(change)
      if let row = new ?? old, Self.isFollowed(row), let account = change.account {
        touched.insert(account.rawValue)
      }
    }
  }

  /// Whether calculated values of the account depend on it.
  private static func isFollowed(_ row: Row) -> Bool {
    row.table == HealthMeasure.table
      || (row.table == CTA.table && row[CTA.type] == .lifecycle)
  }
}

extension RowOutcome {
  static func failed(_ row: SourceRow, _ key: String, _ reason: String) -> RowOutcome {
    RowOutcome(key: key, account: row.account, source: row, failure: reason)
  }
}
