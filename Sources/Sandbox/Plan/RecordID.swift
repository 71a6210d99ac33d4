import CustomerSuccess

/// Ids in the form of Salesforce, one after another per kind of record.
enum RecordID {
  private static let alphabet = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  /// Of the 15 characters three name the object, and these the make-believe organization.
  private static let organization = "8W"
  private static let length = 15

  /// 18 characters.
  static func make(_ prefix: String, _ number: Int) -> String {
    let head = prefix + organization
    var rest = number
    let digits = (0..<length - head.utf8.count).map { _ in
      defer { rest /= alphabet.count }
      return alphabet[rest % alphabet.count]
    }
    let short = head + String(decoding: digits.reversed(), as: UTF8.self)
    // Always an id: its length and characters are right by construction.
    return (try? SalesforceID.normalized(short)) ?? short
  }

  static func user(_ number: Int) -> String { make("005", number) }
  static func account(_ number: Int) -> String { make("001", number) }
}
