import Foundation

/// Fetches a window by the REST interface, oldest change first.
struct QueryPull {
  let work: PullWork

  /// Where the next page begins.
  fileprivate struct Cursor {
    /// What is before it has arrived.
    var from: Date?
    /// The end of the part of the window that is being asked for.
    var until: Date
    /// Rows of that part that have arrived.
    var rows = 0
    /// Of the next page; nil asks for the first.
    var path: String?
  }

  func run() async throws {
    let progress = await work.spool.progress(of: work.object)
    guard !progress.isWhole else { return }
    var cursor: Cursor? =
      progress.cursor.flatMap(Cursor.init) ?? Cursor(from: work.from, until: work.until)
    var repeats = 0
    while let current = cursor {
      do {
        cursor = try await step(current)
        // A page alone is no progress: a part whose last page always fails would never end.
        if cursor?.from != current.from { repeats = 0 }
      } catch {
        guard let other = try retreat(from: current, error) else { throw error }
        // Halving ends by itself.
        if other.until >= current.until {
          guard repeats < PullWork.repeats else { throw error }
          repeats += 1
        }
        cursor = other
      }
    }
  }

  /// Fetches and stores a page; returns where the next one begins, nil after the last.
  private func step(_ cursor: Cursor) async throws -> Cursor? {
    let page = try QueryPage(await work.connection.fetch(request(cursor)))
    let moments = Set(work.fields.filter { work.description[$0]?.type == "datetime" })
    var csv = CSVPage()
    for record in page.records { try csv.add(record, fields: work.fields, moments: moments) }
    var next: Cursor?
    let arrived = cursor.rows + page.records.count
    if let path = page.next {
      // Another page has rows: pages that lead in a circle would never end.
      guard !page.records.isEmpty, arrived < page.totalSize else {
        throw SalesforceError.incomplete(
          object: work.object, announced: page.totalSize, arrived: arrived)
      }
      next = cursor
      next?.path = path
      next?.rows = arrived
    } else {
      guard arrived == page.totalSize else {
        throw SalesforceError.incomplete(
          object: work.object, announced: page.totalSize, arrived: arrived)
      }
      if cursor.until < work.until { next = Cursor(from: cursor.until, until: work.until) }
    }
    try await work.store(csv, next: next?.text)
    return next
  }

  private func request(_ cursor: Cursor) -> UpstreamRequest {
    var request: UpstreamRequest
    if let path = cursor.path {
      request = .get(path)
    } else {
      let soql = """
        SELECT \(work.fields.joined(separator: ",")) FROM \(work.object) \
        WHERE \(work.query.condition(from: cursor.from, until: cursor.until)) \
        ORDER BY \(work.query.stamp), Id
        """
      request = .get(work.resource, [("q", soql)])
    }
    let batch = "batchSize=\(work.pull.settings.batchRows)"
    request.headers = [("sforce-query-options", batch)]
    return request
  }

  /// Where to begin again after a failure that another question may avoid; nil when none does.
  ///
  /// What has arrived of that part arrives again, which does no harm: what is read later is newer,
  /// and stands later in the file.
  private func retreat(from cursor: Cursor, _ error: any Error) throws -> Cursor? {
    if case SalesforceError.incomplete = error {
      return Cursor(from: cursor.from, until: cursor.until)
    }
    guard let error = error as? UpstreamError else { return nil }
    if error.code == "INVALID_QUERY_LOCATOR" {
      return Cursor(from: cursor.from, until: cursor.until)
    }
    guard Self.isTooMuch(error), let from = cursor.from else { return nil }
    let half = (cursor.until.timeIntervalSince(from) / 2).rounded(.down)
    guard half >= 1 else { return nil }
    return Cursor(from: from, until: from.addingTimeInterval(half))
  }

  /// Whether Salesforce would answer if less were asked for.
  static func isTooMuch(_ error: UpstreamError) -> Bool {
    ["QUERY_TIMEOUT", "OPERATION_TOO_LARGE"].contains(error.code)
  }
}

extension QueryPull.Cursor {
  /// As the manifest keeps it.
  fileprivate var text: String {
    let start = from.map(SOQLText.moment) ?? "-"
    return "\(start) \(SOQLText.moment(until)) \(rows) \(path ?? "-")"
  }

  fileprivate init?(_ text: String) {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 4, let until = SOQLText.date(parts[1]), let rows = Int(parts[2]) else {
      return nil
    }
    self.init(
      from: SOQLText.date(parts[0]), until: until, rows: rows,
      path: parts[3] == "-" ? nil : parts[3])
  }
}
