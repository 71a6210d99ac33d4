import Foundation
import Sandbox
import Support

@testable import Connectors

/// A Snowflake with a small mart, and a folder to fetch it into.
struct SnowflakeWorld {
  let clock = StandInClock()
  let standIn: SnowflakeStandIn
  let folder: TemporaryDirectory

  static let mart = UsageMart(
    table: SnowflakeTable(database: "ANALYTICS", schema: "USAGE", name: "MART"),
    columns: [
      MartColumn("snapshot_month", .day, isKey: true),
      MartColumn("dim_crm_account_id", .text, isKey: true),
      MartColumn("ping_created_at", .time), MartColumn("hostname", .text),
      MartColumn("billable_user_count", .count), MartColumn("ci_pipelines_28_days_user", .count),
    ])

  static let columns = [
    SnowflakeMart.Column("SNAPSHOT_MONTH", "date"),
    SnowflakeMart.Column("DIM_CRM_ACCOUNT_ID", "text"),
    SnowflakeMart.Column("PING_CREATED_AT", "timestamp_ntz", scale: 9),
    SnowflakeMart.Column("HOSTNAME", "text"),
    SnowflakeMart.Column("BILLABLE_USER_COUNT", "fixed"),
    SnowflakeMart.Column("CI_PIPELINES_28_DAYS_USER", "fixed"),
  ]

  /// Made once, for it takes a while.
  private static let key = Result { try StandInKey() }

  static func login() throws -> SnowflakeLogin {
    try SnowflakeLogin(
      account: SnowflakeAccount("acme"), user: "tamd", key: Secret(key.get().privatePEM))
  }

  /// Days since 1970 of 2024-03-01, 2024-04-01 and 2024-05-01.
  static let (march, april, may) = (19_783, 19_814, 19_844)

  /// - Parameters:
  ///   - rows: Of April and May; those of March are there too.
  ///   - columns: What the mart calls them, in the order of the rows.
  init(
    rows: Int = 25, columns: [SnowflakeMart.Column] = Self.columns, rowsEach: Int = 10
  ) throws {
    let cells = (0..<rows * 3 / 2).map { place -> [String?] in
      let month = [Self.march, Self.april, Self.may][place % 3]
      return [
        "\(month)", "001\(place)", "\((month + 20) * 86_400).500000000",
        place % 2 == 0 ? nil : "h\(place).example", "\(place * 7)", "\(place)",
      ]
    }
    standIn = try SnowflakeStandIn(
      clock: clock, mart: SnowflakeMart(columns: columns, rows: cells),
      publicKey: Self.key.get().publicPEM, rowsEach: rowsEach)
    folder = try TemporaryDirectory()
  }

  /// Over a table of any kind.
  init(_ mart: SnowflakeMart, rowsEach: Int) throws {
    standIn = try SnowflakeStandIn(
      clock: clock, mart: mart, publicKey: Self.key.get().publicPEM, rowsEach: rowsEach)
    folder = try TemporaryDirectory()
  }

  /// One run of the connector, as a process of its own would make it.
  func fetch(
    _ host: UpstreamHost, _ mart: UsageMart = Self.mart, since month: String = "2024-04-01",
    into name: String = "spool", environment: UpstreamEnvironment? = nil
  ) async throws -> UsageMartFetched {
    let spool = try Spool(
      directory: folder.path(of: name),
      purpose: UsageMartFetch.purpose(host: host, mart: mart, since: month))
    let fetch = UsageMartFetch(
      client: try Self.login().upstream(host: host, environment: environment ?? .sample(clock)),
      spool: spool, mart: mart,
      session: SnowflakeSession(database: "ANALYTICS", schema: "USAGE", warehouse: "LOADING"),
      requestID: { UUID().uuidString })
    return try await spool.left { try await fetch.run(since: month, tag: "run 1") }
  }

  func lines(_ fetched: UsageMartFetched) throws -> [String] {
    try String(contentsOfFile: fetched.file, encoding: .utf8).split(separator: "\n").map(
      String.init)
  }
}
