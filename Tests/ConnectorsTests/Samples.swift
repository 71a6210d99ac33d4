import Connectors
import Logging
import Sandbox
import Testing

extension UpstreamEnvironment {
  /// One that never waits: a wait moves the clock.
  ///
  /// - Parameter random: What chance says each time.
  static func sample(_ clock: StandInClock, random: Double = 0.5) -> UpstreamEnvironment {
    UpstreamEnvironment(
      now: { clock.now }, sleep: { try await clock.wait($0) }, random: { random },
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
