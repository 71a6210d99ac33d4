package import Foundation
package import Logging

/// What connectors take from the outside world.
package struct UpstreamEnvironment: Sendable {
  package let now: @Sendable () -> Date
  /// Waits that long; throws when the task is cancelled.
  package let sleep: @Sendable (Duration) async throws -> Void
  /// At least 0, below 1: spreads retries over time.
  package let random: @Sendable () -> Double
  /// Shared by all connectors of the process, so that those of one host slow down together.
  package let gates: HostGates
  package let log: Logger

  package init(
    now: @escaping @Sendable () -> Date,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double, gates: HostGates = HostGates(), log: Logger
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
    self.gates = gates
    self.log = log
  }
}
