/// A column as a screen describes it.
package struct TableColumn: Equatable, Sendable {
  package let title: SafeText
  /// Cells below which the column is not worth showing.
  package let minimum: Int
  /// Cells that show nearly every value whole.
  package let ideal: Int
  /// Higher stays longer on a narrow screen.
  package let priority: Int
  /// Whether it takes a share of what is left over.
  package let isFlexible: Bool
  package let alignment: Alignment

  package init(
    _ title: SafeText, minimum: Int, ideal: Int, priority: Int, isFlexible: Bool = false,
    alignment: Alignment = .leading
  ) {
    self.title = title
    self.minimum = max(minimum, 1)
    self.ideal = max(ideal, minimum, 1)
    self.priority = priority
    self.isFlexible = isFlexible
    self.alignment = alignment
  }
}

/// Where the columns of a table stand on a screen of a certain width.
package struct TableLayout: Equatable, Sendable {
  /// A column that is shown.
  package struct Placed: Equatable, Sendable {
    /// Which of the columns handed in.
    package let index: Int
    /// Its first cell.
    package let column: Int
    /// Its cells.
    package let width: Int
  }

  /// From left to right.
  package let columns: [Placed]
  /// Columns that found no room, in the order handed in.
  package let dropped: [Int]

  /// Drops columns of low priority until the minimum widths fit, then shares out what is left:
  /// first up to each ideal, the important ones first, then evenly to the flexible ones.
  ///
  /// The most important column always stays, cut to `width`.
  package init(_ columns: [TableColumn], width: Int, gap: Int = 2) {
    var kept = Array(columns.indices)
    while kept.count > 1 && Self.minimum(of: kept, columns, gap: gap) > width {
      let least = kept.reversed().min { columns[$0].priority < columns[$1].priority }
      kept.removeAll { $0 == least }
    }
    var widths: [Int: Int] = [:]
    for index in kept { widths[index] = min(columns[index].minimum, max(width, 0)) }
    var rest = max(width - Self.minimum(of: kept, columns, gap: gap), 0)
    for index in kept.sorted(by: { Self.precedes($0, $1, columns) }) {
      let share = min(columns[index].ideal - columns[index].minimum, rest)
      widths[index, default: 0] += share
      rest -= share
    }
    let flexible = kept.filter { columns[$0].isFlexible }
    for (turn, index) in flexible.enumerated() {
      let extra = turn < rest % flexible.count ? 1 : 0
      widths[index, default: 0] += rest / flexible.count + extra
    }
    self.columns = Self.placed(kept, widths: widths, gap: gap)
    dropped = columns.indices.filter { !kept.contains($0) }
  }

  private static func precedes(_ left: Int, _ right: Int, _ columns: [TableColumn]) -> Bool {
    (columns[right].priority, left) < (columns[left].priority, right)
  }

  private static func minimum(of kept: [Int], _ columns: [TableColumn], gap: Int) -> Int {
    kept.reduce(gap * max(kept.count - 1, 0)) { $0 + columns[$1].minimum }
  }

  private static func placed(_ kept: [Int], widths: [Int: Int], gap: Int) -> [Placed] {
    var column = 0
    return kept.map { index in
      let width = widths[index] ?? 0
      defer { column += width + gap }
      return Placed(index: index, column: column, width: width)
    }
  }
}
