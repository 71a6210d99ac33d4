import Foundation
import Logging

/// Fetches a window by the Bulk API 2.0: a job, whose result comes as pages of CSV (connectors 3.8).
struct BulkPull {
  let work: PullWork

  /// Jobs of few rows are done within a second.
  private static let firstPoll = Duration.milliseconds(500)
  private static let longestPoll = Duration.seconds(30)
  /// Some hours: a job that takes longer is stuck.
  private static let pollLimit = 500
  /// Of a page whose rows are so long that more would not fit.
  private static let fewestRows = 100

  /// Where a run that takes over finds the job.
  static func jobFact(_ object: String) -> String { "job of \(object)" }

  func run() async throws {
    guard await !work.spool.progress(of: work.object).isWhole else { return }
    do {
      try await fetch()
    } catch UpstreamError.refused(_, 404, _) {
      // Results are kept for seven days: a job that an earlier run made is gone.
      try await work.restart()
      try await fetch()
    }
  }

  private func fetch() async throws {
    let announced = try await finish(try await job())
    var locator = await work.spool.progress(of: work.object).cursor
    var asked: Set<String> = []
    while let next = try await page(locator) {
      if let locator { asked.insert(locator) }
      let arrived = await work.spool.progress(of: work.object).rows
      // Pages that lead in a circle would never end.
      guard next != locator, !asked.contains(next), arrived <= announced else {
        try await work.restart()
        throw SalesforceError.incomplete(
          object: work.object, announced: announced, arrived: arrived)
      }
      locator = next
    }
    let arrived = await work.spool.progress(of: work.object).rows
    guard arrived == announced else {
      try await work.restart()
      throw SalesforceError.incomplete(
        object: work.object, announced: announced, arrived: arrived)
    }
    // The next run makes another; it is deleted so that it does not count against the limit.
    _ = try await work.connection.send(
      UpstreamRequest(.delete, try await path(), repeating: .safe, content: .ignored))
  }

  /// The id of the job of this run, made if need be.
  private func job() async throws -> String {
    if let known = await work.spool.fact(Self.jobFact(work.object)) { return known }
    let condition = work.query.condition(from: work.from, until: work.until)
    let soql = "SELECT \(work.fields.joined(separator: ",")) FROM \(work.object) WHERE \(condition)"
    let order: JSONValue = [
      "operation": work.query.isWithDeleted ? "queryAll" : "query", "query": .text(soql),
      "contentType": "CSV", "columnDelimiter": "COMMA", "lineEnding": "LF",
    ]
    // A job that is made twice costs a job of 10,000 and does nothing else.
    let answer = try await work.connection.fetch(
      .json(.post, work.connection.path("jobs/query"), order, repeating: .safe))
    guard let id = try answer.json()["id"]?.text else {
      throw UpstreamError.unexpected(host: answer.host.name, what: "a bulk job without an id")
    }
    try await work.spool.remember(id, as: Self.jobFact(work.object))
    return id
  }

  private func path() async throws -> String {
    let id = await work.spool.fact(Self.jobFact(work.object)) ?? ""
    return work.connection.path("jobs/query/\(UpstreamRequest.percentEncoded(id))")
  }

  /// Waits for the end of the job, and returns how many rows it has.
  private func finish(_ id: String) async throws -> Int {
    var wait = Self.firstPoll
    for _ in 0..<Self.pollLimit {
      let answer = try await work.connection.fetch(.get(try await path())).json()
      switch answer["state"]?.text {
      case "JobComplete": return Int(answer["numberRecordsProcessed"]?.integer ?? 0)
      case "Failed", "Aborted":
        try await work.restart()
        throw SalesforceError.jobFailed(
          object: work.object, reason: answer["errorMessage"]?.text ?? "no reason given")
      default: break
      }
      try await work.connection.environment.sleep(wait)
      wait = min(wait * 2, Self.longestPoll)
    }
    try await work.restart()
    throw SalesforceError.jobFailed(object: work.object, reason: "it does not come to an end")
  }

  /// Fetches and stores the page at a locator; returns the next locator, nil after the last.
  private func page(_ locator: String?) async throws -> String? {
    var rows = work.pull.settings.pageRows
    var last = SalesforceError.incomplete(object: work.object, announced: 0, arrived: 0)
    var repeats = 0
    while repeats <= PullWork.repeats {
      let response: UpstreamResponse
      do {
        response = try await work.connection.fetch(try await request(locator, rows: rows))
      } catch UpstreamError.answerTooLong where rows > Self.fewestRows {
        rows = max(Self.fewestRows, rows / 2)
        continue
      }
      let page = try BulkPage(response, fields: work.fields)
      let announced = page.announced ?? page.csv.rows
      if announced != page.csv.rows || page.isCutOff {
        last = .incomplete(object: work.object, announced: announced, arrived: page.csv.rows)
      } else if try await isRepeated(page) {
        last = .incomplete(object: work.object, announced: announced, arrived: 0)
      } else {
        try await work.store(page.csv, next: page.next)
        return page.next
      }
      repeats += 1
    }
    throw last
  }

  private func request(_ locator: String?, rows: Int) async throws -> UpstreamRequest {
    var query = [(name: "maxRecords", value: String(rows))]
    if let locator { query.append(("locator", locator)) }
    var request = UpstreamRequest.get("\(try await path())/results", query, content: .text)
    request.headers = [("accept", "text/csv")]
    request.bodyLimitBytes = work.pull.settings.pageLimitBytes
    return request
  }

  private func isRepeated(_ page: BulkPage) async throws -> Bool {
    guard page.csv.rows > 0 else { return false }
    return await work.spool.isRepeated(page: page.csv.bytes, of: work.object)
  }
}

/// A page of a bulk job's result, with the columns in our order.
struct BulkPage {
  /// What the page itself says; nil when it does not.
  let announced: Int?
  let csv: CSVPage
  let isCutOff: Bool
  /// The locator of the next page; nil after the last.
  let next: String?

  /// Columns are found by their names, on each page anew: a first row that is none of names is data
  /// in the order that was asked for.
  ///
  /// - Throws: ``UpstreamError/unexpected(host:what:)`` when a column lacks, or the word on whether
  ///   another page follows: some proxies drop it.
  init(_ response: UpstreamResponse, fields: [String]) throws(UpstreamError) {
    guard let locator = response[header: "sforce-locator"] else {
      throw .unexpected(
        host: response.host.name, what: "a page that does not say whether another follows")
    }
    next = locator == "null" ? nil : locator
    announced = response[header: "sforce-numberofrecords"].flatMap { Int($0) }
    var rows = CSVRows(response.body)
    var csv = CSVPage()
    var order = Array(fields.indices)
    var width = fields.count
    var isFirst = true
    while let row = rows.next() {
      if isFirst {
        isFirst = false
        let names = row.cells.map { String(decoding: $0, as: UTF8.self).lowercased() }
        if let found = Self.order(of: fields, in: names) {
          order = found
          width = names.count
          continue
        }
      }
      guard row.cells.count >= width else {
        if rows.isCutOff || announced != nil { break }
        throw .unexpected(
          host: response.host.name,
          what: "a row of \(row.cells.count) cells where there are \(width) columns")
      }
      csv.add(order.map { row.cells[$0] })
    }
    self.csv = csv
    isCutOff = rows.isCutOff
  }

  /// Where each field stands; nil when the row does not name them.
  private static func order(of fields: [String], in names: [String]) -> [Int]? {
    var order: [Int] = []
    for field in fields {
      guard let place = names.firstIndex(of: field.lowercased()) else { return nil }
      order.append(place)
    }
    return order
  }
}
