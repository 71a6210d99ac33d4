package import Connectors
import CustomerSuccess
import Foundation
import Logging

/// Runs jobs: fetches what is new into a folder, imports it, and then moves on to where the next run
/// begins.
///
/// A run that is cut off keeps its pages, and whoever runs the job next goes on behind them; an
/// import that was done twice changes nothing.
package struct JobRunner: Sendable {
  let store: Store
  let upstream: UpstreamEnvironment
  /// The process's environment, in which credentials may stand.
  let variables: [String: String]
  /// A new UUID.
  let requestID: @Sendable () -> String
  /// Records of a push that are looked at together: some requests' worth, and one transaction.
  var pushPageSize = 1_000

  package init(
    store: Store, upstream: UpstreamEnvironment, variables: [String: String],
    requestID: @escaping @Sendable () -> String
  ) {
    self.store = store
    self.upstream = upstream
    self.variables = variables
    self.requestID = requestID
  }

  package var runs: JobRuns { JobRuns(store) }

  var folder: String { "\(store.directory.path)/jobs" }

  /// Runs a job to its end; what comes to nothing is noted with its reason.
  ///
  /// - Throws: ``JobRefusal`` and ``ConnectionError`` when it could not be begun, ``StoreError``, or
  ///   `CancellationError`: then the run is taken up at the next start.
  package func run(_ job: Job) async throws -> JobRun {
    let settings = try job.connector.map { try ConnectionFile(store.directory).settings($0) }
    let fence = try job.fence(in: folder)
    defer { withExtendedLifetime(fence) {} }
    let spool = "\(folder)/\(job.name)"
    let run = try await BlockingWork.run { [runs] in try runs.begin(job, spool: spool) }
    upstream.log.info("job begins", metadata: ["job": "\(job.name)", "run": "\(run.id)"])
    do {
      try await work(job, run, settings)
    } catch is CancellationError {
      throw CancellationError()
    } catch StoreError.busy(let path, let seconds) {
      throw StoreError.busy(path: path, seconds: seconds)
    } catch {
      try Task.checkCancellation()
      try await BlockingWork.run { [runs] in try runs.fail(run, because: "\(error)") }
    }
    guard let ended = try runs.latest(of: job.name) else { return run }
    note(ended)
    return ended
  }

  private func work(_ job: Job, _ run: JobRun, _ settings: ConnectionSettings?) async throws {
    if case .rules(let chain) = job.work { return try await apply(chain, run) }
    guard let settings else { return }
    switch job.work {
    case .salesforce: try await pull(nil, job, run, settings)
    case .objects(let objects): try await pull(objects, job, run, settings)
    case .deletions: try await readDeletions(run, settings)
    case .sweep: try await sweep(run, settings)
    case .tickets: try await fetchTickets(run, settings)
    case .usage: try await fetchUsage(run, settings)
    case .push(let part): try await push(part, job, run, settings)
    case .rules: break
    }
  }

  /// Notes how a run ended, on a thread that may wait.
  func end(_ run: JobRun, _ outcome: JobOutcome) async throws {
    try await BlockingWork.run { [runs] in try runs.end(run, outcome) }
  }

  /// Lets go of a spool at the end of `body`, whatever became of it: the next run follows at once.
  func use(_ spool: Spool, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      await spool.leave()
      throw error
    }
    await spool.leave()
  }

  /// Imports what lies in the spool of a run, on a thread that may wait.
  func importing(
    _ run: JobRun, tamField: String? = nil, integrationUser: String? = nil,
    clockSkewSeconds: Int = 0,
    _ body: @escaping @Sendable (Importer) throws -> ImportReport
  ) async throws -> ImportReport {
    let rejected = "\(run.spool)-rejected"
    try FileManager.default.createDirectory(
      atPath: rejected, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let importer = Importer(
      store: store,
      settings: ImportSettings(
        at: store.now, rejectedDirectory: rejected, tamField: tamField,
        integrationUser: integrationUser, clockSkewSeconds: clockSkewSeconds))
    return try await BlockingWork.run { try body(importer) }
  }

  private func note(_ run: JobRun) {
    let counts = run.counts
    upstream.log.info(
      "job ended",
      metadata: [
        "job": "\(run.job)", "run": "\(run.id)", "state": "\(run.state.rawValue)",
        "read": "\(counts.read)", "inserted": "\(counts.inserted)",
        "updated": "\(counts.updated)", "rejected": "\(counts.rejected)",
        "reason": "\(run.reason ?? "")",
      ])
  }
}

extension JobRun {
  /// Over all objects.
  package var counts: (read: Int, inserted: Int, updated: Int, rejected: Int) {
    objects.counts
  }
}
