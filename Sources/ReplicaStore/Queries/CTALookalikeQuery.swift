package import CustomerSuccess
import Foundation

extension Replica {
  /// Open CTAs of a customer that a new one would repeat: nearly the same name, or the same type
  /// with a word of the name in common.
  ///
  /// Most alike first; empty when the new one is news.
  package func lookalikes(
    of name: String, type: CTAType?, at account: Account.ID
  ) throws -> [CTARow] {
    var filter = CTAFilter()
    filter.account = account
    let wanted = CTANameWords(name)
    let found = try ctas(filter).compactMap { row -> (row: CTARow, score: Double)? in
      let score = wanted.likeness(to: CTANameWords(row.name))
      let isSameType = type != nil && row.type == type
      return score >= (isSameType ? 0.3 : 0.6) ? (row, score) : nil
    }
    return found.sorted { ($1.score, $0.row.id) < ($0.score, $1.row.id) }.map(\.row)
  }
}

/// The words of a CTA's name that say what it is about.
private struct CTANameWords {
  private let words: Set<String>

  init(_ name: String) {
    let folded = name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    let all = folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    words = Set(all.filter { $0.count > 2 && !Self.fillers.contains($0) })
  }

  /// Words in common, of all words of both; from 0 through 1.
  func likeness(to other: CTANameWords) -> Double {
    let all = words.union(other.words).count
    return all == 0 ? 0 : Double(words.intersection(other.words).count) / Double(all)
  }

  private static let fillers: Set<String> = ["the", "and", "for", "with", "from", "new"]
}
