import CustomerSuccess
package import Foundation
import Synchronization

/// The clock of the stand-ins and of what is tried against them: it stands still until someone
/// moves it, and a wait moves it at once.
package final class StandInClock: Sendable {
  private struct State {
    var now: Date
    /// The clock that it goes with, when it does not stand still.
    var followed: (@Sendable () -> Date)?
    var waits: [Duration] = []
  }

  private let state: Mutex<State>

  /// - Parameter start: By default 2024-05-02 07:00:00 UTC.
  package init(_ start: Date = Date(timeIntervalSince1970: 1_714_633_200)) {
    state = Mutex(State(now: start))
  }

  /// One that goes with another clock, for stand-ins that people and programs use.
  package init(following clock: @escaping @Sendable () -> Date) {
    state = Mutex(State(now: clock(), followed: clock))
  }

  package var now: Date { state.withLock { $0.followed?() ?? $0.now } }

  /// The waits so far, in order.
  package var waits: [Duration] { state.withLock { $0.waits } }

  package func advance(by time: Duration) {
    let (seconds, attoseconds) = time.components
    state.withLock { $0.now += Double(seconds) + Double(attoseconds) / 1e18 }
  }

  /// To be handed out as what waits: nobody does.
  package func wait(_ time: Duration) async throws {
    try Task.checkCancellation()
    state.withLock { $0.waits.append(time) }
    advance(by: time)
  }

  /// As the header `Date` writes it.
  package var header: String { Self.header(now) }

  /// Such as `Thu, 02 May 2024 07:00:00 GMT`.
  package static func header(_ date: Date) -> String {
    let instant = Instant(microseconds: Int64(date.timeIntervalSince1970) * 1_000_000)
    let day = instant.day(secondsFromGMT: 0)
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let parts = "\(day)".split(separator: "-")
    let month = months[(Int(parts[1]) ?? 1) - 1]
    let name = names[day.weekday - 1]
    let seconds = Int(date.timeIntervalSince1970) % 86_400
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(name), \(parts[2]) \(month) \(parts[0]) \(clock) GMT"
  }
}
