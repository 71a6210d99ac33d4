import CustomerSuccess
package import Rules

/// Runs rules, each in one transaction.
package struct RuleRunner: Sendable {
  package enum Mode: Sendable {
    /// Writes nothing, and says what would be written.
    case rehearsal
    /// Also what is more than the limit, when somebody has said so.
    case writing(isConfirmed: Bool)
  }

  private let store: Store
  private let rules: RuleSet
  /// Who is written into the commit log.
  static let actor = "rules"

  package init(_ store: Store, _ rules: RuleSet) {
    self.store = store
    self.rules = rules
  }

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
    do {
      return try store.write(by: Self.actor, for: rule.id) { work in
        let outcome = try execute(rule, in: work, only: only)
        switch mode {
        case .rehearsal: throw Undone(outcome: outcome)
        case .writing(let isConfirmed):
          let held = try isConfirmed ? nil : heldBack(outcome, rule, work.reader)
          if let held { throw Undone(outcome: held) }
          try RuleRuns.note(outcome, by: trigger, in: work)
          return outcome
        }
      }
    } catch let undone as Undone {
      try noteUnwritten(undone.outcome, mode, trigger)
      return undone.outcome
    } catch let error as RuleSourceError {
      var outcome = RuleOutcome(rule: rule.id)
      outcome.state = .failed
      outcome.reason = "\(error)"
      try noteUnwritten(outcome, mode, trigger)
      return outcome
    }
  }

  /// The source is asked on another connection: while this transaction holds the writer's lock, it
  /// sees exactly what the transaction began with.
  private func execute(
    _ rule: Rule, in work: UnitOfWork, only: Set<String>?
  ) throws -> RuleOutcome {
    let today = work.now.day(secondsFromGMT: 0)
    let execution = RuleExecution(rule, of: rules, in: work, today: today)
    let source = try RuleConnection(path: store.directory.storePath)
    try source.forEach(rule.source, today: today, now: work.now) { row in
      if let only, !only.contains(row.key ?? "") { return }
      try execution.take(row)
    }
    try execution.settle()
    return execution.outcome
  }

  /// The outcome as one that is held back; nil when it is within the limit.
  private func heldBack(
    _ outcome: RuleOutcome, _ rule: Rule, _ reader: StoreReader
  ) throws -> RuleOutcome? {
    let limit = try rule.limit ?? rule.usualLimit(customers: reader.count(of: Account.table))
    // Tasks are no work of their own: they come with their CTA.
    let count = outcome.changes.count { $0.table != CTATask.table }
    guard count > limit else { return nil }
    var held = outcome
    held.state = .held
    held.follows = []
    held.reason = """
      it would change \(count) records, and more than \(limit) need a word: look at `tamd rules \
      dry-run \(rule.id)`, then `tamd rules run \(rule.id) --yes`
      """
    return held
  }

  private func noteUnwritten(
    _ outcome: RuleOutcome, _ mode: Mode, _ trigger: RuleTrigger
  ) throws {
    guard case .writing = mode else { return }
    try store.write(by: Self.actor, for: outcome.rule) { work in
      try RuleRuns.note(outcome, by: trigger, in: work)
    }
  }
}

extension Rule {
  /// Records that may be opened or closed for people at once without a word: their mornings hang on
  /// it.
  private static let usualWork = 50
  /// The same of calculated values, and the share of customers beyond that.
  private static let usualValues = 400
  private static let usualShare = 5

  /// How many changes a run may make on its own when the rule says nothing of it: of a larger company
  /// more, of work for people one for every hundred customers.
  func usualLimit(customers: Int) -> Int {
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
