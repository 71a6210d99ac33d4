import Terminal

extension SectionLine {
  /// Whether the words, in this order and however they are spelled, are drawn or lie behind the line.
  func holds(_ search: String, width: Int) -> Bool {
    let wanted = search.lowercased()
    return words.lowercased().contains(wanted) || drawnText(width: width).contains(wanted)
  }

  /// What the line shows, in lower case.
  fileprivate func drawnText(width: Int) -> String {
    var canvas = Canvas(size: Size(rows: 1, columns: width))
    draw(&canvas)
    return canvas.buffer.line(0).lowercased()
  }
}

extension Canvas {
  /// Lays a ground under every place of the line that shows the words.
  mutating func highlight(_ search: String, in line: SectionLine) {
    guard !search.isEmpty else { return }
    let wanted = search.lowercased()
    var rest = line.drawnText(width: columns)[...]
    var column = 0
    while let found = rest.firstRange(of: wanted) {
      column += SafeText(sanitizing: String(rest[..<found.lowerBound])).width
      let width = SafeText(sanitizing: wanted).width
      lay(ground: .match, under: Rect(row: 0, column: column, rows: 1, columns: width))
      column += width
      rest = rest[found.upperBound...]
    }
  }
}
