package import CustomerSuccess

/// One run of a job, from its beginning to its end, restarts of the service included.
package struct JobRun: Equatable, Sendable {
  package typealias State = RunState

  package let id: Int64
  package let job: String
  package let state: State
  package let startedAt: Instant
  /// Nil while it runs.
  package let endedAt: Instant?
  /// The window of changes, by the clock of the service that was asked; nil when it has none, or its
  /// start is the beginning.
  package let from: Instant?
  package let until: Instant?
  /// What the import did, object by object.
  package let objects: [ObjectReport]
  /// What a person should know.
  package let notes: [String]
  /// Why it failed or was skipped.
  package let reason: String?
  /// Where its pages are kept until it is done.
  package var spool: String
}

/// What came out of a run.
struct JobOutcome: Sendable {
  var report: ImportReport
  var notes: [String] = []
  /// Whether something that was asked for could not be had.
  var isDegraded = false
  var from: Instant?
  var until: Instant?
  /// Where the next run begins, by name; stored with the outcome.
  var watermarks: [String: String] = [:]
  /// What is not asked for any more, by name; forgotten with the outcome.
  var settled: [String] = []
  /// The organization of Salesforce that was fetched from; nil when none was, or it did not say.
  var organization: String?

  var state: JobRun.State { report.hasRejections || isDegraded ? .partial : .done }
}
