import Foundation
import Sandbox
import Testing

@testable import Connectors

@Suite struct SnowflakeFaultTests {
  // edge 37
  @Test func `a statement whose answer was lost is asked for again and run once`() async throws {
    let world = try SnowflakeWorld()
    let standIn = world.standIn
    standIn.server.faults.add(Fault("/statements?", method: "POST", on: .nth(2), .closeAfter))
    try await withServer(standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(fetched.rows == 24)
    }
    #expect(standIn.statementsRun == 2)
    let asked = standIn.server.journal.entries("statements", method: "POST").map(\.rawQuery)
    #expect(asked.count == 3)
    #expect(asked[2] == "\(asked[1])&retry=true")
    #expect(standIn.server.journal.violations.isEmpty)
  }

  @Test func `a slow statement is asked for ever more rarely`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.server.faults.add(
      Fault(
        "statements", method: "POST", on: .nth(2),
        .first { [standIn = world.standIn] in
          standIn.setPolls(7)
        }))
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(fetched.rows == 24)
    }
    #expect(
      world.clock.waits.map { $0 / .milliseconds(1) }
        == [500, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000])
  }

  @Test func `a statement that never ends is stopped`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.setPolls(100_000)
    try await withServer(world.standIn.server) { host in
      await #expect(throws: SnowflakeError.statementTooSlow(seconds: 1_800, handle: "01b0-1")) {
        try await world.fetch(host)
      }
    }
    #expect(world.standIn.cancelled == ["01b0-1"])
  }

  @Test func `rows of partitions that sum up to too much are an error`() throws {
    let answer: JSONValue = [
      "statementHandle": "h",
      "resultSetMetaData": [
        "numRows": 1, "rowType": [],
        "partitionInfo": [["rowCount": 9_223_372_036_854_775_807], ["rowCount": 2]],
      ],
    ]
    #expect(throws: SnowflakeError.rowCount(partition: nil, announced: 1, found: .max)) {
      try SnowflakeResult(answer)
    }
  }

  @Test func `whoever stops the run stops its statement`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.setPolls(100_000)
    let (waits, waited) = AsyncStream<Void>.makeStream()
    let sample = UpstreamEnvironment.sample(world.clock)
    let patient = UpstreamEnvironment(
      now: sample.now,
      sleep: { _ in
        waited.yield()
        // Ends with the task that waits.
        for await _ in AsyncStream<Void>.makeStream().stream {}
        try Task.checkCancellation()
      }, random: sample.random, log: sample.log)
    try await withServer(world.standIn.server) { host in
      let run = Task { try await world.fetch(host, environment: patient) }
      for await _ in waits { break }
      run.cancel()
      await #expect(throws: CancellationError.self) { try await run.value }
    }
    #expect(world.standIn.cancelled == ["01b0-1"])
  }

  // edge 39
  @Test(arguments: [
    Fault("partition=1", on: .nth(1), .change { $0.body = Array("no gzip".utf8) }),
    Fault("partition=1", on: .nth(1), .change { $0.body.removeLast(200) }),
    Fault("partition=1", on: .nth(1), .cutBody(keeping: 100)),
    Fault("partition=1", on: .nth(1), .answer(.webPage(503))),
    Fault("partition=1", on: .nth(1), .answer(.json("{\"data\":[]}"))),
  ])
  func `a partition that arrived damaged is asked for again`(fault: Fault) async throws {
    let world = try SnowflakeWorld()
    world.standIn.server.faults.add(fault)
    try await withServer(world.standIn.server) { host in
      let fetched = try await world.fetch(host)
      #expect(try world.lines(fetched).count == 25)
    }
  }

  // edge 39
  @Test func `a partition that stays damaged is an error`() async throws {
    let world = try SnowflakeWorld()
    let faults = world.standIn.server.faults
    try await withServer(world.standIn.server) { host in
      faults.add(Fault("partition=1", .answer(.json("{\"data\":[[\"1\"]]}"))))
      await #expect(throws: SnowflakeError.rowCount(partition: 1, announced: 10, found: 1)) {
        try await world.fetch(host)
      }
      faults.clear()
      let fetched = try await world.fetch(host)
      #expect(fetched.rows == 24)
    }
  }

  // edge 34
  @Test func `a token that is refused for the clock says so`() async throws {
    let world = try SnowflakeWorld()
    try await withServer(world.standIn.server) { host in
      let ahead = await #expect(throws: UpstreamError.self) {
        try await world.fetch(host, environment: .sample(world.clock, ahead: 600))
      }
      #expect(ahead?.description.contains("clock is 600 s ahead of Snowflake's") == true)
      let behind = await #expect(throws: UpstreamError.self) {
        try await world.fetch(host, environment: .sample(world.clock, ahead: -7_200))
      }
      #expect(behind?.description.contains("clock is 7200 s behind Snowflake's") == true)
      let fetched = try await world.fetch(host, environment: .sample(world.clock, ahead: -600))
      #expect(fetched.rows == 24)
    }
  }

  @Test func `a key that is refused is named by its fingerprint`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.server.faults.add(
      Fault(
        "statements",
        .answer(.json(#"{"code":"390144","message":"JWT token is invalid."}"#, status: 401))))
    try await withServer(world.standIn.server) { host in
      let error = await #expect(throws: UpstreamError.self) { try await world.fetch(host) }
      let fingerprint = try SnowflakeWorld.login().fingerprint
      #expect(error?.description.contains(fingerprint) == true)
    }
    #expect(world.standIn.server.journal.entries.count == 2)
  }

  @Test(arguments: [
    ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nx", "it is encrypted"),
    ("password", "PEM form"), ("", "PEM form"),
  ])
  func `a key that cannot be used says why`(text: String, reason: String) throws {
    let account = try SnowflakeAccount("acme")
    let error = #expect(throws: SnowflakeError.self) {
      try SnowflakeLogin(account: account, user: "tamd", key: Secret(text))
    }
    #expect(error?.description.contains(reason) == true)
  }

  @Test func `a statement that Snowflake refuses keeps its code and its words`() async throws {
    let world = try SnowflakeWorld()
    world.standIn.server.faults.add(
      Fault(
        "statements", method: "POST",
        .answer(
          .json(
            """
            {"code":"000606","sqlState":"57P03","message":"No active warehouse selected",\
            "statementHandle":"01b0-9"}
            """, status: 422))))
    try await withServer(world.standIn.server) { host in
      let error = await #expect(throws: SnowflakeError.self) { try await world.fetch(host) }
      #expect(
        error
          == .statement(
            code: "000606", state: "57P03", message: "No active warehouse selected",
            handle: "01b0-9"))
    }
  }
}
