import CustomerSuccess
package import Rules

/// Why a rule was not run.
package enum RuleRefusal: Error, Equatable, CustomStringConvertible {
  case unknown(String)
  case staging(String)
  case inactive(String)
  case ranOnce(String)
  case nothingFailed(String)
  case badFile(RuleFileError)

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
    let source = try RuleConnection(path: store.directory.storePath)
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
    try RuleRunner(store, files.rules).run(rule(name), .rehearsal, by: .hand)
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
    let only = onlyFailed ? try runs.failedKeys(of: rule.id) : nil
    if only?.isEmpty == true { throw RuleRefusal.nothingFailed(rule.id) }
    return try RuleRunner(store, files.rules).run(
      rule, .writing(isConfirmed: isConfirmed), only: only, by: onlyFailed ? .retry : .hand)
  }

  /// Runs a rule at the time of its chain, and tells by mail when not all of it could be done.
  ///
  /// - Throws: ``StoreError`` when the store cannot be written.
  func runInChain(_ rule: Rule) throws -> RuleOutcome {
    let outcome = try RuleRunner(store, files.rules).run(
      rule, .writing(isConfirmed: false), by: .chain)
    if let address = rule.failureMail ?? files.failureMail, outcome.state != .done {
      try FailureMail(directory: store.directory).write(
        outcome, named: rule.name, to: address, at: store.now)
    }
    return outcome
  }

  private func hasRun(_ rule: Rule) throws -> Bool {
    try runs.history(of: rule.id, limit: 100).contains { $0.state == .done || $0.state == .partial }
  }
}
