import CustomerSuccess
import Rules

/// Jobs that run a chain of rules.
extension JobRunner {
  /// Runs the rules one after the other; a run that was cut off begins again, which changes nothing
  /// of what was done.
  func apply(_ chain: RuleChain, _ run: JobRun) async throws {
    let desk = try await BlockingWork.run { [store] in RuleDesk(store) }
    var outcome = JobOutcome(report: ImportReport())
    for mistake in desk.files.mistakes { outcome.notes.append("left out: \(mistake)") }
    for rule in try desk.files.rules.ordered(chain) {
      try Task.checkCancellation()
      let result = try await BlockingWork.run { try desk.runInChain(rule) }
      outcome.report.objects.append(ObjectReport(result))
      guard result.state != .done else { continue }
      outcome.isDegraded = true
      outcome.notes.append("\(rule.id): \(result.state.words): \(result.reason ?? "see its rows")")
    }
    if !desk.files.mistakes.isEmpty { outcome.isDegraded = true }
    try await end(run, outcome)
  }
}

extension ObjectReport {
  /// What a rule did.
  fileprivate init(_ outcome: RuleOutcome) {
    self.init(object: outcome.rule, file: "\(outcome.rule).yaml")
    read = outcome.rowCount
    skipped = outcome.preventedCount
    rejected = outcome.failedRowCount
    guard outcome.state == .done || outcome.state == .partial else { return }
    let changes = outcome.changes
    inserted = changes.count { $0.kind == .new }
    updated = changes.count - inserted
  }
}

extension RuleOutcome.State {
  fileprivate var words: String {
    switch self {
    case .done: "done"
    case .partial: "partial, some rows failed"
    case .held: "partial: held back"
    case .failed: "failed"
    }
  }
}
