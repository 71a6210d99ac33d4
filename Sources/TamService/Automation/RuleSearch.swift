import CustomerSuccess
import Rules

/// Looks for the rows of a rule's source that would change something, in a snapshot: most nights few
/// do, and nobody waits for the others.
struct RuleSearch {
  struct Found {
    let key: String
    let source: SourceRow
  }

  private let rule: Rule
  private let store: Store
  let rowLimit: Int
  private(set) var changing: [Found] = []
  /// Of the rows that are not among ``changing``.
  private(set) var outcome: RuleOutcome
  /// Whether there are more than the limit; the rest of the source was not read then.
  private(set) var isCut = false

  /// - Parameter rowLimit: Of rows that would change something.
  init(_ rule: Rule, _ store: Store, rowLimit: Int) {
    self.rule = rule
    self.store = store
    self.rowLimit = rowLimit
    outcome = RuleOutcome(rule: rule.id)
  }

  private struct Cut: Error {}

  /// - Parameter only: Keys of the rows that count; nil counts all.
  /// - Throws: ``RuleSourceError``, ``StoreError``.
  mutating func run(only: Set<String>?) throws {
    let now = store.now
    let configuration = try store.read { try HealthConfiguration(in: $0) }
    let source = try RuleConnection(path: store.directory.storePath, configuration)
    do {
      try store.read { reader in
        let effects = RuleEffects(rule, reader, at: now)
        try source.forEach(rule.source, today: effects.today, now: now) { row in
          if let only, !only.contains(row.key ?? "") { return }
          try take(row, effects)
        }
      }
    } catch is Cut {
      isCut = true
    }
  }

  private mutating func take(_ row: SourceRow, _ effects: RuleEffects) throws {
    outcome.rowCount += 1
    guard let key = row.key else {
      let reason = "row \(outcome.rowCount) has no key, account_id or id"
      return outcome.add(.failed(row, "", reason))
    }
    var preventedCount = 0
    var isChanging = false
    do {
      for action in rule.actions {
        switch try effects.effect(of: action, on: row, key: key) {
        case .rows(let rows): isChanging = isChanging || !rows.isEmpty
        case .prevented: preventedCount += 1
        }
      }
    } catch let failure as RowFailure {
      return outcome.add(.failed(row, key, failure.reason))
    }
    guard isChanging else {
      outcome.preventedCount += preventedCount
      return
    }
    guard changing.count < rowLimit else { throw Cut() }
    changing.append(Found(key: key, source: row))
  }
}
