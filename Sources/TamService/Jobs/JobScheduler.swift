package import Logging
import CustomerSuccess
import Foundation

/// Runs jobs at their times for as long as the service runs; a job that was missed meanwhile, or cut
/// off, comes first.
package struct JobScheduler: Sendable {
  private let runner: JobRunner
  private let logger: Logger
  private let zone: TimeZone

  /// Between two looks at the clock: a job may be that late.
  private static let pause = Duration.seconds(30)
  /// Runs looked at of each job: those of its last time, and some more.
  private static let runsRead = 10

  /// - Throws: ``JobRefusal/noTimeZone``.
  package init(_ runner: JobRunner, logger: Logger) throws(JobRefusal) {
    guard let zone = Job.zone else { throw .noTimeZone }
    self.runner = runner
    self.logger = logger
    self.zone = zone
  }

  /// Until the task is cancelled; connectors do not wait for each other.
  package func run(waking clock: some Clock<Duration>) async {
    await withTaskGroup { group in
      for connector in Connector.allCases {
        group.addTask { await run(connector, waking: clock) }
      }
      group.addTask { await run(nil, waking: clock) }
    }
  }

  /// - Parameter connector: Nil for rules.
  private func run(_ connector: Connector?, waking clock: some Clock<Duration>) async {
    var complaint: String?
    while !Task.isCancelled {
      do {
        try await look(after: connector)
        complaint = nil
      } catch is CancellationError {
        return
      } catch {
        // A mistake in a file stays there for days.
        if "\(error)" != complaint {
          logger.error(
            "jobs cannot run",
            metadata: ["connector": "\(connector?.rawValue ?? "rules")", "reason": "\(error)"])
        }
        complaint = "\(error)"
      }
      do {
        try await clock.sleep(for: Self.pause)
      } catch {
        return
      }
    }
  }

  /// Runs what is due of a connector, one job after the other.
  ///
  /// - Parameter connector: Nil for rules.
  func look(after connector: Connector?) async throws {
    let connectors = try connectors(for: connector)
    if let connector, !connectors.contains(connector) { return }
    let jobs = Job.all.filter { job in job.connector.map { connectors.contains($0) } ?? true }
    let since = try await BlockingWork.run { [runner] in try runner.runs.since() }
    try await BlockingWork.run { [runner] in
      try runner.runs.announce(jobs.filter { $0.connector == connector })
    }
    for job in jobs where job.connector == connector {
      try Task.checkCancellation()
      let plan = JobPlan(jobs: jobs, zone: zone, since: since, past: try past(of: jobs))
      switch plan.decision(for: job, at: runner.store.now) {
      case .notDue, .wait: continue
      case .skip(let reason):
        logger.warning("job skipped", metadata: ["job": "\(job.name)", "reason": "\(reason)"])
        _ = try await BlockingWork.run { [runner] in
          try runner.runs.skip(job, because: reason)
        }
      case .run:
        do {
          _ = try await runner.run(job)
        } catch JobRefusal.busy, JobRefusal.rulesRun {
          // Somebody runs one by hand: there is another look soon.
          return
        }
      }
    }
  }

  /// Those that are set up.
  private func connectors(for connector: Connector?) throws -> [Connector] {
    let file = Result { try ConnectionFile(runner.store.directory) }
    guard connector == nil else { return try file.get().connectors }
    // A mistake in the file of connections is theirs, and no reason for rules to rest.
    return (try? file.get().connectors) ?? []
  }

  private func past(of jobs: [Job]) throws -> [String: [JobRun]] {
    let runs = runner.runs
    return try Dictionary(
      uniqueKeysWithValues: jobs.map {
        ($0.name, try runs.history(of: $0.name, limit: Self.runsRead))
      })
  }
}
