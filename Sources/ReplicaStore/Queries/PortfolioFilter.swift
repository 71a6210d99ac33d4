import CustomerSuccess

/// What was typed to narrow the portfolio, understood: every term must hold.
///
/// Any text makes a filter. A term that cannot be understood hides nothing and is named in
/// ``problems``.
package struct PortfolioFilter: Equatable, Sendable {
  /// In the order typed.
  package let terms: [Term]
  package let problems: [Problem]

  /// One condition on a customer.
  package struct Term: Equatable, Sendable {
    /// As it was typed, with its minus sign.
    package let text: String
    package let isNegated: Bool
    package let test: Test
  }

  package enum Test: Equatable, Sendable {
    /// Words that a person sees in the line, in lower case.
    case words(String)
    /// One of the conditions holds in the column.
    case column(PortfolioColumn, anyOf: [Condition])
  }

  /// What the value of a column must be.
  package enum Condition: Equatable, Sendable {
    /// Words in lower case, or a number that is exactly this one.
    case holds(String, number: Double?)
    /// These words and no others, in lower case; where a cell lists several, one of them.
    case equals(String)
    case number(Comparison, Double)
    case between(Double, Double)
    /// Compares dates, which is comparing their text.
    case date(Comparison, String)
    case isMissing
    case isPresent
  }

  package enum Comparison: String, CaseIterable, Sendable {
    case atMost = "<="
    case atLeast = ">="
    case below = "<"
    case above = ">"
    case exactly = "="

    package func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
      switch self {
      case .atMost: left <= right
      case .atLeast: left >= right
      case .below: left < right
      case .above: left > right
      case .exactly: left == right
      }
    }
  }

  /// Why a term was not understood.
  package enum Problem: Error, Equatable, Sendable {
    case unknownColumn(String)
    case ambiguousColumn(String, [PortfolioColumn])
    case noValue(PortfolioColumn)
    case notComparable(PortfolioColumn, String)
  }

  /// The columns it looks at, whose details have to be read.
  package var columns: Set<PortfolioColumn> {
    Set(
      terms.compactMap { term in
        if case .column(let column, _) = term.test { column } else { nil }
      })
  }
}

extension PortfolioFilter.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownColumn(let name):
      "no column is called \"\(name)\": words without a colon look through the line"
    case .ambiguousColumn(let name, let columns):
      "\"\(name)\" may be \(columns.map(\.rawValue).joined(separator: " or "))"
    case .noValue(let column): "\(column.rawValue): what should it be?"
    case .notComparable(let column, let value):
      "\(column.rawValue) is not compared with \"\(value)\": \(column.kind.advice)"
    }
  }
}

extension PortfolioColumn.Kind {
  /// How its values are asked for, by example.
  package var advice: String {
    switch self {
    case .text, .words: "write words, or none"
    case .count: "write >0, <5, 2..4 or none"
    case .score: "write red, yellow, green, <50 or none"
    case .percent: "write <50, >90, 20..40 or none"
    case .money: "write >100k, <1.5m, a currency or none"
    case .days: "write <90, >30, 0..90, 2027-01, <2027-01-31 or none"
    }
  }
}

extension PortfolioFilter.Condition {
  /// - Parameter kind: Decides what counts as none: zero does for counts.
  func holds(_ cell: PortfolioCell, kind: PortfolioColumn.Kind) -> Bool {
    switch self {
    case .holds(let words, let number):
      if let number, let own = cell.number, own.rounded() == number { return true }
      return cell.words.utf8Contains(words, atWordStart: kind != .text)
    case .equals(let words):
      return cell.words == words || cell.words.lists(words)
    case .number(let comparison, let number):
      return cell.number.map { comparison.holds($0, number) } ?? false
    case .between(let low, let high):
      return cell.number.map { low <= $0 && $0 <= high } ?? false
    case .date(let comparison, let day):
      return !cell.words.isEmpty && cell.words != "never" && comparison.holds(cell.words, day)
    case .isMissing: return cell.isMissing(kind)
    case .isPresent: return !cell.isMissing(kind)
    }
  }
}

extension PortfolioCell {
  fileprivate func isMissing(_ kind: PortfolioColumn.Kind) -> Bool {
    switch kind {
    case .text, .words: words.isEmpty || words == "na"
    case .count: (number ?? 0) == 0
    case .score, .percent, .money, .days: number == nil
    }
  }
}

extension String {
  /// Whether it is one of several, between commas.
  fileprivate func lists(_ one: String) -> Bool {
    contains(", ") && split(separator: ", ").contains { $0 == one }
  }

  /// Whether the bytes occur somewhere; measured ten times as fast as comparing text.
  ///
  /// - Parameter atWordStart: Only where a word begins, so that "active" is not "inactive".
  func utf8Contains(_ needle: String, atWordStart: Bool = false) -> Bool {
    var (text, wanted) = (self, needle)
    return text.withUTF8 { hay in
      wanted.withUTF8 { hay.holds($0, atWordStart: atWordStart) }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ needle: UnsafeBufferPointer<UInt8>, atWordStart: Bool) -> Bool {
    guard let first = needle.first else { return true }
    guard needle.count <= count else { return false }
    for start in 0...(count - needle.count) where self[start] == first {
      if atWordStart, start > 0, Self.isLetterOrDigit(self[start - 1]) { continue }
      var offset = 1
      while offset < needle.count, self[start + offset] == needle[offset] { offset += 1 }
      if offset == needle.count { return true }
    }
    return false
  }

  /// Of text in lower case; bytes beyond ASCII are parts of letters.
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }
}
