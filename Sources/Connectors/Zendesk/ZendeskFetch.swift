import Foundation
import Logging

/// Fetches what changed in Zendesk into a spool, page by page, as files that the import takes.
///
/// A run that was cut off goes on behind its last stored page when it is run again with the same
/// watermark.
package struct ZendeskFetch: Sendable {
  private let client: UpstreamClient
  private let spool: Spool
  private let pace: ZendeskPace
  private let merges: ZendeskMerges
  /// Of a page of an export.
  private let pageLimitBytes: Int

  /// Tickets first: whoever wrote one is then surely among the users that are fetched after it.
  private static let order: [ZendeskStream] = [.tickets, .users, .organizations]
  private static let listStarted = "organizations from the list"
  private static let mergesSeen = "merged organizations"
  /// Names beyond these are not read by anybody.
  private static let namesShown = 20

  /// - Parameters:
  ///   - spool: Of the purpose ``purpose(host:watermark:)``.
  ///   - pageLimitBytes: A page of an export that is longer is asked for in small pages.
  package init(
    client: UpstreamClient, spool: Spool,
    pageLimitBytes: Int = UpstreamRequest.usualBodyLimitBytes
  ) {
    self.client = client
    self.spool = spool
    self.pageLimitBytes = pageLimitBytes
    pace = ZendeskPace(client.environment)
    merges = ZendeskMerges(client: client)
  }

  /// Names what a spool is for, so that pages of another window are not taken for these.
  package static func purpose(host: UpstreamHost, watermark: ZendeskWatermark) -> String {
    let positions = ZendeskStream.allCases.map { "\($0.rawValue) \(watermark[$0])" }
    return "Zendesk \(host) after \(positions.joined(separator: ", "))"
  }

  /// - Throws: ``ZendeskError``, ``UpstreamError``, ``CredentialError``, ``SpoolError`` or
  ///   `CancellationError`; the pages that came before stay in the spool.
  package func run(from watermark: ZendeskWatermark) async throws -> ZendeskFetched {
    let serverTime = try await introduce()
    var next = watermark
    for stream in Self.order {
      try await fetch(stream, from: watermark[stream], serverTime: serverTime)
      next[stream] = try await position(of: stream) ?? watermark[stream]
    }
    var records: [ZendeskStream: Int] = [:]
    for stream in ZendeskStream.allCases {
      records[stream] = await spool.progress(of: stream.rawValue).rows
      try await spool.assemble(stream.rawValue, as: stream.fileName)
    }
    return ZendeskFetched(
      directory: spool.directory, watermark: next, records: records, notes: try await notes())
  }

  /// Whether Zendesk knows us, and what time it has there, in seconds since 1970: a stranger is
  /// answered too.
  private func introduce() async throws -> Int64 {
    let response = try await client.fetch(.get("/api/v2/users/me.json"))
    guard try response.json()["user"]?["id"]?.integer != nil else { throw ZendeskError.anonymous }
    let time = response.serverTime ?? client.environment.now()
    return Int64(time.timeIntervalSince1970)
  }

  private func fetch(
    _ stream: ZendeskStream, from start: ZendeskPosition, serverTime: Int64
  ) async throws {
    guard await !spool.progress(of: stream.rawValue).isWhole else { return }
    var position = try await self.position(of: stream) ?? start.heldBack(now: serverTime)
    var before: Set<ZendeskRecord.Mark> = []
    while true {
      try Task.checkCancellation()
      let page: ZendeskPage
      do {
        page = try await self.page(stream, at: position)
      } catch let error as UpstreamError where Self.isForbidden(error, stream, position) {
        client.environment.log.notice("no export of organizations: their list is read instead")
        try await spool.remember("yes", as: Self.listStarted)
        position = .list(after: nil)
        continue
      }
      let next = try position.after(page, of: stream)
      // Where two pages of an export by time meet, the same rows are on both.
      let fresh = page.records.filter { record in record.mark.map { !before.contains($0) } ?? true }
      before = Set(page.records.compactMap(\.mark))
      try await store(fresh, of: stream, next: next, isLast: page.isLast, start: start)
      guard !page.isLast else { return }
      position = next
    }
  }

  private func page(
    _ stream: ZendeskStream, at position: ZendeskPosition
  ) async throws -> ZendeskPage {
    let response: UpstreamResponse
    do {
      response = try await answer(stream, at: position)
    } catch UpstreamError.refused(_, let status, let complaint) where [400, 422].contains(status) {
      guard case .cursor = position else {
        throw UpstreamError.refused(
          host: client.host.name, status: status, complaint: complaint)
      }
      throw ZendeskError.cursorRefused(stream, reason: complaint?.description ?? "\(status)")
    }
    if let rest = ZendeskAnswers.exhausted(response) { await pace.rest(for: rest) }
    if let warning = response[header: "x-zendesk-api-warn"] {
      client.environment.log.warning(
        "Zendesk warns", metadata: ["warning": "\(warning.prefix(200))"])
    }
    return try ZendeskPage(response.json(), of: stream)
  }

  private func answer(
    _ stream: ZendeskStream, at position: ZendeskPosition
  ) async throws -> UpstreamResponse {
    if case .list = position { return try await client.fetch(position.request(stream)) }
    try await pace.wait()
    do {
      var request = position.request(stream)
      request.bodyLimitBytes = pageLimitBytes
      return try await client.fetch(request)
    } catch UpstreamError.answerTooLong {
      // A page of a thousand long letters is too much at once.
      try await pace.wait()
      return try await client.fetch(
        position.request(stream, size: ZendeskStream.carefulPageSize))
    }
  }

  /// Agents without an administrator's rights may read the list of organizations, not its export.
  private static func isForbidden(
    _ error: UpstreamError, _ stream: ZendeskStream, _ position: ZendeskPosition
  ) -> Bool {
    guard case .refused(_, let status, _) = error, stream == .organizations else { return false }
    if case .list = position { return false }
    return status == 403 || status == 404
  }

  private func store(
    _ records: [ZendeskRecord], of stream: ZendeskStream, next: ZendeskPosition, isLast: Bool,
    start: ZendeskPosition
  ) async throws {
    var records = records
    if stream == .organizations {
      let resolved = try await merges.resolved(records)
      records = resolved.records
      try await remember(merges: resolved.merges)
    }
    // The list does not say what changed since: the export is tried from the same place next time.
    let isList = if case .list = next { true } else { false }
    let text = try Self.text(isLast && isList ? start : next)
    try await spool.remember(text, as: stream.rawValue)
    try await spool.store(
      page: records.flatMap(\.line), rows: records.count, of: stream.rawValue,
      next: isLast ? nil : text)
  }

  /// Where the stream stands in the spool; nil before its first page.
  private func position(of stream: ZendeskStream) async throws -> ZendeskPosition? {
    let progress = await spool.progress(of: stream.rawValue)
    let whole = await spool.fact(stream.rawValue)
    guard let text = progress.isWhole ? whole : progress.cursor else { return nil }
    return try JSONDecoder().decode(ZendeskPosition.self, from: Data(text.utf8))
  }

  private static func text(_ position: ZendeskPosition) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(position), as: UTF8.self)
  }

  private func remember(merges new: [String]) async throws {
    let known = await mergesSeen()
    let fresh = new.filter { !known.contains($0) }
    guard !fresh.isEmpty else { return }
    try await spool.remember((known + fresh).joined(separator: "\n"), as: Self.mergesSeen)
  }

  /// Those of the pages before a restart too.
  private func mergesSeen() async -> [String] {
    await spool.fact(Self.mergesSeen)?.split(separator: "\n").map(String.init) ?? []
  }

  private func notes() async throws -> [String] {
    var notes: [String] = []
    let merged = await mergesSeen()
    if !merged.isEmpty {
      let rest = merged.count - Self.namesShown
      notes.append(
        "\(merged.count) organizations were merged, and accounts that carry the old id need the "
          + "new one: \(merged.prefix(Self.namesShown).joined(separator: "; "))"
          + (rest > 0 ? "; and \(rest) more" : ""))
    }
    if await spool.fact(Self.listStarted) != nil {
      notes.append(
        "organizations came from their list, which does not tell of deleted ones: the export needs "
          + "an administrator's token")
    }
    return notes
  }
}
