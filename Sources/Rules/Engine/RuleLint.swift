import CustomerSuccess

/// What the conventions say against rules (seed page on technical information).
package enum RuleLint {
  package struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// The id of the rule.
    package let rule: String
    package let line: Int?
    package let reason: String

    package init(rule: String, line: Int? = nil, reason: String) {
      self.rule = rule
      self.line = line
      self.reason = reason
    }

    package var description: String {
      "\(rule).yaml\(line.map { ":\($0)" } ?? ""): \(reason)"
    }
  }

  /// A description with less says no more than the name.
  private static let shortestDescription = 40
  private static let longestName = 80

  /// - Parameter playbooks: Names of those that there are.
  package static func findings(in set: RuleSet, playbooks: Set<String>) -> [Finding] {
    set.rules.flatMap { alone($0, playbooks) + together($0, set) }
      + doubles(in: set) + circles(in: set)
  }

  private static func alone(_ rule: Rule, _ playbooks: Set<String>) -> [Finding] {
    var reasons: [String] = []
    if rule.name.count > longestName { reasons.append("its name has more than 80 characters") }
    let rest = rule.name.dropFirst(rule.kind.rawValue.count).drop { " -:".contains($0) }
    if rule.kind != .object, rest.isEmpty { reasons.append("its name says no more than its kind") }
    let description = rule.description.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if description.count < shortestDescription {
      reasons.append("its description is too short: say what it is for, and why")
    }
    switch rule.kind {
    case .staging where rule.chain != nil:
      reasons.append("a rule that is being built has no chain: take it out")
    case .oneTime where rule.chain != nil:
      reasons.append("a rule that runs once has no chain: take it out")
    case .staging, .oneTime, .cta, .score, .plan, .salesforce, .object, .admin: break
    }
    reasons += rule.actions.compactMap { foreign($0, to: rule.kind) }
    for case .openCTA(let cta) in rule.actions {
      if cta.type == .objective {
        reasons.append("it opens an objective, which only a success plan has: choose another type")
      }
      if let name = cta.playbook, name.columns.isEmpty, !playbooks.contains(name.pattern) {
        reasons.append("there is no playbook \(name.pattern)")
      }
    }
    return reasons.map { Finding(rule: rule.id, reason: $0) }
  }

  /// What an action of another kind does in a rule of this one.
  private static func foreign(_ action: RuleAction, to kind: RuleKind) -> String? {
    let wanted: Set<RuleKind> =
      switch action {
      case .load(let load):
        load.isPushed ? [.salesforce, .object, .admin] : [.object, .admin]
      case .openCTA, .closeCTA: [.cta]
      case .openPlan: [.plan]
      case .score: [.score]
      }
    guard ![.staging, .oneTime].contains(kind), !wanted.contains(kind) else { return nil }
    if kind == .salesforce { return "it loads a column that Salesforce does not get" }
    let names = wanted.map(\.rawValue).sorted().joined(separator: " or ")
    return "its name begins with \(kind.rawValue), and what it does is that of \(names)"
  }

  /// What it names of other rules.
  private static func together(_ rule: Rule, _ set: RuleSet) -> [Finding] {
    var findings: [Finding] = []
    for other in rule.after {
      let known = set.rules.first { $0.id == other }
      if known == nil {
        findings.append(.init(rule: rule.id, reason: "it runs after \(other), which is no rule"))
      } else if known?.chain != rule.chain {
        findings.append(
          .init(rule: rule.id, reason: "it runs after \(other), which is in another chain"))
      }
    }
    for case .closeCTA(let close) in rule.actions
    where !set.rules.contains(where: { $0.name == close.openedBy && $0.opensCTAs }) {
      findings.append(
        .init(rule: rule.id, reason: "it closes what \"\(close.openedBy)\" opens: no such rule"))
    }
    for double in set.rules where double.name == rule.name && double.id < rule.id {
      findings.append(.init(rule: rule.id, reason: "\(double.id) has the same name"))
    }
    return findings
  }

  /// Two rules that write one field would undo each other night after night.
  private static func doubles(in set: RuleSet) -> [Finding] {
    var writers: [String: String] = [:]
    var findings: [Finding] = []
    for rule in set.rules where rule.isActive && ![.staging, .oneTime].contains(rule.kind) {
      for field in Set(rule.actions.flatMap(\.fields)).sorted() {
        guard let other = writers.updateValue(rule.id, forKey: field) else { continue }
        findings.append(.init(rule: rule.id, reason: "\(field) is written by \(other) too"))
      }
    }
    return findings
  }

  private static func circles(in set: RuleSet) -> [Finding] {
    var findings: [Finding] = []
    for chain in RuleChain.allCases {
      do {
        _ = try set.ordered(chain)
      } catch {
        findings.append(.init(rule: error.rules.first ?? "", reason: "\(error)"))
      }
    }
    return findings
  }
}

extension Rule {
  /// Whether it opens calls to action.
  package var opensCTAs: Bool {
    actions.contains { action in
      if case .openCTA = action { true } else { false }
    }
  }
}

extension ScoreAction {
  /// Nobody can judge by a formula what a TAM thinks; it only ends.
  fileprivate var takesAway: Bool {
    value == .none || value == .formula && measure == .tamSentiment
  }
}

extension LoadAction {
  /// Whether Salesforce gets all that it writes.
  package var isPushed: Bool { columns.allSatisfy { $0.column.origin.pushedTo != nil } }
}

extension RuleAction {
  /// What it writes, in words that tell it from what others write.
  fileprivate var fields: [String] {
    switch self {
    // A rule that makes rows of an object adds to it.
    case .load(let load):
      load.makesRows ? [] : load.columns.map { "\(load.table.name).\($0.column.name)" }
    case .openCTA(let cta):
      ["the CTA \(cta.type.rawValue), \(cta.reason), \"\(cta.name.pattern)\""]
    case .closeCTA(let cta):
      ["the end of the CTAs of \"\(cta.openedBy)\" as \(cta.status.rawValue)"]
    case .openPlan(let plan): ["the plan \(plan.type.rawValue)"]
    // What empties a measure only takes away what another rule may no longer say.
    case .score(let score): score.takesAway ? [] : ["the measure \(score.measure.rawValue)"]
    }
  }
}
