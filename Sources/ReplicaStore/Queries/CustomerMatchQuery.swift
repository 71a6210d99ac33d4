package import CustomerSuccess
import Foundation

/// A customer that some typed text may mean.
package struct CustomerMatch: Equatable, Identifiable, Sendable {
  /// How the text fits, best first.
  package enum Quality: Int, Comparable, Sendable {
    case id
    case exactName
    case prefix
    /// The words of the text begin words of the name.
    case words
    /// The text's letters occur in the name in their order.
    case letters

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  package let id: Account.ID
  package let name: String
  package let quality: Quality
}

extension Replica {
  /// Customers whose id or name fits the text, best first, then by name; case and accents do not
  /// count.
  ///
  /// Empty for an empty text.
  ///
  /// Reads all names: a few milliseconds for thousands.
  package func matchingCustomers(_ text: String, limit: Int = 20) throws -> [CustomerMatch] {
    let wanted = NameText(text)
    guard !wanted.isEmpty else { return [] }
    let all = try file.read { connection in
      try connection.all("SELECT id, name FROM account") { reader in
        (id: reader.requiredID() as Account.ID, name: reader.requiredText())
      }
    }
    let matches = all.compactMap { customer -> CustomerMatch? in
      let isID = customer.id.rawValue == text
      guard let quality = isID ? .id : NameText(customer.name).match(for: wanted) else {
        return nil
      }
      return CustomerMatch(id: customer.id, name: customer.name, quality: quality)
    }
    return Array(
      matches.sorted { ($0.quality, $0.name, $0.id) < ($1.quality, $1.name, $1.id) }.prefix(limit))
  }
}

/// A name made comparable: lower case, without accents, in words.
struct NameText {
  let folded: String

  init(_ text: String) { folded = Self.trimmed(Self.fold(text)) }

  var isEmpty: Bool { folded.isEmpty }
  var words: [Substring] { folded.split { !$0.isLetter && !$0.isNumber } }

  /// Every name is folded at every letter that somebody types, and Foundation takes many times as
  /// long as needed for a name without accents.
  private static func fold(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text.lowercased() }
    return text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.first, let last = text.last, first.isWhitespace || last.isWhitespace
    else { return text }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// How this name fits what is wanted; nil when it does not.
  func match(for wanted: NameText) -> CustomerMatch.Quality? {
    if folded == wanted.folded { return .exactName }
    if folded.hasPrefix(wanted.folded) { return .prefix }
    if startsItsWords(with: wanted) { return .words }
    return holdsLetters(of: wanted.folded) ? .letters : nil
  }

  private func startsItsWords(with wanted: NameText) -> Bool {
    let words = words
    let parts = wanted.words
    return !parts.isEmpty
      && parts.allSatisfy { part in words.contains { $0.hasPrefix(part) } }
  }

  private func holdsLetters(of text: String) -> Bool {
    var rest = folded[...]
    for letter in text {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: place)...]
    }
    return true
  }
}
