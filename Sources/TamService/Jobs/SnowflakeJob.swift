import Connectors
import CustomerSuccess
import Foundation

/// The job that fetches from Snowflake.
extension JobRunner {
  private static let firstMonth = "2020-01-01"

  func fetchUsage(_ run: JobRun, _ settings: ConnectionSettings) async throws {
    let mart = try usageMart(settings)
    let client = try snowflake(settings)
    // The moment of the last statement; the months from the one before on are fetched again.
    let mark = "\(Connector.snowflake.rawValue) \(client.host) \(mart.table)"
    let isRebuild = try runs.watermark(JobRuns.usageRebuild) != nil
    let last = try isRebuild ? nil : runs.watermark(mark).flatMap { Instant($0) }
    let month =
      last.map { UsageMartFetch.monthBefore($0.date) } ?? settings["since"] ?? Self.firstMonth
    let spool = try Spool(
      directory: run.spool,
      purpose: UsageMartFetch.purpose(host: client.host, mart: mart, since: month))
    try await use(spool) {
      let fetched = try await usageFetch(client, spool, mart, settings)
        .run(since: month, tag: "tamd run \(run.id)")
      var outcome = JobOutcome(
        report: try await importing(run) {
          try $0.usage(file: fetched.file, isRebuild: isRebuild)
        })
      outcome.isDegraded = fetched.isDegraded
      outcome.notes = fetched.notes
      outcome.from = Day(month).map(Instant.init(startOf:))
      outcome.until = Instant(fetched.asked)
      outcome.watermarks[mark] = "\(Instant(fetched.asked))"
      outcome.settled = [JobRuns.usageRebuild]
      try await end(run, outcome)
      try await spool.clear()
    }
  }

  func usageFetch(
    _ client: UpstreamClient, _ spool: Spool, _ mart: UsageMart, _ settings: ConnectionSettings
  ) throws -> UsageMartFetch {
    UsageMartFetch(
      client: client, spool: spool, mart: mart,
      session: SnowflakeSession(
        database: mart.table.database, schema: mart.table.schema,
        warehouse: try settings.required("warehouse"), role: settings["role"]),
      requestID: requestID)
  }

  func usageMart(_ settings: ConnectionSettings) throws -> UsageMart {
    UsageMart(
      table: SnowflakeTable(
        database: try settings.required("database"), schema: try settings.required("schema"),
        name: try settings.required("table")),
      metrics: UsageMetric.all.map(\.column))
  }

  /// A client with the login that the settings name.
  func snowflake(_ settings: ConnectionSettings) throws -> UpstreamClient {
    let login = try SnowflakeLogin(
      account: SnowflakeAccount(settings.required("account")),
      user: settings.required("user"), key: secret("private_key", settings))
    return try login.upstream(
      host: try settings["host"].map { try UpstreamHost($0) }, environment: upstream)
  }
}
