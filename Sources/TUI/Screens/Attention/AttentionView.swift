import CustomerSuccess
import ReplicaStore
import Terminal

extension AttentionState {
  /// The items above, the one under the cursor in full below.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    guard let items, !items.isEmpty else {
      let text: SafeText =
        items == nil
        ? surroundings.waiting
        : """
        Nothing needs attention: the service refused no edit of yours. \
        \(surroundings.keys["outbox.open"]) lists what still waits for it, \
        \(surroundings.keys["undoList.open"]) what can be undone.
        """
      return canvas.within(canvas.bounds.inset(rows: 1, columns: 2)) { $0.paragraph(text) }
    }
    let parts = canvas.bounds.splitTop(min(items.count, max(canvas.rows / 3, 1)))
    let byID = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    canvas.within(parts.top) { canvas in
      cursor.draw(
        items.map { .item($0.id) }, on: &canvas, glyphs: surroundings.glyphs,
        select: { .attention(.select($0)) },
        row: { id, canvas in
          guard let item = byID[id] else { return }
          canvas.edit(item.summary, at: item.settledAt, state: nil, now: surroundings.now)
        })
    }
    guard let item = selectedItem else { return }
    canvas.within(parts.rest) {
      $0.details(
        "Why, and what was to be written", item.pageLines, glyphs: surroundings.glyphs)
    }
  }
}

extension AttentionItem {
  /// Why the service refused it, then everything that was to be written.
  var pageLines: [DetailLine] {
    [DetailLine(text: SafeText(sanitizing: reason), role: .error)]
      + MutationText.details(of: mutation)
  }
}
