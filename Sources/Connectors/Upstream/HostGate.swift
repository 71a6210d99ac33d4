import Foundation

/// Holds all requests to one host back while it wants to be left alone.
package actor HostGate {
  private var opensAt = Date.distantPast
  /// No request waits for longer: what is further away was set before the clock was set back.
  private static let longestSeconds = Double(RetryWait.patience.components.seconds) + 1

  /// Closes the gate for that long, unless it stays closed longer anyway.
  func close(for wait: Duration, now: Date) {
    let seconds = Double(wait.components.seconds) + Double(wait.components.attoseconds) / 1e18
    if opensAt.timeIntervalSince(now) > Self.longestSeconds { opensAt = .distantPast }
    opensAt = max(opensAt, now.addingTimeInterval(seconds))
  }

  /// Returns when the gate is open.
  func pass(_ environment: UpstreamEnvironment) async throws {
    while true {
      let left = opensAt.timeIntervalSince(environment.now())
      guard left > 0, left <= Self.longestSeconds else { return }
      try await environment.sleep(.milliseconds(Int64((left * 1000).rounded(.up))))
    }
  }
}

/// The gates of a process, one for each host.
package actor HostGates {
  private var gates: [UpstreamHost: HostGate] = [:]

  package init() {}

  func gate(for host: UpstreamHost) -> HostGate {
    if let gate = gates[host] { return gate }
    let gate = HostGate()
    gates[host] = gate
    return gate
  }
}
