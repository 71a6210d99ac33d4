package import CustomerSuccess
package import Foundation

/// When a job runs: times of the clock in a zone whose clocks are put forward and back.
///
/// Each time is worked out as an instant (connectors 1): one that is skipped in March comes as much
/// later as the clocks are put forward, one that comes twice in November counts the first time.
package struct JobSchedule: Hashable, Sendable {
  package enum Days: Hashable, Sendable {
    case daily
    case weekdays
    case weekends
    /// 1 for Monday through 7 for Sunday.
    case weekly(Int)
  }

  /// Of the clock, in minutes after midnight, in order.
  private let minutes: [Int]
  package let days: Days

  private init(_ minutes: [Int], _ days: Days) {
    self.minutes = minutes
    self.days = days
  }

  package static func at(_ hour: Int, _ minute: Int = 0, _ days: Days = .daily) -> Self {
    Self([hour * 60 + minute], days)
  }

  /// At midnight and every two hours from there.
  package static let everyTwoHours = Self((0..<12).map { $0 * 120 }, .daily)

  /// The longest way to another time, in days, with room for the zone.
  private static let horizon = 8

  /// The first time after an instant.
  package func next(after instant: Instant, in zone: TimeZone) -> Instant? {
    times(around: instant, 0...Self.horizon, in: zone).first { $0 > instant }
  }

  /// The last time that is not after an instant.
  package func last(notAfter instant: Instant, in zone: TimeZone) -> Instant? {
    times(around: instant, -Self.horizon...0, in: zone).last { $0 <= instant }
  }

  private func times(
    around instant: Instant, _ range: ClosedRange<Int>, in zone: TimeZone
  ) -> [Instant] {
    let today = instant.day(secondsFromGMT: zone.seconds(at: instant))
    return range.map { today.adding(days: $0) }.filter(days.contain).flatMap { day in
      minutes.map { zone.instant(day, minute: $0) }
    }
  }
}

extension JobSchedule.Days {
  fileprivate func contain(_ day: Day) -> Bool {
    switch self {
    case .daily: true
    case .weekdays: day.weekday <= 5
    case .weekends: day.weekday > 5
    case .weekly(let weekday): day.weekday == weekday
    }
  }
}

extension JobSchedule: CustomStringConvertible {
  private static let weekdays = [
    "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays",
  ]

  /// Such as `05:00 on weekdays`.
  package var description: String {
    guard minutes.count == 1, let minute = minutes.first else { return "every two hours" }
    let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let time = clock.joined(separator: ":")
    switch days {
    case .daily: return "\(time) every day"
    case .weekdays: return "\(time) on weekdays"
    case .weekends: return "\(time) on weekends"
    case .weekly(let weekday): return "\(time) on \(Self.weekdays[weekday - 1])"
    }
  }
}

extension TimeZone {
  fileprivate func seconds(at instant: Instant) -> Int {
    secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.microseconds) / 1e6))
  }

  /// When it is that time of the clock on that day; a time that is skipped comes later by as much as
  /// the clocks are put forward.
  fileprivate func instant(_ day: Day, minute: Int) -> Instant {
    let clock = Instant(startOf: day).adding(seconds: minute * 60)
    // Clocks change in the small hours, so what held at noon before holds until then.
    let before = seconds(at: Instant(startOf: day).adding(seconds: -43_200))
    let early = clock.adding(seconds: -before)
    let settled = clock.adding(seconds: -seconds(at: early))
    return seconds(at: settled) == seconds(at: early) ? settled : early
  }
}
