package import Logging

/// What the synchronizer takes from the outside world.
package struct SyncEnvironment: Sendable {
  /// Waits that long; throws when the task is cancelled.
  package let sleep: @Sendable (Duration) async throws -> Void
  /// Spreads retries over time.
  package let random: any RandomNumberGenerator & Sendable
  /// What this machine is called in the list of devices.
  package let deviceName: String
  package let log: Logger

  package init(
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: any RandomNumberGenerator & Sendable, deviceName: String, log: Logger
  ) {
    self.sleep = sleep
    self.random = random
    self.deviceName = deviceName
    self.log = log
  }
}
