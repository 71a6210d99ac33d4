import CustomerSuccess
package import Rules

/// Why a rule was not run.
package enum RuleRefusal: Error, Equatable, CustomStringConvertible {
  case unknown(String)
  case staging(String)
  case inactive(String)
  case ranOnce(String)
  case nothingFailed(String)
  case badFile(TextProblem)

  package var description: String {
    switch self {
    case .unknown(let name): "no rule has the file name or the name \(name): see `tamd rules list`"
    case .staging(let rule):
      "\(rule) is being built (STAGING): dry-run it, and give it another name to let it run"
    case .inactive(let rule): "\(rule) is not active: write `active: yes` into its file first"
    case .ranOnce(let rule): "\(rule) is to run once, and has: copy it under another name"
    case .nothingFailed(let rule): "no row failed in the last run of \(rule)"
    case .badFile(let error): "\(error)"
    }
  }
}

/// A rule in a list.
package struct RuleListing: Sendable {
  package let rule: Rule
  package let last: RuleRun?
}

/// What a chain does at once.
struct ChainStep {
  fileprivate(set) var rules: [Rule]
  /// Whether the rules judge by formulas, and are one walk.
  let isOfFormulas: Bool
  /// Whether the walk also brings up to date what follows from scores; see ``FormulaRun``.
  fileprivate(set) var settlesAll = false
}

/// What people and the clock do with rules.
package struct RuleDesk: Sendable {
  let store: Store
  package let files: RuleFiles

  package init(_ store: Store) {
    self.store = store
    files = RuleFiles(store.directory)
  }

  package var runs: RuleRuns { RuleRuns(store) }

  package func list() throws -> [RuleListing] {
    try files.rules.rules.map { rule in
      RuleListing(rule: rule, last: try runs.history(of: rule.id, limit: 1).first)
    }
  }

  /// Everything that is wrong with rules and their files, in sentences.
  package func lint() throws -> [String] {
    let configuration = try store.read { try HealthConfiguration(in: $0) }
    let source = try RuleConnection(path: store.directory.storePath, configuration)
    let sources = files.rules.rules.flatMap { Self.findings(about: $0, source) }
    let playbooks = PlaybookFolder(store.directory).content().playbooks
    let others = RuleLint.findings(in: files.rules, playbooks: Set(playbooks.map(\.name)))
    return files.mistakes.map(\.description) + (others + sources).map(\.description)
  }

  private static func findings(
    about rule: Rule, _ source: RuleConnection
  ) -> [RuleLint.Finding] {
    do {
      let columns = Set(try source.columns(of: rule.source))
      return Set(rule.actions.flatMap(\.columns)).subtracting(columns).sorted().map {
        .init(
          rule: rule.id, line: rule.sourceLine, reason: "its source has no column \($0): select it")
      }
    } catch {
      return [.init(rule: rule.id, line: rule.sourceLine, reason: "\(error)")]
    }
  }

  /// - Throws: ``RuleRefusal/unknown(_:)``.
  package func rule(_ name: String) throws -> Rule {
    if let rule = files.rules[name] { return rule }
    if let mistake = files.mistakes.first(where: { $0.file.hasSuffix("\(name).yaml") }) {
      throw RuleRefusal.badFile(mistake)
    }
    throw RuleRefusal.unknown(name)
  }

  /// What a run would write.
  package func rehearse(_ name: String) throws -> RuleOutcome {
    try RuleRunner(store).run(rule(name), .rehearsal, by: .hand)
  }

  /// - Parameters:
  ///   - isConfirmed: Writes also what is more than the limit.
  ///   - onlyFailed: Takes only the rows that failed in the last run.
  /// - Throws: ``RuleRefusal``.
  package func run(
    _ name: String, isConfirmed: Bool = false, onlyFailed: Bool = false
  ) throws -> RuleOutcome {
    let rule = try rule(name)
    guard rule.kind != .staging else { throw RuleRefusal.staging(rule.id) }
    guard rule.isActive else { throw RuleRefusal.inactive(rule.id) }
    if rule.kind == .oneTime, try hasRun(rule), !onlyFailed { throw RuleRefusal.ranOnce(rule.id) }
    if rule.opensCTAs { try PlaybookShelf.stock(store) }
    return try RuleRunner(store).run(
      rule, .writing(isConfirmed: isConfirmed), only: onlyFailed ? failedKeys(of: rule) : nil,
      by: onlyFailed ? .retry : .hand)
  }

  /// Nil for all rows: one that had no key cannot be found again among the others.
  private func failedKeys(of rule: Rule) throws -> Set<String>? {
    let keys = try runs.failedKeys(of: rule.id)
    guard !keys.isEmpty else { throw RuleRefusal.nothingFailed(rule.id) }
    return keys.contains("") ? nil : keys
  }

  /// What a chain does, step by step: one rule, or several that judge by formulas and are one walk.
  ///
  /// - Throws: ``RuleSet/Circle``.
  func steps(of chain: RuleChain) throws -> [ChainStep] {
    var steps: [ChainStep] = []
    for rule in try files.rules.ordered(chain) {
      let isFormula = rule.formulas != nil
      if isFormula, let last = steps.last, last.isOfFormulas,
        last.rules.count < FormulaRun.ruleLimit
      {
        steps[steps.count - 1].rules.append(rule)
      } else {
        steps.append(ChainStep(rules: [rule], isOfFormulas: isFormula))
      }
    }
    guard chain == .scorecards else { return steps }
    if steps.last?.isOfFormulas != true { steps.append(ChainStep(rules: [], isOfFormulas: true)) }
    steps[steps.count - 1].settlesAll = true
    return steps
  }

  /// Runs a step at the time of its chain, and tells by mail when not all of it could be done.
  ///
  /// - Returns: One outcome for each of its rules, and what is to be said beside them.
  /// - Throws: ``StoreError`` when the store cannot be written.
  func runInChain(
    _ step: ChainStep, isConfirmed: Bool = false
  ) throws -> (outcomes: [RuleOutcome], notes: [String]) {
    let mode = RuleRunner.Mode.writing(isConfirmed: isConfirmed)
    if step.rules.contains(where: \.opensCTAs) { try PlaybookShelf.stock(store) }
    let before = try step.rules.map { try runs.history(of: $0.id, limit: 1).first }
    let outcomes =
      try step.isOfFormulas
      ? FormulaRun(
        store, step.rules, at: store.now, settlesAll: step.settlesAll,
        rowLimit: FailureMail.rowLimit
      ).run(mode, by: .chain)
      : step.rules.map { try RuleRunner(store).run($0, mode, by: .chain) }
    var notes: [String] = []
    for (place, outcome) in outcomes.enumerated() where outcome.state != .done {
      do {
        try tell(of: outcome, step.rules[place], since: before[place])
      } catch {
        notes.append("\(outcome.rule): nobody was told by mail: \(error)")
      }
    }
    return (outcomes, notes)
  }

  /// Runs all chains once, for a company that was just imported: its scores, and what follows from
  /// them, are there at once.
  ///
  /// Values of customers may all change; calls to action keep to their limits.
  package func runAll(_ progress: (String) -> Void = { _ in }) throws {
    // What was logged comes first: the others follow from it.
    for chain in [.timeline] + RuleChain.allCases.filter({ $0 != .timeline }) {
      progress("running the rules of \(chain.rawValue)")
      for step in try steps(of: chain) { _ = try runInChain(step, isConfirmed: chain != .ctas) }
    }
  }

  /// Writes a mail, but not a second one on a day about the same.
  private func tell(of outcome: RuleOutcome, _ rule: Rule, since last: RuleRun?) throws {
    guard let address = rule.failureMail ?? files.failureMail else { return }
    let now = store.now
    let isOld =
      last?.state == outcome.state && last?.reason == outcome.reason
      && last?.failedRowCount == outcome.failedRowCount
      && last?.at.day(secondsFromGMT: 0) == now.day(secondsFromGMT: 0)
    guard !isOld else { return }
    try FailureMail(directory: store.directory).write(
      outcome, named: rule.name, to: address, at: now)
  }

  private func hasRun(_ rule: Rule) throws -> Bool {
    try runs.history(of: rule.id, limit: 100).contains { $0.state == .done || $0.state == .partial }
  }
}
