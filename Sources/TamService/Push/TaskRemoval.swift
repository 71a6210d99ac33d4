import Connectors
import CustomerSuccess

/// Entries of the timeline that were deleted here after Salesforce had made tasks of them: these are
/// deleted there too.
extension PushRun {
  private struct Removal: Sendable {
    let id: String
    let account: String
    let entry: PushEntry
  }

  /// - Parameter key: The field by which our tasks are told from those of others.
  mutating func removeTasks(by key: String) async throws {
    let now = store.now
    var report = ObjectReport(object: "removed_task", file: "deleted \(Self.task)")
    var left: [String] = []
    var after = ""
    while case let page = try await removals(after: after), let last = page.last {
      after = last.id
      let due = page.filter { $0.entry.isRemovalDue(at: now) }
      guard !due.isEmpty else { continue }
      report.read += due.count
      do {
        let outcomes = try await SalesforceRemoval(connection, Self.task, key: key)
          .run(due.map(\.id))
        try await note(due, outcomes)
        report.updated += outcomes.values.count { $0 == .done }
        left += due.compactMap { task in
          outcomes[task.id]?.complaint.map { "\(task.id): \($0)" }
        }
      } catch let error where Self.isOfOneObject(error) {
        report.skipped += due.count
        report.notes = ["\(error)"]
        outcome.isDegraded = true
        break
      }
    }
    guard report.read > 0 else { return }
    report.rejected = left.count
    if !left.isEmpty {
      report.notes.append(
        "\(left.count) were deleted here and are still there: \(left.shortened())")
    }
    outcome.report.objects.append(report)
  }

  private static let task = PushedObject.task.rawValue

  /// The next ones after an id; none at the end.
  private func removals(after id: String) async throws -> [Removal] {
    try await BlockingWork.run { [store, pageSize] in
      try store.read { reader in
        let gone = try PushLedger.removedTasks(after: id, limit: pageSize, reader)
        guard let last = gone.last else { return [] }
        let range = IDRange(after: id, through: last.id)
        let entries = try PushLedger.entries(of: Self.task, in: range, reader)
        return gone.map {
          Removal(id: $0.id, account: $0.account, entry: entries[$0.id] ?? PushEntry())
        }
      }
    }
  }

  private func note(
    _ removals: [Removal], _ outcomes: [String: SalesforceRemoval.Outcome]
  ) async throws {
    try await BlockingWork.run { [store, runID] in
      try store.write(by: JobRuns.actor, for: "push") { work in
        for removal in removals {
          guard let outcome = outcomes[removal.id], let complaint = outcome.complaint else {
            try PushLedger.forget(Self.task, removal.id, work)
            continue
          }
          let record = WantedRecord(
            id: removal.id, target: removal.id, account: removal.account, values: [:])
          let entry = removal.entry.after(removal: outcome.state, because: complaint)
          try PushLedger.note(Self.task, record, entry, run: runID, work)
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
