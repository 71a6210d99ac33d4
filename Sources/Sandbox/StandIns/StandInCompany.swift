/// The services of a make-believe company, on this machine: what it was written as stands behind the
/// interfaces of Salesforce, Zendesk and Snowflake.
package final class StandInCompany: Sendable {
  package let salesforce: SalesforceStandIn
  package let zendesk: ZendeskStandIn
  package let snowflake: SnowflakeStandIn
  /// The private key that Salesforce and Snowflake know the other half of.
  package let privateKeyPEM: String

  /// What Zendesk's administrator logs in with.
  package static let zendeskToken = "zd-token"
  private static let zendeskEmail = "admin@acme.example"
  private static let warehouse = "LOADING"

  /// Reads the files that ``Company/write(to:progress:)`` has written.
  ///
  /// - Parameters:
  ///   - directory: With `salesforce`, `zendesk` and `usage.csv`, which stays in use.
  ///   - key: Of the users at Salesforce and Snowflake; making one takes a while.
  package init(directory: String, clock: StandInClock, key: StandInKey) throws {
    privateKeyPEM = key.privatePEM
    salesforce = SalesforceStandIn(
      SalesforceStandIn.Login(publicPEM: key.publicPEM), clock: clock)
    try salesforce.load(directory: "\(directory)/salesforce")
    salesforce.change { $0.addPushedFields() }
    zendesk = ZendeskStandIn(
      clock: clock, tables: try ZendeskTables(directory: "\(directory)/zendesk", stamp: 0),
      email: Self.zendeskEmail, token: Self.zendeskToken)
    snowflake = try SnowflakeStandIn(
      clock: clock, mart: SnowflakeMart(file: "\(directory)/usage.csv"),
      publicKey: key.publicPEM, warehouse: Self.warehouse)
  }

  /// Begins to serve, and says how to reach it.
  ///
  /// - Parameters:
  ///   - keyFile: Where ``privateKeyPEM`` is to be found.
  ///   - tokenFile: Where ``zendeskToken`` is to be found.
  /// - Returns: For each connector the lines of its settings.
  package func start(
    keyFile: String, tokenFile: String
  ) async throws -> [(connector: String, lines: [(key: String, value: String)])] {
    [
      (
        "salesforce",
        [
          ("login_host", try await salesforce.server.start()), ("login", "jwt"),
          ("consumer_key", salesforce.login.consumerKey), ("username", salesforce.login.username),
          ("private_key", "file:\(keyFile)"),
        ]
      ),
      (
        "zendesk",
        [
          ("host", try await zendesk.start()), ("email", Self.zendeskEmail),
          ("token", "file:\(tokenFile)"),
        ]
      ),
      (
        "snowflake",
        [
          ("account", "acme"), ("host", try await snowflake.start()), ("user", "TAMD"),
          ("private_key", "file:\(keyFile)"), ("database", "ANALYTICS"), ("schema", "USAGE"),
          ("table", "MART"), ("warehouse", Self.warehouse), ("since", "2000-01-01"),
        ]
      ),
    ]
  }

  package func stop() async {
    for server in [salesforce.server, zendesk.server, snowflake.server] { await server.stop() }
  }

  /// What went wrong in the eyes of the services; nothing should.
  package var violations: [String] {
    [salesforce.server, zendesk.server, snowflake.server].flatMap(\.journal.violations)
  }
}
