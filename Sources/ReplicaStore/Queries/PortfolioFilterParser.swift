/// Reads what was typed as a filter: `acme -emea health:red renew:<90 arr:>100k tam:"ada l"`.
///
/// Words look through the line; `column:value` looks at a column, commas stand for "or", and a
/// minus sign in front turns a term around. Nothing typed is an error.
struct PortfolioFilterParser {
  private var terms: [PortfolioFilter.Term] = []
  private var problems: [PortfolioFilter.Problem] = []

  static func parse(_ text: String) -> PortfolioFilter {
    var parser = Self()
    for term in TypedTerm.terms(of: text) { parser.take(term) }
    return PortfolioFilter(terms: parser.terms, problems: parser.problems)
  }

  private mutating func take(_ term: TypedTerm) {
    guard let name = term.column else {
      let words = term.value.lowercased()
      if !words.isEmpty { add(term, .words(words)) }
      return
    }
    let columns = PortfolioColumn.named(name)
    guard let column = columns.first, columns.count == 1 else {
      problems.append(columns.isEmpty ? .unknownColumn(name) : .ambiguousColumn(name, columns))
      return
    }
    let values = term.values
    guard !values.isEmpty else { return problems.append(.noValue(column)) }
    var conditions: [PortfolioFilter.Condition] = []
    for value in values {
      guard let condition = Self.condition(value.lowercased(), of: column.kind) else {
        problems.append(.notComparable(column, value))
        return
      }
      conditions.append(condition)
    }
    add(term, .column(column, anyOf: conditions))
  }

  private mutating func add(_ term: TypedTerm, _ test: PortfolioFilter.Test) {
    terms.append(PortfolioFilter.Term(text: term.text, isNegated: term.isNegated, test: test))
  }

  /// Nil when the value compares what cannot be compared.
  static func condition(
    _ value: String, of kind: PortfolioColumn.Kind
  ) -> PortfolioFilter.Condition? {
    switch value {
    case "none", "na": return .isMissing
    case "any": return .isPresent
    default: break
    }
    if kind.isWords, value.count > 1, value.hasPrefix("=") {
      return .equals(String(value.dropFirst()))
    }
    for comparison in PortfolioFilter.Comparison.allCases where value.hasPrefix(comparison.rawValue)
    {
      let rest = value.dropFirst(comparison.rawValue.count)
      if kind == .days, isDate(rest) { return .date(comparison, String(rest)) }
      return kind.isWords ? nil : number(rest, of: kind).map { .number(comparison, $0) }
    }
    if !kind.isWords, let dots = value.firstRange(of: ".."),
      let low = number(value[..<dots.lowerBound], of: kind),
      let high = number(value[dots.upperBound...], of: kind)
    {
      return .between(min(low, high), max(low, high))
    }
    return .holds(value, number: kind.isWords ? nil : number(value[...], of: kind))
  }

  /// `2027`, `2027-01` or `2027-01-31`.
  private static func isDate(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let lengths = [4, 2, 2]
    return !parts.isEmpty && parts.count <= 3
      && zip(parts, lengths).allSatisfy { part, length in
        part.utf8.count == length && part.utf8.allSatisfy { (48...57).contains($0) }
      }
  }

  /// A number in the unit of the kind: `100k`, `50%`, `12w`; nil for anything else.
  private static func number(_ text: Substring, of kind: PortfolioColumn.Kind) -> Double? {
    let factors = factors(of: kind)
    let last = text.last.flatMap { factors[$0] }
    let digits = last == nil ? text : text.dropLast()
    let allowed: Set<Character> = ["-", ".", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    guard !digits.isEmpty, digits.allSatisfy(allowed.contains), let number = Double(digits) else {
      return nil
    }
    return number * (last ?? 1)
  }

  private static func factors(of kind: PortfolioColumn.Kind) -> [Character: Double] {
    switch kind {
    case .text, .words, .score, .count: [:]
    case .percent: ["%": 1]
    case .money: ["k": 1e3, "m": 1e6, "b": 1e9]
    case .days: ["d": 1, "w": 7, "m": 30, "y": 365]
    }
  }
}

extension PortfolioColumn.Kind {
  fileprivate var isWords: Bool { self == .text || self == .words }
}

extension PortfolioFilter {
  /// Reads what was typed; any text will do.
  package init(_ text: String) { self = PortfolioFilterParser.parse(text) }
}
