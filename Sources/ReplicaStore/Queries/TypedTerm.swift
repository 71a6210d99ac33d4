/// One part of what is typed after `/`: a word, or a column with what it should be.
///
/// `acme -health:red "by phone" tam:"ada l",bob`: a minus sign in front turns a part around, quotes
/// keep spaces and commas together, other commas stand for "or". Every text can be read.
package struct TypedTerm: Equatable, Sendable {
  /// As it was typed, with its minus sign and its quotes.
  package let text: String
  package let isNegated: Bool
  /// What stands before the colon, in lower case; nil for a word.
  package let column: String?
  /// The word, or what stands after the colon; without quotes.
  package let value: String

  /// The values between commas; empty while a column has none yet.
  package let values: [String]

  package static func terms(of text: String) -> [Self] {
    parts(of: text, between: \.isWhitespace).map(Self.init(part:))
  }

  private init(part: String) {
    text = part
    isNegated = part.hasPrefix("-") && part.count > 1
    let body = isNegated ? part.dropFirst() : part[...]
    let colon = Self.colon(in: body)
    column = colon.map { body[..<$0].lowercased() }
    let rest = colon.map { body[body.index(after: $0)...] } ?? body
    value = rest.filter { $0 != "\"" }
    values = Self.parts(of: String(rest), between: { $0 == "," })
      .map { $0.filter { $0 != "\"" } }.filter { !$0.isEmpty }
  }

  /// The parts between separators that are not within quotes; the quotes stay.
  private static func parts(
    of text: String, between isSeparator: (Character) -> Bool
  ) -> [String] {
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if isSeparator(character) && !isQuoted {
        if !part.isEmpty { parts.append(part) }
        part = ""
      } else {
        part.append(character)
      }
    }
    return part.isEmpty ? parts : parts + [part]
  }

  /// The colon after what looks like a column: letters only, so `10:30` and `a-b:c` are words.
  private static func colon(in body: Substring) -> Substring.Index? {
    guard let colon = body.firstIndex(of: ":"), colon > body.startIndex,
      body[..<colon].allSatisfy({ $0.isASCII && $0.isLetter })
    else { return nil }
    return colon
  }
}
