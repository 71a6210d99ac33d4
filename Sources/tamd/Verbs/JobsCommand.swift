import ArgumentParser
import CustomerSuccess
import Foundation
import TamService

struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "What is fetched from other services and sent to them, and when.",
    discussion: """
      While the store is served the jobs run at their times, which are those of Los Angeles. \
      A run that is cut off goes on where it stopped when the service starts again.
      """,
    subcommands: [List.self, Run.self, History.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "All jobs: when they run next, and how they ran last.")
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      guard let zone = Job.zone else { throw JobRefusal.noTimeZone }
      let ready = try ConnectionFile(data.directory).connectors
      let lines = try data.withStore { store in
        try Job.all.map { job in
          JobOutput(
            job, isReady: job.connector.map { ready.contains($0) } ?? true,
            next: job.schedule?.next(after: store.now, in: zone),
            last: try JobRuns(store).latest(of: job.name))
        }
      }
      try output.write(lines)
    }
  }

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run a job now, also while the store is served.",
      discussion: """
        A run that was cut off or failed goes on with what it has fetched. Two runs of one \
        connector exclude each other, whoever began them. Exit codes: 3 when rows were rejected or \
        fields lack, 1 when it failed.
        """)
    @Argument(help: "A name that `tamd jobs list` shows.") var job: String
    @Flag(
      help: """
        For usage: throw away what earlier runs fetched, and compute instances and usage from all \
        that the mart has; the labels of instances stay.
        """)
    var rebuild = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      guard let job = Job.named(job) else { throw ValidationError("\(JobRefusal.unknown(job))") }
      if rebuild {
        let usage = Connector.snowflake.everything
        guard job == usage else {
          throw ValidationError("--rebuild is for \(usage.name), not for \(job.name)")
        }
        try data.withRuns { try $0.rebuildUsage() }
      }
      let run = try await data.withJobs(log: Surroundings.verbLog) { try await $0.run(job) }
      try output.write(RunOutput(run), text: RunOutput.text(run))
      switch run.state {
      case .partial: throw ExitCode.partly
      case .failed, .skipped: throw ExitCode.failure
      case .running, .done: break
      }
    }
  }

  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Past runs, newest first; or the records that Salesforce did not take.")
    @Argument(help: "A name that `tamd jobs list` shows; all jobs when it lacks.")
    var job: String?
    @OptionGroup var lines: LimitOption
    @Flag(
      help: """
        In place of runs, the records that could not be sent to Salesforce as they are, with its \
        reasons.
        """)
    var records = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
      guard job == nil || !records else {
        throw ValidationError("--records lists those of all jobs: leave \(job ?? "") out")
      }
      if let job, Job.named(job) == nil { throw ValidationError("\(JobRefusal.unknown(job))") }
    }

    func run() throws {
      guard !records else {
        let failures = try data.withStore { try PushLedger($0).failures(limit: lines.limit) }
        return try output.write(failures.map(PushFailureOutput.init))
      }
      try output.write(
        try data.withRuns { try $0.history(of: job, limit: lines.limit) }.map(RunOutput.init))
    }
  }
}

/// A job in a list.
struct JobOutput: OutputLine {
  static let titles = [
    "job", "connector", "schedule", "next", "last", "state", "read", "inserted", "updated",
    "rejected", "reason",
  ]

  let name: String
  let summary: String
  let connector: String
  /// Whether its connector is set up.
  let ready: Bool
  let schedule: String?
  let next: Instant?
  let last: RunOutput?

  init(_ job: Job, isReady: Bool, next: Instant?, last: JobRun?) {
    name = job.name
    summary = job.summary
    connector = job.connector?.rawValue ?? "rules"
    ready = isReady
    schedule = job.schedule?.description
    self.next = isReady ? next : nil
    self.last = last.map(RunOutput.init)
  }

  var cells: [String] {
    let past = last.map { Array($0.cells.dropFirst(2)) } ?? Array(repeating: "", count: 8)
    let state = last == nil && !ready ? "not set up" : past[0]
    return [
      name, connector, schedule ?? "by hand", next?.description ?? "",
      last?.startedAt.description ?? "",
      state, past[3], past[4], past[5], past[6], past[7],
    ]
  }
}

/// A run of a job.
struct RunOutput: OutputLine {
  static let titles = [
    "run", "job", "state", "started", "ended", "read", "inserted", "updated", "rejected", "reason",
  ]

  let id: String
  let job: String
  let state: String
  let startedAt: Instant
  let endedAt: Instant?
  let windowFrom: Instant?
  let windowUntil: Instant?
  let read: Int
  let inserted: Int
  let updated: Int
  let rejected: Int
  let objects: [ObjectReport]
  let notes: [String]
  let reason: String?

  init(_ run: JobRun) {
    id = String(run.id)
    job = run.job
    state = run.state.rawValue
    startedAt = run.startedAt
    endedAt = run.endedAt
    windowFrom = run.from
    windowUntil = run.until
    (read, inserted, updated, rejected) = run.counts
    objects = run.objects
    notes = run.notes
    reason = run.reason
  }

  var cells: [String] {
    [id, job, state, "\(startedAt)", endedAt.map { "\($0)" } ?? ""]
      + [read, inserted, updated, rejected].map(String.init) + [reason ?? notes.first ?? ""]
  }

  /// For a person who waited for the run.
  static func text(_ run: JobRun) -> String {
    var report = ImportReport()
    report.objects = run.objects
    let head = "\(run.job): \(run.state.rawValue)\(run.reason.map { ": \($0)" } ?? "")"
    let body = run.objects.isEmpty ? [] : [report.description]
    return ([head] + body + run.notes).joined(separator: "\n")
  }

  private enum CodingKeys: String, CodingKey {
    case id, job, state, read, inserted, updated, rejected, objects, notes, reason
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case windowFrom = "window_from"
    case windowUntil = "window_until"
  }
}
