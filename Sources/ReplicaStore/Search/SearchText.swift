import Foundation

/// What a person typed into the search, taken apart into words that no operator can hide in.
struct SearchText: Equatable {
  /// In their order, as typed.
  let words: [String]

  /// More words than anyone types; the rest of a pasted page is not searched for.
  private static let wordLimit = 12
  /// From this length on the last word also stands for the beginning of a longer one; shorter
  /// beginnings fit too much to be worth the time.
  private static let prefixLength = 3

  init(_ text: String) {
    let words = text.unicodeScalars.split { !Self.isWordPart($0) }
    self.words = words.prefix(Self.wordLimit).map(String.init)
  }

  /// For FTS5: every word in quotes, all of them wanted, the last one possibly unfinished.
  var matchExpression: String {
    let quoted = words.map { "\"\($0)\"" }
    let isPrefix = (words.last?.count ?? 0) >= Self.prefixLength
    return quoted.joined(separator: " AND ") + (isPrefix ? "*" : "")
  }

  /// A word in a script that is written without spaces, which the index keeps as one long word.
  var needsSubstrings: Bool {
    words.contains { $0.unicodeScalars.contains(where: Self.isWrittenWithoutSpaces) }
  }

  /// For LIKE with `\` as its escape: each word anywhere.
  var patterns: [String] { words.map { "%\($0)%" } }

  /// Letters, digits and the marks on them, as in the index.
  ///
  /// No character of LIKE's or FTS5's own is among them.
  static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": return true
      default: return false
      }
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark,
      .privateUse:
      return true
    default: return false
    }
  }

  private static func isWrittenWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Thai and Lao; Kana; Han; Hangul, whose words carry endings; the Han of the other planes.
    case 0x0E00...0x0EFF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}

/// Cuts a line with the first match out of a longer text.
struct Snippet {
  /// Words wanted, made comparable; the last one may be a beginning.
  private let wanted: [String]

  /// Characters shown before the first match and after it.
  private static let before = 30
  private static let length = 120
  /// Scalars looked at for a match; a note's end is rarely worth the wait.
  private static let scanned = 20_000

  init(_ search: SearchText) { wanted = search.words.map(Self.folded) }

  func parts(of text: String) -> [SearchHit.Part] {
    let scalars = Array(text.unicodeScalars.prefix(Self.scanned))
    let matches = self.matches(in: scalars)
    let start = max(0, (matches.first?.lowerBound ?? 0) - Self.before)
    let end = min(scalars.count, start + Self.length)
    var parts: [SearchHit.Part] = []
    var place = start
    for match in matches where match.lowerBound >= place && match.upperBound <= end {
      append(scalars[place..<match.lowerBound], isMatch: false, to: &parts)
      append(scalars[match], isMatch: true, to: &parts)
      place = match.upperBound
    }
    append(scalars[place..<end], isMatch: false, to: &parts)
    return parts
  }

  /// The places of the wanted words, until enough are found to fill a snippet.
  private func matches(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var matches: [Range<Int>] = []
    var index = 0
    while index < scalars.count {
      guard SearchText.isWordPart(scalars[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < scalars.count, SearchText.isWordPart(scalars[end]) { end += 1 }
      if let match = match(in: scalars[index..<end]) { matches.append(match) }
      if let first = matches.first, end > first.lowerBound + Self.length { break }
      index = end
    }
    return matches
  }

  /// The part of a word that was searched for: all of it, its beginning, or something inside a word
  /// of a script without spaces.
  private func match(in word: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    let text = Self.folded(Self.string(word))
    for (index, wanted) in wanted.enumerated() {
      if text == wanted { return word.indices }
      if index == self.wanted.count - 1, text.hasPrefix(wanted) { return word.indices }
      if let found = text.range(of: wanted), text.unicodeScalars.count == word.count,
        wanted.unicodeScalars.allSatisfy({ $0.value > 0x0DFF })
      {
        let offset = text.unicodeScalars.distance(from: text.startIndex, to: found.lowerBound)
        let start = word.startIndex + offset
        return start..<(start + wanted.unicodeScalars.count)
      }
    }
    return nil
  }

  private func append(
    _ scalars: ArraySlice<Unicode.Scalar>, isMatch: Bool, to parts: inout [SearchHit.Part]
  ) {
    guard !scalars.isEmpty else { return }
    let line = scalars.map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }
    parts.append(SearchHit.Part(text: Self.string(line[...]), isMatch: isMatch))
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func folded(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 128 }
      ? text.lowercased()
      : text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }
}
