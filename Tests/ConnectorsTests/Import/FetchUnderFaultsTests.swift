import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

/// Everything that can go wrong with what only reads, at once.
@Suite struct FetchUnderFaultsTests {
  private static let mostRuns = 30

  // edges 1, 5, 32 and 39
  @Test(arguments: 1...10)
  func `whatever happens, in the end Zendesk's records are those of a quiet run`(
    seed: UInt64
  ) async throws {
    let world = try ZendeskWorld(tickets: 260)
    var chance = SeededGenerator(seed: seed)
    let standIn = world.standIn
    try await withServer(standIn.server) { host in
      let quiet = try await world.fetch(host, into: "quiet")
      for _ in 0..<8 {
        standIn.server.faults.add(
          Self.fault("/", upTo: 20, &chance) { standIn.expireTokens() })
      }
      let fetched = try await Self.last { _ in
        try await world.fetch(host, ZendeskWorld.oauth, pageLimitBytes: ZendeskWorld.smallPageBytes)
      }
      #expect(fetched.watermark == quiet.watermark)
      for stream in ZendeskStream.allCases {
        let expected = try world.records(stream, of: quiet)
        #expect(try world.records(stream, of: fetched) == expected)
      }
    }
    #expect(standIn.server.journal.violations.isEmpty)
  }

  // edges 1, 5, 32, 37 and 39
  @Test(arguments: 1...10)
  func `whatever happens, in the end the mart's rows are those of a quiet run`(
    seed: UInt64
  ) async throws {
    let world = try SnowflakeWorld(rows: 80)
    var chance = SeededGenerator(seed: seed)
    let (standIn, clock) = (world.standIn, world.clock)
    try await withServer(standIn.server) { host in
      let quiet = try await world.fetch(host, into: "quiet")
      for _ in 0..<8 {
        standIn.server.faults.add(
          Self.fault("/statements", upTo: 16, &chance) {
            clock.advance(by: .seconds(120))
            standIn.expireTokens()
          })
      }
      standIn.server.faults.add(
        Fault("partition=3", on: .nth(1), .first { standIn.expireResults() }))
      let fetched = try await Self.last { _ in try await world.fetch(host) }
      #expect(fetched.rows == quiet.rows)
      let expected = try world.lines(quiet)
      #expect(try world.lines(fetched) == expected)
    }
    #expect(standIn.server.journal.violations.isEmpty)
  }

  /// Runs again, as the schedule would, until a run comes to its end.
  private static func last<Result>(
    _ run: (Int) async throws -> Result
  ) async throws -> Result {
    for number in 1..<mostRuns {
      // A run that fails is what this is about: the next one goes on.
      if let result = try? await run(number) { return result }
    }
    return try await run(mostRuns)
  }

  private static func fault(
    _ path: String, upTo most: Int, _ chance: inout SeededGenerator,
    expire: @escaping @Sendable () -> Void
  ) -> Fault {
    let actions: [Fault.Action] = [
      .closeBefore, .closeAfter, .cutBody(keeping: Int.random(in: 0..<500, using: &chance)),
      .answer(.webPage(200)), .answer(.webPage(503)), .answer(.json("{}", status: 500)),
      .answer(.json("{}", status: 403)), .answer(StandInAnswer(429)), .first(expire),
      .change { $0.body.removeLast($0.body.count / 2) },
    ]
    return Fault(
      path, on: .nth(Int.random(in: 1...most, using: &chance)),
      actions[Int.random(in: 0..<actions.count, using: &chance)])
  }
}
