import Crypto

/// Where unguessable bytes come from; given by the program, so that tests know what comes.
package typealias Randomness = @Sendable (_ count: Int) -> [UInt8]

/// Makes and checks what only its holder knows; the store keeps nothing but hashes of it.
enum Secrets {
  /// Bytes of a device token: not to be guessed in any time.
  private static let tokenBytes = 32
  private static let base32 = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let hex = Array("0123456789abcdef")

  static func hash(_ text: String) -> [UInt8] {
    Array(SHA256.hash(data: Array(text.utf8)))
  }

  /// Starts with a word, so that a token that leaked into a text is recognized as one.
  static func token(_ randomness: Randomness) -> String {
    "tam_" + hexText(randomness(tokenBytes))
  }

  /// An id that is unique without asking anyone; not a secret.
  static func identifier(_ prefix: String, _ randomness: Randomness) -> String {
    prefix + hexText(randomness(10))
  }

  /// Letters and digits that are hard to confuse, read aloud or typed (Crockford's base 32).
  static func letters(_ count: Int, _ randomness: Randomness) -> String {
    String(randomness(count).map { base32[Int($0) % base32.count] })
  }

  /// What was typed, as it was printed: case, spaces and dashes do not count, nor does taking O
  /// for zero and I or L for one.
  static func normalized(_ typed: String) -> String {
    let confusable: [Character: Character] = ["O": "0", "I": "1", "L": "1"]
    return String(
      typed.uppercased().map { confusable[$0] ?? $0 }.filter(base32.contains))
  }

  /// Compares in a time that does not tell how much was right.
  static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func hexText(_ bytes: [UInt8]) -> String {
    String(bytes.flatMap { [hex[Int($0 >> 4)], hex[Int($0 & 15)]] })
  }
}
