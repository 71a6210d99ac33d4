import Foundation
import Logging

/// Fetches what changed since the last run, as the files that an import takes (connectors 3.7).
///
/// All objects share the end of their window, which is Salesforce's time when the run began. A run
/// that ends early, for whatever reason, keeps its pages, and the next one for the same purpose goes
/// on behind them in the same window.
package struct SalesforcePull: Sendable {
  /// What belongs to the job and not to a run.
  package struct Settings: Sendable {
    /// How far before the watermark a window begins: rows show up when they are committed, with the
    /// stamp of an earlier moment (edge 35).
    package var overlapSeconds = 900
    /// From this many rows on the Bulk API is used.
    package var bulkRows = 10_000
    /// Rows of a page of the REST interface: a hint, 200 through 2,000.
    package var batchRows = 2_000
    /// Rows of a page of the Bulk API.
    package var pageRows = 50_000
    /// Of a page of the Bulk API, unpacked; with less rows where it would be longer.
    package var pageLimitBytes = 96 << 20

    package init() {}
  }

  /// How long before Salesforce's time a window ends: what is being committed just now waits.
  private static let settlingSeconds = 5.0
  private static let untilFact = "until"

  let connection: SalesforceConnection
  let queries: [SObjectQuery]
  package let spool: Spool
  let settings: Settings

  /// - Parameter directory: Of the spool; a run of the same queries goes on with what lies there.
  /// - Throws: ``SpoolError``.
  package init(
    _ connection: SalesforceConnection, _ queries: [SObjectQuery], directory: String,
    settings: Settings = Settings()
  ) throws(SpoolError) {
    self.connection = connection
    self.queries = queries
    self.settings = settings
    let purpose = queries.map { query in
      let mark = query.watermark.map(SOQLText.moment) ?? "the beginning"
      return """
        \(query.object) \(query.fields.joined(separator: ",")) \(query.isWithDeleted) \
        \(query.stamp) \(mark)
        """
    }
    spool = try Spool(
      directory: directory, purpose: ([connection.identity] + purpose).joined(separator: "\n"))
  }

  /// Fetches all objects, one after the other.
  ///
  /// - Throws: ``SalesforceError``, ``UpstreamError``, ``SpoolError``, ``CredentialError`` or
  ///   `CancellationError`; what was fetched until then is kept.
  package func run() async throws -> PullReport {
    let response = try await connection.fetch(.get(connection.path("limits")))
    let skew = response.clockSkewSeconds(connection.environment.now()) ?? 0
    if abs(skew) > SalesforceLogin.clockTolerance {
      connection.environment.log.warning(
        "our clock differs from Salesforce's", metadata: ["seconds ahead": "\(skew)"])
    }
    let until = try await windowEnd(response)
    var objects: [PullReport.Object] = []
    for query in queries { objects.append(try await pull(query, until: until)) }
    return PullReport(
      objects: objects, until: until, requestsUsed: await connection.budget.used,
      dayUsed: await connection.budget.dayUsed, dayAllowed: await connection.budget.dayAllowed,
      clockSkewSeconds: skew)
  }

  /// To be called when the import of the whole window is done, and the watermark stored.
  package func finish() async throws { try await spool.clear() }

  private func windowEnd(_ response: UpstreamResponse) async throws -> Date {
    if let known = await spool.fact(Self.untilFact).flatMap(SOQLText.date) { return known }
    guard let now = response.serverTime else {
      throw UpstreamError.unexpected(
        host: response.host.name, what: "an answer that does not tell the time")
    }
    let until = now.addingTimeInterval(-Self.settlingSeconds)
    try await spool.remember(SOQLText.moment(until), as: Self.untilFact)
    return until
  }

  private func pull(_ query: SObjectQuery, until: Date) async throws -> PullReport.Object {
    let description = try await connection.describe(query.object)
    var dropped = query.fields.filter { !description.has($0) }
    while true {
      let missing = dropped.filter(query.keyFields.contains)
      guard missing.isEmpty else {
        throw SalesforceError.keyFieldsMissing(object: query.object, fields: missing)
      }
      let work = PullWork(
        pull: self, query: query, description: description,
        fields: query.fields.filter { !dropped.contains($0) },
        from: query.watermark?.addingTimeInterval(-Double(settings.overlapSeconds)), until: until)
      do {
        let object = try await work.run(dropped: dropped)
        note(object)
        return object
      } catch let error as UpstreamError {
        guard let field = error.unknownField(among: work.fields) else { throw error }
        dropped.append(field)
      }
    }
  }

  private func note(_ object: PullReport.Object) {
    connection.environment.log.info(
      "fetched",
      metadata: [
        "object": "\(object.object)", "rows": "\(object.rows)", "pages": "\(object.pages)",
        "way": "\(object.way.rawValue)",
        "dropped": "\(object.droppedFields.joined(separator: ","))",
      ])
  }
}

extension UpstreamError {
  /// The field that Salesforce says it does not have: it went, or the right to see it did, since
  /// the object was described.
  fileprivate func unknownField(among fields: [String]) -> String? {
    guard case .refused(_, _, let complaint?) = self, complaint.code == "INVALID_FIELD" else {
      return nil
    }
    return fields.first { complaint.message.contains("'\($0)'") }
  }
}
