import Foundation
import JWTKit

/// The token endpoint: a signed assertion, the client's own secret, or a refresh token.
struct SalesforceLogin {
  let login: SalesforceStandIn.Login
  let clock: StandInClock

  private static let audiences: Set<String> = [
    "https://login.salesforce.com", "https://test.salesforce.com",
  ]
  private static let assertionSeconds = 300

  private struct Assertion: JWTPayload {
    let iss: String
    let sub: String
    let aud: String
    /// In seconds; clients send it as a number or as text, and both are taken.
    let exp: Int

    private enum CodingKeys: CodingKey { case iss, sub, aud, exp }

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      iss = try members.decode(String.self, forKey: .iss)
      sub = try members.decode(String.self, forKey: .sub)
      aud = try members.decode(String.self, forKey: .aud)
      // What is no text is a number.
      let text = (try? members.decode(String.self, forKey: .exp)).flatMap { Int($0) }
      exp = try text ?? members.decode(Int.self, forKey: .exp)
    }

    func verify(using algorithm: some JWTAlgorithm) {}
  }

  func answer(_ request: StandInRequest, _ change: SalesforceRouter.Change) async -> StandInAnswer {
    guard request.method == "POST",
      request[header: "content-type"]?.hasPrefix("application/x-www-form-urlencoded") == true
    else { return refusal("invalid_request", "must be a form").blaming("not a form") }
    let form = request.form
    let host = request[header: "host"] ?? ""
    switch form["grant_type"] {
    case "urn:ietf:params:oauth:grant-type:jwt-bearer":
      if let refusal = await refusal(assertion: form["assertion"] ?? "") { return refusal }
      return change { $0.token(host: host, clock: clock, refreshes: false) }
    case "client_credentials":
      guard form["client_id"] == login.consumerKey, form["client_secret"] == login.consumerSecret
      else { return refusal("invalid_client", "invalid client credentials") }
      return change { $0.token(host: host, clock: clock, refreshes: false) }
    case "refresh_token":
      guard form["client_id"] == login.consumerKey else {
        return refusal("invalid_client_id", "client identifier invalid")
      }
      return change { org in
        guard let shown = form["refresh_token"], org.refreshTokens.last == shown else {
          // Whoever shows a used one may be a thief: the whole family is over.
          if org.refreshTokens.contains(form["refresh_token"] ?? "") { org.refreshTokens = [] }
          return refusal("invalid_grant", "expired access/refresh token")
        }
        return org.token(host: host, clock: clock, refreshes: true)
      }
    default: return refusal("unsupported_grant_type", "grant type not supported")
    }
  }

  private func refusal(assertion: String) async -> StandInAnswer? {
    do {
      let keys = JWTKeyCollection()
      await keys.add(
        rsa: try Insecure.RSA.PublicKey(pem: login.publicPEM), digestAlgorithm: .sha256)
      let claims = try await keys.verify(assertion, as: Assertion.self)
      let now = Int(clock.now.timeIntervalSince1970)
      guard claims.iss == login.consumerKey else {
        return refusal("invalid_client_id", "client identifier invalid")
      }
      guard claims.sub == login.username else {
        return refusal("invalid_grant", "user hasn't approved this consumer")
      }
      guard Self.audiences.contains(claims.aud) else {
        return refusal("invalid_grant", "audience is invalid")
      }
      guard claims.exp > now, claims.exp <= now + Self.assertionSeconds else {
        return refusal("invalid_grant", "expired authorization code")
      }
      return nil
    } catch {
      return refusal("invalid_grant", "invalid assertion").blaming("\(error)")
    }
  }

  private func refusal(_ code: String, _ description: String) -> StandInAnswer {
    .json(
      StandInJSON.object([
        ("error", StandInJSON.text(code)), ("error_description", StandInJSON.text(description)),
      ]), status: 400)
  }
}

extension SalesforceOrg {
  /// As whom everybody is logged in.
  static let integrationUser = "005000000000001AAA"

  /// Hands a new token out.
  fileprivate mutating func token(
    host: String, clock: StandInClock, refreshes: Bool
  ) -> StandInAnswer {
    issued += 1
    let token = "\(organization)!access.\(issued)"
    accessTokens[token] = tokenRequests
    var members = [
      ("access_token", StandInJSON.text(token)),
      ("instance_url", StandInJSON.text("http://\(host)")),
      (
        "id",
        StandInJSON.text("https://login.salesforce.com/id/\(organization)/\(Self.integrationUser)")
      ),
      ("token_type", "\"Bearer\""), ("scope", "\"api\""),
      ("issued_at", "\"\(Int(clock.now.timeIntervalSince1970) * 1_000)\""),
    ]
    if refreshes {
      refreshTokens.append("refresh.\(issued)")
      members.append(("refresh_token", StandInJSON.text("refresh.\(issued)")))
    }
    return .json(StandInJSON.object(members))
  }
}
