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
    let keyed = rows.map { (key: sortKey(of: $0, today: today), name: $0.name.lowercased(), $0) }
    return keyed.sorted { left, right in
      switch (left.key, right.key) {
      case (nil, nil): return (left.name, left.2.id) < (right.name, right.2.id)
      case (nil, _): return false
      case (_, nil): return true
      case (let first?, let second?) where first == second:
        return (left.name, left.2.id) < (right.name, right.2.id)
      case (let first?, let second?): return (first < second) != isReversed
      }
    }.map(\.2)
  }

  private func sortKey(of row: PortfolioRow, today: Day) -> SortKey? {
    switch column {
    // Longest silence first, and those never called before all others.
    case .lastActivity: return .number(-Double(silence(of: row, today: today)))
    case .cadence: return .number(Self.urgency(of: row.cadence(today: today)))
    case .ctas: return .number(-Double(row.overdueCTAs * 10_000 + row.openCTAs))
    case .lifecycle: return Self.rank(row.lifecycle)
    case .prioritization: return Self.rank(row.prioritization)
    default: break
    }
    let cell = row.cell(column, today: today)
    switch column.kind {
    case .text, .words: return cell.words.isEmpty ? nil : .text(cell.words)
    case .count where column != .stages && column != .trend, .money:
      return cell.number.map { .number(-$0) }
    case .count, .score, .percent: return cell.number.map(SortKey.number)
    // The oldest figure first, but the nearest day ahead.
    case .days: return cell.number.map { .number(column == .usageMonth ? -$0 : $0) }
    }
  }

  private func silence(of row: PortfolioRow, today: Day) -> Int {
    row.lastActivity?.days(until: today) ?? Int.max / 2
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
  private static func rank<Choice: Enumeration & Equatable>(_ choice: Choice?) -> SortKey? {
    for (index, each) in Choice.allCases.enumerated() where each == choice {
      return .number(Double(index))
    }
    return nil
  }

  private enum SortKey: Comparable {
    case number(Double)
    case text(String)
  }
}
