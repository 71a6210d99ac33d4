/// One organization, asked within a budget of requests; made for each run.
package struct SalesforceConnection: Sendable {
  package let environment: UpstreamEnvironment
  let budget: RequestBudget
  /// Where and as whom: what one user sees is not taken for what another does.
  let identity: String
  private let client: UpstreamClient
  private let tokens: TokenSource
  private let root: String

  package init(
    _ settings: SalesforceSettings, shares: BudgetShares, environment: UpstreamEnvironment
  ) {
    self.environment = environment
    budget = RequestBudget(shares)
    identity = "\(settings.loginHost.name) \(settings.grant.identity)"
    root = "/services/data/\(settings.version)"
    tokens = SalesforceLogin(settings: settings, environment: environment).tokens
    client = UpstreamClient(
      host: settings.loginHost, tokens: tokens,
      rules: SalesforceRules.rest, environment: environment)
  }

  /// The id of the user as whom we are logged in; nil when Salesforce does not say.
  package func userID() async throws -> String? { try await tokens.token().userID }

  /// The id of the organization that we are logged in to; nil when Salesforce does not say.
  package func organizationID() async throws -> String? {
    try await tokens.token().organizationID
  }

  /// The path of a resource of the interface's version.
  func path(_ resource: String) -> String { "\(root)/\(resource)" }

  /// The answer, good or bad.
  ///
  /// - Throws: ``UpstreamError``, ``SalesforceError``, or what a login throws.
  func send(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    try await budget.check()
    let response = try await client.send(request)
    await budget.note(response)
    if response.status == 403,
      SalesforceRules.complaint(response)?.code == "REQUEST_LIMIT_EXCEEDED"
    {
      throw SalesforceError.dayLimitReached(
        used: await budget.dayUsed, allowed: await budget.dayAllowed)
    }
    return response
  }

  /// The answer, when it is a good one.
  func fetch(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    let response = try await send(request)
    guard response.isSuccess else { throw client.refusal(response) }
    return response
  }

  func refusal(_ response: UpstreamResponse) -> UpstreamError { client.refusal(response) }
}

extension SalesforceConnection {
  /// What an object has, as our user sees it.
  ///
  /// - Throws: ``SalesforceError/objectMissing(_:)`` and what ``fetch(_:)`` throws.
  func describe(_ object: String) async throws -> SObjectDescription {
    let name = UpstreamRequest.percentEncoded(object)
    let response = try await send(.get(path("sobjects/\(name)/describe")))
    guard response.status != 404 else { throw SalesforceError.objectMissing(object) }
    guard response.isSuccess else { throw refusal(response) }
    return try SObjectDescription(object, response.json())
  }

  /// All rows of a query that is known to select few.
  func rows(_ soql: String, all: Bool) async throws -> [JSONValue] {
    var request = UpstreamRequest.get(path(all ? "queryAll" : "query"), [("q", soql)])
    var rows: [JSONValue] = []
    while true {
      let page = try QueryPage(await fetch(request))
      rows += page.records
      guard let next = page.next else { return rows }
      // Another page has rows: pages that lead in a circle would never end.
      guard !page.records.isEmpty, rows.count < page.totalSize else {
        throw UpstreamError.unexpected(
          host: client.host.name, what: "a page after the last of \(page.totalSize) rows")
      }
      request = .get(next)
    }
  }
}
