import CryptoExtras

/// A pair of RSA keys for a login that signs; made anew each time, so that none lies in a file.
package struct StandInKey: Sendable {
  package let privatePEM: String
  package let publicPEM: String

  package init() throws {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    privatePEM = key.pemRepresentation
    publicPEM = key.publicKey.pemRepresentation
  }
}
