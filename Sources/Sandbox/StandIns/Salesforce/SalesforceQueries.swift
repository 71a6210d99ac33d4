/// What the REST interface answers to queries.
extension SalesforceOrg {
  private static let batchRange = 200...2000
  private static let urlLimit = 16_000

  mutating func query(_ request: StandInRequest, isAll: Bool) -> StandInAnswer {
    guard request.rawQuery.utf8.count <= Self.urlLimit else {
      return StandInAnswer(414).blaming("the query is too long for an address")
    }
    do {
      let query = try parsed(request.query["q"] ?? "")
      let rows = try rows(of: query, isAll: isAll)
      if query.isCount {
        return .json("{\"totalSize\":\(rows.count),\"done\":true,\"records\":[]}")
      }
      return page(Locator(query: query, rows: rows, start: 0), batch(request))
    } catch {
      return failure(error)
    }
  }

  mutating func more(_ locator: String) -> StandInAnswer {
    let parts = locator.split(separator: "-")
    guard parts.count == 2, let start = Int(parts[1]), let found = locators[String(parts[0])]
    else { return .failure(400, "INVALID_QUERY_LOCATOR", "invalid query locator") }
    return page(
      Locator(query: found.query, rows: found.rows, start: start), found.start,
      named: String(parts[0]))
  }

  func parsed(_ text: String) throws(SOQL.Fault) -> SOQL {
    let query = try SOQL(text)
    return tables[query.object].map(query.spelled) ?? query
  }

  func rows(of query: SOQL, isAll: Bool) throws(SOQL.Fault) -> [SObjectTable.Row] {
    guard let table = tables[query.object] else { throw .unknownObject(query.object) }
    return try query.rows(of: visible(table), isAll: isAll)
  }

  func failure(_ fault: SOQL.Fault) -> StandInAnswer {
    switch fault {
    case .malformed(let message): .failure(400, "MALFORMED_QUERY", message).blaming(message)
    case .unknownObject(let name):
      .failure(400, "INVALID_TYPE", "sObject type '\(name)' is not supported.")
    case .unknownField(let name, let object):
      .failure(400, "INVALID_FIELD", "No such column '\(name)' on entity '\(object)'.")
    }
  }

  /// The whole result's size stands on each page; the rows of a locator keep their page size where
  /// its start would be.
  private mutating func page(
    _ locator: Locator, _ batch: Int, named name: String? = nil
  ) -> StandInAnswer {
    guard let table = tables[locator.query.object] else { return StandInAnswer(500) }
    let end = min(locator.rows.count, locator.start + batch)
    let records = locator.rows[locator.start..<end].map { record($0, locator.query, table) }
    var members = [
      ("totalSize", String(locator.rows.count)), ("done", String(end == locator.rows.count)),
    ]
    if end < locator.rows.count {
      let name = name ?? nextID("01g")
      locators[name] = Locator(query: locator.query, rows: locator.rows, start: batch)
      let path = "/services/data/\(Self.version)/query/\(name)-\(end)"
      members.append(("nextRecordsUrl", StandInJSON.text(path)))
    }
    members.append(("records", StandInJSON.list(records)))
    return .json(StandInJSON.object(members))
  }

  private func record(
    _ row: SObjectTable.Row, _ query: SOQL, _ table: SObjectTable
  ) -> String {
    let url = "/services/data/\(Self.version)/sobjects/\(table.name)/\(row["Id"] ?? "")"
    let attributes = StandInJSON.object([
      ("type", StandInJSON.text(table.name)), ("url", StandInJSON.text(url)),
    ])
    var members = [("attributes", attributes)]
    for field in query.fields {
      let parts = field.split(separator: ".")
      guard parts.count == 2 else {
        members.append((field, table.json(row, field)))
        continue
      }
      let value = table.json(row, field)
      let parent = StandInJSON.object([
        ("attributes", "{\"type\":\"Name\"}"), (String(parts[1]), value),
      ])
      members.append((String(parts[0]), value == "null" ? "null" : parent))
    }
    return StandInJSON.object(members)
  }

  private func batch(_ request: StandInRequest) -> Int {
    let option = request[header: "sforce-query-options"]?.split(separator: "=").last
    let wanted = option.flatMap { Int($0.prefix { $0.isNumber }) } ?? Self.batchRange.upperBound
    return min(
      queryPageRows, max(wanted, Self.batchRange.lowerBound), Self.batchRange.upperBound)
  }
}
