import Connectors
import CustomerSuccess
import Foundation
import Logging
import Sandbox
import Support
import Testing

@testable import TamService

/// What goes wrong in a run, and what becomes of it.
@Suite struct JobRunTests {
  private static let sizes = Sizes(
    tams: 2, accounts: 12, activities: 60, ctas: 20, usageMonths: 2)

  // edge 5
  @Test(arguments: [1, 4, 9, 16, 25])
  func `a run that is killed goes on with what it has, and ends as one that was not`(
    requests: Int
  ) async throws {
    let world = try JobWorld(sizes: Self.sizes)
    let imported = try world.imported()
    let salesforce = world.company.salesforce.server
    try await world.serve {
      let (gate, opening) = AsyncStream.makeStream(of: Void.self)
      let task = Task {
        for await _ in gate { break }
        return try await world.run("salesforce")
      }
      salesforce.faults.add(Fault("/services", on: .nth(requests), .first { task.cancel() }))
      opening.yield()
      await #expect(throws: CancellationError.self) { try await task.value }
      let left = try #require(try world.runs.latest(of: "salesforce"))
      #expect(left.state == .running)
      #expect(try world.mark(of: "salesforce Account") == nil)

      let run = try await world.run("salesforce")
      #expect(run.id == left.id)
      #expect(run.state == .done, "\(run.reason ?? "")")
      for name in ["tickets", "usage"] { try await world.run(name) }
      #expect(try world.imports.everything() == imported.everything())
    }
  }

  // edge 5
  @Test func `a run that is killed between its import and its end changes nothing twice`()
    async throws
  {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("salesforce")
      let before = try world.imports.everything()
      let head = try world.imports.broughtHead()
      let run = try #require(try world.runs.latest(of: "salesforce"))
      try world.world.write { work in
        try work.execute("DELETE FROM job_watermark")
        try work.execute("UPDATE job_run SET state = 'running', ended_at = NULL")
      }
      let again = try await world.run("salesforce")
      #expect(again.id == run.id)
      #expect(again.counts.read == run.counts.read)
      #expect(again.counts.inserted + again.counts.updated == 0)
      #expect(try world.imports.broughtHead() == head)
      #expect(try world.imports.everything() == before)
    }
  }

  // edge 18
  @Test func `what a run that was left has fetched is forgotten when another brought newer rows`()
    async throws
  {
    let world = try JobWorld(sizes: Self.sizes)
    let salesforce = world.company.salesforce
    try await world.serve {
      salesforce.server.faults.add(
        Fault("Opportunity/describe", .answer(.json("[]", status: 403))))
      #expect(try await world.run("salesforce").state == .failed)
      world.clock.advance(by: .seconds(7_200))
      let stamp = SalesforceOrg.stamp(world.clock.now.addingTimeInterval(-60))
      let id = salesforce.change { org in
        let id = org.tables["Account"]?.rows.keys.min() ?? ""
        org.tables["Account"]?[id]?["Name"] = "Renamed"
        org.tables["Account"]?[id]?["SystemModstamp"] = stamp
        return id
      }
      try await world.run("company")
      salesforce.server.faults.clear()
      #expect(try await world.run("salesforce").state == .done)
      #expect(try world.imports.row(Account.table, id)?[Account.name] == "Renamed")
    }
  }

  // edge 33
  @Test func `a run that meets the day's limit keeps what it has, and goes on later`() async throws
  {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      // Of the day a pull leaves a fifth to others.
      world.company.salesforce.change { $0.requestsAllowed = ($0.requestsUsed + 20) * 5 / 4 }
      let run = try await world.run("salesforce")
      #expect(run.state == .failed)
      #expect(run.reason?.contains("what is fetched is kept, and the run goes on later") == true)
      #expect(try world.mark(of: "salesforce User") == nil)
      world.company.salesforce.change { $0.requestsAllowed = 100_000 }
      let asked = { world.company.salesforce.change { $0.requestsUsed } }
      let before = asked()
      #expect(try await world.run("salesforce").state == .done)
      let whole = try JobWorld(sizes: Self.sizes)
      try await whole.serve {
        let start = whole.company.salesforce.change { $0.requestsUsed }
        try await whole.run("salesforce")
        let needed = whole.company.salesforce.change { $0.requestsUsed } - start
        #expect(asked() - before < needed, "the first objects were not asked for again")
      }
      #expect(try world.imports.everything() == whole.imports.everything())
    }
  }

  // edge 28
  @Test func `a field that went makes a run partial, and its values stay`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("salesforce")
      let before = try world.imports.rows(Account.table)
      world.clock.advance(by: .seconds(7_200))
      world.company.salesforce.change { org in
        org.tables["Account"]?[field: "Industry"] = nil
        for id in org.tables["Account"]?.rows.keys.map({ $0 }) ?? [] {
          org.tables["Account"]?[id]?["SystemModstamp"] =
            SalesforceOrg.stamp(world.clock.now.addingTimeInterval(-60))
        }
      }
      let run = try await world.run("company")
      #expect(run.state == .partial)
      #expect(run.notes.first?.contains("Account has no Industry") == true)
      #expect(run.objects.first?.read == Self.sizes.accounts)
      #expect(try world.imports.rows(Account.table) == before)
    }
  }

  @Test func `a field with another name in Salesforce fills the same column`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    let imported = try world.imported()
    world.company.salesforce.change { org in
      guard var table = org.tables["Account"] else { return }
      table[field: "ARR__c"] = nil
      table.fields.append(.init("Recurring__c", .double))
      for (id, row) in table.rows { table[id]?["Recurring__c"] = row["ARR__c"] }
      org.tables["Account"] = table
    }
    let fields = SalesforceFields.complete
      .replacing("  ARR__c: ARR__c", with: "  ARR__c: Recurring__c", maxReplacements: 1)
    try Data(fields.utf8).write(
      to: URL(fileURLWithPath: "\(world.store.directory.path)/\(SalesforceFields.fileName)"))
    try await world.serve {
      #expect(try await world.run("salesforce").state == .done)
      for name in ["tickets", "usage"] { try await world.run(name) }
      #expect(try world.imports.everything() == imported.everything())
    }
  }

  // edge 12
  @Test func `a merged account is reported with the one that was kept`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("salesforce")
      world.clock.advance(by: .seconds(7_200))
      let stamp = SalesforceOrg.stamp(world.clock.now.addingTimeInterval(-60))
      let ids = world.company.salesforce.change { org in
        let ids = Array(org.tables["Account"]?.rows.keys.sorted().prefix(2) ?? [])
        org.tables["Account"]?.delete(ids[0], mergedInto: ids[1], at: stamp)
        return ids
      }
      let run = try await world.run("company")
      #expect(run.state == .done, "\(run.reason ?? "") \(run.notes)")
      let notes = try #require(run.objects.first { $0.object == "account" }).notes
      #expect(notes.contains { $0.hasSuffix("only marked here: \(ids[0]) into \(ids[1])") })
      #expect(!notes.contains { $0.contains("MasterRecordId") }, "it has a place")
    }
  }

  @Test func `rejected rows make a run partial, and come again until accounts came`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("salesforce")
      world.clock.advance(by: .seconds(7_200))
      world.company.salesforce.change { org in
        org.tables["Opportunity"]?.add([
          "Id": "006000000000999AAA", "AccountId": "001000000000999AAA", "Name": "Of nobody",
          "StageName": "0-Pending", "IsDeleted": "false",
          "SystemModstamp": SalesforceOrg.stamp(world.clock.now.addingTimeInterval(-3_600)),
        ])
      }
      let run = try await world.run("opportunity")
      #expect(run.state == .partial)
      #expect(run.counts.rejected == 1)
      let file = try #require(run.objects.first?.rejectedFile)
      #expect(try String(contentsOfFile: file, encoding: .utf8).contains("Of nobody"))
      world.clock.advance(by: .seconds(7_200))
      #expect(try await world.run("opportunity").state == .partial)
      try await world.run("company")
      #expect(try await world.run("opportunity").state == .partial)
      #expect(try await world.run("opportunity").state == .done)
    }
  }

  @Test func `another organization, or a connector begun anew, is fetched whole`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      let users = try await world.run("user").counts.read
      world.clock.advance(by: .seconds(7_200))
      #expect(try await world.run("user").counts.read == 0)
      try world.runs.forget(.salesforce)
      #expect(try await world.run("user").counts.read == users)
      #expect(try world.mark(of: "salesforce User") != nil)
    }
  }

  @Test func `usage that is to be rebuilt is fetched whole, once`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      for name in ["salesforce", "usage"] { try await world.run(name) }
      let before = try world.imports.everything()
      let all = try #require(try world.runs.latest(of: "usage")).counts
      try world.runs.rebuildUsage()
      world.company.snowflake.server.faults.add(
        Fault("/statements", on: .nth(1), .answer(.json("{}", status: 403))))
      #expect(try await world.run("usage").state == .failed)
      let rebuilt = try await world.run("usage")
      #expect((rebuilt.counts.read, rebuilt.counts.inserted) == (all.read, all.inserted))
      #expect(try world.imports.everything() == before)
      #expect(try await world.run("usage").counts.inserted == 0)
    }
  }

  @Test func `a login that is refused fails the run in words, and nothing moves`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try ConnectionFile.set(
        [("username", "somebody@else.example")], of: .salesforce, world.store.directory)
      let run = try await world.run("user")
      #expect(run.state == .failed)
      #expect(run.reason?.contains("user hasn't approved this consumer") == true)
      #expect(try world.mark(of: "salesforce User") == nil)
    }
  }

  @Test func `two runs of one connector exclude each other`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      let fence = try Connector.salesforce.fence(in: world.runner.folder)
      await #expect(throws: JobRefusal.busy(.salesforce)) { try await world.run("user") }
      #expect(try await world.run("tickets").state == .done)
      withExtendedLifetime(fence) {}
    }
    #expect(try world.runs.latest(of: "user") == nil)
  }

  @Test func `a connector that is not set up says how to`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    let error = await #expect(throws: ConnectionError.self) { try await world.run("usage") }
    #expect(error?.description.contains("tamd connector set snowflake KEY=VALUE") == true)
  }

  @Test func `the mapping of fields shows live rows under our names, and what is missing`()
    async throws
  {
    let world = try JobWorld(sizes: Self.sizes)
    world.company.salesforce.change { $0.tables["Account"]?[field: "Industry"] = nil }
    let fields = SalesforceFields.complete
      .replacing("  LeadSource: LeadSource", with: "  LeadSource: Origin__c", maxReplacements: 1)
    try Data(fields.utf8).write(
      to: URL(fileURLWithPath: "\(world.store.directory.path)/\(SalesforceFields.fileName)"))
    try await world.serve {
      let account = try #require(try await world.runner.sample(of: "account", rows: 10).first)
      let name = try #require(account.fields.first { $0.name == "Name" })
      #expect(name.values.count == 10)
      #expect(name.values.allSatisfy { $0?.isEmpty == false })
      #expect(account.fields.filter { $0.type == nil }.map(\.name) == ["Industry"])
      let contact = try #require(try await world.runner.sample(of: "Contact", rows: 10).first)
      let source = try #require(contact.fields.first { $0.name == "LeadSource" })
      #expect(source.source == "Origin__c")
      #expect(source.type == nil)
      #expect(try await world.runner.sample(of: nil, rows: 1).count > 10)
      await #expect(throws: ConnectionError.self) {
        try await world.runner.sample(of: "Lead", rows: 10)
      }
      #expect(world.company.violations == [])
      #expect(try world.imports.rows(Account.table).isEmpty)
    }
  }

  @Test func `every connector can be asked harmlessly whether it is reached`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      for connector in Connector.allCases {
        let answer = try await world.runner.check(connector)
        #expect(answer.hasPrefix("logged in"))
      }
      #expect(world.company.violations == [])
    }
  }
}

/// A service that looks after jobs.
@Suite struct JobSchedulerTests {
  private static let sizes = Sizes(
    tams: 2, accounts: 6, activities: 10, ctas: 5, usageMonths: 1)

  private func advance(_ world: JobWorld, hours: Int) {
    world.world.clock.advance(seconds: hours * 3_600)
    world.clock.advance(by: .seconds(hours * 3_600))
  }

  @Test func `at its time each job runs once, in the order that rows need`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    let scheduler = try JobScheduler(
      world.runner, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await world.serve {
      try await scheduler.look(after: .salesforce)
      #expect(try world.runs.history(limit: 10) == [])
      advance(world, hours: 10)
      for _ in 0..<2 {
        for connector in Connector.allCases { try await scheduler.look(after: connector) }
      }
      let runs = try world.runs.history(limit: 100).reversed()
      #expect(
        runs.map(\.job) == [
          "user", "company", "company-emea", "opportunity", "company-person",
          "subscription", "activities", "survey", "tam", "tickets",
        ])
      #expect(runs.allSatisfy { $0.state == .done })
    }
  }

  // edge 50
  @Test func `when the accounts cannot be had, what refers to them is skipped`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    let scheduler = try JobScheduler(
      world.runner, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await world.serve {
      world.company.salesforce.change { $0.tables["AccountHistory"] = nil }
      for _ in 0..<14 {
        advance(world, hours: 1)
        for connector in Connector.allCases { try await scheduler.look(after: connector) }
      }
      #expect(try world.runs.latest(of: "user")?.state == .done)
      #expect(
        try world.runs.history(of: "company", limit: 9).map(\.state) == [.failed, .failed, .failed])
      let run = try #require(try world.runs.latest(of: "opportunity"))
      #expect(run.state == .skipped)
      #expect(run.reason?.contains("AccountHistory is not there") == true)
      #expect(try world.runs.history(of: "opportunity", limit: 9).count == 1)
    }
  }

  @Test func `a service that is down at night makes up for it at its next start`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      for hours in [0, 23] {
        advance(world, hours: hours)
        let scheduler = try JobScheduler(
          world.runner, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await scheduler.look(after: .salesforce)
      }
      #expect(try world.runs.latest(of: "user")?.state == .done)
    }
  }

  @Test func `a run that a service left is taken up at the next start`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      let job = try #require(Job.named("salesforce"))
      let left = try world.runs.begin(job, spool: "\(world.runner.folder)/salesforce")
      let scheduler = try JobScheduler(
        world.runner, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      try await scheduler.look(after: .salesforce)
      let run = try #require(try world.runs.latest(of: "salesforce"))
      #expect(run.id == left.id)
      #expect(run.state == .done)
    }
  }
}
