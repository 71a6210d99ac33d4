import CustomerSuccess
import Rules

/// Why one row of a source came to nothing, as a sentence without its customer.
struct RowFailure: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// One rule inside one transaction: takes the rows of its source and writes what they ask for.
final class RuleExecution {
  let rule: Rule
  let rules: RuleSet
  let work: UnitOfWork
  let today: Day
  private(set) var outcome: RuleOutcome
  /// Accounts whose calculated values follow from what was written.
  private var touched: Set<String> = []
  /// Those of which a measure was written.
  private var scoredAccounts: Set<String> = []
  private var knownScores: AccountScores?
  private var written: [RecordChange] = []

  init(_ rule: Rule, of rules: RuleSet, in work: UnitOfWork, today: Day) {
    self.rule = rule
    self.rules = rules
    self.work = work
    self.today = today
    outcome = RuleOutcome(rule: rule.id)
  }

  /// What an action makes of a row.
  enum Effect {
    case rows([Row])
    /// Something like it is there.
    case prevented
  }

  /// - Throws: What keeps the whole rule from going on.
  func take(_ row: SourceRow) throws {
    outcome.rowCount += 1
    guard let key = row.key else {
      return fail(row, String(outcome.rowCount), "it has no key, account_id or id")
    }
    var rows: [Row] = []
    do {
      for action in rule.actions {
        switch try effect(of: action, on: row, key: key) {
        case .rows(let made): rows += made
        case .prevented: outcome.preventedCount += 1
        }
      }
    } catch let failure as RowFailure {
      return fail(row, key, failure.reason)
    }
    guard !rows.isEmpty else { return }
    let changes = try write(rows)
    guard !changes.isEmpty else { return }
    outcome.rows.append(
      RowOutcome(key: key, account: changes.first?.account, source: row, changes: changes))
  }

  /// Calculates what follows; the last step of a run.
  func settle() throws {
    written = []
    observe()
    defer { work.observer = nil }
    for account in touched.sorted() {
      try AccountFigures(work: work, at: work.now).recompute(account)
      guard scoredAccounts.contains(account) else { continue }
      for row in try scores().settledRows(of: account) { try work.put(row) }
    }
    outcome.follows = written
    if outcome.failedRowCount > 0 { outcome.state = .partial }
  }

  private func effect(of action: RuleAction, on row: SourceRow, key: String) throws -> Effect {
    switch action {
    case .load(let load): try loaded(load, from: row)
    case .openCTA(let cta): try opened(cta, for: row, key: key)
    case .closeCTA(let cta): try closed(cta, for: row)
    case .openPlan(let plan): try opened(plan, for: row)
    case .score(let score): try scored(score, from: row)
    }
  }

  private func write(_ rows: [Row]) throws -> [RecordChange] {
    written = []
    observe()
    defer { work.observer = nil }
    for row in rows where try work.put(row) != .unchanged {
      if Self.isFollowed(row), let account = String(stored: row[column: "account_id"]) {
        touched.insert(account)
        if row.table == HealthMeasure.table { scoredAccounts.insert(account) }
      }
    }
    return written
  }

  /// The formulas of the scorecard that everybody judges by.
  func scores() throws -> AccountScores {
    if let knownScores { return knownScores }
    let made = AccountScores(work.reader, try HealthConfiguration(in: work.reader), at: work.now)
    knownScores = made
    return made
  }

  private func observe() {
    work.observer = { [weak self] old, new in
      if let change = RecordChange(from: old, to: new) { self?.written.append(change) }
    }
  }

  /// Whether calculated values of the account depend on it.
  private static func isFollowed(_ row: Row) -> Bool {
    row.table == HealthMeasure.table
      || (row.table == CTA.table && row[CTA.type] == .lifecycle)
  }

  private func fail(_ row: SourceRow, _ key: String, _ reason: String) {
    var failed = RowOutcome(key: key, account: row.account, source: row)
    failed.failure = reason
    outcome.rows.append(failed)
  }
}
