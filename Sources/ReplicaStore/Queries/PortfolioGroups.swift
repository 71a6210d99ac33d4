package import CustomerSuccess

/// Customers that stand under one heading.
package struct PortfolioGroup: Equatable, Sendable {
  /// What they have in common; nil for those of which it is not known.
  package let name: String?
  package let rows: [PortfolioRow]
  package let sums: PortfolioSums
}

/// What customers add up to.
package struct PortfolioSums: Equatable, Sendable {
  package private(set) var customers = 0
  /// Active customers whose health is red.
  ///
  /// A red sentiment makes the health red (methodology 1.3), so it is among them.
  package private(set) var atRisk = 0
  /// Never added up across currencies; the one of most customers first.
  package private(set) var arr: [Money] = []

  package init(_ rows: some Sequence<PortfolioRow>) {
    var amounts: [Currency: (customers: Int, minorUnits: Int64)] = [:]
    for row in rows {
      customers += 1
      if row.health == .red && row.isActive { atRisk += 1 }
      guard let money = row.arr else { continue }
      let known = amounts[money.currency] ?? (0, 0)
      // An amount beyond what can be counted stays at the limit instead of turning negative.
      let (sum, isOver) = known.minorUnits.addingReportingOverflow(money.minorUnits)
      amounts[money.currency] = (known.customers + 1, isOver ? .max : sum)
    }
    arr = amounts.sorted {
      ($1.value.customers, $0.key.code) < ($0.value.customers, $1.key.code)
    }.map { Money(minorUnits: $0.value.minorUnits, currency: $0.key) }
  }
}

extension PortfolioColumn {
  /// The customers by what the column says, each group in the order of the rows.
  ///
  /// Groups stand in the order of their values, those without a value last.
  package func groups(of rows: [PortfolioRow]) -> [PortfolioGroup] {
    var byKey: [GroupKey: [PortfolioRow]] = [:]
    for row in rows { byKey[key(of: row), default: []].append(row) }
    return byKey.sorted { $0.key < $1.key }.map { key, rows in
      PortfolioGroup(name: key.name, rows: rows, sums: PortfolioSums(rows))
    }
  }

  private func key(of row: PortfolioRow) -> GroupKey {
    switch self {
    case .owner: GroupKey(row.ownerName ?? row.ownerID?.rawValue)
    case .team: GroupKey(row.ownerTeam)
    case .region: GroupKey(choice: row.region)
    case .segment: GroupKey(choice: row.segment)
    case .lifecycle: GroupKey(choice: row.lifecycle)
    case .health: GroupKey(row.health?.rawValue, rank: Self.urgency(of: row.health))
    case .prioritization: GroupKey(row.prioritization.map { "Priority \($0.rawValue)" })
    case .quarter: GroupKey(row.renewalDate.map { "\(FiscalQuarter(of: $0))" })
    default: GroupKey(nil)
    }
  }
}

extension PortfolioColumn {
  /// Red first, because that is what the list is read for.
  private static func urgency(of health: Sentiment?) -> Int {
    switch health {
    case .red: 0
    case .yellow: 1
    case .green: 2
    case nil: 3
    }
  }
}

/// What a group has in common, and where it stands.
private struct GroupKey: Hashable, Comparable {
  let name: String?
  let rank: Int

  init(_ name: String?, rank: Int = 0) {
    self.name = name
    self.rank = name == nil ? .max : rank
  }

  init<Choice: Enumeration & Equatable>(choice: Choice?) {
    var rank = 0
    for (index, each) in Choice.allCases.enumerated() where each == choice { rank = index }
    self.init(choice?.rawValue, rank: rank)
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.rank, left.name ?? "") < (right.rank, right.name ?? "")
  }
}
