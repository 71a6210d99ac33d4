import CustomerSuccess
import Foundation
import Sandbox
import Support
import TamService
import Testing

@testable import Connectors

/// A company whose exports are imported by hand on one side, and fetched and imported on the other.
@Suite struct FetchedImportTests {
  private let folder: TemporaryDirectory
  private let byHand: ImportReport
  private let importer: Importer

  init() throws {
    let folder = try TemporaryDirectory()
    self.folder = folder
    let yesterday = try #require(Day("2024-05-01"))
    let sizes = Sizes(tams: 2, accounts: 25, activities: 10, ctas: 10, usageMonths: 4)
    try Company(seed: 4, sizes: sizes, today: yesterday).write(to: folder.path(of: "company"))
    let at = Instant(startOf: yesterday.adding(days: 1)).adding(seconds: 25_200)
    func importer(_ name: String) throws -> Importer {
      let data = DataDirectory(folder.path(of: name))
      return Importer(
        store: try Store.create(data, key: [1, 2, 3], clock: { at }),
        settings: ImportSettings(at: at, rejectedDirectory: folder.path))
    }
    byHand = try importer("by-hand").company(directory: folder.path(of: "company"))
    self.importer = try importer("fetched")
    _ = try self.importer.salesforce(directory: folder.path(of: "company/salesforce"))
  }

  private func expectSame(_ report: ImportReport) throws {
    for object in report.objects {
      let exported = try #require(byHand.object(object.object))
      #expect(object.inserted > 0)
      #expect(object.read == exported.read)
      #expect(object.inserted == exported.inserted)
      #expect(object.skipped == exported.skipped)
      #expect(object.rejected == 0)
    }
  }

  @Test func `Zendesk's records are imported like those of an export by hand`() async throws {
    let tables = try ZendeskTables(
      directory: folder.path(of: "company/zendesk"), stamp: ZendeskWorld.start)
    let world = try ZendeskWorld(tables: tables)
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      try expectSame(try importer.zendesk(directory: fetched.directory))
      let other = try importer.zendesk(directory: folder.path(of: "company/zendesk"))
      #expect(other.changedNothing, "\(other)")
    }
  }

  @Test func `the mart's rows are imported like those of an export by hand`() async throws {
    let file = try SnowflakeMart(file: folder.path(of: "company/usage.csv"))
    let world = try SnowflakeWorld(file, rowsEach: 40)
    let mart = UsageMart(
      table: SnowflakeWorld.mart.table, metrics: UsageMetric.all.map(\.column))
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host, mart, since: "2000-01-01")
      try expectSame(try importer.usage(file: fetched.file))
      let other = try importer.usage(file: folder.path(of: "company/usage.csv"))
      #expect(other.changedNothing, "\(other)")
    }
  }
}
