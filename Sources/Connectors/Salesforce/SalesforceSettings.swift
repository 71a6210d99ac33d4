/// Which Salesforce organization is spoken with, and as whom.
package struct SalesforceSettings: Sendable {
  /// Where tokens come from: `https://login.salesforce.com`, or the organization's own domain.
  package let loginHost: UpstreamHost
  package let grant: SalesforceGrant
  /// The token's answer names the host of the organization, which must lie within one of these.
  package let instanceDomains: [String]
  /// Of the interface; v58.0 or later.
  package let version: String

  package init(
    loginHost: UpstreamHost, grant: SalesforceGrant,
    instanceDomains: [String] = ["salesforce.com", "force.com"], version: String = "v60.0"
  ) {
    self.loginHost = loginHost
    self.grant = grant
    self.instanceDomains = instanceDomains
    self.version = version
  }
}

/// How a service without a person in front of it logs in (connectors 3.1).
package enum SalesforceGrant: Sendable {
  /// A signed assertion; the certificate lies in the external client app.
  ///
  /// - Parameter audience: `https://login.salesforce.com`, or `https://test.salesforce.com` for a
  ///   sandbox.
  case signed(
    consumerKey: String, username: String, audience: String, privateKeyPEM: Secret)
  /// The app's own secret; only at the organization's own domain.
  case clientCredentials(consumerKey: String, consumerSecret: Secret)
  /// A refresh token, which may be another after each use.
  case refresh(consumerKey: String, consumerSecret: Secret?, file: GrantFile)

  /// Who is logged in, without a secret.
  var identity: String {
    switch self {
    case .signed(let consumerKey, let username, _, _): "\(consumerKey) \(username)"
    case .clientCredentials(let consumerKey, _), .refresh(let consumerKey, _, _): consumerKey
    }
  }
}
