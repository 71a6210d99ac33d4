import Foundation

/// Fetches the window of one object.
struct PullWork: Sendable {
  let pull: SalesforcePull
  let query: SObjectQuery
  let description: SObjectDescription
  /// Those that Salesforce has.
  let fields: [String]
  let from: Date?
  let until: Date

  /// How often a page or a window is asked for again before the run ends.
  static let repeats = 3
  /// A query stands in an address, which Salesforce takes up to about 16,000 bytes of.
  private static let columnsLimitBytes = 14_000

  var connection: SalesforceConnection { pull.connection }
  var spool: Spool { pull.spool }
  /// The name of the stream.
  var object: String { query.object }

  private var fieldsFact: String { "fields of \(object)" }
  private var wayFact: String { "way of \(object)" }
  private var nulFact: String { "NULs of \(object)" }

  private var columns: String { fields.joined(separator: ",") }

  func run(dropped: [String]) async throws -> PullReport.Object {
    if await spool.fact(fieldsFact) != columns {
      // Pages with other columns do not fit.
      try await restart()
      try await spool.remember(columns, as: fieldsFact)
    }
    let way = try await fetch()
    let names = fields.map { query.columnNames[$0] ?? $0 }
    let path = try await spool.assemble(
      object, as: "\(object).csv", prefix: CSVPage.header(names))
    let progress = await spool.progress(of: object)
    return PullReport.Object(
      object: object, path: path, rows: progress.rows, pages: progress.pages, way: way, from: from,
      droppedFields: dropped, strippedNULs: await spool.fact(nulFact).flatMap { Int($0) } ?? 0)
  }

  private func fetch() async throws -> PullReport.Object.Way {
    let way = try await way()
    do {
      try await fetch(way)
      return way
    } catch let error as UpstreamError {
      guard let other = self.other(than: way, after: error) else { throw error }
      try await restart()
      try await spool.remember(other.rawValue, as: wayFact)
      try await fetch(other)
      return other
    }
  }

  private func fetch(_ way: PullReport.Object.Way) async throws {
    switch way {
    case .bulk: try await BulkPull(work: self).run()
    case .rest: try await QueryPull(work: self).run()
    }
  }

  /// The way that may be open when one is not; nil when none is.
  private func other(
    than way: PullReport.Object.Way, after error: UpstreamError
  ) -> PullReport.Object.Way? {
    switch way {
    // Some objects are not for the Bulk API.
    case .bulk: error.code == "INVALIDENTITY" ? .rest : nil
    // A window without a start cannot be asked for in halves.
    case .rest: from == nil && QueryPull.isTooMuch(error) ? .bulk : nil
    }
  }

  /// Stores a page, and what the next is asked with.
  func store(_ page: CSVPage, next: String?) async throws {
    if page.strippedNULs > 0 {
      let before = await spool.fact(nulFact).flatMap { Int($0) } ?? 0
      try await spool.remember(String(before + page.strippedNULs), as: nulFact)
    }
    try await spool.store(page: page.bytes, rows: page.rows, of: object, next: next)
  }

  func restart() async throws {
    try await spool.restart(object)
    for fact in [BulkPull.jobFact(object), nulFact] { try await spool.remember(nil, as: fact) }
  }

  /// Much comes by Bulk; what a run has begun with, it stays with.
  private func way() async throws -> PullReport.Object.Way {
    if let known = await spool.fact(wayFact).flatMap(PullReport.Object.Way.init) { return known }
    var way = PullReport.Object.Way.bulk
    let isShort = columns.utf8.count < Self.columnsLimitBytes
    if isShort, let expected = try await count(), expected <= pull.settings.bulkRows {
      way = .rest
    }
    try await spool.remember(way.rawValue, as: wayFact)
    return way
  }

  /// Nil when there are so many that counting them takes too long.
  private func count() async throws -> Int? {
    let soql = "SELECT COUNT() FROM \(object) WHERE \(query.condition(from: from, until: until))"
    do {
      return try QueryPage(await connection.fetch(.get(resource, [("q", soql)]))).totalSize
    } catch let error as UpstreamError where error.code == "QUERY_TIMEOUT" {
      return nil
    }
  }

  var resource: String { connection.path(query.isWithDeleted ? "queryAll" : "query") }
}

extension UpstreamError {
  /// Of the service's complaint, when it refused.
  var code: String? {
    guard case .refused(_, _, let complaint) = self else { return nil }
    return complaint?.code
  }
}
