package import CustomerSuccess
package import ReplicaStore
package import Terminal

/// A figure of a dashboard by itself, for scripts.
package nonisolated struct DashboardLine: Sendable {
  /// The heading it stands under.
  package let part: SafeText
  package let title: SafeText
  package let count: Int
  /// What a share is a part of.
  package let whole: Int?
  /// Days in the middle.
  package let median: Int?
  /// Customers by color, nil being NA; empty for other figures.
  package let colors: [Sentiment?: Int]
  package let arr: [Money]
  /// What its list holds.
  package let kind: Kind
  /// The filter of that list, as it is typed after `/`.
  package let filter: String

  package enum Kind: String, Sendable {
    case customers, ctas, instances
  }
}

extension Dashboard {
  /// The figures about a book, in the order of the screen.
  ///
  /// - Throws: What the replica throws when it cannot be read.
  package nonisolated func lines(
    of book: Book, in replica: Replica, today: Day
  ) throws -> [DashboardLine] {
    let page = try DashboardReading(dashboard: self, book: book).answer(from: replica, today: today)
    return page.parts.flatMap { part in part.figures.map { $0.line(under: part.title) } }
  }
}

nonisolated extension DashboardFigure {
  fileprivate func line(under part: SafeText) -> DashboardLine {
    var whole: Int?
    var median: Int?
    var colors: [Sentiment?: Int] = [:]
    switch shape {
    case .count: break
    case .share(let of), .part(let of): whole = of
    case .middle(let days, _, _): median = days
    case .colors(let red, let yellow, let green, let unknown):
      colors = [.red: red, .yellow: yellow, .green: green, nil: unknown]
    }
    let (kind, filter): (DashboardLine.Kind, String) =
      switch list {
      case .customers(let filter): (.customers, filter)
      case .ctas(let filter): (.ctas, filter)
      case .instances(let filter): (.instances, filter)
      }
    return DashboardLine(
      part: part, title: title, count: count, whole: whole, median: median, colors: colors,
      arr: arr, kind: kind, filter: filter)
  }
}
