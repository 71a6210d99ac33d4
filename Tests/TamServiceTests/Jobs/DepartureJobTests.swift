import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import TamService

/// What Salesforce says of accounts that are gone, found by the jobs that ask.
@Suite struct DepartureJobTests {
  private static let sizes = Sizes(
    tams: 2, accounts: 12, activities: 20, ctas: 10, usageMonths: 1)

  private func ids(_ world: JobWorld) -> [String] {
    world.company.salesforce.change { $0.tables["Account"]?.rows.keys.sorted() ?? [] }
  }

  private func stamp(_ world: JobWorld) -> String {
    SalesforceOrg.stamp(world.clock.now.addingTimeInterval(-60))
  }

  private func pass(_ world: JobWorld) {
    world.clock.advance(by: .seconds(7_200))
    world.world.clock.advance(seconds: 7_200)
  }

  private func departure(_ world: JobWorld, _ id: String) throws -> Departure? {
    try #require(try world.imports.row(Account.table, id))[Account.departure]
  }

  // edge 15
  @Test func `what was purged before we looked is found in the log of deletions`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("salesforce")
      let ids = ids(world)
      pass(world)
      let stamp = stamp(world)
      world.company.salesforce.change { org in
        org.tables["Account"]?.delete(ids[0], at: stamp)
        org.tables["Account"]?.purge(ids[0])
      }
      #expect(try await world.run("company").state == .done)
      #expect(try departure(world, ids[0]) == nil)
      let run = try await world.run("deletions")
      #expect(run.state == .done, "\(run.reason ?? "")")
      #expect(run.counts.updated == 1)
      let row = try #require(try world.imports.row(Account.table, ids[0]))
      #expect(row[Account.departure] == .deleted)
      #expect(row[Account.isMarkedForDeletion] == true)
      #expect(row[Account.departedAt] == world.world.clock.now)
      pass(world)
      let again = try await world.run("deletions")
      #expect(again.counts.updated == 0)
      #expect(world.company.violations == [])
    }
  }

  // edges 12 and 13
  @Test func `a merge that goes on is followed to its end, also when its end is deleted`()
    async throws
  {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("salesforce")
      let ids = ids(world)
      pass(world)
      var stamp = stamp(world)
      world.company.salesforce.change {
        $0.tables["Account"]?.delete(ids[0], mergedInto: ids[1], at: stamp)
      }
      try await world.run("company")
      #expect(try departure(world, ids[0]) == .merged)
      pass(world)
      stamp = self.stamp(world)
      world.company.salesforce.change { org in
        org.tables["Account"]?.delete(ids[1], mergedInto: ids[2], at: stamp)
        org.tables["Account"]?.delete(ids[2], at: stamp)
      }
      try await world.run("deletions")
      for id in ids[0...1] {
        let row = try #require(try world.imports.row(Account.table, id))
        #expect(row[Account.departure] == .mergedThenDeleted)
        #expect(row[Account.mergedInto] == Account.ID(ids[2]))
      }
      let settled = try world.imports.rows(Account.table)
      try await world.run("company")
      #expect(
        try world.imports.rows(Account.table).map { $0[Account.departure] }
          == settled.map { $0[Account.departure] })
      #expect(try departure(world, ids[2]) == .deleted)
    }
  }

  // edges 14, 15 and 16
  @Test func `an account that Salesforce shows no longer is missing, and back when it does`()
    async throws
  {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("salesforce")
      let ids = ids(world)
      pass(world)
      let stamp = stamp(world)
      world.company.salesforce.change { org in
        org.hidden = [ids[0]]
        org.tables["Account"]?.delete(ids[1], at: stamp)
      }
      let run = try await world.run("sweep")
      #expect(run.state == .done, "\(run.reason ?? "")")
      #expect(run.notes.first?.hasPrefix("1 accounts are missing") == true)
      let row = try #require(try world.imports.row(Account.table, ids[0]))
      #expect(row[Account.departure] == .missing)
      #expect(row[Account.isMarkedForDeletion] != true)
      #expect(try departure(world, ids[1]) == .deleted)
      #expect(try departure(world, ids[2]) == nil)

      pass(world)
      world.company.salesforce.change { $0.hidden = [] }
      try await world.run("sweep")
      #expect(try departure(world, ids[0]) == nil)
      #expect(try departure(world, ids[1]) == .deleted)
    }
  }

  // edge 16
  @Test func `a missing account that is shown again is no longer missing the next day`()
    async throws
  {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("salesforce")
      let ids = ids(world)
      pass(world)
      world.company.salesforce.change { $0.hidden = [ids[0], ids[1]] }
      try await world.run("sweep")
      try await world.run("deletions")
      #expect(try departure(world, ids[0]) == .missing, "that it is hidden is no deletion")
      world.company.salesforce.change { $0.hidden = [ids[1]] }
      pass(world)
      try await world.run("deletions")
      #expect(try departure(world, ids[0]) == nil)
      #expect(try departure(world, ids[1]) == .missing)
    }
  }

  // edges 5 and 14
  @Test func `a sweep that goes on a week later revives nothing from pages of then`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    world.company.salesforce.change { $0.queryPageRows = 4 }
    try await world.serve {
      try await world.run("salesforce")
      let ids = ids(world)
      pass(world)
      let faults = world.company.salesforce.server.faults
      // The first page comes, and no other.
      faults.add(Fault("/query/01g", .answer(StandInAnswer(500))))
      #expect(try await world.run("sweep").state == .failed)
      faults.clear()
      let stamp = stamp(world)
      world.company.salesforce.change { $0.tables["Account"]?.delete(ids[0], at: stamp) }
      try await world.run("deletions")
      #expect(try departure(world, ids[0]) == .deleted)
      world.pass(minutes: 7 * 1_440)
      let before = world.company.salesforce.server.journal.entries.count
      #expect(try await world.run("sweep").state == .done)
      let asked = world.company.salesforce.server.journal.entries.dropFirst(before)
      #expect(
        !asked.contains { $0.path.hasSuffix("/query") && $0.rawQuery.contains("SystemModstamp") },
        "it goes on behind the first page")
      #expect(try departure(world, ids[0]) == .deleted)
    }
  }

  @Test func `an id that an export writes in its short form is no account that is gone`()
    async throws
  {
    let world = try JobWorld(
      sizes: Sizes(tams: 3, accounts: 30, activities: 30, ctas: 10, usageMonths: 1))
    let file = try world.files.read("company/salesforce/Account.csv")
    #expect(file.split(separator: "\n").contains { $0.prefix { $0 != "," }.count == 17 })
    try await world.serve {
      for name in ["salesforce", "sweep", "deletions"] {
        let run = try await world.run(name)
        #expect(run.state == .done, "\(run.reason ?? "")")
      }
      let accounts = try world.imports.rows(Account.table)
      #expect(accounts.allSatisfy { $0[Account.departure] == nil })
      #expect(world.company.violations == [])
    }
  }

  @Test(arguments: [(ours: 30, hidden: 25), (ours: 6, hidden: 6)])
  func `when most accounts are missing at once nothing is marked`(
    ours: Int, hidden: Int
  ) async throws {
    let world = try JobWorld(
      sizes: Sizes(tams: 2, accounts: ours, activities: 5, ctas: 5, usageMonths: 1))
    try await world.serve {
      try await world.run("salesforce")
      pass(world)
      let ids = ids(world)
      world.company.salesforce.change { $0.hidden = Set(ids.prefix(hidden)) }
      let run = try await world.run("sweep")
      #expect(run.state == .failed)
      #expect(run.reason?.contains("\(hidden) of our \(ours) accounts no longer") == true)
      #expect(try departure(world, ids[0]) == nil)
    }
  }
}
