import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

@Suite struct UsageMartFetchTests {
  @Test func `the rows of this month and the last come as the import takes them`() async throws {
    let world = try SnowflakeWorld()
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      let lines = try world.lines(fetched)
      #expect(
        Array(lines.prefix(3)) == [
          "snapshot_month,dim_crm_account_id,ping_created_at,hostname,billable_user_count,"
            + "ci_pipelines_28_days_user",
          "2024-04-01,0011,2024-04-21T00:00:00.5Z,h1.example,7,1",
          "2024-05-01,0012,2024-05-21T00:00:00.5Z,,14,2",
        ])
      #expect(lines.count == 25)
      #expect(fetched.rows == 24)
      #expect(!fetched.isDegraded)
      #expect(fetched.notes.isEmpty)
    }
    let journal = world.standIn.server.journal
    #expect(journal.violations.isEmpty)
    #expect(
      journal.entries("statements/01b0-2", method: "GET").map(\.rawQuery)
        == ["", "partition=1", "partition=2"])
  }

  @Test func `a sandbox company's usage is the same behind Snowflake as in its file`() async throws
  {
    let company = try TemporaryDirectory()
    let sizes = Sizes(tams: 2, accounts: 20, activities: 0, ctas: 0, usageMonths: 5)
    let today = try #require(Day("2024-05-02"))
    let rows = try Company(seed: 4, sizes: sizes, today: today).write(to: company.path)
    let world = try SnowflakeWorld(SnowflakeMart(file: company.path(of: "usage.csv")), rowsEach: 90)
    let mart = UsageMart(
      table: SnowflakeWorld.mart.table,
      columns: [
        MartColumn("SNAPSHOT_MONTH", .day, isKey: true), MartColumn("UUID", .text, isKey: true),
        MartColumn("HOSTNAME", .text), MartColumn("DIM_NAMESPACE_ID", .text),
        MartColumn("BILLABLE_USER_COUNT", .count),
      ])
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host, mart, since: "2020-01-01")
      #expect(fetched.rows == rows)
      let written = try String(contentsOfFile: company.path(of: "usage.csv"), encoding: .utf8)
        .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      let places = mart.columns.compactMap { column in
        written.first?.firstIndex { $0 == column.name }
      }
      let expected = written.map { line in places.map { String(line[$0]) }.joined(separator: ",") }
      #expect(try world.lines(fetched) == expected)
    }
  }

  // edge 1
  @Test func `a token that dies between two partitions costs one login`() async throws {
    let world = try SnowflakeWorld()
    let (standIn, clock) = (world.standIn, world.clock)
    standIn.server.faults.add(
      Fault(
        "partition=2",
        on: .nth(1),
        .first {
          clock.advance(by: .seconds(120))
          standIn.expireTokens()
        }))
    try await withServer(standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(fetched.rows == 24)
    }
    #expect(standIn.statementsRun == 2)
    #expect(standIn.server.journal.entries.filter { $0.status == 401 }.count == 1)
  }

  @Test func `a token is renewed before its hour is over`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.server.faults.add(
      Fault("partition=1", .first { [clock = world.clock] in clock.advance(by: .seconds(3_500)) }))
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(fetched.rows == 24)
    }
    let tokens = world.standIn.server.journal.entries.compactMap { $0.headers["authorization"] }
    #expect(Set(tokens).count == 2)
  }

  // edge 5
  @Test func `a run that was cut off goes on with the same results`() async throws {
    let world = try SnowflakeWorld()
    let standIn = world.standIn
    try await withServer(standIn.server) { host in
      standIn.server.faults.add(
        Fault("partition=2", on: .nth(1), .answer(.json("{}", status: 403))))
      await #expect(throws: UpstreamError.self) { try await world.fetch(host) }
      let before = standIn.server.journal.entries.count
      let resumed = try await world.fetch(host)
      #expect(standIn.statementsRun == 2)
      #expect(standIn.server.journal.entries.count == before + 1)
      let unbroken = try await world.fetch(host, into: "other")
      let expected = try world.lines(unbroken)
      #expect(try world.lines(resumed) == expected)
    }
  }

  @Test func `what was fetched a day ago is fetched again`() async throws {
    let world = try SnowflakeWorld()
    try await withServer(world.standIn.server) { host in
      let first = try await world.fetch(host)
      world.clock.advance(by: .seconds(3_600))
      #expect(try await world.fetch(host) == first)
      world.clock.advance(by: .seconds(86_400))
      let second = try await world.fetch(host)
      #expect(second.asked >= first.asked.addingTimeInterval(90_000))
      #expect(world.standIn.statementsRun == 4)
    }
  }

  @Test func `results that are gone are made again`() async throws {
    let world = try SnowflakeWorld()
    let standIn = world.standIn
    standIn.server.faults.add(
      Fault("partition=2", on: .nth(1), .first { standIn.expireResults() }))
    try await withServer(standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(fetched.rows == 24)
      #expect(try world.lines(fetched).count == 25)
    }
    #expect(standIn.statementsRun == 4)
  }

  // edge 42
  @Test func `months that are over are left alone`() {
    for (now, month) in [
      (1_714_633_200.0, "2024-04-01"), (1_704_067_199, "2023-11-01"), (1_704_067_200, "2023-12-01"),
    ] {
      #expect(UsageMartFetch.monthBefore(Date(timeIntervalSince1970: now)) == month)
    }
  }
}

@Suite struct MartDriftTests {
  private func without(_ name: String) -> @Sendable (inout SnowflakeMart) -> Void {
    { mart in
      mart.columns = mart.columns.map { column in
        column.name == name ? SnowflakeMart.Column("RENAMED", column.type) : column
      }
    }
  }

  // edge 28
  @Test func `a column that is gone is left out and named`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.change(without("CI_PIPELINES_28_DAYS_USER"))
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(try world.lines(fetched).first?.hasSuffix("hostname,billable_user_count") == true)
      #expect(fetched.isDegraded)
      #expect(
        fetched.notes == [
          "columns that the mart does not have any more: ci_pipelines_28_days_user"
        ])
    }
  }

  // edge 28
  @Test func `a column that goes between the look and the statement is looked for again`()
    async throws
  {
    let world = try SnowflakeWorld()
    let (standIn, change) = (world.standIn, without("HOSTNAME"))
    standIn.server.faults.add(
      Fault("statements?requestId", method: "POST", on: .nth(2), .first { standIn.change(change) }))
    try await withServer(standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(fetched.drift.missing == ["hostname"])
    }
  }

  // edge 28
  @Test func `without a key column nothing is stored`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.change(without("DIM_CRM_ACCOUNT_ID"))
    try await withServer(world.standIn.server) { host in
      await #expect(
        throws: SnowflakeError.keyColumns(
          missing: ["dim_crm_account_id"], table: SnowflakeWorld.mart.table)
      ) { try await world.fetch(host) }
    }
    #expect(!FileManager.default.fileExists(atPath: world.folder.path(of: "spool/usage.csv")))
  }

  // edge 29
  @Test func `other cases, and columns nobody knows, change nothing`() async throws {
    let columns = SnowflakeWorld.columns.map { column in
      SnowflakeMart.Column(column.name.lowercased(), column.type.uppercased(), scale: column.scale)
    }
    let world = try SnowflakeWorld()
    try await withServer(world.standIn.server) { host in
      let usual = try world.lines(try await world.fetch(host))
      world.standIn.change { $0.columns = columns }
      let other = try await world.fetch(host, into: "other")
      #expect(try world.lines(other) == usual)
    }
  }

  // edge 30
  @Test func `a column that holds something else now is left out and named`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.change { mart in
      mart.columns[5] = SnowflakeMart.Column("CI_PIPELINES_28_DAYS_USER", "text")
    }
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(fetched.drift.changed == ["ci_pipelines_28_days_user": "a text"])
      #expect(try world.lines(fetched).first?.hasSuffix("billable_user_count") == true)
    }
  }

  // edge 31
  @Test func `a table that is not to be seen is gone or forbidden, and both are said`()
    async throws
  {
    let world = try SnowflakeWorld()
    world.standIn.revoke()
    try await withServer(world.standIn.server) { host in
      let error = await #expect(throws: SnowflakeError.self) { try await world.fetch(host) }
      #expect(error == .noSuchTable(SnowflakeWorld.mart.table))
      #expect(error?.description.contains("does not exist, or the role may not read it") == true)
    }
  }
}
