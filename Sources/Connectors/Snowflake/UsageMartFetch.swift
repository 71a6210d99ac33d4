package import Foundation
import Logging

/// Fetches the rows of the usage mart into a spool, partition by partition, as the CSV file that the
/// import takes.
///
/// A run that was cut off goes on with the results of its statement, which Snowflake keeps for a day;
/// when they are gone the statement is run again.
package struct UsageMartFetch: Sendable {
  private let statements: SnowflakeStatements
  private let spool: Spool
  let mart: UsageMart

  private static let stream = "usage"
  /// The file that is fetched.
  package static let fileName = "usage.csv"
  /// A column can go between the look at the columns and the statement; once more is enough.
  private static let tries = 2
  /// Results are kept that long; pages that are older say nothing of now.
  private static let resultSeconds = 86_400.0
  private static let unknownColumnCode = "000904"

  private enum Fact {
    static let run = "run"
    static let unreadable = "unreadable"
  }

  /// What a run needs to know again after a restart.
  private struct Run: Codable {
    let plan: MartPlan
    let result: SnowflakeResult
    /// When the statement was run; nil in spools of before this was kept.
    let asked: Date?
  }

  /// - Parameters:
  ///   - spool: Of the purpose ``purpose(host:mart:since:)``.
  ///   - requestID: A new UUID, by which Snowflake knows a request again.
  package init(
    client: UpstreamClient, spool: Spool, mart: UsageMart, session: SnowflakeSession,
    requestID: @escaping @Sendable () -> String
  ) {
    statements = SnowflakeStatements(
      client: client, session: session, table: mart.table, requestID: requestID)
    self.spool = spool
    self.mart = mart
  }

  /// Names what a spool is for, so that pages of other months or columns are not taken for these.
  package static func purpose(host: UpstreamHost, mart: UsageMart, since month: String) -> String {
    let columns = mart.columns.map(\.name).joined(separator: ",")
    return "usage of \(mart.table) on \(host) since \(month): \(columns)"
  }

  /// The first day of the month before: its rows still change in this one, and no row before does.
  ///
  /// - Parameter now: By Snowflake's calendar, which is that of UTC.
  package static func monthBefore(_ now: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month], from: now)
    let months = (parts.year ?? 1970) * 12 + (parts.month ?? 1) - 2
    let (year, month) = (months / 12, months % 12 + 1)
    return "\(year)-\(month < 10 ? "0" : "")\(month)-01"
  }

  /// - Parameters:
  ///   - month: The first day of the first month to fetch, such as `2024-02-01`.
  ///   - tag: Marks the statements in Snowflake's history; the id of the run.
  /// - Throws: ``SnowflakeError``, ``UpstreamError``, ``SpoolError`` or `CancellationError`; the
  ///   partitions that came before stay in the spool.
  package func run(since month: String, tag: String) async throws -> UsageMartFetched {
    do {
      return try await once(since: month, tag: tag)
    } catch SnowflakeError.resultsGone(let handle) {
      log.notice("the results are gone: the statement is run again", metadata: ["id": "\(handle)"])
      try await spool.restart(Self.stream)
      return try await once(since: month, tag: tag)
    }
  }

  private var log: Logger { statements.client.environment.log }

  private func once(since month: String, tag: String) async throws -> UsageMartFetched {
    var run: Run
    var writer: MartWriter
    if let known = try await known() {
      run = known
      writer = try MartWriter(run.plan, columns: run.result.columns)
      writer.unreadable = try await decoded(Fact.unreadable) ?? [:]
    } else {
      (run, writer) = try await begin(since: month, tag: tag)
    }
    var number = await spool.progress(of: Self.stream).pages
    while number < run.result.partitions.count {
      try Task.checkCancellation()
      let rows = try await statements.partition(number, of: run.result)
      try await store(rows, number, of: run.result, &writer)
      number += 1
    }
    let file = try await spool.assemble(
      Self.stream, as: Self.fileName, prefix: String(decoding: writer.header, as: UTF8.self))
    return UsageMartFetched(
      file: file, rows: run.result.rowCount, asked: run.asked ?? now, drift: writer.drift,
      unreadable: writer.unreadable)
  }

  /// The run that was cut off, if its first partition is here and not too old.
  private func known() async throws -> Run? {
    guard await spool.progress(of: Self.stream).pages > 0 else { return nil }
    let run: Run? = try await decoded(Fact.run)
    guard let asked = run?.asked, now.timeIntervalSince(asked) < Self.resultSeconds else {
      return nil
    }
    return run
  }

  private var now: Date { statements.client.environment.now() }

  /// Runs the statement and stores its first partition.
  private func begin(
    since month: String, tag: String
  ) async throws -> (run: Run, writer: MartWriter) {
    try await spool.restart(Self.stream)
    try await spool.remember(nil, as: Fact.unreadable)
    let asked = now
    let (plan, result, rows) = try await answer(since: month, tag: tag)
    var writer = try MartWriter(plan, columns: result.columns)
    let run = Run(plan: plan, result: result, asked: asked)
    try await spool.remember(text(run), as: Fact.run)
    try await store(rows, 0, of: result, &writer)
    return (run, writer)
  }

  private func answer(
    since month: String, tag: String
  ) async throws -> (plan: MartPlan, result: SnowflakeResult, rows: SnowflakeRows) {
    var tried = 0
    while true {
      tried += 1
      let plan = try mart.plan(found: try await columns(tag: tag))
      do {
        let (result, rows) = try await statements.run(plan.statement(since: month, tag: tag))
        return (plan, result, rows)
      } catch SnowflakeError.statement(let code, _, let message, _)
        where code == Self.unknownColumnCode && tried < Self.tries
      {
        log.notice("a column has gone: looked again", metadata: ["message": "\(message)"])
      }
    }
  }

  func columns(tag: String) async throws -> [String] {
    let (result, first) = try await statements.run(mart.columnsStatement(tag: tag))
    var names: [String] = []
    for number in result.partitions.indices {
      let rows = number == 0 ? first : try await statements.partition(number, of: result)
      try rows.forEachRow { cells in
        if let cell = cells.first, let name = try rows.text(cell) { names.append(name) }
      }
    }
    return names
  }

  private func store(
    _ rows: SnowflakeRows, _ number: Int, of result: SnowflakeResult, _ writer: inout MartWriter
  ) async throws {
    var page: [UInt8] = []
    let before = result.partitions[..<number].reduce(0, +)
    let count = try writer.append(rows, rowsBefore: before, to: &page)
    try await spool.remember(text(writer.unreadable), as: Fact.unreadable)
    let isLast = number + 1 == result.partitions.count
    try await spool.store(
      page: page, rows: count, of: Self.stream, next: isLast ? nil : String(number + 1))
  }

  private func text(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  private func decoded<Fact: Decodable>(_ name: String) async throws -> Fact? {
    try await spool.fact(name).map { try JSONDecoder().decode(Fact.self, from: Data($0.utf8)) }
  }
}

/// What one run has fetched.
package struct UsageMartFetched: Equatable, Sendable {
  /// As the import of usage takes it.
  package let file: String
  package let rows: Int
  /// When the statement was run: what changed since is not here.
  package let asked: Date
  /// How the mart's columns differ from those that are known.
  package let drift: MartDrift
  /// Cells of a count that are no whole number and were left empty, by column.
  package let unreadable: [String: Int]
}

extension UsageMartFetched {
  /// Whether something is missing that was asked for.
  package var isDegraded: Bool { drift.isDegraded || !unreadable.isEmpty }

  /// What a person should know.
  package var notes: [String] {
    var notes: [String] = []
    if rows == 0 { notes.append("the mart has no rows of these months") }
    if !drift.missing.isEmpty {
      notes.append(
        "columns that the mart does not have any more: \(drift.missing.joined(separator: ", "))")
    }
    if !drift.changed.isEmpty {
      let columns = drift.changed.sorted { $0.key < $1.key }.map { "\($0.key) is \($0.value) now" }
      notes.append(
        "columns left out, for they hold something else: \(columns.joined(separator: "; "))")
    }
    if !unreadable.isEmpty {
      let columns = unreadable.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
      notes.append(
        "cells left empty, for they hold no whole number: \(columns.joined(separator: ", "))")
    }
    return notes
  }
}
