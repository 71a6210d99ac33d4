import Foundation

/// How a connector shows Zendesk who it is; it needs an administrator's rights for exports.
package enum ZendeskLogin: Sendable {
  /// An API token of a user.
  case token(email: String, CredentialSource)
  /// An OAuth client of its own, whose tokens are renewed without a person (the grant
  /// `client_credentials`). Grants that rotate are left out: whoever is killed between the answer
  /// and the disk has lost them.
  case client(id: String, secret: CredentialSource)
  /// An access token that somebody else looks after.
  case bearer(CredentialSource)

  /// Renewed that long before its end, so that no request meets it.
  private static let marginSeconds: Int64 = 60
  /// An answer that promises more is not believed: two days.
  private static let longestLifeSeconds: Int64 = 172_800
  private static let advice =
    "check the e-mail address and the API token, or the OAuth client, of an administrator in "
    + "Zendesk's Admin Center"

  /// A client that asks `host` with this login.
  ///
  /// - Parameter variables: The process's environment, in which credentials may stand.
  package func upstream(
    _ host: UpstreamHost, variables: [String: String], environment: UpstreamEnvironment
  ) -> UpstreamClient {
    let rules = UpstreamRules(
      loginAdvice: Self.advice, judge: ZendeskAnswers.verdict,
      usualWait: ZendeskAnswers.usualWait, complaint: ZendeskAnswers.complaint)
    let door = UpstreamClient(host: host, tokens: nil, rules: rules, environment: environment)
    let tokens = TokenSource(now: environment.now) {
      try await token(door, variables: variables, now: environment.now)
    }
    return UpstreamClient(host: host, tokens: tokens, rules: rules, environment: environment)
  }

  private func token(
    _ door: UpstreamClient, variables: [String: String], now: @Sendable () -> Date
  ) async throws -> AccessToken {
    switch self {
    case .token(let email, let source):
      let token = try source.read(environment: variables).reveal()
      let pair = Data("\(email)/token:\(token)".utf8).base64EncodedString()
      return AccessToken(authorization: Secret("Basic \(pair)"))
    case .bearer(let source):
      let token = try source.read(environment: variables).reveal()
      return AccessToken(authorization: Secret("Bearer \(token)"))
    case .client(let id, let source):
      let secret = try source.read(environment: variables).reveal()
      return try await granted(door, client: id, secret: secret, now: now)
    }
  }

  private func granted(
    _ door: UpstreamClient, client: String, secret: String, now: @Sendable () -> Date
  ) async throws -> AccessToken {
    let response = try await door.fetch(
      .json(
        .post, "/oauth/tokens",
        [
          "grant_type": "client_credentials", "client_id": .text(client),
          "client_secret": .text(secret), "scope": "read",
        ], repeating: .safe))
    let answer = try response.json()
    guard let token = answer["access_token"]?.text, !token.isEmpty else {
      throw UpstreamError.unexpected(host: door.host.name, what: "a login without a token")
    }
    let renewal = answer["expires_in"]?.integer.map { seconds in
      let life = min(max(seconds, 1), Self.longestLifeSeconds)
      return now().addingTimeInterval(Double(max(life / 2, life - Self.marginSeconds)))
    }
    return AccessToken(authorization: Secret("Bearer \(token)"), renewAt: renewal)
  }
}

extension UpstreamHost {
  /// - Throws: ``ZendeskError/subdomain(_:)``, or ``UpstreamError``.
  package static func zendesk(subdomain: String) throws -> UpstreamHost {
    let name = subdomain.lowercased()
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
      }
    guard isName else { throw ZendeskError.subdomain(subdomain) }
    return try UpstreamHost("https://\(name).zendesk.com")
  }
}
