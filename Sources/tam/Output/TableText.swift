import Terminal

/// Columns of text, aligned by the cells that a terminal gives them.
struct TableText {
  /// Nil for a table without a heading.
  let heading: [SafeText]?
  let alignments: [Alignment]
  let rows: [[SafeText]]

  private static let gap = SafeText.spaces(2)
  /// A column of text is not cut below this many cells, or nobody could read it.
  private static let leastCells = 12

  /// - Parameter columns: What a terminal has room for; nil when nothing needs to be cut.
  func lines(fitting columns: Int?) -> [SafeText] {
    let all = (heading.map { [$0] } ?? []) + rows
    let natural = alignments.indices.map { column in all.map { $0[column].width }.max() ?? 0 }
    let widths = columns.map { narrowed(natural, to: $0) } ?? natural
    return all.map { row in
      let cells = row.enumerated().map { index, cell in
        // The last cell of a line is not filled up when it leans to the left.
        index == row.count - 1 && alignments[index] == .leading
          ? cell.truncated(to: widths[index])
          : cell.fitted(to: widths[index], alignment: alignments[index])
      }
      return SafeText.joined(cells, separator: Self.gap)
    }
  }

  /// Takes from the widest columns of text, cell by cell, until the line fits or all are small.
  private func narrowed(_ natural: [Int], to columns: Int) -> [Int] {
    var widths = natural
    let gaps = max(widths.count - 1, 0) * Self.gap.width
    var excess = widths.reduce(gaps, +) - columns
    while excess > 0 {
      let texts = widths.indices.filter {
        alignments[$0] == .leading && widths[$0] > Self.leastCells
      }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
