import Foundation
import Logging

/// Fetches a window by the Bulk API 2.0: a job, whose result comes as pages of CSV (connectors 3.8).
struct BulkPull {
  let work: PullWork

  private static let firstPoll = Duration.seconds(2)
  private static let longestPoll = Duration.seconds(30)
  /// Some hours: a job that takes longer is stuck.
  private static let pollLimit = 500

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
    repeat {
      locator = try await page(locator)
    } while locator != nil
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
    let window = SOQLText.window(from: work.from, until: work.until)
    let soql = "SELECT \(work.fields.joined(separator: ",")) FROM \(work.object) WHERE \(window)"
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
      wait = min(wait * 3 / 2, Self.longestPoll)
    }
    try await work.restart()
    throw SalesforceError.jobFailed(object: work.object, reason: "it does not come to an end")
  }

  /// Fetches and stores the page at a locator; returns the next locator, nil after the last.
  private func page(_ locator: String?) async throws -> String? {
    var query = [(name: "maxRecords", value: String(work.pull.settings.pageRows))]
    if let locator { query.append(("locator", locator)) }
    var request = UpstreamRequest.get("\(try await path())/results", query, content: .text)
    request.headers = [("accept", "text/csv")]
    var last = SalesforceError.incomplete(object: work.object, announced: 0, arrived: 0)
    for _ in 0...PullWork.repeats {
      let response = try await work.connection.fetch(request)
      guard let next = response[header: "sforce-locator"] else {
        throw UpstreamError.unexpected(
          host: response.host.name,
          what: "a page of \(work.object) that does not say whether another follows")
      }
      let page = try BulkPage(response, fields: work.fields)
      if let announced = page.announced, announced != page.csv.rows || page.isCutOff {
        last = .incomplete(object: work.object, announced: announced, arrived: page.csv.rows)
        continue
      }
      if page.csv.rows > 0, await work.spool.isRepeated(page: page.csv.bytes, of: work.object) {
        last = .incomplete(
          object: work.object, announced: page.announced ?? page.csv.rows, arrived: 0)
        continue
      }
      let following = next == "null" ? nil : next
      try await work.store(page.csv, next: following)
      return following
    }
    throw last
  }
}

/// A page of a bulk job's result, with the columns in our order.
struct BulkPage {
  /// What the page itself says; nil when it does not.
  let announced: Int?
  let csv: CSVPage
  let isCutOff: Bool

  /// Columns are found by their names, on each page anew: a first row that is none of names is data
  /// in the order that was asked for.
  ///
  /// - Throws: ``UpstreamError/unexpected(host:what:)`` when a column lacks.
  init(_ response: UpstreamResponse, fields: [String]) throws(UpstreamError) {
    announced = response[header: "sforce-numberofrecords"].flatMap { Int($0) }
    var rows = CSVRows(response.body)
    var csv = CSVPage()
    var order = Array(fields.indices)
    var isFirst = true
    while let row = rows.next() {
      if isFirst {
        isFirst = false
        let names = row.cells.map { String(decoding: $0, as: UTF8.self).lowercased() }
        if let found = Self.order(of: fields, in: names) {
          order = found
          continue
        }
      }
      guard row.cells.count >= fields.count else {
        if rows.isCutOff || announced != nil { break }
        throw .unexpected(
          host: response.host.name,
          what: "a row of \(row.cells.count) cells where \(fields.count) were asked for")
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
