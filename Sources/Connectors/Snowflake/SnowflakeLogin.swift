import struct Crypto.SHA256
import Foundation
import JWTKit
import Logging

/// A user of Snowflake with a key pair; passwords of services are on their way out.
package struct SnowflakeLogin: Sendable {
  package let account: SnowflakeAccount
  /// In upper case, as Snowflake keeps names that were made without quotes.
  package let user: String
  /// `SHA256:` and the hash of the public key, as `DESCRIBE USER` shows it.
  package let fingerprint: String
  private let key: Insecure.RSA.PrivateKey

  /// Snowflake takes no token that lives longer than an hour.
  private static let lifeSeconds = 3_540
  /// Renewed that long before the end, so that no request meets it.
  private static let marginSeconds = 300
  /// Clocks differ.
  private static let backdatedSeconds = 30

  /// - Parameter key: The private key as PEM, of 2048 bits or more, not encrypted.
  /// - Throws: ``SnowflakeError/key(reason:)``.
  package init(
    account: SnowflakeAccount, user: String, key: Secret
  ) throws(SnowflakeError) {
    let pem = key.reveal()
    guard !pem.contains("ENCRYPTED") else {
      throw .key(
        reason: "it is encrypted; write it out with openssl pkcs8 -in encrypted.p8 -out plain.p8, "
          + "where only tamd can read it")
    }
    do {
      self.key = try Insecure.RSA.PrivateKey(pem: pem)
    } catch {
      throw .key(
        reason: "it is not the private half of an RSA key of 2048 bits or more in PEM form")
    }
    let hash = SHA256.hash(data: self.key.publicKey.derRepresentation)
    fingerprint = "SHA256:\(Data(hash).base64EncodedString())"
    self.account = account
    self.user = user.uppercased()
  }

  /// A client that asks with this login.
  ///
  /// - Parameter host: Another host than the account's, as that of a stand-in.
  /// - Throws: ``UpstreamError``.
  package func upstream(
    host: UpstreamHost? = nil, environment: UpstreamEnvironment
  ) throws -> UpstreamClient {
    let rules = UpstreamRules(
      loginAdvice: "the key of \(user) has the fingerprint \(fingerprint): compare it with "
        + "RSA_PUBLIC_KEY_FP and RSA_PUBLIC_KEY_2_FP in DESCRIBE USER, and check the account and "
        + "the name",
      judge: SnowflakeAnswers.verdict
    ) { SnowflakeAnswers.complaint($0, now: environment.now()) }
    let tokens = TokenSource(now: environment.now) { try await token(environment) }
    return UpstreamClient(
      host: try host ?? UpstreamHost("https://\(account.host)"), tokens: tokens, rules: rules,
      environment: environment)
  }

  private func token(_ environment: UpstreamEnvironment) async throws -> AccessToken {
    let now = Int(environment.now().timeIntervalSince1970)
    let subject = "\(account.claimName).\(user)"
    let claims = Claims(
      iss: "\(subject).\(fingerprint)", sub: subject, iat: now - Self.backdatedSeconds,
      exp: now - Self.backdatedSeconds + Self.lifeSeconds)
    let keys = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256)
    let token = try await keys.sign(claims)
    environment.log.info(
      "new token", metadata: ["subject": "\(subject)", "fingerprint": "\(fingerprint)"])
    return AccessToken(
      authorization: Secret("Bearer \(token)"),
      headers: ["x-snowflake-authorization-token-type": "KEYPAIR_JWT"],
      renewAt: Date(timeIntervalSince1970: Double(claims.exp - Self.marginSeconds)))
  }

  private struct Claims: JWTPayload {
    let iss: String
    let sub: String
    let iat: Int
    let exp: Int

    /// Claims are Snowflake's to verify.
    func verify(using algorithm: some JWTAlgorithm) {}
  }
}
