import CustomerSuccess
import ReplicaStore
import Terminal

/// A column of the Portfolio: what it says of a customer, how it sorts and how wide it is.
enum PortfolioColumn: String, CaseIterable {
  case customer
  case health
  case renewal
  case lastActivity
  case ctas
  case arr
  case utilization
  case tickets
  case prioritization
  case lifecycle
  case owner
  case unknownInstances
  case stages
  case region

  /// The heading; also the word in the sort menu.
  var title: SafeText {
    switch self {
    case .customer: "Customer"
    case .health: "Health"
    case .renewal: "Renewal"
    case .lastActivity: "Last call"
    case .ctas: "CTAs"
    case .arr: "ARR"
    case .utilization: "License"
    case .tickets: "Tix"
    case .prioritization: "P"
    case .lifecycle: "Lifecycle"
    case .owner: "TAM"
    case .unknownInstances: "Unlabeled"
    case .stages: "Stages"
    case .region: "Region"
    }
  }

  var layout: TableColumn {
    switch self {
    case .customer: column(minimum: 16, ideal: 26, priority: 100, isFlexible: true)
    case .health: column(minimum: 6, ideal: 12, priority: 90)
    case .renewal: column(minimum: 8, ideal: 16, priority: 80, alignment: .trailing)
    case .lastActivity: column(minimum: 9, ideal: 18, priority: 70, alignment: .trailing)
    case .ctas: column(minimum: 7, ideal: 11, priority: 60, alignment: .trailing)
    case .arr: column(minimum: 6, ideal: 9, priority: 50, alignment: .trailing)
    case .utilization: column(minimum: 7, ideal: 18, priority: 40, alignment: .trailing)
    case .tickets: column(minimum: 3, ideal: 3, priority: 35, alignment: .trailing)
    case .prioritization: column(minimum: 2, ideal: 2, priority: 34)
    case .lifecycle: column(minimum: 10, ideal: 15, priority: 30)
    case .owner: column(minimum: 8, ideal: 14, priority: 28)
    case .unknownInstances: column(minimum: 9, ideal: 9, priority: 26, alignment: .trailing)
    case .stages: column(minimum: 6, ideal: 6, priority: 20, alignment: .trailing)
    case .region: column(minimum: 6, ideal: 6, priority: 18)
    }
  }

  /// Where the columns stand on a line of that width.
  ///
  /// Where the important ones fit with all they have to say, they take it from the others.
  static func placed(_ columns: [PortfolioColumn], width: Int) -> TableLayout {
    let importance = 40
    let roomy = columns.map { column -> TableColumn in
      let layout = column.layout
      return TableColumn(
        layout.title, minimum: layout.priority >= importance ? layout.ideal : layout.minimum,
        ideal: layout.ideal, priority: layout.priority, isFlexible: layout.isFlexible,
        alignment: layout.alignment)
    }
    let generous = TableLayout(roomy, width: width, gap: 1)
    let isCut = generous.dropped.contains { roomy[$0].priority >= importance }
    return isCut ? TableLayout(columns.map(\.layout), width: width, gap: 1) : generous
  }

  private func column(
    minimum: Int, ideal: Int, priority: Int, isFlexible: Bool = false,
    alignment: Alignment = .leading
  ) -> TableColumn {
    TableColumn(
      title, minimum: minimum, ideal: ideal, priority: priority, isFlexible: isFlexible,
      alignment: alignment)
  }
}

/// An order of the Portfolio.
struct PortfolioOrder: Equatable {
  var column: PortfolioColumn = .health
  /// Whether the first order of the column is turned around.
  var isReversed = false

  /// The first order of each column puts what needs attention first.
  ///
  /// What is missing comes last in either direction; equal rows stand by name.
  func sorted(_ rows: [PortfolioRow], today: Day) -> [PortfolioRow] {
    let keyed = rows.map { (key: sortKey(of: $0, today: today), name: $0.name.lowercased(), $0) }
    return keyed.sorted { left, right in
      switch (left.key, right.key) {
      case (nil, nil): return left.name < right.name
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
    case .customer: .text(row.name.lowercased())
    case .health: row.healthScore.map(SortKey.number)
    case .renewal: row.renewalDate.map { .number(Double($0.daysSinceEpoch)) }
    // Longest silence first, and those never called before all others.
    case .lastActivity: .number(Double(row.lastActivity?.daysSinceEpoch ?? Int.min / 2))
    case .ctas: .number(-Double(row.overdueCTAs * 10_000 + row.openCTAs))
    case .arr: row.arr.map { .number(-Double($0.minorUnits)) }
    case .utilization: row.licenseUtilization.map(SortKey.number)
    case .tickets: .number(-Double(row.openTickets))
    case .prioritization: row.prioritization.map { .text($0.rawValue) }
    case .lifecycle: row.lifecycle.map { .text($0.rawValue) }
    case .owner: row.ownerName.map { .text($0.lowercased()) }
    case .unknownInstances: .number(-Double(row.unknownInstances))
    case .stages: row.stageCount.map { .number(Double($0)) }
    case .region: row.region.map { .text($0.rawValue) }
    }
  }

  private enum SortKey: Comparable {
    case number(Double)
    case text(String)
  }
}
