package import Foundation

/// Reads the log of deletions, which still knows rows that have left the Recycle Bin.
///
/// The second way beside deleted rows in a pull; it goes back 15 days (connectors 3.6).
package struct SalesforceDeletions: Sendable {
  package struct Report: Equatable, Sendable {
    package let ids: [String]
    /// Where the next reading begins.
    package let covered: Date
    /// Whether the log began after the window did: what was deleted before is for a sweep to find.
    package let hasGap: Bool
  }

  /// Salesforce refuses windows of a minute and less.
  private static let shortestSeconds = 120.0
  private static let logDays = 15.0
  /// The log's own beginning moves on while we ask.
  private static let marginSeconds = 600.0

  private let connection: SalesforceConnection

  package init(_ connection: SalesforceConnection) { self.connection = connection }

  /// By Salesforce's clock, for the end of a window.
  package func serverTime() async throws -> Date {
    let response = try await connection.fetch(.get(connection.path("limits")))
    guard let now = response.serverTime else {
      throw UpstreamError.unexpected(
        host: response.host.name, what: "an answer that does not tell the time")
    }
    return now
  }

  /// - Parameters:
  ///   - from: What the last reading covered.
  ///   - until: By Salesforce's clock, such as the end of a pull's window.
  /// - Returns: Nil when the window is too short to ask yet.
  package func run(_ object: String, from: Date, until: Date) async throws -> Report? {
    let earliest = until.addingTimeInterval(-Self.logDays * 86_400 + Self.marginSeconds)
    let start = max(from, earliest)
    guard until.timeIntervalSince(start) >= Self.shortestSeconds else { return nil }
    let name = UpstreamRequest.percentEncoded(object)
    let answer = try await connection.fetch(
      .get(
        connection.path("sobjects/\(name)/deleted/"),
        [("start", SOQLText.moment(start)), ("end", SOQLText.moment(until))])
    ).json()
    guard let records = answer["deletedRecords"]?.list,
      let covered = answer["latestDateCovered"]?.text.flatMap(Self.date)
    else {
      throw UpstreamError.unexpected(
        host: "Salesforce", what: "a log of deletions without its records")
    }
    return Report(
      ids: records.compactMap { $0["id"]?.text }, covered: covered, hasGap: start > from)
  }

  /// Of `2024-05-02T06:00:00.000+0000`.
  private static func date(_ text: String) -> Date? {
    SOQLText.date(text.prefix { $0 != "." && $0 != "+" && $0 != "Z" } + "Z")
  }
}
