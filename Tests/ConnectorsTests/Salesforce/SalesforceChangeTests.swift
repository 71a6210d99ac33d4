import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

private typealias World = SalesforceWorld

private func byID(_ left: [String: String], _ right: [String: String]) -> Bool {
  left["Id"] ?? "" < right["Id"] ?? ""
}

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
    let report = try await world.pull(World.accounts(since: watermark))
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
        DepartedRecord(id: World.id(6), fate: .unclear(lastSeen: World.id(6))),
        DepartedRecord(id: World.id(7), fate: .unclear(lastSeen: World.id(7))),
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

  // edge 30
  @Test func `the export of a whole company comes back as it was`() async throws {
    let company = "\(world.directory.path)/company"
    try Company(
      seed: 7, sizes: Sizes(accounts: 30, activities: 0, ctas: 0, usageMonths: 1),
      today: Day(daysSinceEpoch: 19_845)
    ).write(to: company)
    try world.standIn.load(directory: "\(company)/salesforce")
    let header = try String(contentsOfFile: "\(company)/salesforce/Account.csv", encoding: .utf8)
      .prefix { $0 != "\n" }
    let fields = header.split(separator: ",").map { $0.filter { $0 != "\"" } }
    let reports = try await withServer(world.standIn.server) { host in
      var reports: [[[String: String]]] = []
      for watermark in [nil, Date(timeIntervalSince1970: 0)] {
        let pull = try SalesforcePull(
          world.connection(host),
          [SObjectQuery("Account", fields: fields, watermark: watermark)], directory: world.spool)
        reports.append(try world.rows(try await pull.run()).sorted(by: byID))
        try await pull.finish()
      }
      return reports
    }
    var original = CSVRows(
      Array(try Data(contentsOf: URL(fileURLWithPath: "\(company)/salesforce/Account.csv"))))
    _ = original.next()
    var wanted: [[String: String]] = []
    while let row = original.next() {
      wanted.append(
        Dictionary(
          uniqueKeysWithValues: zip(fields, row.cells.map { String(decoding: $0, as: UTF8.self) })))
    }
    wanted.sort(by: byID)
    #expect(reports == [wanted, wanted])
  }
}
