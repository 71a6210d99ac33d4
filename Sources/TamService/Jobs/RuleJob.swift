import CustomerSuccess
import Rules

/// Jobs that run a chain of rules.
extension JobRunner {
  /// Runs the rules one after the other; a run that was cut off begins again, which changes nothing
  /// of what was done.
  func apply(_ chain: RuleChain, _ run: JobRun) async throws {
    let desk = try await BlockingWork.run { [store] in RuleDesk(store) }
    var outcome = JobOutcome(report: ImportReport())
    for mistake in desk.files.mistakes { outcome.notes.append("it does not run: \(mistake)") }
    for step in try desk.steps(of: chain) {
      try Task.checkCancellation()
      let (results, notes) = try await BlockingWork.run { try desk.runInChain(step) }
      outcome.notes += notes
      outcome.report.objects += results.map(ObjectReport.init)
      for result in results where result.state != .done {
        outcome.isDegraded = true
        outcome.notes.append(
          "\(result.rule): \(result.state.words): \(result.reason ?? "see its rows")")
      }
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
    inserted = outcome.newRecordCount
    updated = outcome.changedRecordCount
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
