package import CustomerSuccess

/// The customers of a portfolio with what filters and orders look at, made once and kept.
///
/// A customer is named by its place in ``rows``: lines are ordered, filtered and grouped without
/// being copied. A filter of a few terms or another order of 5,000 customers is then a matter of a
/// millisecond or two, so that it can follow every letter typed.
package struct PortfolioSheet: Equatable, Sendable {
  /// As they were read.
  package let rows: [PortfolioRow]
  /// By place; beside one another, because every key that orders or filters walks through them.
  package let ids: [Account.ID]
  /// The day that distances count from.
  package let today: Day
  /// What plain words look through, by place; made when words are first looked for.
  private var lines: [String] = []
  /// By place; a column's are made when it is first asked for.
  private var cells: [PortfolioColumn: [PortfolioCell]] = [:]
  /// By place, which customer of all it is by name; made when customers are first ordered.
  private var nameRanks: [Int] = []

  package init(_ rows: [PortfolioRow] = [], today: Day = Day(daysSinceEpoch: 0)) {
    self.rows = rows
    ids = rows.map(\.id)
    self.today = today
  }

  /// Makes what every filter and order needs, for whoever has the time before they are asked for.
  ///
  /// - Parameter filters: Those that are certain to be asked for.
  package mutating func prepare(for filters: [PortfolioFilter] = []) {
    makeLines()
    makeNameRanks()
    for column in Set(filters.flatMap(\.columns)) { _ = cells(of: column) }
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
    let (passes, hidden) = passes(filter)
    return Shown(rows: rows.indices.filter { passes?[$0] ?? true }.map { rows[$0] }, hidden: hidden)
  }

  /// By place, whether the filter shows the customer; nil where it shows them all.
  package mutating func passes(_ filter: PortfolioFilter) -> (passes: [Bool]?, hidden: [Hidden]) {
    guard !filter.terms.isEmpty else { return (nil, []) }
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
    let order = hidden.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }
    return (passes, order.map(\.element))
  }

  /// By place, whether the term holds.
  private mutating func holds(_ term: PortfolioFilter.Term) -> [Bool] {
    switch term.test {
    case .words(let words):
      makeLines()
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

  private mutating func makeLines() {
    if lines.count != rows.count { lines = rows.map { Self.line(of: $0) } }
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

extension PortfolioSheet {
  /// The places in an order: what is missing last in either direction, equal ones by name.
  package mutating func places(by order: PortfolioOrder) -> [Int] {
    makeNameRanks()
    let ranks = nameRanks
    let keys = keys(by: order)
    var present: [(key: Double, rank: Int, place: Int)] = []
    var missing: [Int] = []
    for (place, key) in keys.enumerated() {
      if let key { present.append((key, ranks[place], place)) } else { missing.append(place) }
    }
    let isReversed = order.isReversed
    present.sort { left, right in
      left.key == right.key ? left.rank < right.rank : (left.key < right.key) != isReversed
    }
    missing.sort { ranks[$0] < ranks[$1] }
    return present.map(\.place) + missing
  }

  /// What each row is sorted by; its names are spelled out only once, for the ranks.
  private func keys(by order: PortfolioOrder) -> [Double?] {
    guard order.column == .customer else { return order.keys(of: rows, today: today) }
    return zip(rows, nameRanks).map { row, rank in row.name.isEmpty ? nil : Double(rank) }
  }

  private mutating func makeNameRanks() {
    guard nameRanks.count != rows.count else { return }
    let named = rows.enumerated().map { (name: $1.name.lowercased(), id: $1.id, place: $0) }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    nameRanks = Array(repeating: 0, count: rows.count)
    for (rank, row) in named.enumerated() { nameRanks[row.place] = rank }
  }
}
