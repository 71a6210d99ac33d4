package import CustomerSuccess

/// The customers of a portfolio with what filters look at, made once and kept.
///
/// A filter of a few terms over 5,000 customers is then a matter of a millisecond or two, so that it
/// can follow every letter typed.
package struct PortfolioSheet: Equatable, Sendable {
  package private(set) var rows: [PortfolioRow]
  private var today: Day
  /// What plain words look through, by row; made when words are first looked for.
  private var lines: [String] = []
  /// By row; a column's are made when it is first asked for.
  private var cells: [PortfolioColumn: [PortfolioCell]] = [:]

  package init(_ rows: [PortfolioRow] = [], today: Day = Day(daysSinceEpoch: 0)) {
    self.rows = rows
    self.today = today
  }

  /// Which of the rows a filter shows, and how many each term hides by itself.
  package struct Shown: Equatable, Sendable {
    package let rows: [PortfolioRow]
    /// The terms that hide something, the one that hides most first.
    package let hidden: [Hidden]
  }

  package struct Hidden: Equatable, Sendable {
    /// The term as it was typed.
    package let term: String
    package let count: Int
  }

  package mutating func shown(by filter: PortfolioFilter) -> Shown {
    guard !filter.terms.isEmpty else { return Shown(rows: rows, hidden: []) }
    var passes = [Bool](repeating: true, count: rows.count)
    var hidden: [Hidden] = []
    for term in filter.terms {
      let holds = holds(term)
      var count = 0
      for index in rows.indices where !holds[index] {
        passes[index] = false
        count += 1
      }
      if count > 0 { hidden.append(Hidden(term: term.text, count: count)) }
    }
    let shown = zip(rows, passes).filter(\.1).map(\.0)
    let order = hidden.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }
    return Shown(rows: shown, hidden: order.map(\.element))
  }

  /// By row, whether the term holds.
  private mutating func holds(_ term: PortfolioFilter.Term) -> [Bool] {
    switch term.test {
    case .words(let words):
      if lines.count != rows.count { lines = rows.map { Self.line(of: $0) } }
      return lines.map { $0.utf8Contains(words) != term.isNegated }
    case .column(let column, let conditions):
      let kind = column.kind
      return cells(of: column).map { cell in
        conditions.contains { $0.holds(cell, kind: kind) } != term.isNegated
      }
    }
  }

  private mutating func cells(of column: PortfolioColumn) -> [PortfolioCell] {
    if let known = cells[column] { return known }
    let made = rows.map { $0.cell(column, today: today) }
    cells[column] = made
    return made
  }

  /// What plain words look through: the words a person sees in the line, in lower case.
  private static func line(of row: PortfolioRow) -> String {
    let parts: [String?] = [
      row.name, row.ownerName, row.ownerTeam, row.lifecycle?.rawValue, row.region?.rawValue,
      row.segment?.rawValue, row.health?.rawValue, row.isPublicSector ? "pubsec" : nil,
      row.prioritization.map { "p\($0.rawValue)" }, row.isActive ? nil : "inactive",
      row.isFollowed ? "followed" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: "\n").lowercased()
  }
}
