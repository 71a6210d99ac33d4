extension Canvas {
  /// A line across the window, with a heading near its start when there is one.
  package mutating func rule(
    row: Int, title: SafeText = .empty, glyphs: GlyphSet = .unicode, role: Role = .border
  ) {
    write(glyphs.horizontal.repeated(columns), row: row, role: role)
    guard !title.isEmpty, columns > 6 else { return }
    let label = SafeText.spaces(1) + title.truncated(to: columns - 6) + .spaces(1)
    write(label, row: row, column: 2, role: .title)
  }

  /// A box around `area`, blank inside; returns the inside, one cell in on each side.
  @discardableResult
  package mutating func box(
    _ area: Rect, title: SafeText = .empty, glyphs: GlyphSet = .unicode, role: Role = .border,
    ground: Role = .text
  ) -> Rect {
    guard area.rows >= 2, area.columns >= 2 else { return area }
    within(area) { box in
      box.fill(ground: ground)
      let line = glyphs.horizontal.repeated(area.columns - 2)
      box.write(glyphs.topLeft + line + glyphs.topRight, row: 0, role: role)
      for row in 1..<(area.rows - 1) {
        box.write(glyphs.vertical, row: row, role: role)
        box.write(glyphs.vertical, row: row, column: area.columns - 1, role: role)
      }
      let bottom = glyphs.bottomLeft + line + glyphs.bottomRight
      box.write(bottom, row: area.rows - 1, role: role)
      guard !title.isEmpty, area.columns > 6 else { return }
      let label = SafeText.spaces(1) + title.truncated(to: area.columns - 6) + .spaces(1)
      box.write(label, row: 0, column: 2, role: .title)
    }
    return area.inset(rows: 1, columns: 1)
  }

  /// How far a list is scrolled, in the last column of `area`; nothing when everything is visible.
  package mutating func scrollBar(
    in area: Rect, offset: Int, count: Int, glyphs: GlyphSet = .unicode
  ) {
    guard count > area.rows, area.rows > 0, area.columns > 0 else { return }
    let length = max(area.rows * area.rows / count, 1)
    let room = area.rows - length
    let start = min(offset * room / max(count - area.rows, 1), room)
    for row in 0..<area.rows {
      let isThumb = (start..<(start + length)).contains(row)
      write(
        isThumb ? glyphs.scrollThumb : glyphs.vertical, row: area.row + row,
        column: area.right - 1, role: .border)
    }
  }
}
