/// Leads each request to what answers it, once it has a token that is good.
struct SalesforceRouter {
  let login: SalesforceStandIn.Login
  let clock: StandInClock

  typealias Change =
    @Sendable (
      _ body: @Sendable (inout SalesforceOrg) -> StandInAnswer
    ) -> StandInAnswer

  func answer(_ request: StandInRequest, _ change: Change) async -> StandInAnswer {
    let segments = request.segments
    if segments == ["services", "oauth2", "token"] {
      return await SalesforceLogin(login: login, clock: clock).answer(request, change)
    }
    guard segments.prefix(2) == ["services", "data"] else { return .failure(404, "NOT_FOUND", "") }
    if segments.count == 2 {
      return .json(
        """
        [{"label":"Spring '24","url":"/services/data/\(SalesforceOrg.version)","version":"60.0"}]
        """)
    }
    guard segments[2] == SalesforceOrg.version else {
      return .failure(404, "NOT_FOUND", "The requested resource does not exist")
        .blaming("asks for version \(segments[2])")
    }
    return change { org in
      if let refusal = org.refusal(request) { return refusal }
      var answer = self.answer(request, Array(segments.dropFirst(3)), &org)
      answer.set("sforce-limit-info", "api-usage=\(org.requestsUsed)/\(org.requestsAllowed)")
      answer.isPackable = true
      return answer
    }
  }

  private func answer(
    _ request: StandInRequest, _ path: [String], _ org: inout SalesforceOrg
  ) -> StandInAnswer {
    let now = SalesforceOrg.stamp(clock.now)
    switch (request.method, path.first, path.count) {
    case ("GET", "limits", 1): return org.limits()
    case ("GET", "query", 1), ("GET", "queryAll", 1):
      return org.query(request, isAll: path[0] == "queryAll")
    case ("GET", "query", 2), ("GET", "queryAll", 2): return org.more(path[1])
    case ("GET", "sobjects", 3) where path[2] == "describe": return org.describe(path[1])
    case ("GET", "sobjects", 3) where path[2] == "deleted":
      return org.deleted(request, path[1], now: clock.now)
    case (_, "jobs", _) where path.count > 1 && path[1] == "query":
      return org.bulk(request, Array(path.dropFirst(2)), now: now)
    case ("PATCH", "composite", 2) where path[1] == "sobjects":
      return org.update(request, now: now)
    case ("DELETE", "composite", 2) where path[1] == "sobjects":
      return org.remove(request, now: now)
    case ("PATCH", "composite", 4) where path[1] == "sobjects":
      return org.upsert(request, path[2], key: path[3], now: now)
    default:
      return .failure(405, "METHOD_NOT_ALLOWED", "HTTP Method '\(request.method)' not allowed")
        .blaming("there is no such call")
    }
  }
}

extension SalesforceOrg {
  /// Why a request gets no further; nil when it does.
  fileprivate mutating func refusal(_ request: StandInRequest) -> StandInAnswer? {
    let words = (request[header: "authorization"] ?? "").split(separator: " ")
    guard words.count == 2, words[0] == "Bearer", let left = accessTokens[String(words[1])],
      left > 0
    else { return .failure(401, "INVALID_SESSION_ID", "Session expired or invalid") }
    accessTokens[String(words[1])] = left - 1
    requestsUsed += 1
    guard requestsUsed <= requestsAllowed else {
      return .failure(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
    }
    return nil
  }

  fileprivate func limits() -> StandInAnswer {
    let left = requestsAllowed - requestsUsed
    return .json(
      """
      {"DailyApiRequests":{"Max":\(requestsAllowed),"Remaining":\(left)},\
      "DailyBulkV2QueryJobs":{"Max":10000,"Remaining":\(10_000 - jobs.count)}}
      """)
  }

  fileprivate func describe(_ name: String) -> StandInAnswer {
    guard let table = tables[name] else {
      return .failure(404, "NOT_FOUND", "The requested resource does not exist")
    }
    let fields = table.fields.map { field in
      let parts = field.name.split(separator: ".")
      let own = parts.count == 2 ? "\(parts[0])Id" : field.name
      return StandInJSON.object([
        ("name", StandInJSON.text(own)), ("type", StandInJSON.text(field.kind.rawValue)),
        ("length", String(field.length)), ("updateable", String(field.isUpdateable)),
        ("createable", String(field.isUpdateable)), ("nillable", "true"),
        ("externalId", String(field.isExternalID)), ("unique", String(field.isUnique)),
        ("calculated", "false"), ("restrictedPicklist", String(!field.choices.isEmpty)),
        (
          "relationshipName", parts.count == 2 ? StandInJSON.text(String(parts[0])) : "null"
        ),
        (
          "picklistValues",
          StandInJSON.list(
            field.choices.map {
              StandInJSON.object([("active", "true"), ("value", StandInJSON.text($0))])
            })
        ),
      ])
    }
    return .json(
      StandInJSON.object([
        ("name", StandInJSON.text(name)), ("fields", StandInJSON.list(fields)),
      ]))
  }
}

extension StandInAnswer {
  /// As the REST interface words what is wrong.
  static func failure(_ status: Int, _ code: String, _ message: String) -> Self {
    .json(
      StandInJSON.list([
        StandInJSON.object([
          ("message", StandInJSON.text(message)), ("errorCode", StandInJSON.text(code)),
        ])
      ]), status: status)
  }
}
