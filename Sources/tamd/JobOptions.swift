import Connectors
import Foundation
import Logging
import Sandbox
import TamService

extension DataOptions {
  /// What runs jobs, for `body`; the store is closed whatever happens.
  func withJobs<T>(
    log: Logger, _ body: (JobRunner) async throws -> T
  ) async throws -> T {
    let store = try openStore()
    do {
      let result = try await body(Surroundings.jobs(store, log: log))
      try store.close()
      return result
    } catch {
      // What `body` threw says more than that the file could not be closed after it.
      try? store.close()
      throw error
    }
  }

  /// The same for what asks no service and waits for nothing.
  func withRuns<T>(_ body: (JobRuns) throws -> T) throws -> T {
    try withStore { try body(JobRuns($0)) }
  }
}

extension Surroundings {
  /// Services outside live in their own time, so `TAM_NOW` does not count for what they are asked.
  static func jobs(_ store: Store, log: Logger) -> JobRunner {
    JobRunner(
      store: store,
      upstream: UpstreamEnvironment(
        now: { Date() }, sleep: { try await Task.sleep(for: $0) },
        random: { Double.random(in: 0..<1) }, log: log),
      variables: ProcessInfo.processInfo.environment, requestID: { UUID().uuidString })
  }

  /// The same for services whose clock stands still until somebody would wait.
  static func jobs(_ store: Store, _ clock: StandInClock, log: Logger) -> JobRunner {
    JobRunner(
      store: store,
      upstream: UpstreamEnvironment(
        now: { clock.now }, sleep: { try await clock.wait($0) },
        random: { Double.random(in: 0..<1) }, log: log),
      variables: [:], requestID: { UUID().uuidString })
  }

  /// The log of a verb: on standard error, what a person should know.
  static var verbLog: Logger {
    var logger = Logger(label: "tamd") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    return logger
  }
}
