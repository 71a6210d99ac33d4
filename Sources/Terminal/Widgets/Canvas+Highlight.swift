extension Canvas {
  /// Columns up to which a highlight reaches over the whole line.
  package static let wholeHighlight = 80
  /// Columns that a highlight reaches over at most on a wider screen.
  ///
  /// Moving it writes two lines anew. Where each is full of text in many colors, this is what four
  /// hundred bytes are enough for; the rest of the line is found by the row that it stands in.
  package static let highlightReach = 72
  /// How far before the reach a gap between two words is looked for.
  private static let gapSearch = 24

  /// Lays the ground of the line under the cursor, as far as it is worth its bytes.
  ///
  /// Called after the line was drawn: on a wide screen the highlight ends between two words.
  ///
  /// - Parameter end: Where it ends on a wide screen, such as the edge of a column; nil looks for a
  ///   gap.
  package mutating func highlight(_ ground: Role = .selection, endingAt end: Int? = nil) {
    guard columns > Self.wholeHighlight else { return lay(ground: ground) }
    lay(ground: ground, under: bounds.splitLeading(end ?? gap(before: Self.highlightReach)).leading)
  }

  /// The end of the last gap that begins before a column: of two blanks if there is one, else of one.
  private func gap(before limit: Int) -> Int {
    let places = stride(from: limit, to: limit - Self.gapSearch, by: -1)
    let wide = places.first { isBlank($0) && isBlank($0 - 1) }
    return wide ?? places.first { isBlank($0) } ?? limit
  }

  private func isBlank(_ column: Int) -> Bool { cell(row: 0, column: column).base == " " }
}
