package import CustomerSuccess

/// A code that a person types once to make a machine theirs, such as `7K3M-Q9TX-40VB`.
///
/// The first four letters find the code, the other eight prove it; so wrong guesses are counted
/// against the one code they aim at.
package struct EnrollmentCode: Hashable, Sendable {
  /// Long enough to walk to another desk, short enough to be useless in an old mail.
  package static let validSeconds = 15 * 60
  /// Five guesses at 40 bits are no attack, and a person who mistypes five times asks anew.
  static let attemptLimit = 5

  private static let selectorLength = 4
  private static let secretLength = 8

  let selector: String
  let secret: String

  static func make(_ randomness: Randomness) -> EnrollmentCode {
    EnrollmentCode(
      selector: Secrets.letters(selectorLength, randomness),
      secret: Secrets.letters(secretLength, randomness))
  }

  private init(selector: String, secret: String) {
    self.selector = selector
    self.secret = secret
  }

  /// Nil when what was typed cannot be a code.
  init?(typed: String) {
    let letters = Secrets.normalized(typed)
    guard letters.count == Self.selectorLength + Self.secretLength else { return nil }
    self.selector = String(letters.prefix(Self.selectorLength))
    self.secret = String(letters.dropFirst(Self.selectorLength))
  }

  var hash: [UInt8] { Secrets.hash("\(selector)-\(secret)") }
}

extension EnrollmentCode: CustomStringConvertible {
  /// As printed for a person.
  package var description: String { "\(selector)-\(secret.prefix(4))-\(secret.dropFirst(4))" }
}

/// A fresh code with what to tell about it.
package struct IssuedCode: Hashable, Sendable {
  package let code: EnrollmentCode
  package let user: User.ID
  package let expiresAt: Instant
}

/// Why no device was made; the words say what to do.
package enum EnrollmentRefusal: Error, Equatable {
  case wrong
  case used
  case expired
  case tooManyAttempts
  case deactivated(name: String)
  case tooManyDevices(name: String, limit: Int)
}

extension EnrollmentRefusal: CustomStringConvertible {
  package var description: String {
    let remedy = "ask your administrator for a new one (`tamd user enroll EMAIL`)"
    return switch self {
    case .wrong: "this code is not right: check what you typed, or \(remedy)"
    case .used: "this code was used already and each works once: \(remedy)"
    case .expired:
      """
      this code is too old, it was valid for \(EnrollmentCode.validSeconds / 60) minutes: \(remedy)
      """
    case .tooManyAttempts:
      """
      this code was mistyped \(EnrollmentCode.attemptLimit) times and no longer works: \(remedy)
      """
    case .deactivated(let name):
      "\(name) is deactivated here: ask your administrator (`tamd user activate EMAIL`)"
    case .tooManyDevices(let name, let limit):
      """
      \(name) has \(limit) devices already, the most that one person may have: have one revoked \
      first (`tamd user devices EMAIL`, `tamd user revoke DEVICE`)
      """
    }
  }
}
