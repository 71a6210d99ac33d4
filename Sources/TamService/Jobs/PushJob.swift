import Connectors
import CustomerSuccess

/// Jobs that write to Salesforce.
extension JobRunner {
  /// Fetches what Salesforce has changed, settles it with ours, and sends what is left.
  func push(
    _ part: PushPart, _ job: Job, _ run: JobRun, _ settings: ConnectionSettings
  ) async throws {
    let fields = try SalesforceFields(store.directory)
    let connection = try salesforce(settings, shares: .push)
    try await checkOrganization(connection)
    let fetch = try fetch(part.fetched, job, run, settings, fields, shares: .push)
    try await use(fetch.pull.spool) {
      var outcome = JobOutcome(report: ImportReport())
      var staleness: String?
      do {
        outcome = try await self.outcome(of: fetch, run)
      } catch is CancellationError {
        throw CancellationError()
      } catch StoreError.busy(let path, let seconds) {
        throw StoreError.busy(path: path, seconds: seconds)
      } catch {
        try Task.checkCancellation()
        // There is nothing else that could be sent.
        if part == .shared { throw error }
        staleness = "\(error)"
      }
      var push = PushRun(
        part, store: store, connection, fields, run: run,
        staleness: staleness, pageSize: pushPageSize, after: outcome)
      try await push.run()
      try await end(run, push.outcome)
      if staleness == nil { try await fetch.pull.finish() }
    }
  }

  /// The ids that are here mean nothing, or something else, in another organization.
  private func checkOrganization(_ connection: SalesforceConnection) async throws {
    guard let known = try runs.organization(), let found = try await connection.organizationID(),
      found != known
    else { return }
    throw JobRefusal.otherOrganization(known: known, found: found)
  }
}
