import Terminal

/// A screen as lines that are read one after the other.
struct LinearPage: Equatable {
  /// Where one is, and how the sync stands.
  var title: SafeText
  /// What the rows say; empty ones are left out.
  var lines: [SafeText]
  /// Which of the lines the cursor is on.
  var cursor: Int?

  /// Reads the rows of a drawing; lines, boxes and scroll bars are left out.
  init(title: SafeText, _ drawing: CellBuffer) {
    self.title = title
    lines = []
    for row in 0..<drawing.size.rows {
      let line = Self.text(of: drawing.row(row))
      guard !line.isEmpty else { continue }
      if drawing.cursor?.row == row { cursor = lines.count }
      lines.append(line)
    }
  }

  private static func text(of cells: ArraySlice<Cell>) -> SafeText {
    var scalars = String.UnicodeScalarView()
    for (column, cell) in cells.enumerated() where cell.width > 0 {
      // The sign of the cursor is said anew with each line that is read.
      let isSign = cell.role == .border || (column == 0 && cell.role == .accent)
      scalars.append(isSign ? " " : cell.base)
      if !isSign { scalars.append(contentsOf: cell.marks) }
    }
    while scalars.last == " " { scalars.removeLast() }
    return SafeText(sanitizing: String(scalars))
  }

  /// The whole page; the line of the cursor begins with its sign.
  var all: [SafeText] { [title] + lines.indices.map(line) }

  /// What is to be read after `page` was: all of another page, else only what is new on this one.
  func news(since page: LinearPage) -> [SafeText] {
    guard page.title == title else { return all }
    let known = Set(page.lines)
    let fresh = lines.indices.filter { !known.contains(lines[$0]) }
    guard fresh.count * 2 <= lines.count else { return all }
    let hasMoved = cursor.map { lines[$0] } != page.cursor.map { page.lines[$0] }
    let moved = hasMoved ? cursor.map { [$0] } ?? [] : []
    return Set(fresh + moved).sorted().map(line)
  }

  private func line(_ index: Int) -> SafeText {
    guard index == cursor else { return lines[index] }
    let text = lines[index].text
    return "> \(SafeText(sanitizing: String(text.hasPrefix("  ") ? text.dropFirst(2) : text[...])))"
  }
}

extension AppState {
  /// What is on top: the screen, or what lies over it.
  ///
  /// Mutating only because scroll positions settle while drawing; nothing else changes.
  mutating func linearPage() -> LinearPage {
    if overlay != nil {
      var canvas = Canvas(size: surroundings.size)
      drawOverlay(on: &canvas)
      return LinearPage(title: titles.last ?? "", canvas.buffer)
    }
    var canvas = Canvas(
      size: Size(rows: surroundings.bodyRows, columns: surroundings.size.columns))
    top.draw(on: &canvas, surroundings: surroundingsOfTop)
    let status = StatusLine(sync, surroundings)
    return LinearPage(title: "\(crumbs): \(status.text(within: .max))", canvas.buffer)
  }
}
