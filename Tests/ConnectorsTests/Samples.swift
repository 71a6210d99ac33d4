import Connectors
import Foundation
import Logging
import Sandbox
import Testing

extension UpstreamEnvironment {
  /// One that never waits: a wait moves the clock.
  ///
  /// - Parameters:
  ///   - random: What chance says each time.
  ///   - ahead: How far our clock is ahead of the service's, in seconds.
  static func sample(
    _ clock: StandInClock, random: Double = 0.5, ahead: Double = 0
  ) -> UpstreamEnvironment {
    UpstreamEnvironment(
      now: { clock.now.addingTimeInterval(ahead) }, sleep: { try await clock.wait($0) },
      random: { random },
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }
}

/// Runs a stand-in for as long as the body takes.
@discardableResult
func withServer<Result>(
  _ server: StandInServer, _ body: (UpstreamHost) async throws -> Result
) async throws -> Result {
  let host = try UpstreamHost(try await server.start())
  do {
    let result = try await body(host)
    await server.stop()
    return result
  } catch {
    await server.stop()
    throw error
  }
}

extension Spool {
  /// Runs the body, and leaves the spool as the end of a process does.
  nonisolated func left<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      let result = try await body()
      await leave()
      return result
    } catch {
      await leave()
      throw error
    }
  }
}
