import Foundation
import Logging
import ReplicaStore
import SyncClient

extension Workplace {
  /// The one who talks to the service for this home, with its log in the home's own file.
  ///
  /// - Throws: `SyncProblem` when nobody is logged in, `ConnectionError` when the login names no
  ///   address to send a token to.
  func synchronizer() throws -> Synchronizer {
    try Synchronizer(
      replica: replica,
      environment: SyncEnvironment(
        sleep: { try await Task.sleep(for: $0) }, random: SystemRandomNumberGenerator(),
        deviceName: ProcessInfo.processInfo.hostName, log: logger("SyncClient")))
  }

  /// Writes to the log file of the home.
  func logger(_ label: String) -> Logger {
    let file = LogFile(path: replica.home.logPath)
    let environment = environment
    return Logger(label: label) { label in
      FileLogHandler(label: label, file: file, now: { environment.now() })
    }
  }
}
