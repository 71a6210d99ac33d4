import CustomerSuccess
import Foundation
import Sandbox
import Support
import TamService
import Testing

@testable import Connectors

/// A company that is fetched from the stand-in, and imported.
@Suite struct SalesforceImportTests {
  private let world: SalesforceWorld
  private let importer: Importer
  private let export: String

  init() throws {
    world = try SalesforceWorld()
    let folder = world.directory
    // So long ago that nothing in it is dated ahead of the organization's clock.
    let today = try #require(Day("2023-01-10"))
    let sizes = Sizes(tams: 2, accounts: 25, activities: 10, ctas: 10, usageMonths: 1)
    try Company(seed: 4, sizes: sizes, today: today).write(to: folder.path(of: "company"))
    export = folder.path(of: "company/salesforce")
    try world.standIn.load(directory: export)
    let at = Instant(startOf: today.adding(days: 1))
    importer = Importer(
      store: try Store.create(
        DataDirectory(folder.path(of: "store")), key: [1, 2, 3], clock: { at }),
      settings: ImportSettings(at: at, rejectedDirectory: folder.path))
  }

  private func queries(since watermark: Date?) throws -> [SObjectQuery] {
    try FileManager.default.contentsOfDirectory(atPath: export).sorted().map { file in
      let object = String(file.dropLast(4))
      var rows = CSVRows(Array(try Data(contentsOf: URL(fileURLWithPath: "\(export)/\(file)"))))
      let fields = rows.next()?.cells.map { String(decoding: $0, as: UTF8.self) } ?? []
      return SObjectQuery(
        object, fields: fields, isWithDeleted: object != "User",
        stamp: object == "AccountHistory" ? "CreatedDate" : SObjectQuery.systemStamp,
        watermark: watermark)
    }
  }

  private func fetch(since watermark: Date?) async throws -> ImportReport {
    try await withServer(world.standIn.server) { host in
      let pull = try SalesforcePull(
        world.connection(host), try queries(since: watermark), directory: world.spool)
      _ = try await pull.run()
      let report = try importer.salesforce(directory: world.spool)
      try await pull.finish()
      return report
    }
  }

  @Test func `what is fetched is imported like an export by hand`() async throws {
    let fetched = try await fetch(since: nil)
    #expect(fetched.objects.allSatisfy { $0.rejected == 0 })
    #expect(fetched.objects.map(\.inserted).reduce(0, +) > 100)
    let other = try importer.salesforce(directory: export)
    #expect(other.changedNothing, "\(other)")
  }

  // edges 14 and 17
  @Test func `later only what changed is imported, and what is fetched again changes nothing`()
    async throws
  {
    _ = try await fetch(since: nil)
    let changed = SalesforceWorld.stamp(1_800)
    let ids = world.standIn.change { org in
      let ids = org.tables["Account"]?.rows.keys.sorted().prefix(2) ?? []
      org.tables["Account"]?[ids[0]]?["Name"] = "Renamed"
      org.tables["Account"]?[ids[0]]?["SystemModstamp"] = changed
      org.tables["Account"]?.delete(ids[1], at: changed)
      return Array(ids)
    }
    let second = try #require(
      try await fetch(since: SalesforceWorld.watermark).object("account"))
    #expect(second.read == 2)
    #expect(second.updated == 2)
    #expect(try await fetch(since: SalesforceWorld.watermark).changedNothing)
    world.standIn.change { $0.tables["Account"]?.undelete(ids[1], at: changed) }
    let restored = try #require(
      try await fetch(since: SalesforceWorld.watermark).object("account"))
    #expect(restored.updated == 1)
  }
}
