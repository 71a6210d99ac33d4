import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

private typealias World = SalesforceWorld

@Suite struct SalesforcePullTests {
  private let world: SalesforceWorld

  init() throws { world = try SalesforceWorld() }

  private var faults: FaultPlan { world.standIn.server.faults }
  private var journal: StandInJournal { world.standIn.server.journal }

  @Test func `what is more than a few pages is taken in bulk`() async throws {
    world.add(accounts: 450)
    var settings = World.small
    settings.bulkRows = 449
    let report = try await world.pullInBulk(settings)
    #expect(report.objects[0].way == .bulk)
    #expect(report.objects[0].pages == 3)
    #expect(try world.rows(report).ids == (1...450).map { World.id($0) })
    #expect(
      try world.rows(report)[0] == [
        "Id": World.id(1), "Name": "Account 1", "ARR__c": "1.5", "IsDeleted": "false",
        "SystemModstamp": "2024-05-02T06:00:01.000Z",
      ])
    #expect(report.until == World.start.addingTimeInterval(-5))
    #expect(world.violations.isEmpty)
  }

  @Test func `a first pull of few rows needs no job`() async throws {
    world.add(accounts: 450)
    let report = try await world.pull(World.accounts(since: nil))
    #expect(report.objects[0].way == .rest)
    #expect(try world.rows(report).ids == (1...450).map { World.id($0) })
    #expect(world.clock.waits == [])
  }

  @Test func `a first pull that is too much at once after all is taken in bulk`() async throws {
    world.add(accounts: 450)
    faults.add(Fault("/queryAll?q=SELECT%20IsDeleted", on: .nth(1), Self.tooSlow))
    let report = try await world.pull(World.accounts(since: nil))
    #expect(report.objects[0].way == .bulk)
    #expect(try world.rows(report).ids == (1...450).map { World.id($0) })
  }

  @Test func `later ones take what changed, in pages, with the same cells`() async throws {
    world.add(accounts: 450)
    let report = try await world.pull()
    #expect(report.objects[0].way == .rest)
    #expect(report.objects[0].pages == 3)
    #expect(report.objects[0].from == World.watermark.addingTimeInterval(-900))
    #expect(try world.rows(report).ids == (1...450).map { World.id($0) })
    #expect(
      try world.rows(report)[0] == [
        "Id": World.id(1), "Name": "Account 1", "ARR__c": "1.5", "IsDeleted": "false",
        "SystemModstamp": "2024-05-02T06:00:01.000Z",
      ])
    #expect(world.violations.isEmpty)
  }

  @Test func `hostile text arrives as it is, by both ways`() async throws {
    let name = "\u{0}Quote \" comma, line\r\nbreak\n💥 'single' \\"
    world.add(accounts: 1)
    world.standIn.change { $0.tables["Account"]?[World.id(1)]?["Name"] = name }
    for watermark in [nil, World.watermark] {
      let settings = watermark == nil ? World.bulk : World.small
      let report = try await world.pull(World.accounts(since: watermark), settings)
      #expect(try world.rows(report)[0]["Name"] == String(name.dropFirst()))
      #expect(report.objects[0].strippedNULs == 1)
    }
  }

  // edge 1
  @Test func `a token that dies between two pages is renewed, and no row is lost or doubled`()
    async throws
  {
    world.add(accounts: 900)
    // Limits, description, count and three pages.
    world.standIn.change { $0.tokenRequests = 6 }
    let report = try await world.pull()
    #expect(try world.rows(report).ids == (1...900).map { World.id($0) })
    #expect(journal.entries("oauth2").count == 2)
    #expect(journal.entries.filter { $0.status == 401 }.count == 1)
  }

  // edge 5
  @Test(arguments: [nil, World.watermark])
  func `a run that ends at any page is taken over, with the same result`(
    watermark: Date?
  ) async throws {
    world.add(accounts: 900)
    let settings = watermark == nil ? World.bulk : World.small
    func pull() async throws -> PullReport {
      try await world.pull(World.accounts(since: watermark), settings)
    }
    let whole = try await pull()
    let wanted = try Data(contentsOf: URL(fileURLWithPath: whole.objects[0].path))
    for page in 1...5 {
      try FileManager.default.removeItem(atPath: world.spool)
      faults.clear()
      let place = watermark == nil ? "/results" : "/query"
      faults.add(
        Fault(
          place, on: .nth(watermark == nil ? page : page + 1), times: 1,
          .answer(.json("[]", status: 403))))
      await #expect(throws: UpstreamError.self) { try await pull() }
      faults.clear()
      let asked = journal.entries.count
      let report = try await pull()
      let file = try Data(contentsOf: URL(fileURLWithPath: report.objects[0].path))
      #expect(file == wanted, "page \(page)")
      if page > 1 {
        #expect(!journal.entries[asked...].contains { $0.path.hasSuffix("/jobs/query") })
      }
    }
  }

  // edge 6
  @Test func `a locator that died begins the window anew, and the window stays`() async throws {
    world.add(accounts: 900)
    let standIn = world.standIn
    faults.add(
      Fault("/query/", on: .nth(2), .first { standIn.change { $0.expireLocators() } }))
    let report = try await world.pull()
    #expect(Set(try world.rows(report).ids) == Set((1...900).map { World.id($0) }))
    #expect(report.until == World.start.addingTimeInterval(-5))
  }

  // edge 7
  @Test func `a page of a bulk result that came twice is asked for again`() async throws {
    world.add(accounts: 450)
    let first = Shared<StandInAnswer?>(nil)
    faults.add(Fault("/results", on: .nth(1), .change { first.set($0) }))
    faults.add(Fault("/results", on: .nth(2), .change { if let page = first.value { $0 = page } }))
    let report = try await world.pullInBulk()
    #expect(try world.rows(report).ids == (1...450).map { World.id($0) })
    #expect(journal.entries("/results").count == 4)
  }

  // edge 7
  @Test func `a page of a bulk result that is short is asked for again`() async throws {
    world.add(accounts: 450)
    for number in [1, 3] {
      faults.add(
        Fault("/results", on: .nth(number), .change { $0.body.removeLast(number * 30) }))
    }
    let report = try await world.pullInBulk()
    #expect(try world.rows(report).ids == (1...450).map { World.id($0) })
    #expect(journal.entries("/results").count == 5)
  }

  @Test func `pages that are too long are asked for with less rows`() async throws {
    world.add(accounts: 300)
    var settings = World.bulk
    settings.pageLimitBytes = 10_000
    let report = try await world.pullInBulk(settings)
    #expect(try world.rows(report).ids == (1...300).map { World.id($0) })
    #expect(report.objects[0].pages == 3)
  }

  // edge 7
  @Test func `without the header that says whether more follows the run ends`() async throws {
    world.add(accounts: 450)
    faults.add(Fault("/results", on: .nth(3), .change { $0.set("sforce-locator", nil) }))
    let error = await #expect(throws: UpstreamError.self) { try await world.pullInBulk() }
    #expect(error?.description.contains("does not say whether another follows") == true)
  }

  // edge 7
  @Test func `fewer rows than the job says are not the whole`() async throws {
    world.add(accounts: 450)
    faults.add(
      Fault(
        "/results", on: .nth(2),
        .change { $0.set("sforce-locator", "null") }))
    await #expect(
      throws: SalesforceError.incomplete(object: "Account", announced: 450, arrived: 400)
    ) { try await world.pullInBulk() }
  }

  // edge 29
  @Test func `columns are found by their names, and a header may lack on later pages`()
    async throws
  {
    world.add(accounts: 300)
    faults.add(
      Fault(
        "/results", on: .nth(1),
        .change { answer in
          let lines = String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
          let turned = lines.map { line in
            line.split(separator: ",").reversed().joined(separator: ",")
          }
          let header = turned[0].uppercased()
          let text = ([header] + turned.dropFirst()).map { "\($0)\r\n" }.joined()
          answer.body = Array(text.utf8)
        }))
    faults.add(
      Fault(
        "/results", on: .nth(2),
        .change { answer in
          let end = answer.body.firstIndex(of: UInt8(ascii: "\n")) ?? 0
          answer.body.removeFirst(end + 1)
        }))
    let report = try await world.pullInBulk()
    #expect(try world.rows(report).ids == (1...300).map { World.id($0) })
  }

  @Test func `a job that fails ends the run with its reason, and another is made next time`()
    async throws
  {
    world.add(accounts: 3)
    faults.add(
      Fault(
        "/jobs/query/", method: "GET", on: .nth(1),
        .answer(.json("{\"state\":\"Failed\",\"errorMessage\":\"InternalServerError\"}"))))
    await #expect(
      throws: SalesforceError.jobFailed(object: "Account", reason: "InternalServerError")
    ) { try await world.pullInBulk() }
    let report = try await world.pullInBulk()
    #expect(report.objects[0].rows == 3)
  }

  private static let tooSlow = Fault.Action.answer(
    .json(
      "[{\"errorCode\":\"QUERY_TIMEOUT\",\"message\":\"running for too long\"}]", status: 400))

  @Test func `an answer that takes too long is asked for in halves`() async throws {
    world.add(accounts: 300)
    faults.add(
      Fault(
        "/queryAll?q=SELECT%20IsDeleted", on: .nth(1),
        Self.tooSlow))
    let report = try await world.pull()
    #expect(try world.rows(report).ids == (1...300).map { World.id($0) })
    #expect(report.objects[0].pages == 3)
  }

  @Test func `halving goes on for as long as it helps`() async throws {
    world.add(accounts: 300)
    for number in 1...6 {
      faults.add(Fault("/queryAll?q=SELECT%20IsDeleted", on: .nth(number), Self.tooSlow))
    }
    let report = try await world.pull()
    #expect(try world.rows(report).ids == (1...300).map { World.id($0) })
  }

  // edge 1
  @Test func `a window whose last page never comes ends the run`() async throws {
    world.add(accounts: 450)
    let gone = "[{\"errorCode\":\"INVALID_QUERY_LOCATOR\",\"message\":\"gone\"}]"
    faults.add(Fault("-400", .answer(.json(gone, status: 400))))
    await #expect(throws: UpstreamError.self) { try await world.pull() }
    #expect(journal.entries("-400").count == 4)
  }

  // edge 7
  @Test func `a page that leads to itself ends the run`() async throws {
    world.add(accounts: 450)
    faults.add(
      Fault(
        "locator=L200",
        .change { answer in
          answer.body = Array(answer.body.prefix { $0 != UInt8(ascii: "\n") }) + [10]
          answer.set("sforce-numberofrecords", "0")
          answer.set("sforce-locator", "L200")
        }))
    await #expect(
      throws: SalesforceError.incomplete(object: "Account", announced: 450, arrived: 200)
    ) { try await world.pullInBulk() }
  }

  @Test func `a field is found in any case, and a row without it is an error`() throws {
    let row: JSONValue = ["Id": "1", "Note__c": "a", "Owner": ["Name": "Ana"], "Parent": .null]
    var page = CSVPage()
    try page.add(row, fields: ["id", "note__C", "owner.name", "Parent.Name"], moments: [])
    #expect(String(decoding: page.bytes, as: UTF8.self) == "\"1\",\"a\",\"Ana\",\"\"\n")
    #expect(throws: UpstreamError.unexpected(host: "Salesforce", what: "a row without ARR__c")) {
      try page.add(row, fields: ["ARR__c"], moments: [])
    }
  }

  // edge 7
  @Test func `a short row of a page with more columns is no row`() throws {
    let host = try UpstreamHost("https://acme.example.com")
    let locator = (name: "sforce-locator", value: "null")
    let body = Array("More,Id,Name\nx,1,a\ny,2".utf8)
    let counted = UpstreamResponse(
      host: host, status: 200, headers: [locator, ("sforce-numberofrecords", "2")], body: body)
    #expect(try BulkPage(counted, fields: ["Id", "Name"]).csv.rows == 1)
    let uncounted = UpstreamResponse(host: host, status: 200, headers: [locator], body: body)
    #expect(throws: UpstreamError.self) { try BulkPage(uncounted, fields: ["Id", "Name"]) }
  }

  @Test func `a count that takes too long means that there is much`() async throws {
    world.add(accounts: 3)
    let timeout = "[{\"errorCode\":\"QUERY_TIMEOUT\",\"message\":\"running for too long\"}]"
    faults.add(Fault("COUNT", .answer(.json(timeout, status: 400))))
    #expect(try await world.pull().objects[0].way == .bulk)
  }

  @Test func `an object that is not for the Bulk API is asked for without it`() async throws {
    world.add(accounts: 450)
    let refusal = "[{\"errorCode\":\"INVALIDENTITY\",\"message\":\"Entity is not supported\"}]"
    faults.add(Fault("/jobs/query", .answer(.json(refusal, status: 400))))
    let report = try await world.pullInBulk()
    #expect(report.objects[0].way == .rest)
    #expect(report.objects[0].rows == 450)
  }

  // edge 33
  @Test func `at its share of the day it stops, and goes on another day`() async throws {
    world.add(accounts: 900)
    world.standIn.change { org in
      org.requestsAllowed = 1_000
      org.requestsUsed = 796
    }
    await #expect(throws: SalesforceError.dayLimitReached(used: 801, allowed: 1_000)) {
      try await world.pull()
    }
    let pages = journal.entries("/query").count
    world.standIn.change { $0.requestsUsed = 10 }
    let report = try await world.pull()
    #expect(try world.rows(report).ids == (1...900).map { World.id($0) })
    #expect(pages == 3)
    #expect(journal.entries("/query").count == 6)
  }

  // edge 33
  @Test func `a day that is used up is told as such`() async throws {
    world.add(accounts: 1)
    world.standIn.change { $0.requestsUsed = 100_000 }
    await #expect(throws: SalesforceError.self) { try await world.pull() }
    #expect(journal.entries("limits").count == 1)
  }
}
