import Foundation

/// Holds all requests to one host back while it wants to be left alone.
package actor HostGate {
  private var opensAt = Date.distantPast

  /// Closes the gate for that long, unless it stays closed longer anyway.
  func close(for wait: Duration, now: Date) {
    let seconds = Double(wait.components.seconds) + Double(wait.components.attoseconds) / 1e18
    opensAt = max(opensAt, now.addingTimeInterval(seconds))
  }

  /// Returns when the gate is open.
  func pass(_ environment: UpstreamEnvironment) async throws {
    while true {
      let left = opensAt.timeIntervalSince(environment.now())
      guard left > 0 else { return }
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
