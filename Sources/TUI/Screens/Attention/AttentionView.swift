import CustomerSuccess
import ReplicaStore
import Terminal

extension AttentionState {
  /// The items above, the one under the cursor in full below.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    guard !items.isEmpty else {
      let text: SafeText = isLoaded ? "Nothing needs attention." : "Reading the replica…"
      return canvas.within(canvas.bounds.inset(rows: 1, columns: 2)) { $0.paragraph(text) }
    }
    let listRows = min(items.count, max(canvas.rows / 3, 1))
    let parts = canvas.bounds.splitTop(listRows)
    scroll.reveal(selectedIndex, count: items.count, rows: listRows)
    for (row, index) in scroll.visible(count: items.count, rows: listRows).enumerated() {
      let item = items[index]
      let area = Rect(row: row, column: 0, rows: 1, columns: canvas.columns)
      canvas.within(area) { canvas in
        if item.id == selected {
          canvas.placeCursor(row: 0, column: 0)
        }
        canvas.write(
          Words.age(item.settledAt, now: surroundings.now), row: 0, column: 1, role: .muted)
        canvas.write(
          SafeText(sanitizing: item.summary, limit: max(canvas.columns - 12, 0)), row: 0, column: 11
        )
        if item.id == selected { canvas.highlight() }
      }
    }
    guard let index = selectedIndex else { return }
    canvas.within(parts.rest) { canvas in
      canvas.rule(row: 0, title: "Why, and what was to be written", glyphs: surroundings.glyphs)
      canvas.within(canvas.bounds.splitTop(1).rest.inset(rows: 0, columns: 1)) { canvas in
        Self.drawItem(items[index], on: &canvas)
      }
    }
  }

  private static func drawItem(_ item: AttentionItem, on canvas: inout Canvas) {
    var row = 0
    for line in SafeText(sanitizing: item.reason).wrapped(to: canvas.columns) {
      canvas.write(line, row: row, role: .error)
      row += 1
    }
    for line in MutationText.lines(of: item.mutation).flatMap({
      SafeText.lines(sanitizing: $0, lineLimit: 200)
    }) {
      for part in line.wrapped(to: canvas.columns) {
        guard row < canvas.rows else { return }
        canvas.write(part, row: row)
        row += 1
      }
    }
  }
}
