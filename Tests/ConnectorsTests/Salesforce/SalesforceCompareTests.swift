import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

private typealias World = SalesforceWorld

/// Records that are compared with what Salesforce holds before they are sent.
@Suite struct SalesforceCompareTests {
  private let world: SalesforceWorld

  init() throws {
    world = try SalesforceWorld()
    world.add(accounts: 450)
    world.standIn.change { org in
      org.tables["Account"]?.fields += [
        .init("GS_Health__c", .double), .init("GS_Note__c"), .init("GS_Geo__c", .boolean),
        .init("GS_Band__c", .picklist),
      ]
      org.tables["Account"]?[field: "GS_Note__c"]?.length = 10
      org.tables["Account"]?[field: "GS_Band__c"]?.choices = ["Red", "Green"]
    }
  }

  private var requests: [StandInJournal.Entry] {
    world.standIn.server.journal.entries("composite", method: "PATCH")
  }

  private func push(_ records: [PushRecord]) async throws -> PushReport {
    try await withServer(world.standIn.server) { host in
      try await SalesforcePush(world.connection(host, .push), "Account", comparing: true)
        .run(records)
    }
  }

  private func record(
    _ number: Int, _ fields: [String: JSONValue], expected: [String: JSONValue] = [:]
  ) -> PushRecord {
    PushRecord(
      id: World.id(number), account: World.id(number), wanted: fields, expected: expected)
  }

  private func hold(_ number: Int, _ field: String, _ value: String?) {
    world.standIn.change { $0.tables["Account"]?[World.id(number)]?[field] = value }
  }

  @Test func `only what Salesforce does not hold is sent, in few requests`() async throws {
    for number in 1...450 { hold(number, "GS_Health__c", "7.0") }
    let report = try await push(
      (1...450).map { record($0, ["GS_Health__c": $0.isMultiple(of: 2) ? 7 : 8]) })
    #expect(requests.count == 3, "each two hundred are compared just before they are written")
    #expect(report.results[1].outcome == .unchanged)
    #expect(report.results[1].held == ["GS_Health__c": .number("7.0")])
    #expect(report.results[0].outcome == .done(id: World.id(1)))
    #expect(report.results[0].held == ["GS_Health__c": 8])
    #expect(report.results[0].sentAt.map { $0 <= world.clock.now } == true)
    #expect(world.violations.isEmpty)
  }

  @Test func `what Salesforce makes of a value does not count as another`() async throws {
    hold(1, "GS_Note__c", "012345678…")
    hold(2, "GS_Note__c", "a\r\nb")
    hold(3, "GS_Geo__c", nil)
    let report = try await push([
      record(1, ["GS_Note__c": "0123456789ab"]), record(2, ["GS_Note__c": " a\nb "]),
      record(3, ["GS_Geo__c": .null]),
    ])
    #expect(report.results.allSatisfy { $0.outcome == .unchanged })
    #expect(requests.isEmpty)
  }

  @Test func `a field is known in whatever case somebody wrote its name`() async throws {
    hold(1, "GS_Health__c", "7.0")
    hold(2, "Name", "Theirs")
    world.standIn.change { $0.validations["GS_Note__c"] = "No notes" }
    let report = try await push([
      record(1, ["gs_health__c": 7]), record(2, ["name": "Ours"], expected: ["name": "Before"]),
      record(3, ["gs_note__C": "n", "gs_HEALTH__c": 5]),
    ])
    #expect(report.results[0].outcome == .unchanged)
    #expect(report.results[0].held == ["gs_health__c": .number("7.0")])
    #expect(report.results[1].outcome == .overtaken)
    #expect(report.results[2].outcome == .done(id: World.id(3)))
    #expect(report.results[2].leftOut.keys.sorted() == ["gs_note__C"])
    #expect(report.droppedFields.isEmpty)
    #expect(world.violations.isEmpty)
  }

  // edge 49
  @Test func `a newer value of Salesforce's is left, the other fields are sent`() async throws {
    hold(1, "Name", "Theirs")
    let report = try await push([
      record(1, ["Name": "Ours", "GS_Health__c": 5], expected: ["Name": "Before"]),
      record(2, ["Name": "Ours"], expected: ["Name": "Account 2"]),
      record(3, ["Name": "Ours"], expected: ["Name": "Before"]),
    ])
    #expect(report.results.map(\.overtaken) == [["Name"], [], ["Name"]])
    #expect(report.results[0].outcome == .done(id: World.id(1)))
    #expect(report.results[1].outcome == .done(id: World.id(2)))
    #expect(report.results[2].outcome == .overtaken)
    #expect(report.results[0].held["Name"] == "Theirs")
  }

  // edge 8
  @Test func `a refused value does not keep the others of its record back`() async throws {
    world.standIn.change { $0.validations["Name"] = "Names are fixed" }
    let report = try await push([
      record(1, ["Name": "Ours", "GS_Band__c": "Blue", "GS_Health__c": 5])
    ])
    #expect(report.results[0].outcome == .done(id: World.id(1)))
    #expect(report.results[0].leftOut.keys.sorted() == ["GS_Band__c", "Name"])
    #expect(report.results[0].attempts == 2)
    #expect(world.standIn.change { $0.tables["Account"]?[World.id(1)]?["GS_Health__c"] } == "5")
  }

  @Test func `a name of nobody does not keep the other fields back`() async throws {
    let standIn = world.standIn
    standIn.server.faults.add(
      Fault(
        "composite", on: .nth(1), times: 1,
        .answer(
          .json(
            """
            [{"success":false,"errors":[{"statusCode":"INVALID_CROSS_REFERENCE_KEY",\
            "message":"invalid cross reference id","fields":[]}]}]
            """))))
    let report = try await push([
      record(1, ["Name": "nobody", "GS_Health__c": 5], expected: ["Name": "Account 1"])
    ])
    #expect(report.results[0].outcome == .done(id: World.id(1)))
    #expect(report.results[0].leftOut.keys.sorted() == ["Name"])
  }

  // edge 11
  @Test func `what was merged is not sent to its winner, which has values of its own`() async throws
  {
    world.standIn.change { org in
      org.tables["Account"]?.delete(World.id(1), at: World.stamp(1))
      org.tables["Account"]?.delete(World.id(2), mergedInto: World.id(3), at: World.stamp(1))
    }
    let report = try await push([record(1, ["GS_Health__c": 1]), record(2, ["GS_Health__c": 2])])
    #expect(report.results.map(\.outcome) == [.gone, .gone])
    #expect(report.results.map(\.mergedInto) == [nil, World.id(3)])
    #expect(requests.isEmpty)
  }
}
