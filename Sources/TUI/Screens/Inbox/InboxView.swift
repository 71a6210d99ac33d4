import CustomerSuccess
import ReplicaStore
import Terminal

extension InboxState {
  /// Points, customer and need of each line, and below how the points of the one under the cursor add
  /// up.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let (top, body) = canvas.bounds.splitTop(1)
    canvas.within(top) { drawSummary(on: &$0, surroundings: surroundings) }
    guard items != nil else {
      return canvas.within(body.inset(rows: 1, columns: 2)) {
        $0.paragraph(surroundings.waiting)
      }
    }
    guard !visible.isEmpty else {
      return canvas.within(body.inset(rows: 1, columns: 2)) {
        $0.paragraph(emptyReason(surroundings.keys))
      }
    }
    let (list, sum) = body.splitBottom(body.rows >= 14 ? 4 : 2)
    let rows = Dictionary(visible.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    canvas.within(list) { canvas in
      cursor.draw(
        ids.map { .item($0) }, on: &canvas, glyphs: surroundings.glyphs,
        select: { .inbox(.select($0)) },
        row: { id, canvas in rows[id]?.draw(on: &canvas, surroundings: surroundings) })
    }
    canvas.within(sum.inset(columns: 1)) { canvas in
      guard let item = selectedItem else { return }
      for (row, line) in item.sum.wrapped(to: canvas.columns).prefix(canvas.rows).enumerated() {
        canvas.write(line, row: row, role: row == 0 ? .title : .muted)
      }
    }
  }

  private func drawSummary(on canvas: inout Canvas, surroundings: Surroundings) {
    guard let items else { return }
    var parts: [SafeText] = [
      filter.isEmpty
        ? "\(Words.count(items.count, "thing needs", "things need")) you today"
        : "\(visible.count) of \(items.count)"
    ]
    if !filter.isEmpty { parts.append(SafeText(sanitizing: filter, limit: 30)) }
    if !cursor.marked.isEmpty { parts.append("\(cursor.marked.count) marked") }
    let line = SafeText.joined(parts, separator: " \(surroundings.glyphs.separator) ")
    canvas.write(line.truncated(to: canvas.columns - 2), row: 0, column: 1, role: .muted)
  }

  private func emptyReason(_ keys: KeyNames) -> SafeText {
    filter.isEmpty
      ? "Nothing needs you today. \(keys["dashboards.show"]) shows what is coming up."
      : "Nothing holds these words. \(keys["back"]) clears the filter."
  }
}

extension InboxItem {
  fileprivate func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let points: SafeText = "\(urgency.points)"
    canvas.write(
      points.fitted(to: 3, alignment: .trailing), row: 0,
      role: urgency.points >= 40 ? .risk : urgency.points >= 20 ? .watch : .text)
    let sign = customer.health.map(surroundings.glyphs.sign) ?? surroundings.glyphs.unknown
    canvas.write(sign, row: 0, column: 4, role: customer.health.map(Role.of) ?? .unknown)
    let nameWidth = min(max(canvas.columns / 4, 10), 28)
    let name = SafeText(sanitizing: customer.name, limit: nameWidth)
    canvas.write(name.truncated(to: nameWidth), row: 0, column: 6)
    let start = 7 + nameWidth
    let first = urgency.parts.first.map { SafeText(sanitizing: $0.reason, limit: 30) } ?? ""
    let room = canvas.columns - start - (canvas.columns >= 60 ? first.width + 2 : 0)
    let text = SafeText(sanitizing: what, limit: 200)
    canvas.write(text.truncated(to: max(room, 0)), row: 0, column: start)
    if canvas.columns >= 60 { canvas.trailing(first, role: .muted) }
  }

  /// `52 = 22 (12 days late) + 15 (high priority) + 15 (red)`.
  fileprivate var sum: SafeText {
    let parts = urgency.parts.map { part in
      "\(part.points) (\(SafeText(sanitizing: part.reason, limit: 40)))" as SafeText
    }
    return "\(urgency.points) = \(SafeText.joined(parts, separator: " + "))"
  }
}
