import CustomerSuccess
import Foundation
import Testing

@testable import TamService

@Suite struct JobPlanTests {
  private static let zone = Job.zone ?? .gmt
  /// Midnight of Los Angeles on a Thursday of winter.
  private static let midnight = Instant("2026-11-26T08:00:00Z") ?? Instant(microseconds: 0)

  private static func at(hours: Double) -> Instant {
    midnight.adding(seconds: Int(hours * 3_600))
  }

  /// - Parameter hours: After midnight.
  private static func run(
    _ job: String, _ state: JobRun.State, at hours: Double, reason: String? = nil
  ) -> JobRun {
    JobRun(
      id: 1, job: job, state: state, startedAt: at(hours: hours),
      endedAt: state == .running ? nil : at(hours: hours), from: nil, until: nil, objects: [],
      notes: [], reason: reason, spool: "")
  }

  private func decision(
    _ job: String, at hours: Double, _ past: [JobRun], since: Double = -100,
    jobs: [Job] = Job.all
  ) throws -> JobPlan.Decision {
    let plan = JobPlan(
      jobs: jobs, zone: Self.zone, since: Self.at(hours: since),
      past: Dictionary(grouping: past, by: \.job))
    return plan.decision(for: try #require(Job.named(job)), at: Self.at(hours: hours))
  }

  @Test(arguments: [
    (at: 0.0, past: [], since: -1.0, decision: JobPlan.Decision.run, "its first time"),
    (at: 3, past: [], since: 1, decision: .notDue, "the service began after its time"),
    (at: 0, past: [run("user", .done, at: -24)], since: -1, decision: .run, "the next day"),
    (at: 3, past: [run("user", .done, at: 0)], since: -1, decision: .notDue, "it ran"),
    (at: 3, past: [run("user", .partial, at: 0)], since: -1, decision: .notDue, "it ran in part"),
    (at: 3, past: [run("user", .done, at: -2)], since: 2, decision: .run, "missed, made up for"),
    (at: 3, past: [run("user", .running, at: -30)], since: 2, decision: .run, "cut off"),
    (at: 0.5, past: [run("user", .failed, at: 0)], since: -1, decision: .notDue, "just failed"),
    (at: 1, past: [run("user", .failed, at: 0)], since: -1, decision: .run, "an hour later"),
    (
      at: 9, past: (0..<3).map { run("user", .failed, at: 2 - Double($0)) }, since: -1,
      decision: .notDue, "three times are enough"
    ),
    (
      at: 24, past: (0..<3).map { run("user", .failed, at: 2 - Double($0)) }, since: -1,
      decision: .run, "until the next day"
    ),
  ])
  func `a job runs when its time has come and it has not run for it`(
    at hours: Double, past: [JobRun], since: Double, decision: JobPlan.Decision, why: String
  ) throws {
    #expect(try self.decision("user", at: hours, past, since: since) == decision, "\(why)")
  }

  // edge 50
  @Test(arguments: [
    ([], JobPlan.Decision.wait, "it is due itself"),
    ([run("company", .running, at: 0)], .wait, "it runs"),
    ([run("company", .failed, at: 0)], .wait, "it is tried again"),
    ([run("company", .done, at: 0)], .run, "it ran"),
    ([run("company", .partial, at: 0)], .run, "it ran in part"),
    ([run("company", .done, at: -24)], .wait, "it ran last night, and is due"),
    (
      (0..<3).map { run("company", .failed, at: 2 - Double($0), reason: "no network") },
      .skip("company, which comes first, failed (no network)"), "it failed for good"
    ),
    (
      [run("company", .skipped, at: 0, reason: "user failed")],
      .skip("company, which comes first, was skipped (user failed)"), "it was skipped"
    ),
  ])
  func `a job waits for what comes first, and is skipped with the reason when that failed`(
    past: [JobRun], decision: JobPlan.Decision, why: String
  ) throws {
    #expect(try self.decision("opportunity", at: 3, past) == decision, "\(why)")
  }

  @Test func `what comes first counts only where its connector is set up`() throws {
    let tickets = Job.all.filter { $0.connector == .zendesk }
    #expect(try decision("tickets", at: 3, [], jobs: tickets) == .run)
    #expect(try decision("tickets", at: 3, []) == .wait)
  }

  @Test func `a service that began at noon does not wait for what was due at midnight`() throws {
    let reason = "company, which comes first, has not run since 2026-11-26T08:00:00Z"
    let past = [Self.run("tickets", .done, at: -24)]
    #expect(try decision("tickets", at: 13, past, since: 12) == .skip(reason))
  }

  // edge 50
  @Test(arguments: [
    ([], 5.5, JobPlan.Decision.wait, "what comes first is due itself"),
    ([run("company", .running, at: 0)], 5.5, .wait, "it runs"),
    ([run("company", .failed, at: 5)], 5.5, .run, "it failed: the push fetches for itself"),
    ([run("company", .skipped, at: 0)], 5.5, .run, "it was skipped"),
    ([run("company", .done, at: 0)], 5.5, .run, "it ran"),
    ([run("company", .done, at: 0)], 5.25, .notDue, "it is not its time"),
  ])
  func `a push waits for the night's fetch, however that ends`(
    past: [JobRun], hours: Double, decision: JobPlan.Decision, why: String
  ) throws {
    let past = past + [Self.run("bi-directional", .done, at: 5), Self.run("push", .done, at: -18)]
    #expect(try self.decision("push", at: hours, past) == decision, "\(why)")
  }

  @Test(arguments: [
    ("bi-directional", 5.0, true), ("bi-directional-weekend", 5, false), ("push", 5.5, true),
    ("push-weekend", 9, false), ("tam", 6, true), ("bi-directional", 53, false),
    ("bi-directional-weekend", 56, true), ("push-weekend", 57, true), ("push", 53.5, false),
    ("tam", 54, true),
  ])
  func `pushes run at the hours of the seed page, on weekdays and on weekends`(
    job: String, hours: Double, isDue: Bool
  ) throws {
    // Thursday is the first day, so the third is a Saturday.
    let past = Job.all.map { Self.run($0.name, .done, at: hours - 0.2) }
    let others = past.filter { $0.job != job } + [Self.run(job, .done, at: hours - 1.9)]
    #expect(try decision(job, at: hours, others) == (isDue ? .run : .notDue))
  }

  @Test func `what runs by hand only is never due, but taken up where it was cut off`() throws {
    #expect(try decision("salesforce", at: 3, []) == .notDue)
    #expect(try decision("salesforce", at: 3, [Self.run("salesforce", .done, at: 0)]) == .notDue)
    #expect(try decision("salesforce", at: 3, [Self.run("salesforce", .running, at: 0)]) == .run)
  }
}
