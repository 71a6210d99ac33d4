import CustomerSuccess
import Foundation

/// Decides whether it is a job's time; knows no clock and no store.
struct JobPlan {
  enum Decision: Equatable {
    case notDue
    case run
    /// It is its time, but another job comes first.
    case wait
    /// It is its time, and it must not run; the reason is for a person.
    case skip(String)
  }

  /// How long after a failure a job is tried again, and how often in all.
  static let retrySeconds = 3_600
  static let tries = 3

  /// Those of the connectors that are set up.
  let jobs: [Job]
  let zone: TimeZone
  /// When jobs were first looked after: what was due before and never ran is not made up for.
  let since: Instant
  /// The newest runs of each job, newest first.
  let past: [String: [JobRun]]

  func decision(for job: Job, at now: Instant) -> Decision {
    guard let time = time(of: job, at: now) else { return .notDue }
    for first in jobs where job.after.contains(first.name) {
      if job.fetchesItself {
        if isToCome(first, before: time, now) { return .wait }
      } else if let obstacle = obstacle(from: first, at: time, now) {
        return obstacle
      }
    }
    return .run
  }

  /// The time for which a job is to run now; nil when it has run, or it is not its time.
  private func time(of job: Job, at now: Instant) -> Instant? {
    guard let time = job.schedule?.last(notAfter: now, in: zone) else {
      return past[job.name]?.first?.state == .running ? now : nil
    }
    let runs = past[job.name] ?? []
    guard let newest = runs.first else { return time > since ? time : nil }
    switch newest.state {
    case .running: return time
    case .failed where newest.startedAt >= time:
      return isToBeRetried(runs, since: time, at: now) ? time : nil
    case .done, .partial, .failed, .skipped: return newest.startedAt < time ? time : nil
    }
  }

  private func isToBeRetried(_ runs: [JobRun], since time: Instant, at now: Instant) -> Bool {
    guard mayBeRetried(runs, since: time), let end = runs.first?.endedAt else { return false }
    return end.seconds(until: now) >= Self.retrySeconds
  }

  private func mayBeRetried(_ runs: [JobRun], since time: Instant) -> Bool {
    runs.prefix { $0.state == .failed && $0.startedAt >= time }.count < Self.tries
  }

  /// Whether a job runs, or is about to for the first time, at or before `time`.
  private func isToCome(_ first: Job, before time: Instant, _ now: Instant) -> Bool {
    guard let own = first.schedule?.last(notAfter: time, in: zone) else { return false }
    guard let newest = past[first.name]?.first, newest.startedAt >= own else {
      return self.time(of: first, at: now) != nil
    }
    return newest.state == .running
  }

  /// What a job that comes first means for one that was due at `time`; nil when it has run well.
  private func obstacle(from first: Job, at time: Instant, _ now: Instant) -> Decision? {
    guard let own = first.schedule?.last(notAfter: time, in: zone) else { return nil }
    let runs = (past[first.name] ?? []).filter { $0.startedAt >= own }
    guard let newest = runs.first else {
      return self.time(of: first, at: now) == nil
        ? .skip("\(first.name), which comes first, has not run since \(own)") : .wait
    }
    switch newest.state {
    case .done, .partial: return nil
    case .running: return .wait
    case .failed where mayBeRetried(runs, since: own): return .wait
    case .failed, .skipped:
      let what = newest.state == .failed ? "failed" : "was skipped"
      return .skip(
        "\(first.name), which comes first, \(what) (\(newest.reason ?? "no reason"))")
    }
  }
}
