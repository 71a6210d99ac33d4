/// Where the export of a stream stands: what the next request asks for.
///
/// It never is a link of an answer: a link can name another host, and is set on the last page too.
package enum ZendeskPosition: Codable, Equatable, Sendable {
  /// The first request, for changes since then; seconds since 1970.
  case since(Int64)
  /// Of an export by cursor.
  case cursor(String)
  /// Of the list, from its beginning when nil: for who may not export.
  case list(after: String?)

  /// Younger changes are held back, and asking for them is an error; documents differ on how young,
  /// so this is the longest of the times they give.
  static let holdBackSeconds: Int64 = 300

  /// The same, no younger than what may be asked for.
  ///
  /// - Parameter now: Zendesk's clock, in seconds since 1970.
  func heldBack(now: Int64) -> ZendeskPosition {
    guard case .since(let start) = self else { return self }
    return .since(max(0, min(start, now - Self.holdBackSeconds)))
  }

  /// The request for the next page.
  ///
  /// - Parameter size: How many records of an export to ask for.
  func request(
    _ stream: ZendeskStream, size: Int = ZendeskStream.exportPageSize
  ) -> UpstreamRequest {
    switch self {
    case .since(let start): export(stream, by: ("start_time", String(start)), size)
    case .cursor(let cursor): export(stream, by: ("cursor", cursor), size)
    case .list(let cursor):
      .get(
        "/api/v2/\(stream.rawValue).json",
        [("page[size]", String(ZendeskStream.listPageSize))]
          + (cursor.map { [("page[after]", $0)] } ?? []))
    }
  }

  /// Where it stands after a page.
  ///
  /// - Throws: ``ZendeskError`` when the page does not lead anywhere.
  func after(
    _ page: ZendeskPage, of stream: ZendeskStream
  ) throws(ZendeskError) -> ZendeskPosition {
    if case .list(let before) = self {
      guard !page.isLast else { return self }
      guard let cursor = page.cursor, cursor != before else {
        throw .standsStill(stream, at: before ?? "its beginning")
      }
      return .list(after: cursor)
    }
    if Self.isByCursor(stream) { return try afterExported(page, of: stream) }
    guard let end = page.endTime else {
      // An export without news may not say until when.
      guard page.isLast else { throw .page(stream, reason: "it has no \"end_time\"") }
      return self
    }
    guard !page.isLast, case .since(let start) = self else { return .since(end) }
    // One second is never cut in two: a page that ends where it began is full of it.
    guard end > start else { throw .crowdedSecond(stream, second: end) }
    return .since(end)
  }

  private func afterExported(
    _ page: ZendeskPage, of stream: ZendeskStream
  ) throws(ZendeskError) -> ZendeskPosition {
    guard let cursor = page.cursor else {
      guard page.isLast else { throw .page(stream, reason: "it has no \"after_cursor\"") }
      return self
    }
    guard page.isLast || self != .cursor(cursor) else { throw .standsStill(stream, at: cursor) }
    return .cursor(cursor)
  }

  /// Organizations have no export by cursor.
  private static func isByCursor(_ stream: ZendeskStream) -> Bool { stream != .organizations }

  private func export(
    _ stream: ZendeskStream, by place: (name: String, value: String), _ size: Int
  ) -> UpstreamRequest {
    .get(
      Self.exportPath(stream),
      [place, ("per_page", String(size))] + Self.sideloads(stream))
  }

  private static func exportPath(_ stream: ZendeskStream) -> String {
    "/api/v2/incremental/\(stream.rawValue)\(isByCursor(stream) ? "/cursor" : "").json"
  }

  private static func sideloads(_ stream: ZendeskStream) -> [(name: String, value: String)] {
    stream == .tickets ? [("include", "metric_sets")] : []
  }
}
