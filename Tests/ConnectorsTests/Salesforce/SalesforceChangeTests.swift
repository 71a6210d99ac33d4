import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

private typealias World = SalesforceWorld

@Suite struct SalesforceChangeTests {
  private let world: SalesforceWorld

  init() throws { world = try SalesforceWorld() }

  private var faults: FaultPlan { world.standIn.server.faults }

  // edge 28
  @Test func `a field that is not there any more is left out, and the run says so`() async throws {
    world.add(accounts: 3)
    let fields = ["Id", "Name", "Gone__c", "Owner.Name", "SystemModstamp"]
    let report = try await world.pull(World.accounts(since: World.watermark, fields: fields))
    #expect(report.objects[0].droppedFields == ["Gone__c", "Owner.Name"])
    #expect(report.isDegraded)
    #expect(try world.rows(report).map(\.count) == [4, 4, 4])
    #expect(world.violations.isEmpty)
  }

  // edge 28
  @Test(arguments: [nil, World.watermark])
  func `so is one that goes between the description and the query`(
    watermark: Date?
  ) async throws {
    world.add(accounts: 3)
    let standIn = world.standIn
    let place = watermark == nil ? "/jobs/query" : "q=SELECT%20IsDeleted"
    faults.add(
      Fault(
        place, on: .nth(1),
        .first { standIn.change { $0.tables["Account"]?[field: "ARR__c"] = nil } }))
    let settings = watermark == nil ? World.bulk : World.small
    let report = try await world.pull(World.accounts(since: watermark), settings)
    #expect(report.objects[0].droppedFields == ["ARR__c"])
    #expect(try world.rows(report)[0]["Name"] == "Account 1")
  }

  // edge 28
  @Test func `without a key field nothing is fetched`() async throws {
    world.add(accounts: 3)
    world.standIn.change { $0.tables["Account"]?[field: "Name"] = nil }
    await #expect(
      throws: SalesforceError.keyFieldsMissing(object: "Account", fields: ["Name"])
    ) { try await world.pull() }
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: world.spool)
        .contains("Account.csv"))
  }

  @Test func `an object that is not there is told as such`() async throws {
    await #expect(throws: SalesforceError.objectMissing("Account")) { try await world.pull() }
  }

  // edges 17 and 35
  @Test func `a row that shows up late is found by the overlap`() async throws {
    world.add(accounts: 1)
    world.standIn.change { org in
      org.tables["Account"]?[World.id(2)] = [
        "Id": World.id(2), "Name": "Late", "IsDeleted": "false",
        "SystemModstamp": World.stamp(-600),
      ]
    }
    #expect(try world.rows(try await world.pull()).ids == [World.id(2), World.id(1)])
  }

  // edge 34
  @Test func `windows are of their clock, whatever ours says`() async throws {
    world.add(accounts: 2)
    let clock = world.clock
    let ahead = UpstreamEnvironment(
      now: { clock.now.addingTimeInterval(90) }, sleep: { try await clock.wait($0) },
      random: { 0.5 }, log: UpstreamEnvironment.sample(clock).log)
    let report = try await withServer(world.standIn.server) { host in
      try await SalesforcePull(
        world.connection(host, .pull, ahead), [World.accounts], directory: world.spool
      ).run()
    }
    #expect(report.until == World.start.addingTimeInterval(-5))
    #expect(report.clockSkewSeconds == 90)
  }

  // edges 12 and 14
  @Test func `deleted and merged rows come with their mark, restored ones without`() async throws {
    world.add(accounts: 4)
    world.standIn.change { org in
      org.tables["Account"]?.delete(World.id(1), at: World.stamp(50))
      org.tables["Account"]?.delete(World.id(2), mergedInto: World.id(3), at: World.stamp(51))
      org.tables["Account"]?.delete(World.id(4), at: World.stamp(52))
      org.tables["Account"]?.undelete(World.id(4), at: World.stamp(53))
    }
    let fields = ["Id", "Name", "IsDeleted", "MasterRecordId", "SystemModstamp"]
    let rows = try world.rows(
      try await world.pull(World.accounts(since: World.watermark, fields: fields)))
    #expect(rows.ids == [3, 1, 2, 4].map { World.id($0) })
    #expect(rows.map { $0["IsDeleted"] } == ["false", "true", "true", "false"])
    #expect(rows.map { $0["MasterRecordId"] } == ["", "", World.id(3), ""])
  }

  // edges 12 and 13
  @Test func `a merge is followed to its end`() async throws {
    world.add(accounts: 9)
    world.standIn.change { org in
      for (loser, winner) in [(1, 2), (2, 3), (4, 5), (6, 7), (7, 6)] {
        org.tables["Account"]?.delete(
          World.id(loser), mergedInto: World.id(winner), at: World.stamp(loser == 2 ? -9_000 : 60))
      }
      org.tables["Account"]?.delete(World.id(5), at: World.stamp(-8_000))
      org.tables["Account"]?.delete(World.id(8), at: World.stamp(61))
    }
    let departed = try await withServer(world.standIn.server) { host in
      try await SalesforceMerges(world.connection(host)).departed(
        "Account", from: World.watermark, until: World.start)
    }
    #expect(
      departed == [
        DepartedRecord(id: World.id(1), fate: .merged(into: World.id(3))),
        DepartedRecord(id: World.id(4), fate: .mergedThenDeleted(winner: World.id(5))),
        DepartedRecord(id: World.id(6), fate: .unclear(lastSeen: World.id(7))),
        DepartedRecord(id: World.id(7), fate: .unclear(lastSeen: World.id(6))),
        DepartedRecord(id: World.id(8), fate: .deleted),
      ])
    #expect(world.violations.isEmpty)
  }

  // edges 15 and 16
  @Test func `what is purged or hidden is missing, what is deleted is deleted`() async throws {
    world.add(accounts: 6)
    world.standIn.change { org in
      org.tables["Account"]?[World.id(2)] = nil
      org.hidden = [World.id(3)]
      org.tables["Account"]?.delete(World.id(4), at: World.stamp(60))
      // Changed within the last seconds, which no window has yet.
      org.tables["Account"]?[World.id(5)]?["SystemModstamp"] = SalesforceOrg.stamp(World.start)
    }
    let report = try await withServer(world.standIn.server) { host in
      try await SalesforceSweep(world.connection(host), "Account", directory: world.spool)
        .run(ours: Set((1...6).map { World.id($0) }))
    }
    #expect(
      report
        == SalesforceSweep.Report(
          seen: 2, deleted: [World.id(4)], missing: [World.id(2), World.id(3)]))
  }

  // edge 15
  @Test func `the log of deletions knows what has left the Recycle Bin`() async throws {
    world.add(accounts: 4)
    world.standIn.change { org in
      for number in 1...3 {
        org.tables["Account"]?.delete(World.id(number), at: World.stamp(number))
      }
      org.tables["Account"]?.delete(World.id(4), at: World.stamp(-30 * 86_400))
      for number in [2, 4] { org.tables["Account"]?.purge(World.id(number)) }
    }
    let (recent, long, short) = try await withServer(world.standIn.server) { host in
      let deletions = SalesforceDeletions(try world.connection(host))
      return (
        try await deletions.run("Account", from: World.watermark, until: World.start),
        try await deletions.run(
          "Account", from: World.start.addingTimeInterval(-40 * 86_400), until: World.start),
        try await deletions.run(
          "Account", from: World.start.addingTimeInterval(-60), until: World.start)
      )
    }
    let ids = (1...3).map { World.id($0) }
    #expect(recent == SalesforceDeletions.Report(ids: ids, covered: World.start, hasGap: false))
    #expect(long == SalesforceDeletions.Report(ids: ids, covered: World.start, hasGap: true))
    #expect(short == nil)
    #expect(world.violations.isEmpty)
  }
}

/// A make-believe company in the stand-in, and fetched from it.
@Suite struct SalesforceCompanyTests {
  @Test func `the export of a whole company comes back as it was, by both ways`() async throws {
    let world = try World()
    let company = "\(world.directory.path)/company"
    try Company(
      seed: 7, sizes: Sizes(accounts: 30, activities: 20, ctas: 10, usageMonths: 1),
      today: Day(daysSinceEpoch: 19_300)
    ).write(to: company)
    try world.standIn.load(directory: "\(company)/salesforce")
    let objects = try FileManager.default.contentsOfDirectory(atPath: "\(company)/salesforce")
      .map { String($0.dropLast(4)) }.sorted()
    #expect(objects.count > 10)
    for watermark in [nil, Date(timeIntervalSince1970: 0)] {
      let report = try await withServer(world.standIn.server) { host in
        let queries = try objects.map { object in
          SObjectQuery(
            object, fields: try columns("\(company)/salesforce/\(object).csv"),
            isWithDeleted: object == "Account",
            stamp: object == "AccountHistory" ? "CreatedDate" : SObjectQuery.systemStamp,
            watermark: watermark)
        }
        let pull = try SalesforcePull(world.connection(host), queries, directory: world.spool)
        return try await pull.run()
      }
      for object in report.objects {
        let export = "\(company)/salesforce/\(object.object).csv"
        let names = try columns(export)
        let original = try lines(export, names)
        #expect(try lines(object.path, names) == original, "\(object.object)")
        #expect(object.rows == original.count)
      }
    }
    #expect(world.violations.isEmpty)
  }

  private func columns(_ path: String) throws -> [String] {
    var rows = CSVRows(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    return rows.next()?.cells.map { String(decoding: $0, as: UTF8.self) } ?? []
  }

  /// The cells of these columns, in an order that does not depend on how the file was made.
  private func lines(_ path: String, _ names: [String]) throws -> [[String]] {
    var rows = CSVRows(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    let header = rows.next()?.cells.map { String(decoding: $0, as: UTF8.self) } ?? []
    let places = names.compactMap(header.firstIndex)
    var lines: [[String]] = []
    while let row = rows.next() {
      let cells = places.map { String(decoding: row.cells[$0], as: UTF8.self) }
      // An export may shorten ids, the interface does not.
      lines.append(cells.map { SalesforceID.long($0) ?? $0 })
    }
    return lines.sorted { $0.joined(separator: "|") < $1.joined(separator: "|") }
  }
}
