import struct Crypto.SHA256
import Foundation
import JWTKit
import Synchronization

/// A Snowflake on this machine that speaks the SQL API as far as the usage mart needs it
/// (connectors 5), and is stricter about requests than the real one.
package final class SnowflakeStandIn: Sendable {
  package let server: StandInServer
  private let service: SnowflakeService

  /// - Parameters:
  ///   - account: As claims name it, in upper case.
  ///   - publicKey: Of the user, as PEM.
  ///   - rowsEach: Of a partition.
  /// - Throws: When the key is none.
  package init(
    clock: StandInClock, mart: SnowflakeMart, account: String = "ACME", user: String = "TAMD",
    publicKey: String, warehouse: String = "LOADING", role: String? = nil, rowsEach: Int = 10_000
  ) throws {
    let service = SnowflakeService(
      clock: clock, login: try SnowflakeDoor(account: account, user: user, publicKey: publicKey),
      mart: mart, warehouse: warehouse, role: role, rowsEach: rowsEach)
    self.service = service
    server = StandInServer(clock: clock) { await service.answer($0) }
  }

  /// - Returns: The address, such as `http://127.0.0.1:40123`.
  package func start() async throws -> String { try await server.start() }

  package func stop() async { await server.stop() }

  /// The table changes; results that are there stay as they were.
  package func change(_ change: @Sendable (inout SnowflakeMart) -> Void) {
    service.state.withLock { change(&$0.mart) }
  }

  /// The user may not read the table any more, which looks as if it were gone.
  package func revoke() { service.state.withLock { $0.isReadable = false } }

  /// How often a statement is asked for before it is done.
  package func setPolls(_ polls: Int) { service.state.withLock { $0.polls = polls } }

  /// Results of a day ago are gone; these too.
  package func expireResults() { service.state.withLock { $0.results = [:] } }

  /// No token that was made before now is good any more.
  package func expireTokens() {
    service.state.withLock { $0.tokensFrom = service.clock.now }
  }

  /// How many statements were run; a repeated request is none.
  package var statementsRun: Int { service.state.withLock { $0.statementsRun } }

  /// Handles of the statements that were stopped.
  package var cancelled: [String] { service.state.withLock { $0.cancelled } }
}

/// Who may come in: checks tokens as Snowflake does (connectors 5.1).
struct SnowflakeDoor: Sendable {
  private let subject: String
  private let issuer: String
  private let key: Insecure.RSA.PublicKey

  private static let longestLifeSeconds = 3_600
  /// Clocks may differ by that much.
  private static let leewaySeconds = 60

  init(account: String, user: String, publicKey: String) throws {
    key = try Insecure.RSA.PublicKey(pem: publicKey)
    subject = "\(account).\(user)"
    let hash = Data(SHA256.hash(data: key.derRepresentation)).base64EncodedString()
    issuer = "\(subject).SHA256:\(hash)"
  }

  /// - Parameter from: Tokens made before are over.
  func admits(_ request: StandInRequest, now: Date, from: Date) async -> Bool {
    guard let header = request[header: "authorization"], header.hasPrefix("Bearer "),
      request[header: "x-snowflake-authorization-token-type"] == "KEYPAIR_JWT"
    else { return false }
    let keys = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256)
    let token = String(header.dropFirst("Bearer ".count))
    // What is no good token is refused, whatever is wrong with it.
    guard let claims = try? await keys.verify(token, as: Claims.self) else { return false }
    let clock = Int(now.timeIntervalSince1970)
    return claims.iss == issuer && claims.sub == subject && claims.exp > clock
      && claims.iat <= clock + Self.leewaySeconds
      && claims.exp - claims.iat <= Self.longestLifeSeconds
      && claims.iat >= Int(from.timeIntervalSince1970) - Self.leewaySeconds
  }

  private struct Claims: JWTPayload {
    let iss: String
    let sub: String
    let iat: Int
    let exp: Int

    /// Claims are looked at by who asked.
    func verify(using algorithm: some JWTAlgorithm) {}
  }
}
