import CustomerSuccess
import ReplicaStore
import Terminal

/// A figure of the whole book above the table; opening it filters the table to what it counts.
struct PortfolioTile: Equatable {
  nonisolated enum Kind: String, CaseIterable {
    case atRisk
    /// The fiscal quarters from today's on; 0 is the one that today is in.
    case thisQuarter
    case nextQuarter
    case thirdQuarter
    case fourthQuarter
    case overdue
    case unlabeled
    case quiet
  }

  let kind: Kind
  /// What shows the customers it counts.
  let filter: String
  /// What is counted: customers, CTAs or instances.
  let count: Int
  let sums: PortfolioSums
}

extension PortfolioTile.Kind {
  /// How many quarters ahead; nil for what is no quarter.
  private nonisolated var quartersAhead: Int? {
    switch self {
    case .thisQuarter: 0
    case .nextQuarter: 1
    case .thirdQuarter: 2
    case .fourthQuarter: 3
    case .atRisk, .overdue, .unlabeled, .quiet: nil
    }
  }

  /// - Parameter width: Cells that there are for it.
  func title(today: Day, width: Int) -> SafeText {
    switch self {
    case .atRisk: "At risk"
    case .overdue: width >= 9 ? "Late CTAs" : "Late"
    case .unlabeled: width >= 9 ? "Unlabeled" : "No label"
    case .quiet: "Quiet"
    case .thisQuarter, .nextQuarter, .thirdQuarter, .fourthQuarter:
      Words.plain(quarter(today: today))
    }
  }

  /// The filter that shows the customers it counts.
  ///
  /// A red sentiment makes the health red (methodology 1.3), so red health is all that is at risk.
  nonisolated func filter(today: Day) -> String {
    switch self {
    case .atRisk: "health:red status:active"
    case .overdue: "ctas:overdue"
    case .unlabeled: "unlabeled:>0"
    case .quiet: "cadence:red status:active"
    case .thisQuarter, .nextQuarter, .thirdQuarter, .fourthQuarter:
      "quarter:\(quarter(today: today).description.lowercased()) status:active"
    }
  }

  private nonisolated func quarter(today: Day) -> FiscalQuarter {
    FiscalQuarter(of: today.firstOfMonth.adding(months: 3 * (quartersAhead ?? 0)))
  }

  fileprivate func count(_ rows: [PortfolioRow]) -> Int {
    switch self {
    case .overdue: rows.reduce(0) { $0 + $1.overdueCTAs }
    case .unlabeled: rows.reduce(0) { $0 + $1.unknownInstances }
    default: rows.count
    }
  }
}

extension PortfolioTile {
  /// The figures of a book; each by its own filter, so that it never differs from its list.
  static func tiles(of sheet: inout PortfolioSheet, today: Day) -> [PortfolioTile] {
    Kind.allCases.map { kind in
      let filter = kind.filter(today: today)
      let rows = sheet.shown(by: PortfolioFilter(filter)).rows
      return PortfolioTile(
        kind: kind, filter: filter, count: kind.count(rows), sums: PortfolioSums(rows))
    }
  }

  /// Lines of a tile: title, figure, and the money or the customers it is about.
  static let height = 3

  /// Draws the figures side by side, those that there is room for.
  static func draw(
    _ tiles: [PortfolioTile], filter: String, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    let gap = 1
    let count = Kind.allCases.count
    let width = (canvas.columns - gap * (count - 1)) / count
    for (index, kind) in Kind.allCases.enumerated() {
      let tile = tiles.first { $0.kind == kind }
      let area = Rect(row: 0, column: index * (width + gap), rows: height, columns: width)
      canvas.within(area) { canvas in
        canvas.target(nil, Command.portfolio(.tile(kind)))
        let isOpen = tile.map { $0.filter == filter } ?? false
        let title = kind.title(today: surroundings.today, width: width)
        canvas.write(
          title.truncated(to: width), row: 0, role: isOpen ? .headerSorted : .header)
        // Where there is no room for it, help says the key.
        if width >= 13 {
          let key = surroundings.keys["portfolio.\(kind.rawValue)"]
          canvas.write(key, row: 0, column: title.width + 1, role: .key)
        }
        guard let tile else {
          canvas.write("…", row: 1, role: .muted)
          return
        }
        canvas.write("\(tile.count)", row: 1, role: tile.role)
        canvas.write(tile.note(width: width), row: 2, role: .muted)
      }
    }
  }

  private var role: Role {
    guard count > 0 else { return .muted }
    switch kind {
    case .atRisk, .overdue, .quiet: return .risk
    case .unlabeled: return .watch
    case .thisQuarter, .nextQuarter, .thirdQuarter, .fourthQuarter: return .text
    }
  }

  /// How much is at stake, or at how many customers.
  private func note(width: Int) -> SafeText {
    guard count > 0 else { return "" }
    switch kind {
    case .overdue, .unlabeled:
      let long = Words.count(sums.customers, "customer", "customers")
      return long.width + 3 <= width ? "at \(long)" : "at \(sums.customers)"
    default: return Words.sums(sums.arr, width: width)
    }
  }
}
