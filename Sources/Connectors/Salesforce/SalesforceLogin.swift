import Foundation
import JWTKit
import Logging

/// Fetches access tokens, by whichever grant the settings name.
struct SalesforceLogin: Sendable {
  let settings: SalesforceSettings
  let environment: UpstreamEnvironment

  private static let path = "/services/oauth2/token"
  /// Salesforce takes about three minutes.
  private static let assertionSeconds = 180
  /// Two clocks that differ by more are worth a word: signed logins and windows suffer.
  static let clockTolerance = 60

  var tokens: TokenSource {
    TokenSource(now: environment.now) { try await fetch() }
  }

  private var client: UpstreamClient {
    UpstreamClient(
      host: settings.loginHost, tokens: nil, rules: Self.rules, environment: environment)
  }

  private static let rules = UpstreamRules(
    loginAdvice: "check the consumer key and what the app allows",
    judge: { response in
      switch complaint(response)?.code {
      case "rate_limit_exceeded": .later
      case "server_error": .broke
      default: response.status == 401 ? .answer : UpstreamRules.byStatus(response)
      }
    }, complaint: complaint)

  @Sendable
  private static func complaint(_ response: UpstreamResponse) -> UpstreamComplaint? {
    // An answer without words of its own has a status.
    guard let answer = try? response.json(), let code = answer["error"]?.text else { return nil }
    return UpstreamComplaint(code: code, message: answer["error_description"]?.text ?? "")
  }

  /// - Throws: ``UpstreamError``, ``SalesforceError/grantGone(path:wasInDoubt:complaint:)``,
  ///   ``CredentialError`` or ``SpoolError``.
  func fetch() async throws -> AccessToken {
    switch settings.grant {
    case .signed(let consumerKey, let username, let audience, let key):
      let assertion = try await assertion(consumerKey, username, audience, key)
      return try await token([
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion),
      ])
    case .clientCredentials(let consumerKey, let secret):
      return try await token([
        ("grant_type", "client_credentials"), ("client_id", consumerKey),
        ("client_secret", secret.reveal()),
      ])
    case .refresh(let consumerKey, let secret, let file):
      return try await refresh(consumerKey, secret, file)
    }
  }

  private func token(_ fields: [(name: String, value: String)]) async throws -> AccessToken {
    let response = try await client.send(.form(Self.path, fields, repeating: .safe))
    guard response.isSuccess else { throw refusal(response) }
    return try accessToken(response, response.json())
  }

  /// With rotation a used token ends the whole family, so nothing is sent twice here.
  private func refresh(
    _ consumerKey: String, _ secret: Secret?, _ file: GrantFile
  ) async throws -> AccessToken {
    let wasInDoubt = file.isInDoubt
    if wasInDoubt {
      environment.log.warning(
        "an earlier renewal of the login was cut off", metadata: ["file": "\(file.path)"])
    }
    var fields = [
      (name: "grant_type", value: "refresh_token"),
      (name: "refresh_token", value: try file.token().reveal()),
      (name: "client_id", value: consumerKey),
    ]
    if let secret { fields.append(("client_secret", secret.reveal())) }
    try file.begin()
    let response = try await client.send(.form(Self.path, fields, repeating: .unsafe))
    guard response.isSuccess else {
      let complaint = Self.complaint(response)
      guard complaint?.code == "invalid_grant" else {
        if !wasInDoubt { try file.end(nil) }
        throw refusal(response)
      }
      throw SalesforceError.grantGone(
        path: file.path, wasInDoubt: wasInDoubt, complaint: complaint)
    }
    let answer = try response.json()
    try file.end(answer["refresh_token"]?.text.map(Secret.init))
    return try accessToken(response, answer)
  }

  private func accessToken(
    _ response: UpstreamResponse, _ answer: JSONValue
  ) throws -> AccessToken {
    guard let token = answer["access_token"]?.text, let place = answer["instance_url"]?.text else {
      throw UpstreamError.unexpected(
        host: response.host.name, what: "a token without access_token or instance_url")
    }
    let host = try UpstreamHost(place)
    let isOurs =
      host.isThisMachine
      ? settings.loginHost.isThisMachine
      : settings.instanceDomains.contains(where: host.isWithin)
    guard isOurs else {
      throw UpstreamError.unexpected(
        host: response.host.name,
        what: "the token is for \(host.name), which is none of the configured domains")
    }
    // An address whose last parts are the organization and the user.
    let ids = (answer["id"]?.text ?? "").split(separator: "/").suffix(2).map {
      SalesforceID.long(String($0))
    }
    return AccessToken(
      authorization: Secret("Bearer \(token)"), host: host, userID: ids.last ?? nil,
      organizationID: ids.count == 2 ? ids[0] : nil)
  }

  private struct Assertion: JWTPayload {
    let iss: String
    let sub: String
    let aud: String
    let exp: Int

    func verify(using algorithm: some JWTAlgorithm) {}
  }

  private func assertion(
    _ consumerKey: String, _ username: String, _ audience: String, _ key: Secret
  ) async throws -> String {
    let keys = JWTKeyCollection()
    do {
      await keys.add(
        rsa: try Insecure.RSA.PrivateKey(pem: key.reveal()), digestAlgorithm: .sha256)
    } catch {
      throw SalesforceError.badKey
    }
    let end = Int(environment.now().timeIntervalSince1970) + Self.assertionSeconds
    return try await keys.sign(
      Assertion(iss: consumerKey, sub: username, aud: audience, exp: end))
  }

  /// Says it when the reason may be our clock (edge 34).
  private func refusal(_ response: UpstreamResponse) -> UpstreamError {
    var advice = Self.rules.loginAdvice
    let skew = response.clockSkewSeconds(environment.now())
    if let skew, abs(skew) > Self.clockTolerance {
      let direction = skew > 0 ? "ahead of" : "behind"
      advice = "our clock is \(abs(skew)) s \(direction) theirs: set it, then it may work"
    }
    return .loginRefused(
      host: response.host.name, complaint: Self.complaint(response), advice: advice)
  }
}

extension UpstreamResponse {
  /// By how much our clock is ahead of the service's; nil when it does not tell the time.
  func clockSkewSeconds(_ now: Date) -> Int? {
    serverTime.map { Int(now.timeIntervalSince($0).rounded()) }
  }
}
