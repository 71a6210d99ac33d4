import CustomerSuccess
package import Rules

/// Runs rules, each in one transaction; those that judge by formulas as ``FormulaRun`` does.
package struct RuleRunner: Sendable {
  package enum Mode: Sendable {
    /// Writes nothing, and says what would be written.
    case rehearsal
    /// Also what is more than the limit, when somebody has said so.
    case writing(isConfirmed: Bool)
  }

  private let store: Store
  /// Who is written into the commit log.
  static let actor = "rules"

  package init(_ store: Store) { self.store = store }

  /// Leaves the transaction with what came out, and with nothing written.
  private struct Undone: Error {
    let outcome: RuleOutcome
  }

  /// - Parameter only: Keys of the rows that count; nil counts all.
  /// - Throws: ``StoreError`` when the store is busy, full or damaged; what is wrong with the rule
  ///   itself is in the outcome.
  package func run(
    _ rule: Rule, _ mode: Mode, only: Set<String>? = nil, by trigger: RuleTrigger
  ) throws -> RuleOutcome {
    guard rule.formulas == nil else {
      let run = FormulaRun(store, [rule], at: store.now, only: only)
      return try run.run(mode, by: trigger).first ?? RuleOutcome(rule: rule.id)
    }
    do {
      let limit = try store.read { try rule.limit(customers: $0.count(of: Account.table)) }
      var search = RuleSearch(rule, store, rowLimit: Self.rowLimit(mode, limit))
      try search.run(only: only)
      if search.isCut, case .writing = mode {
        let count = "more than \(search.rowLimit)"
        return try written(search.outcome.held(would: "change \(count) records", limit), trigger)
      }
      return try write(rule, search, mode, limit, trigger)
    } catch let undone as Undone {
      guard case .writing = mode else { return undone.outcome }
      return try written(undone.outcome, trigger)
    } catch let error as RuleSourceError {
      let failed = RuleOutcome(rule: rule.id, failed: "\(error)")
      guard case .writing = mode else { return failed }
      return try written(failed, trigger)
    }
  }

  /// Rows that are worth finding: beyond the limit nothing is written, and nobody reads them all.
  private static func rowLimit(_ mode: Mode, _ limit: Int) -> Int {
    if case .writing(isConfirmed: true) = mode { .max } else { max(limit, RuleOutcome.rowLimit) }
  }

  private func write(
    _ rule: Rule, _ search: RuleSearch, _ mode: Mode, _ limit: Int, _ trigger: RuleTrigger
  ) throws -> RuleOutcome {
    try store.write(by: Self.actor, for: rule.id) { work in
      let execution = RuleExecution(rule, in: work, adding: search.outcome)
      for row in search.changing { try execution.take(row.source, key: row.key) }
      try execution.settle()
      let outcome = execution.outcome
      guard case .writing(let isConfirmed) = mode else { throw Undone(outcome: outcome) }
      // Tasks are no work of their own: they come with their CTA.
      let count = outcome.changes.count { $0.table != CTATask.table }
      guard isConfirmed || count <= limit else {
        throw Undone(outcome: outcome.held(would: "change \(count) records", limit))
      }
      try RuleRuns.note(outcome, by: trigger, in: work)
      return outcome
    }
  }

  private func written(_ outcome: RuleOutcome, _ trigger: RuleTrigger) throws -> RuleOutcome {
    try store.write(by: Self.actor, for: outcome.rule) { work in
      try RuleRuns.note(outcome, by: trigger, in: work)
    }
    return outcome
  }
}

extension RuleOutcome {
  /// The same as one that waits for a word.
  ///
  /// - Parameter change: What it would do, after "it would".
  func held(would change: String, _ limit: Int) -> RuleOutcome {
    var held = self
    held.state = .held
    held.follows = []
    held.reason = """
      it would \(change), and more than \(limit) need a word: look at `tamd rules dry-run \
      \(rule)`, then `tamd rules run \(rule) --yes`
      """
    return held
  }
}

extension Rule {
  /// Records that may be opened or closed for people at once without a word: their mornings hang on
  /// it.
  private static let usualWork = 50
  /// The same of calculated values, and the share of customers beyond that.
  private static let usualValues = 400
  private static let usualShare = 5

  /// How many changes a run may make on its own: of a larger company more, of work for people one for
  /// every hundred customers.
  func limit(customers: Int) -> Int {
    if let limit { return limit }
    let isWork = actions.contains { action in
      switch action {
      case .openCTA, .closeCTA, .openPlan: true
      case .load, .score: false
      }
    }
    return isWork
      ? max(Self.usualWork, customers / 100) : max(Self.usualValues, customers / Self.usualShare)
  }
}
