import Foundation
import Logging
import Sandbox
import Support
import Synchronization
import Testing

@testable import Connectors

private typealias World = SalesforceWorld

@Suite struct SalesforceTroubleTests {
  @Test func `the log tells of requests, and neither of secrets nor of customers`() async throws {
    let world = try World()
    world.add(accounts: 450)
    let standIn = world.standIn
    standIn.server.faults.add(
      Fault("/query/", on: .nth(1), .first { standIn.change { $0.expireTokens() } }))
    let lines = Shared<[String]>([])
    let clock = world.clock
    let environment = UpstreamEnvironment(
      now: { clock.now }, sleep: { try await clock.wait($0) }, random: { 0.5 },
      log: Logger(label: "test") { _ in LineHandler(lines: lines) })
    _ = try await withServer(standIn.server) { host in
      try await SalesforcePull(
        world.connection(host, .pull, environment), [World.accounts], directory: world.spool,
        settings: World.small
      ).run()
    }
    let text = lines.value.joined(separator: "\n")
    #expect(lines.value.filter { $0.hasPrefix("token renewed") }.count == 1)
    #expect(text.contains("/services/data/v60.0/queryAll"))
    for secret in ["Bearer", "access.", "SELECT", "Account 1", "PRIVATE KEY", "assertion"] {
      #expect(!text.contains(secret), "\(secret)")
    }
  }

  @Test(arguments: 1...50)
  func `rows of any text survive being written and read`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let pieces = ["a", "\"", ",", "\n", "\r", "\r\n", " ", "é", "💥", "\\", "''"]
    let wanted = (0..<20).map { _ in
      (0..<5).map { _ in
        (0..<Int.random(in: 0...6, using: &chance))
          .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &chance)] }.joined()
      }
    }
    var page = CSVPage()
    for row in wanted { page.add(row.map { Array($0.utf8) }) }
    var rows = CSVRows(page.bytes)
    var found: [[String]] = []
    while let row = rows.next() {
      found.append(row.cells.map { String(decoding: $0, as: UTF8.self) })
    }
    #expect(found == wanted)
    #expect(page.rows == 20)
  }
}

/// Keeps what is logged.
private struct LineHandler: LogHandler {
  let lines: Shared<[String]>
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace

  init(lines: Shared<[String]>) { self.lines = lines }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    lines.set(lines.value + ["\(event.message) \(event.metadata ?? [:])"])
  }
}
