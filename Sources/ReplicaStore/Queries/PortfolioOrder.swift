package import CustomerSuccess

/// An order of the portfolio.
package struct PortfolioOrder: Equatable, Sendable {
  package var column: PortfolioColumn
  /// Whether the first order of the column is turned around.
  package var isReversed: Bool

  package init(column: PortfolioColumn = .health, isReversed: Bool = false) {
    self.column = column
    self.isReversed = isReversed
  }

  /// As typed: a column, or the beginning of its name, with a minus sign to turn it around.
  package init(typed text: String) throws(PortfolioFilter.Problem) {
    let isReversed = text.hasPrefix("-")
    let name = isReversed ? String(text.dropFirst()) : text
    let columns = PortfolioColumn.named(name)
    guard let column = columns.first else { throw .unknownColumn(name) }
    guard columns.count == 1 else { throw .ambiguousColumn(name, columns) }
    self.init(column: column, isReversed: isReversed)
  }

  /// The first order of each column puts what needs attention first.
  ///
  /// What is missing comes last in either direction; equal rows stand by name.
  package func sorted(_ rows: [PortfolioRow], today: Day) -> [PortfolioRow] {
    var sheet = PortfolioSheet(rows, today: today)
    return sheet.places(by: self).map { rows[$0] }
  }

  /// What each row is sorted by, the lowest first unless the order is turned around; nil for what is
  /// missing.
  func keys(of rows: [PortfolioRow], today: Day) -> [Double?] {
    let isSpelled = column.kind == .text || column.kind == .words
    // These two have an order of their own.
    guard isSpelled, column != .cadence, column != .lifecycle else {
      return rows.map { key(of: $0, today: today) }
    }
    return Self.ranks(of: rows.map { $0.words(in: column, today: today).lowercased() })
  }

  /// The places of words among all of them; nil for those that are empty.
  private static func ranks(of words: [String]) -> [Double?] {
    var ranks: [String: Double] = [:]
    for (rank, word) in Set(words).sorted().enumerated() { ranks[word] = Double(rank) }
    return words.map { $0.isEmpty ? nil : ranks[$0] }
  }

  private func key(of row: PortfolioRow, today: Day) -> Double? {
    switch column {
    // Longest silence first, and those never called before all others.
    case .lastActivity: return -Double(row.lastActivity?.days(until: today) ?? Int.max / 2)
    case .cadence: return Self.urgency(of: row.cadence(today: today))
    case .ctas: return -Double(row.overdueCTAs * 10_000 + row.openCTAs)
    case .lifecycle: return Self.rank(row.lifecycle)
    case .prioritization: return Self.rank(row.prioritization)
    default: break
    }
    let number = row.number(in: column, today: today)
    switch column.kind {
    case .count where column != .stages && column != .useCases && column != .trend, .money:
      return number.map { -$0 }
    // The oldest figure first, but the nearest day ahead.
    case .days where column == .usageMonth: return number.map { -$0 }
    case .count, .score, .percent, .days, .text, .words: return number
    }
  }

  private static func urgency(of cadence: Cadence) -> Double {
    switch cadence {
    case .never: 0
    case .red: 1
    case .yellow: 2
    case .green: 3
    case .notApplicable: 4
    }
  }

  /// Choices stand as the methodology lists them.
  private static func rank<Choice: Enumeration & Equatable>(_ choice: Choice?) -> Double? {
    for (index, each) in Choice.allCases.enumerated() where each == choice {
      return Double(index)
    }
    return nil
  }
}
