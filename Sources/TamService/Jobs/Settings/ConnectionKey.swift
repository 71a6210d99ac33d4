/// One line of a connector's settings.
package struct ConnectionKey: Sendable {
  package let name: String
  /// What it is, for who fills it in.
  package let meaning: String
  /// How a line may look.
  let example: String
  /// Whether it names the place of a credential, which is never in the file itself.
  package var isCredential = false

  init(_ name: String, _ meaning: String, like example: String, isCredential: Bool = false) {
    self.name = name
    self.meaning = meaning
    self.example = example
    self.isCredential = isCredential
  }

  private static func credential(_ name: String, _ meaning: String, like example: String) -> Self {
    Self(name, meaning, like: example, isCredential: true)
  }
}

extension Connector {
  package var keys: [ConnectionKey] {
    switch self {
    case .salesforce: ConnectionKey.salesforce
    case .zendesk: ConnectionKey.zendesk
    case .snowflake: ConnectionKey.snowflake
    }
  }
}

extension ConnectionKey {
  fileprivate static let salesforce = [
    Self(
      "login_host", "where tokens come from: login.salesforce.com, or your own domain",
      like: "https://login.salesforce.com"),
    Self("login", "jwt, client-credentials or refresh", like: "jwt"),
    Self("consumer_key", "of the external client app", like: "3MVG9…"),
    Self("username", "for jwt: whom the app logs in", like: "tamarack@acme.example"),
    Self(
      "audience", "for jwt: test.salesforce.com where it is a sandbox",
      like: "https://login.salesforce.com"),
    credential(
      "private_key", "for jwt: the key of the app's certificate, as PEM",
      like: "file:/etc/tamarack/salesforce.pem"),
    credential(
      "consumer_secret", "for client-credentials, and where the app has one for refresh",
      like: "env:SALESFORCE_SECRET"),
    Self(
      "refresh_token_file", "for refresh: tamd writes each new token there",
      like: "/etc/tamarack/salesforce.token"),
    Self(
      "instance_domains", "where the organization may live, with commas between",
      like: "salesforce.com,force.com"),
    Self("version", "of the interface, v58.0 or later", like: "v60.0"),
  ]

  fileprivate static let zendesk = [
    Self("subdomain", "acme, where the address is https://acme.zendesk.com", like: "acme"),
    Self("host", "in place of the subdomain, another address", like: "http://127.0.0.1:8082"),
    Self("email", "of an administrator, with an API token", like: "admin@acme.example"),
    credential("token", "the API token", like: "env:ZENDESK_TOKEN"),
    Self("client_id", "in place of e-mail and token, an OAuth client", like: "tamarack"),
    credential("client_secret", "of the OAuth client", like: "env:ZENDESK_SECRET"),
  ]

  fileprivate static let snowflake = [
    Self("account", "the account's identifier", like: "acme-usage"),
    Self("host", "in place of the account's address, another one", like: "http://127.0.0.1:8083"),
    Self("user", "a user with a key pair", like: "TAMD"),
    credential(
      "private_key", "RSA of 2048 bits or more, as PEM, not encrypted",
      like: "file:/etc/tamarack/snowflake.p8"),
    Self("database", "of the usage mart", like: "ANALYTICS"),
    Self("schema", "of the usage mart", like: "USAGE"),
    Self("table", "the usage mart", like: "MART"),
    Self("warehouse", "that works on the statements", like: "LOADING"),
    Self("role", "when it is not the user's usual one", like: "TAMARACK"),
    Self("since", "the first month that is wanted", like: "2020-01-01"),
  ]
}
