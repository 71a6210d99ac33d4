import Foundation

/// Pages of exports and lists by Zendesk's rules (connectors 4.2, 4.3).
struct ZendeskExport {
  enum Stream: String, CaseIterable, Sendable {
    case organizations, users, tickets
  }

  /// Where a record stands in an export.
  struct Place: Comparable, Sendable {
    let stamp: Int64
    let id: Int64

    static func < (left: Self, right: Self) -> Bool {
      (left.stamp, left.id) < (right.stamp, right.id)
    }

    /// Base64 of what the real service puts into its cursors.
    var cursor: String { Data("\(stamp).0||\(id)|".utf8).base64EncodedString() }

    init(stamp: Int64, id: Int64) {
      self.stamp = stamp
      self.id = id
    }

    /// Nil for what is no cursor of ours.
    init?(cursor: String) {
      guard let data = Data(base64Encoded: cursor) else { return nil }
      let parts = String(decoding: data, as: UTF8.self).split(separator: "|")
      guard parts.count == 2, parts[0].hasSuffix(".0"), let stamp = Int64(parts[0].dropLast(2)),
        let id = Int64(parts[1])
      else { return nil }
      self.init(stamp: stamp, id: id)
    }
  }

  /// The records of a page, and what is said of its end.
  struct Page: Sendable {
    let places: [Place]
    let isLast: Bool
    /// By which the next page goes on; set on the last page too.
    var cursor: String?
    var endTime: Int64?
  }

  static let pageLimit = 1_000
  static let listPageLimit = 100
  /// What changed in this time is held back.
  static let holdBackSeconds: Int64 = 60

  let tables: ZendeskTables
  /// Seconds since 1970.
  let now: Int64

  /// All that an export can see, in its order.
  private func visible(_ stream: Stream) -> [Place] {
    tables.places(stream).filter { $0.stamp <= now - Self.holdBackSeconds }.sorted()
  }

  /// Exactly as many as asked for, while there are some.
  func page(_ stream: Stream, since start: Int64, size: Int) -> Page {
    cursorPage(visible(stream).filter { $0.stamp >= start }, size, from: start)
  }

  func page(_ stream: Stream, after place: Place, size: Int) -> Page {
    var page = cursorPage(visible(stream).filter { $0 > place }, size, from: place.stamp)
    page.cursor = page.places.last?.cursor ?? place.cursor
    return page
  }

  private func cursorPage(_ places: [Place], _ size: Int, from start: Int64) -> Page {
    let shown = Array(places.prefix(size))
    let last = shown.last ?? Place(stamp: start, id: 0)
    return Page(places: shown, isLast: shown.count == places.count, cursor: last.cursor)
  }

  /// One second is never cut in two, unless it holds more than a page can: then the page ends
  /// within it, and the next begins with it again.
  func timePage(_ stream: Stream, since start: Int64, size: Int) -> Page {
    let places = visible(stream).filter { $0.stamp >= start }
    var count = min(size, places.count)
    while count > 0, count < places.count, places[count].stamp == places[count - 1].stamp {
      count += 1
    }
    let isCut = count > Self.pageLimit
    let shown = Array(places.prefix(min(count, Self.pageLimit)))
    let isFull = isCut || shown.count == Self.pageLimit
    let end = shown.last.map { $0.stamp + (isFull ? 0 : 1) }
    return Page(
      places: shown, isLast: shown.count == places.count, endTime: end ?? start)
  }

  /// Lists know nothing of what was deleted.
  func list(_ after: Int64?, size: Int) -> Page {
    let places = tables.livingOrganizations.sorted { $0.id < $1.id }
      .filter { place in after.map { place.id > $0 } ?? true }
    let shown = Array(places.prefix(size))
    let cursor = shown.last.map { Data("o|\($0.id)".utf8).base64EncodedString() }
    return Page(places: shown, isLast: shown.count == places.count, cursor: cursor)
  }

  /// The id in a cursor of ``list(_:size:)``.
  static func listPlace(_ cursor: String) -> Int64? {
    guard let data = Data(base64Encoded: cursor) else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    return text.hasPrefix("o|") ? Int64(text.dropFirst(2)) : nil
  }
}

extension ZendeskTables {
  fileprivate func places(_ stream: ZendeskExport.Stream) -> [ZendeskExport.Place] {
    switch stream {
    case .organizations: organizations.map { .init(stamp: $0.value.stamp, id: $0.key) }
    case .users: users.map { .init(stamp: $0.value.stamp, id: $0.key) }
    case .tickets: tickets.map { .init(stamp: $0.value.stamp, id: $0.key) }
    }
  }

  fileprivate var livingOrganizations: [ZendeskExport.Place] {
    organizations.filter { $0.value.row.deletedAt == nil }
      .map { .init(stamp: $0.value.stamp, id: $0.key) }
  }

  /// The records at those places, as a list in JSON.
  func json(
    _ stream: ZendeskExport.Stream, _ places: [ZendeskExport.Place], withMetrics: Bool
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes: Data
    switch stream {
    case .organizations: bytes = try encoder.encode(places.compactMap { organizations[$0.id]?.row })
    case .users: bytes = try encoder.encode(places.compactMap { users[$0.id]?.row })
    case .tickets:
      bytes = try encoder.encode(
        places.compactMap { place -> ZendeskTicketRow? in
          var row = tickets[place.id]?.row
          if !withMetrics { row?.metricSet = nil }
          return row
        })
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
