import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

private typealias World = SalesforceWorld

@Suite struct SalesforcePushTests {
  private let world: SalesforceWorld

  init() throws {
    world = try SalesforceWorld()
    world.add(accounts: 450)
    world.standIn.change { org in
      org.tables["Account"]?.fields += [
        .init("GS_Health__c", .double), .init("GS_Note__c"), .init("GS_Key__c"),
        .init("Formula__c"), .init("GS_Band__c", .picklist),
      ]
      org.tables["Account"]?[field: "GS_Note__c"]?.length = 10
      org.tables["Account"]?[field: "GS_Key__c"]?.isExternalID = true
      org.tables["Account"]?[field: "Formula__c"]?.isUpdateable = false
      org.tables["Account"]?[field: "GS_Band__c"]?.choices = ["Red", "Green"]
    }
  }

  private var faults: FaultPlan { world.standIn.server.faults }
  private var requests: [StandInJournal.Entry] {
    world.standIn.server.journal.entries("composite", method: "PATCH")
  }

  private func record(_ number: Int, _ fields: [String: JSONValue]) -> PushRecord {
    PushRecord(id: World.id(number), account: World.id(number), wanted: fields)
  }

  private func push(
    _ records: [PushRecord], by target: SalesforcePush.Target = .id
  ) async throws -> PushReport {
    try await withServer(world.standIn.server) { host in
      try await SalesforcePush(world.connection(host, .push), "Account", by: target).run(records)
    }
  }

  private func stored(_ number: Int, _ field: String) -> String? {
    world.standIn.change { $0.tables["Account"]?[World.id(number)]?[field] }
  }

  @Test func `records go by two hundred, those of one account together`() async throws {
    let records = (1...450).map { number in
      PushRecord(
        id: World.id(number), account: number.isMultiple(of: 2) ? "even" : "odd",
        wanted: ["GS_Health__c": .number("\(number).5")])
    }
    let report = try await push(records)
    #expect(report.results.map(\.outcome) == records.map { .done(id: $0.id) })
    #expect(requests.count == 3)
    #expect(stored(449, "GS_Health__c") == "449.5")
    let first = String(decoding: requests[0].body, as: UTF8.self)
    #expect(first.contains(World.id(2)) && !first.contains(World.id(1)))
    #expect(world.violations.isEmpty)
  }

  @Test func `only what differs is sent, and null empties a field`() async throws {
    world.standIn.change { $0.tables["Account"]?[World.id(1)]?["GS_Note__c"] = "old" }
    let records = [
      PushRecord(
        id: World.id(1), account: "a",
        wanted: ["GS_Health__c": 70, "GS_Note__c": .null, "Name": "Account 1"],
        known: ["GS_Health__c": .number("70.0"), "GS_Note__c": "old", "Name": "Account 1"]),
      PushRecord(
        id: World.id(2), account: "a", wanted: ["GS_Note__c": ""], known: ["GS_Note__c": .null]),
    ]
    let report = try await push(records)
    #expect(report.results.map(\.outcome) == [.done(id: World.id(1)), .unchanged])
    #expect(stored(1, "GS_Note__c") == nil)
    #expect(!String(decoding: requests[0].body, as: UTF8.self).contains("GS_Health__c"))
  }

  // edge 2
  @Test func `a token that dies is renewed, and the request sent once more`() async throws {
    let standIn = world.standIn
    faults.add(Fault("describe", .change { _ in standIn.change { $0.expireTokens() } }))
    let report = try await push([record(1, ["GS_Health__c": 1])])
    #expect(report.results[0].outcome == .done(id: World.id(1)))
    #expect(requests.map(\.status) == [401, 200])
  }

  // edge 8
  @Test func `of each record it is told what became of it`() async throws {
    world.standIn.change { org in
      org.validations["Name"] = "Names are fixed"
    }
    let report = try await push([
      record(1, ["GS_Health__c": 1]), record(2, ["Name": "Other"]),
      record(999, ["GS_Health__c": 1]),
    ])
    #expect(
      report.results.map(\.outcome) == [
        .done(id: World.id(1)),
        .refused(
          UpstreamComplaint(
            code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", message: "Names are fixed"),
          fields: ["Name"], candidates: []),
        .gone,
      ])
    #expect(report.results.map(\.attempts) == [1, 1, 1])
  }

  // edge 9
  @Test func `answers that do not match are settled by a look`() async throws {
    faults.add(Fault("composite", on: .nth(1), .change { $0.body = Array("[]".utf8) }))
    let standIn = world.standIn
    faults.add(
      Fault(
        "/query?", on: .nth(1),
        .first { standIn.change { $0.tables["Account"]?[World.id(2)]?["GS_Health__c"] = nil } }))
    let report = try await push([record(1, ["GS_Health__c": 1]), record(2, ["GS_Health__c": 2])])
    #expect(report.results.map(\.outcome) == [.done(id: World.id(1)), .done(id: World.id(2))])
    #expect(report.results.map(\.attempts) == [1, 2])
    #expect(stored(2, "GS_Health__c") == "2")
  }

  // edge 9
  @Test func `and stay unknown when that does not help`() async throws {
    faults.add(Fault("composite", .answer(.json("[]"))))
    let report = try await push([record(1, ["GS_Health__c": 1])])
    #expect(report.results[0].outcome == .unknown)
    #expect(report.results[0].attempts == 2)
  }

  // edge 10
  @Test func `locked rows alone are sent again`() async throws {
    world.standIn.change { $0.locks = [World.id(2): 3, World.id(3): 99] }
    let report = try await push((1...4).map { record($0, ["GS_Health__c": 1]) })
    #expect(report.results.map(\.attempts) == [1, 4, 5, 1])
    #expect(report.results[1].outcome == .done(id: World.id(2)))
    guard case .postponed(let complaint) = report.results[2].outcome else {
      Issue.record("\(report.results[2])")
      return
    }
    #expect(complaint.code == "UNABLE_TO_LOCK_ROW")
    #expect(requests.count == 5)
    #expect(world.clock.waits.count == 4)
  }

  // edge 11
  @Test func `what was merged into another of the push leaves its values alone`() async throws {
    world.standIn.change { org in
      org.tables["Account"]?.delete(World.id(2), mergedInto: World.id(3), at: World.stamp(1))
    }
    let report = try await push([record(2, ["GS_Health__c": 2]), record(3, ["GS_Health__c": 3])])
    #expect(report.results.map(\.outcome) == [.gone, .done(id: World.id(3))])
    #expect(report.results.map(\.mergedInto) == [World.id(3), nil])
    #expect(stored(3, "GS_Health__c") == "3")
  }

  // edge 11
  @Test func `a deleted row is gone, a merged one is sent to its winner`() async throws {
    world.standIn.change { org in
      org.tables["Account"]?.delete(World.id(1), at: World.stamp(1))
      org.tables["Account"]?.delete(World.id(2), mergedInto: World.id(3), at: World.stamp(1))
      org.tables["Account"]?.delete(World.id(3), mergedInto: World.id(4), at: World.stamp(1))
    }
    let report = try await push([record(1, ["GS_Health__c": 1]), record(2, ["GS_Health__c": 2])])
    #expect(report.results.map(\.outcome) == [.gone, .done(id: World.id(4))])
    #expect(report.results.map(\.mergedInto) == [nil, World.id(4)])
    #expect(stored(4, "GS_Health__c") == "2")
    #expect(requests.count == 2)
  }

  // edge 20
  @Test func `a key that several carry is a fault of that record, with their ids`() async throws {
    world.standIn.change { org in
      for number in [1, 2] { org.tables["Account"]?[World.id(number)]?["GS_Key__c"] = "k1" }
      org.tables["Account"]?[World.id(3)]?["GS_Key__c"] = "k2"
    }
    let report = try await push(
      ["k1", "k2"].map { PushRecord(id: $0, account: "a", wanted: ["GS_Health__c": 5]) },
      by: .externalKey("GS_Key__c"))
    guard case .refused(_, _, let candidates) = report.results[0].outcome else {
      Issue.record("\(report.results[0])")
      return
    }
    #expect(candidates == [World.id(1), World.id(2)])
    #expect(report.results[1].outcome == .done(id: World.id(3)))
    #expect(world.violations.isEmpty)
  }

  // edge 20
  @Test(arguments: [true, false])
  func `contacts that are there already are named`(isUnique: Bool) async throws {
    world.standIn.change { org in
      var table = SObjectTable(
        "Contact", [.init("Id", .id), .init("Email"), .init("GS_Key__c"), .init("LastName")])
      table[field: "Email"]?.isUnique = isUnique
      table[field: "GS_Key__c"]?.isExternalID = true
      table.add(["Id": World.id(1, "003"), "Email": "Kim@Example.com", "LastName": "Kim"])
      org.add(table)
    }
    try await withServer(world.standIn.server) { host in
      let connection = try world.connection(host, .push)
      let known = try await SalesforcePush.contacts(
        withEmails: ["Kim@Example.com", "new@example.com"], connection)
      #expect(known == ["kim@example.com": [.init(id: World.id(1, "003"), key: nil)]])
      let report = try await SalesforcePush(connection, "Contact", by: .externalKey("GS_Key__c"))
        .run([
          PushRecord(
            id: "p1", account: "a", wanted: ["Email": "kim@example.com", "LastName": "K"]),
          PushRecord(
            id: "p2", account: "a", wanted: ["Email": "new@example.com", "LastName": "N"]),
        ])
      guard case .refused(_, _, let candidates) = report.results[0].outcome,
        case .done = report.results[1].outcome
      else {
        Issue.record("\(report.results)")
        return
      }
      #expect(candidates == [World.id(1, "003")])
    }
  }

  // edge 28
  @Test func `fields that are not ours to change are left out, and named`() async throws {
    let report = try await push([
      record(1, ["GS_Health__c": 1, "Formula__c": "x", "Gone__c": "y"]),
      record(2, ["Gone__c": "y"]),
    ])
    #expect(report.results.map(\.outcome) == [.done(id: World.id(1)), .unchanged])
    #expect(report.droppedFields == ["Formula__c", "Gone__c"])
    #expect(report.isDegraded)
    #expect(world.violations.isEmpty)
  }

  // edge 28
  @Test func `so are those that go after the description`() async throws {
    let standIn = world.standIn
    faults.add(
      Fault(
        "composite", on: .nth(1),
        .first { standIn.change { $0.tables["Account"]?[field: "GS_Note__c"] = nil } }))
    faults.add(
      Fault(
        "composite", on: .nth(2),
        .first {
          standIn.change { $0.tables["Account"]?[field: "Name"]?.isUpdateable = false }
        }))
    let report = try await push([record(1, ["GS_Health__c": 1, "GS_Note__c": "x", "Name": "n"])])
    #expect(report.results[0].outcome == .done(id: World.id(1)))
    #expect(report.droppedFields == ["GS_Note__c", "Name"])
    #expect(requests.count == 3)
  }

  @Test func `a long text is cut with a mark, a value of no list is not sent`() async throws {
    let report = try await push([
      record(1, ["GS_Note__c": "0123456789ab"]), record(2, ["GS_Note__c": "0123456789"]),
      record(3, ["GS_Band__c": "Blue"]), record(4, ["GS_Band__c": "Red"]),
    ])
    #expect(stored(1, "GS_Note__c") == "012345678…")
    #expect(stored(2, "GS_Note__c") == "0123456789")
    #expect(report.shortened == ["GS_Note__c": 1])
    guard case .refused(_, ["GS_Band__c"], _) = report.results[2].outcome else {
      Issue.record("\(report.results[2])")
      return
    }
    #expect(report.results[2].attempts == 0)
    #expect(stored(4, "GS_Band__c") == "Red")
  }

  // edge 37
  @Test func `a change whose answer was lost is sent again, with one effect`() async throws {
    faults.add(Fault("composite", on: .nth(1), .closeAfter))
    let report = try await push(
      [PushRecord(id: "k9", account: "a", wanted: ["GS_Health__c": 5])],
      by: .externalKey("GS_Key__c"))
    guard case .done(let id) = report.results[0].outcome else {
      Issue.record("\(report.results)")
      return
    }
    let rows = world.standIn.change { org in
      org.tables["Account"]?.rows.values.filter { $0["GS_Key__c"] == "k9" }.map { $0["Id"] }
    }
    #expect(rows == [id])
  }

  // edge 37
  @Test func `when it stays silent, what was sent is unknown and the rest was not sent`()
    async throws
  {
    faults.add(Fault("composite", on: .always, .closeAfter))
    let report = try await push((1...250).map { record($0, ["GS_Health__c": 1]) })
    #expect(report.results[..<200].allSatisfy { $0.outcome == .unknown })
    #expect(report.results[200...].allSatisfy { $0.outcome == .notSent })
    #expect(report.stopped is UpstreamError)
  }
}
