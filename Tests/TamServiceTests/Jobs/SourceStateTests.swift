import Connectors
import CustomerSuccess
import Foundation
import Logging
import Sandbox
import Support
import Testing

@testable import TamService

/// How old every source is, as everybody's app shows it.
@Suite struct SourceStateTests {
  private static let sizes = Sizes(
    tams: 2, accounts: 6, activities: 10, ctas: 5, usageMonths: 1)

  private func state(_ world: JobWorld, _ job: String) throws -> Row? {
    try world.imports.row(SourceState.table, job)
  }

  @Test func `a run leaves its time, its counts and its next time, a failed one its reason`()
    async throws
  {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      try await world.run("user")
      try await world.run("company")
      let row = try #require(try state(world, "company"))
      #expect(row[SourceState.source] == "salesforce")
      #expect(row[SourceState.state] == .done)
      let changes = try world.imports.rows(TAMHistory.table).count
      #expect(row[SourceState.rowsInserted] == Self.sizes.accounts + changes)
      #expect(row[SourceState.tables] == "account;tam_history")
      let complete = try #require(row[SourceState.completeUntil])
      #expect(abs(complete.seconds(until: world.world.clock.now)) < 60)
      #expect(row[SourceState.nextAt].map { $0 > world.world.clock.now } == true)

      try ConnectionFile.set(
        [("username", "somebody@else.example")], of: .salesforce, world.store.directory)
      try await world.run("company")
      let failed = try #require(try state(world, "company"))
      #expect(failed[SourceState.state] == .failed)
      #expect(failed[SourceState.note] == "it failed: `tamd jobs history company` says why")
      #expect(failed[SourceState.completeUntil] == complete, "what came before is as old as it was")
    }
  }

  @Test func `a source that never ran is listed with the time at which it will`() async throws {
    let world = try JobWorld(sizes: Self.sizes)
    try await world.serve {
      let scheduler = try JobScheduler(
        world.runner, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      try await scheduler.look(after: .snowflake)
      let row = try #require(try state(world, "usage"))
      #expect(row[SourceState.state] == nil)
      #expect(row[SourceState.completeUntil] == nil)
      #expect(row[SourceState.nextAt] != nil)
      #expect(try state(world, "company") == nil)
    }
  }

  @Test func `files imported by hand are a source, unless they brought nothing new`() throws {
    let world = try ImportWorld()
    let imports = HandImports(world.store)
    let report = try world.salesforce([
      "User": "Id,Name,Email\n005D0000001abcd,Ada,a@x.example\n"
    ])
    try imports.note(report, from: .salesforce)
    let row = try #require(try world.row(SourceState.table, "salesforce files"))
    #expect(row[SourceState.rowsInserted] == 1)
    #expect(row[SourceState.tables] == "user")
    #expect(row[SourceState.endedAt] == world.world.clock.now)
    #expect(row[SourceState.completeUntil] == nil, "nobody knows when the file was written")
    try imports.note(report, from: .zendesk)
    #expect(try world.row(SourceState.table, "zendesk files") == nil)
    let head = try world.head()
    let again = try world.salesforce(["User": "Id,Name,Email\n005D0000001abcd,Ada,a@x.example\n"]
    )
    try imports.note(again, from: .salesforce)
    #expect(try world.head() == head)
  }

  @Test func `files imported by hand are as old as their newest row, and never of tomorrow`()
    throws
  {
    let world = try ImportWorld()
    let imports = HandImports(world.store)
    let id = "001D000000IqhSLIAZ"
    func until(_ name: String) throws -> Instant? {
      try world.row(SourceState.table, "\(name) files")?[SourceState.completeUntil]
    }
    for (stamp, expected) in [
      ("2023-10-01T08:00:00.000Z", Instant("2023-10-01T08:00:00Z")),
      ("2033-10-01T08:00:00.000Z", world.world.clock.now),
    ] {
      let report = try world.salesforce([
        "Account": "Id,Name,SystemModstamp\n\(id),Acme \(stamp),\(stamp)\n"
      ])
      try imports.note(report, from: .salesforce)
      #expect(try until("salesforce") == expected)
    }
    #expect(
      try world.row(SourceState.table, "salesforce files")?[SourceState.tables] == "account")
    let ticket = """
      [{"id":12,"status":"open","organization_id":1,"updated_at":"2023-10-02T08:00:00Z"}]
      """
    try imports.note(try world.zendesk(["tickets": ticket]), from: .zendesk)
    #expect(try until("zendesk") == nil, "a ticket of nobody's is no news")
    let mart = """
      snapshot_month,dim_crm_account_id,dim_subscription_id,delivery_type,uuid,hostname,\
      dim_namespace_id,ping_created_at,billable_user_count
      2023-10-01,\(id),,Self-Managed,u,h,,2023-10-03 06:00:00,7
      """
    try imports.note(try world.usage(mart), from: .snowflake)
    #expect(try until("snowflake") == Instant("2023-10-03T06:00:00Z"))
    #expect(
      try world.row(SourceState.table, "snowflake files")?[SourceState.tables]
        == "usage_series;instance")
  }
}
