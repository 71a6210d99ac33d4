/// One harmless call to each service, which shows whether the settings lead anywhere.
extension SalesforceConnection {
  /// Asks what is left of the day's requests.
  ///
  /// - Returns: What a person may want to know.
  package func check() async throws -> String {
    _ = try await fetch(.get(path("limits")))
    guard let used = await budget.dayUsed, let allowed = await budget.dayAllowed else {
      return "logged in"
    }
    return "logged in; \(used) of the day's \(allowed) requests are used"
  }
}

extension UpstreamClient {
  /// Asks Zendesk who we are.
  ///
  /// - Throws: ``ZendeskError/anonymous`` when it does not know us, and what ``fetch(_:)`` throws.
  package func checkZendesk() async throws -> String {
    let user = try await fetch(.get("/api/v2/users/me.json")).json()["user"]
    guard user?["id"]?.integer != nil else { throw ZendeskError.anonymous }
    let role = user?["role"]?.text ?? ""
    guard role == "admin" || role.isEmpty else {
      return "logged in as \(role): exports need an administrator"
    }
    return "logged in"
  }
}

extension UsageMartFetch {
  /// Asks which columns the mart has.
  ///
  /// - Throws: ``SnowflakeError`` and ``UpstreamError``, such as for a table that is not to be seen.
  package func check() async throws -> String {
    let plan = try mart.plan(found: try await columns(tag: "check"))
    return "logged in; \(mart.table) has \(plan.columns.count) of the columns that are imported"
  }
}
