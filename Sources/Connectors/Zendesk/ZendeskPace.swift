import Foundation

/// Spaces the requests for exports, of which Zendesk allows ten a minute.
actor ZendeskPace {
  private static let interval = Duration.milliseconds(6_500)
  /// Nobody is sent away for longer: what is further away was set before the clock was set back.
  private static let longestSeconds = 61.0

  private let environment: UpstreamEnvironment
  private var next = Date.distantPast

  init(_ environment: UpstreamEnvironment) { self.environment = environment }

  /// Returns when the next export may be asked for.
  func wait() async throws {
    let left = min(next.timeIntervalSince(environment.now()), Self.longestSeconds)
    if left > 0 { try await environment.sleep(.milliseconds(Int64((left * 1_000).rounded(.up)))) }
    rest(for: Self.interval)
  }

  /// Lets nobody through for that long from now.
  func rest(for duration: Duration) {
    let seconds =
      Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    let now = environment.now()
    if next.timeIntervalSince(now) > Self.longestSeconds { next = .distantPast }
    next = max(next, now.addingTimeInterval(seconds))
  }
}
