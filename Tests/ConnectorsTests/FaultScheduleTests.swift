import CustomerSuccess
import Foundation
import Sandbox
import Support
import TamService
import Testing

@testable import Connectors

/// Everything that can go wrong with what is fetched, at once, at moments that chance chooses: runs
/// follow each other, as the schedule would have it, until one comes to its end.
///
/// `TAM_FAULT_SEEDS` says how many schedules are tried on each interface; `make test-faults` tries all
/// that a release must pass.
@Suite struct FaultScheduleTests {
  private static let seeds =
    1...(ProcessInfo.processInfo.environment["TAM_FAULT_SEEDS"].flatMap { UInt64($0) } ?? 40)
  private static let mostRuns = 30

  // edges 1, 5, 6, 7, 17, 18, 32 and 39
  @Test func `whatever happens, in the end Salesforce's rows are those of a quiet run`()
    async throws
  {
    let world = try SalesforceWorld()
    world.add(accounts: 60)
    world.standIn.change { $0.queryPageRows = 12 }
    let importer = try importer(in: world.directory)
    // Rows that came once more, because a window was begun anew.
    var repeated = 0
    try await withServer(world.standIn.server) { host in
      for settings in [SalesforceWorld.short, SalesforceWorld.shortBulk] {
        // Some of the schedule before may not have come up yet.
        world.standIn.server.faults.clear()
        let quietFolder = "quiet \(settings.bulkRows)"
        let quiet = try await world.fetch(host, settings, into: quietFolder)
        let expected = try world.table(quiet)
        #expect(expected.count == 60)
        _ = try importer.salesforce(directory: world.directory.path(of: quietFolder))
        for seed in Self.seeds {
          var chance = SeededGenerator(seed: seed)
          world.standIn.server.faults.clear()
          for _ in 0..<6 { world.standIn.server.faults.add(Self.salesforce(world, &chance)) }
          let folder = "seed \(seed) \(settings.bulkRows)"
          let fetched = try await Self.last { try await world.fetch(host, settings, into: folder) }
          #expect(try world.table(fetched) == expected, "\(chance)")
          repeated += fetched.objects[0].rows - expected.count
          let report = try importer.salesforce(directory: world.directory.path(of: folder))
          #expect(report.changedNothing, "\(chance): \(report)")
        }
      }
    }
    #expect(world.violations.isEmpty)
    #expect(repeated > 0)
  }

  // edges 1, 5, 32 and 39
  @Test func `whatever happens, in the end Zendesk's records are those of a quiet run`()
    async throws
  {
    let world = try ZendeskWorld(tickets: 120)
    let standIn = world.standIn
    try await withServer(standIn.server) { host in
      let quiet = try await world.fetch(host, into: "quiet")
      let expected = try world.tables(quiet)
      for seed in Self.seeds {
        var chance = SeededGenerator(seed: seed)
        standIn.server.faults.clear()
        for _ in 0..<6 {
          standIn.server.faults.add(
            Self.fault("/", upTo: 14, &chance) { standIn.expireTokens() })
        }
        let fetched = try await Self.last {
          try await world.fetch(
            host, ZendeskWorld.oauth, into: "seed \(seed)",
            pageLimitBytes: ZendeskWorld.smallPageBytes)
        }
        // Organizations may have come by their list, and then stay where they were.
        for stream in [ZendeskStream.tickets, .users] {
          #expect(fetched.watermark[stream] == quiet.watermark[stream], "\(chance)")
        }
        #expect(try world.tables(fetched) == expected, "\(chance)")
      }
    }
    #expect(standIn.server.journal.violations.isEmpty)
  }

  // edges 1, 5, 32, 37 and 39
  @Test func `whatever happens, in the end the mart's rows are those of a quiet run`()
    async throws
  {
    let world = try SnowflakeWorld(rows: 40)
    let (standIn, clock) = (world.standIn, world.clock)
    try await withServer(standIn.server) { host in
      let expected = try world.lines(try await world.fetch(host, into: "quiet"))
      for seed in Self.seeds {
        var chance = SeededGenerator(seed: seed)
        standIn.server.faults.clear()
        for _ in 0..<6 {
          standIn.server.faults.add(
            Self.fault("/statements", upTo: 12, &chance) {
              clock.advance(by: .seconds(120))
              standIn.expireTokens()
            })
        }
        standIn.server.faults.add(
          Fault("partition=3", on: .nth(1), .first { standIn.expireResults() }))
        let fetched = try await Self.last { try await world.fetch(host, into: "seed \(seed)") }
        #expect(try world.lines(fetched) == expected, "\(chance)")
      }
    }
    #expect(standIn.server.journal.violations.isEmpty)
  }

  /// Runs again, as the schedule would, until a run comes to its end.
  private static func last<Result>(_ run: () async throws -> Result) async throws -> Result {
    for _ in 1..<mostRuns {
      // A run that fails is what this is about: the next one goes on.
      if let result = try? await run() { return result }
    }
    return try await run()
  }

  private func importer(in folder: TemporaryDirectory) throws -> Importer {
    let at = Instant(secondsSinceEpoch: Int64(SalesforceWorld.start.timeIntervalSince1970))
    let store = try Store.create(
      DataDirectory(folder.path(of: "store")), key: [1, 2, 3], clock: { at })
    return Importer(
      store: store, settings: ImportSettings(at: at, rejectedDirectory: folder.path))
  }

  private static func salesforce(
    _ world: SalesforceWorld, _ chance: inout SeededGenerator
  ) -> Fault {
    let standIn = world.standIn
    return fault(
      "/services/data", upTo: 14, &chance,
      besides: [
        .answer(.json("[]", status: 500)),
        .answer(.json("[{\"errorCode\":\"INSUFFICIENT_ACCESS\"}]", status: 403)),
        .first { standIn.change { $0.expireLocators() } },
      ]
    ) { standIn.change { $0.expireTokens() } }
  }

  /// One of the things that can go wrong, at one of the next requests.
  private static func fault(
    _ path: String, upTo most: Int, _ chance: inout SeededGenerator, besides: [Fault.Action] = [],
    expire: @escaping @Sendable () -> Void
  ) -> Fault {
    var actions: [Fault.Action] = [
      .closeBefore, .closeAfter, .cutBody(keeping: Int.random(in: 0..<500, using: &chance)),
      .answer(.webPage(200)), .answer(.webPage(503)), .answer(.json("{}", status: 500)),
      .answer(.json("{}", status: 403)), .answer(StandInAnswer(429)), .first(expire),
      .change { $0.body.removeLast($0.body.count / 2) },
    ]
    actions += besides
    return Fault(
      path, on: .nth(Int.random(in: 1...most, using: &chance)),
      actions[Int.random(in: 0..<actions.count, using: &chance)])
  }
}

extension SalesforceWorld {
  /// With pages of a dozen rows.
  fileprivate static let short = {
    var settings = SalesforcePull.Settings()
    settings.pageRows = 12
    return settings
  }()

  fileprivate static let shortBulk = {
    var settings = short
    settings.bulkRows = 0
    return settings
  }()

  fileprivate func fetch(
    _ host: UpstreamHost, _ settings: SalesforcePull.Settings, into name: String
  ) async throws -> PullReport {
    let pull = try SalesforcePull(
      connection(host), [Self.accounts(since: nil)], directory: directory.path(of: name),
      settings: settings)
    return try await pull.spool.left { try await pull.run() }
  }

  /// By id; of a row that came more than once, the last.
  fileprivate func table(_ report: PullReport) throws -> [String: [String: String]] {
    Dictionary(try rows(report).map { ($0["Id"] ?? "", $0) }, uniquingKeysWith: { _, last in last })
  }
}

extension ZendeskWorld {
  fileprivate func tables(_ fetched: ZendeskFetched) throws -> [[JSONValue]] {
    try ZendeskStream.allCases.map { try records($0, of: fetched) }
  }
}
