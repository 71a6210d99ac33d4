/// What the Bulk API 2.0 answers: jobs, and their results as pages of CSV.
extension SalesforceOrg {
  mutating func bulk(
    _ request: StandInRequest, _ path: [String], now: String
  ) -> StandInAnswer {
    switch (request.method, path.count) {
    case ("POST", 0): return create(request, now: now)
    case ("GET", 1): return poll(path[0])
    case ("GET", 2) where path[1] == "results": return results(request, path[0])
    case ("DELETE", 1):
      jobs[path[0]] = nil
      return StandInAnswer(204)
    case ("PATCH", 1): return job(path[0], state: "Aborted")
    default: return .failure(405, "METHOD_NOT_ALLOWED", "").blaming("there is no such call")
    }
  }

  private mutating func create(_ request: StandInRequest, now: String) -> StandInAnswer {
    guard request[header: "content-type"]?.hasPrefix("application/json") == true,
      let order = StandInJSON.members(request.body),
      let operation = order["operation"] as? String, ["query", "queryAll"].contains(operation),
      order["contentType"] as? String ?? "CSV" == "CSV"
    else { return .failure(400, "INVALIDJOB", "bad job").blaming("not a query job") }
    do {
      let query = try parsed(order["query"] as? String ?? "")
      if query.isCount || !query.order.isEmpty || query.limit != nil {
        return .failure(400, "FEATURE_NOT_ENABLED", "not supported in bulk")
          .blaming("a bulk query with ORDER BY, LIMIT or COUNT()")
      }
      let rows = try rows(of: query, isAll: operation == "queryAll")
      let id = nextID("750")
      jobs[id] = Job(query: query, operation: operation, rows: rows)
      return job(id, state: "UploadComplete")
    } catch {
      return failure(error)
    }
  }

  private mutating func poll(_ id: String) -> StandInAnswer {
    guard let polls = jobs[id]?.polls else { return .failure(404, "NOT_FOUND", "no such job") }
    jobs[id]?.polls = polls + 1
    return job(id, state: polls + 1 < bulkPolls ? "InProgress" : "JobComplete")
  }

  private func job(_ id: String, state: String) -> StandInAnswer {
    guard let job = jobs[id] else { return .failure(404, "NOT_FOUND", "no such job") }
    return .json(
      StandInJSON.object([
        ("id", StandInJSON.text(id)), ("operation", StandInJSON.text(job.operation)),
        ("object", StandInJSON.text(job.query.object)), ("state", StandInJSON.text(state)),
        ("contentType", "\"CSV\""), ("apiVersion", "60.0"),
        ("numberRecordsProcessed", String(state == "JobComplete" ? job.rows.count : 0)),
      ]))
  }

  private func results(_ request: StandInRequest, _ id: String) -> StandInAnswer {
    guard let job = jobs[id] else { return .failure(404, "NOT_FOUND", "no such job") }
    guard job.polls >= bulkPolls else { return StandInAnswer(204).blaming("the job is not done") }
    let wanted = request.query["maxRecords"].flatMap { Int($0) } ?? bulkPageRows
    let start = request.query["locator"].flatMap { Int($0.drop { !$0.isNumber }) } ?? 0
    let end = min(job.rows.count, start + min(wanted, bulkPageRows))
    var csv = Self.line(job.query.fields)
    for row in job.rows[min(start, end)..<end] {
      csv += Self.line(job.query.fields.map { row[$0] ?? "" })
    }
    var answer = StandInAnswer(200, headers: [("content-type", "text/csv")], body: Array(csv.utf8))
    answer.set("sforce-numberofrecords", "\(end - start)")
    answer.set("sforce-locator", end < job.rows.count ? "L\(end)" : "null")
    return answer
  }

  private static func line(_ cells: [String]) -> String {
    let quoted = cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
    return quoted.joined(separator: ",") + "\n"
  }
}
