import Foundation
import Synchronization

/// The endpoints that answer with pages.
extension ZendeskService {
  private static let sideloads: Set<String> = ["metric_sets"]

  func exported(_ request: StandInRequest, _ name: String, isByCursor: Bool) -> StandInAnswer {
    guard let stream = ZendeskExport.Stream(rawValue: name),
      !isByCursor || stream != .organizations
    else { return refuse(404, "InvalidEndpoint") }
    if stream == .organizations, !state.withLock({ $0.mayExportOrganizations }) {
      return .json(#"{"error":"Forbidden","description":"You do not have access"}"#, status: 403)
    }
    if let wait = tooMany() { return wait }
    let query = request.query
    guard let size = Int(query["per_page"] ?? "1000"), (1...ZendeskExport.pageLimit).contains(size)
    else { return refuse(400, "InvalidPaginationParameter") }
    let export = ZendeskExport(
      tables: state.withLock { $0.tables }, now: Int64(clock.now.timeIntervalSince1970))
    switch page(request, query, stream, size, export, isByCursor: isByCursor) {
    case .failure(let refusal): return refuse(refusal.status, refusal.error)
    case .success(let page):
      return answer(
        page, stream, export, request, withMetrics: query["include"] == "metric_sets",
        isByCursor: isByCursor)
    }
  }

  private struct Refusal: Error {
    let status: Int
    let error: String
  }

  private func page(
    _ request: StandInRequest, _ query: [String: String], _ stream: ZendeskExport.Stream,
    _ size: Int, _ export: ZendeskExport, isByCursor: Bool
  ) -> Result<ZendeskExport.Page, Refusal> {
    if isByCursor, let cursor = query["cursor"] {
      let raw = request.rawQuery.split(separator: "&").first { $0.hasPrefix("cursor=") } ?? ""
      guard query["start_time"] == nil, !raw.dropFirst("cursor=".count).contains("="),
        let place = ZendeskExport.Place(cursor: cursor)
      else { return .failure(Refusal(status: 400, error: "InvalidCursor")) }
      return .success(export.page(stream, after: place, size: size))
    }
    guard let start = query["start_time"].flatMap({ Int64($0) }), start >= 0 else {
      return .failure(Refusal(status: 400, error: "InvalidValue"))
    }
    guard start <= export.now - ZendeskExport.holdBackSeconds else {
      return .failure(Refusal(status: 422, error: "StartTimeTooRecent"))
    }
    return .success(
      isByCursor
        ? export.page(stream, since: start, size: size)
        : export.timePage(stream, since: start, size: size))
  }

  private func answer(
    _ page: ZendeskExport.Page, _ stream: ZendeskExport.Stream, _ export: ZendeskExport,
    _ request: StandInRequest, withMetrics: Bool, isByCursor: Bool
  ) -> StandInAnswer {
    let rows: String
    do {
      rows = try export.tables.json(stream, page.places, withMetrics: withMetrics)
    } catch {
      return refuse(500, "\(error)")
    }
    let kept = request.query.filter { ["per_page", "include"].contains($0.key) }
    let place =
      isByCursor ? ["cursor": page.cursor ?? ""] : ["start_time": "\(page.endTime ?? 0)"]
    let link = Self.link(request, kept.merging(place) { _, new in new })
    let end =
      isByCursor
      ? "\"after_cursor\":\"\(page.cursor ?? "")\",\"after_url\":\"\(link)\","
        + "\"before_cursor\":null,\"before_url\":null"
      : "\"count\":\(page.places.count),\"end_time\":\(page.endTime ?? 0),"
        + "\"next_page\":\"\(link)\""
    var answer = StandInAnswer.json(
      "{\"\(stream.rawValue)\":\(rows),\(end),\"end_of_stream\":\(page.isLast)}")
    answer.isPackable = true
    answer.set("x-rate-limit", "700")
    answer.set("x-rate-limit-remaining", "699")
    answer.set("zendesk-ratelimit-incremental-exports", exportsLeft)
    if let unknown = Self.unknown(request.query) {
      answer.set("x-zendesk-api-warn", "Removed restricted keys [\"\(unknown)\"]")
    }
    return answer
  }

  /// Where the next page is.
  ///
  /// The host is another one, as in recordings of the real service: nobody is to follow it.
  private static func link(_ request: StandInRequest, _ query: [String: String]) -> String {
    let fields = query.sorted { $0.key < $1.key }.map { name, value in
      [name, value].map(StandInRequest.encoded).joined(separator: "=")
    }
    return "https://elsewhere.example\(request.path)?\(fields.joined(separator: "&"))"
  }

  private static func unknown(_ query: [String: String]) -> String? {
    query.first { name, value in
      !["start_time", "cursor", "per_page", "include"].contains(name)
        || (name == "include" && !sideloads.contains(value))
    }?.key
  }

  func list(_ request: StandInRequest) -> StandInAnswer {
    let query = request.query
    guard let size = query["page[size]"].flatMap({ Int($0) }),
      (1...ZendeskExport.listPageLimit).contains(size)
    else { return refuse(400, "InvalidPaginationParameter") }
    var after: Int64?
    if let cursor = query["page[after]"] {
      guard let place = ZendeskExport.listPlace(cursor) else {
        return refuse(400, "InvalidPaginationParameter")
      }
      after = place
    }
    let export = ZendeskExport(
      tables: state.withLock { $0.tables }, now: Int64(clock.now.timeIntervalSince1970))
    let page = export.list(after, size: size)
    do {
      let rows = try export.tables.json(.organizations, page.places, withMetrics: false)
      let link = Self.link(
        request, ["page[size]": "\(size)", "page[after]": page.cursor ?? ""])
      return .json(
        """
        {"organizations":\(rows),"meta":{"has_more":\(!page.isLast),\
        "after_cursor":"\(page.cursor ?? "")","before_cursor":"\(page.cursor ?? "")"},\
        "links":{"prev":null,"next":"\(link)"}}
        """)
    } catch {
      return refuse(500, "\(error)")
    }
  }

  func merges(of id: String) -> StandInAnswer {
    let merges = state.withLock { $0.tables.merges }
      .filter { "\($0.loser)" == id || "\($0.winner)" == id }
    let list = merges.enumerated().map { place, merge in
      """
      {"id":"m\(place)","loser_id":\(merge.loser),"winner_id":\(merge.winner),\
      "status":"complete"}
      """
    }
    return .json("{\"organization_merges\":[\(list.joined(separator: ","))]}")
  }
}
