import CustomerSuccess
import Foundation
import Testing

@testable import TamService

@Suite struct JobScheduleTests {
  private static let zone = Job.zone ?? .gmt

  private func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

  /// All times of a schedule in 2026, in which clocks change on March 8 and November 1.
  private func year(_ schedule: JobSchedule) throws -> [Instant] {
    var times: [Instant] = []
    var now = try instant("2026-01-01T07:59:59Z")
    let end = try instant("2027-01-01T08:00:00Z")
    while let next = schedule.next(after: now, in: Self.zone), next < end {
      times.append(next)
      now = next
    }
    return times
  }

  private func day(_ instant: Instant) -> Day {
    instant.day(secondsFromGMT: Self.zone.secondsFromGMT(for: instant.date))
  }

  private func clock(_ instant: Instant) -> String {
    let local = instant.adding(seconds: Self.zone.secondsFromGMT(for: instant.date))
    return String("\(local)".dropFirst(11).prefix(5))
  }

  // edge 36
  @Test(arguments: [
    (JobSchedule.at(0), 365, "00:00"), (.at(1, 30), 365, "01:30"), (.at(2, 30), 365, "02:30"),
    (.at(12), 365, "12:00"), (.at(21), 365, "21:00"), (.at(5, 0, .weekdays), 261, "05:00"),
    (.at(5, 30, .weekdays), 261, "05:30"), (.at(8, 0, .weekends), 104, "08:00"),
    (.at(9, 0, .weekends), 104, "09:00"), (.at(2, 30, .weekly(7)), 52, "02:30"),
  ])
  func `each job has one time on each of its days, whatever the clocks do`(
    schedule: JobSchedule, days: Int, time: String
  ) throws {
    let times = try year(schedule)
    #expect(times.count == days)
    #expect(Set(times.map(day)).count == days)
    let odd = times.filter { clock($0) != time }.map { "\(day($0)) \(clock($0))" }
    #expect(odd == (time == "02:30" ? ["2026-03-08 03:30"] : []))
  }

  // edge 36
  @Test func `a two-hourly job has twelve times a day, also when clocks change`() throws {
    let times = try year(.everyTwoHours)
    #expect(times.count == 365 * 12)
    let counts = Dictionary(grouping: times, by: day).mapValues(\.count)
    #expect(counts.values.allSatisfy { $0 == 12 })
    let spring = times.filter { "\(day($0))" == "2026-03-08" }.prefix(3).map(clock)
    #expect(spring == ["00:00", "03:00", "04:00"])
    let gaps = zip(times, times.dropFirst()).map { $0.seconds(until: $1) }
    #expect(Set(gaps) == [3_600, 7_200, 10_800])
  }

  // edge 36
  @Test(arguments: [
    ("2026-03-07T12:00:00Z", "2026-03-08T08:00:00Z", "winter"),
    ("2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z", "clocks are put forward"),
    ("2026-07-01T12:00:00Z", "2026-07-02T07:00:00Z", "summer"),
    ("2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z", "clocks are put back"),
  ])
  func `midnight of Los Angeles is another hour of UTC in summer and in winter`(
    now: String, next: String, why: String
  ) throws {
    #expect(
      JobSchedule.at(0).next(after: try instant(now), in: Self.zone) == (try instant(next)),
      "\(why)")
  }

  // edge 36
  @Test func `a time that comes twice counts the first time`() throws {
    let schedule = JobSchedule.at(1, 30)
    let first = try instant("2026-11-01T08:30:00Z")
    #expect(schedule.next(after: try instant("2026-11-01T08:00:00Z"), in: Self.zone) == first)
    #expect(
      schedule.next(after: first, in: Self.zone) == (try instant("2026-11-02T09:30:00Z")))
    #expect(
      schedule.last(notAfter: try instant("2026-11-01T09:45:00Z"), in: Self.zone) == first)
  }

  @Test func `the last time is the next one of the moment before`() throws {
    for schedule in [JobSchedule.at(5, 30, .weekdays), .everyTwoHours, .at(2, 30, .weekly(1))] {
      for time in try year(schedule) {
        #expect(schedule.last(notAfter: time, in: Self.zone) == time)
        let before = schedule.last(notAfter: time.adding(seconds: -1), in: Self.zone)
        #expect(before.flatMap { schedule.next(after: $0, in: Self.zone) } == time)
      }
    }
  }

  @Test func `names are told apart, and what comes first is a job of the same times`() {
    let names = Job.all.map(\.name)
    #expect(Set(names).count == names.count)
    for job in Job.all {
      for first in job.after {
        let place = names.firstIndex(of: first) ?? names.count
        #expect(place < names.firstIndex(of: job.name) ?? 0, "\(first) before \(job.name)")
        #expect(Job.named(first)?.schedule != nil)
      }
    }
  }
}
