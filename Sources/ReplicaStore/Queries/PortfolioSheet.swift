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
  /// The places in the order of the names; made when customers are first ordered.
  private var byName: [Int] = []
  /// A column's are made when it first orders.
  private var ranks: [PortfolioColumn: ColumnRanks] = [:]

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
    makeByName()
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
  ///
  /// Customers are counted out by the ranks of their values, which takes no comparison.
  package mutating func places(by order: PortfolioOrder) -> [Int] {
    makeByName()
    let ranks = ranks(of: order.column)
    var next = [Int](repeating: 0, count: ranks.missing + 2)
    for place in byName { next[ranks.rank(of: place, isReversed: order.isReversed) + 1] += 1 }
    for rank in 0...ranks.missing { next[rank + 1] += next[rank] }
    var places = byName
    for place in byName {
      let rank = ranks.rank(of: place, isReversed: order.isReversed)
      places[next[rank]] = place
      next[rank] += 1
    }
    return places
  }

  private mutating func ranks(of column: PortfolioColumn) -> ColumnRanks {
    if let known = ranks[column] { return known }
    let made = ColumnRanks(keys(of: column))
    ranks[column] = made
    return made
  }

  /// What each row is sorted by; its names were spelled out for their order.
  private func keys(of column: PortfolioColumn) -> [Double?] {
    guard column == .customer else {
      return PortfolioOrder(column: column).keys(of: rows, today: today)
    }
    var keys = [Double?](repeating: nil, count: rows.count)
    for (rank, place) in byName.enumerated() where !rows[place].name.isEmpty {
      keys[place] = Double(rank)
    }
    return keys
  }

  private mutating func makeByName() {
    guard byName.count != rows.count else { return }
    byName = rows.enumerated().map { (name: $1.name.lowercased(), id: $1.id, place: $0) }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map(\.place)
  }
}

/// The values of a column as whole numbers, the lowest being 0; equal values have the same.
private struct ColumnRanks: Equatable {
  /// By place.
  private let ranks: [Int32]
  /// The rank of customers without a value: one more than the highest.
  let missing: Int

  init(_ keys: [Double?]) {
    let values = keys.enumerated().compactMap { place, key in key.map { (key: $0, place: place) } }
      .sorted { $0.key < $1.key }
    var ranks = [Int32](repeating: -1, count: keys.count)
    var rank: Int32 = -1
    var last: Double?
    for (key, place) in values {
      if key != last { rank += 1 }
      last = key
      ranks[place] = rank
    }
    missing = Int(rank) + 1
    self.ranks = ranks.map { $0 < 0 ? rank + 1 : $0 }
  }

  func rank(of place: Int, isReversed: Bool) -> Int {
    let rank = Int(ranks[place])
    return isReversed && rank < missing ? missing - 1 - rank : rank
  }
}
