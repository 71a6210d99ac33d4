import Connectors
import CustomerSuccess

/// Entries of the timeline that were deleted here after Salesforce had made tasks of them: these are
/// deleted there too.
extension PushRun {
  /// - Parameter key: The field by which our tasks are told from those of others.
  mutating func removeTasks(by key: String) async throws {
    let object = PushedObject.task.rawValue
    let now = store.now
    let (gone, entries) = try await BlockingWork.run { [store] in
      let ledger = PushLedger(store)
      return (try ledger.removedTasks(), try ledger.entries(of: object))
    }
    let due = gone.filter { entries[$0.id]?.isRemovalDue(at: now) == true }
    guard !due.isEmpty else { return }
    var report = ObjectReport(object: "removed_task", file: "deleted \(object)")
    report.read = due.count
    defer { outcome.report.objects.append(report) }
    let outcomes: [String: SalesforceRemoval.Outcome]
    do {
      outcomes = try await SalesforceRemoval(connection, object, key: key).run(due.map(\.id))
    } catch let error where Self.isOfOneObject(error) {
      report.skipped = due.count
      report.notes = ["\(error)"]
      outcome.isDegraded = true
      return
    }
    report.updated = outcomes.values.count { $0 == .done }
    report.rejected = due.count - report.updated
    let left = due.compactMap { task in outcomes[task.id]?.complaint.map { "\(task.id): \($0)" } }
    if !left.isEmpty {
      report.notes = ["\(left.count) were deleted here and are still there: \(left.shortened())"]
    }
    try await BlockingWork.run { [store, runID] in
      try store.write(by: JobRuns.actor, for: "push") { work in
        for (id, account) in due {
          guard let outcome = outcomes[id], let complaint = outcome.complaint else {
            try PushLedger.forget(object, id, work)
            continue
          }
          let record = WantedRecord(id: id, target: id, account: account, values: [:])
          let entry = (entries[id] ?? PushEntry()).after(removal: outcome.state, because: complaint)
          try PushLedger.note(object, record, entry, run: runID, work)
        }
      }
    }
  }
}

extension SalesforceRemoval.Outcome {
  fileprivate var state: PushState {
    switch self {
    case .done: .sent
    case .refused: .refused
    case .postponed: .postponed
    }
  }

  fileprivate var complaint: UpstreamComplaint? {
    switch self {
    case .done: nil
    case .refused(let complaint), .postponed(let complaint): complaint
    }
  }
}
