import Crypto
import FoundationEssentials

/// Signs what the service hands out and takes back, such as resume tokens, so that it need not
/// remember them: any process with the key can check them, also after a restart.
struct TokenSeal: Sendable {
  private static let signatureBytes = SHA256.byteCount

  private let key: SymmetricKey

  init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// Text for a URL or JSON.
  func seal(_ content: [UInt8]) -> String {
    let signature = HMAC<SHA256>.authenticationCode(for: content, using: key)
    return Data(Array(signature) + content).base64EncodedString()
  }

  /// Nil when the token is not of our making.
  func open(_ token: String) -> [UInt8]? {
    guard let data = Data(base64Encoded: token), data.count >= Self.signatureBytes else {
      return nil
    }
    let content = Array(data.dropFirst(Self.signatureBytes))
    let isOurs = HMAC<SHA256>.isValidAuthenticationCode(
      data.prefix(Self.signatureBytes), authenticating: content, using: key)
    return isOurs ? content : nil
  }
}
