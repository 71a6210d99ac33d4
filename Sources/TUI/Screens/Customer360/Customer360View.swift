import CustomerSuccess
import ReplicaStore
import Terminal

extension Customer360State {
  /// The side panel and the section it points at; on a narrow screen the panel is one line of tabs.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    guard let page else {
      let reason: SafeText =
        isMissing
        ? "This customer is not in your book any more, or was deleted. Esc goes back."
        : "Reading the replica…"
      return canvas.within(canvas.bounds.inset(rows: 1, columns: 2)) { $0.paragraph(reason) }
    }
    let isNarrow = canvas.columns < 70
    let panelWidth = 19
    let body: Rect
    if isNarrow {
      drawTabs(on: &canvas)
      body = canvas.bounds.splitTop(2).rest
    } else {
      let parts = canvas.bounds.splitLeading(panelWidth)
      canvas.within(parts.leading) { drawPanel(on: &$0, page: page, glyphs: surroundings.glyphs) }
      body = parts.rest
    }
    canvas.within(body.inset(rows: 0, columns: 1)) { canvas in
      drawSection(page, on: &canvas, surroundings: surroundings)
    }
  }

  private mutating func drawSection(
    _ page: CustomerPage, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    switch section {
    case .summary: drawSummary(page, on: &canvas, surroundings: surroundings)
    case .attributes: drawAttributes(page, on: &canvas, glyphs: surroundings.glyphs)
    case .timeline: drawTimeline(page, on: &canvas, surroundings: surroundings)
    case .cockpit: drawCockpit(page, on: &canvas, surroundings: surroundings)
    case .contacts: drawContacts(page, on: &canvas)
    }
  }

  private func drawPanel(on canvas: inout Canvas, page: CustomerPage, glyphs: GlyphSet) {
    for (index, section) in Section.allCases.enumerated() {
      let row = index + 1
      let isCurrent = section == self.section
      canvas.target(
        Rect(row: row, column: 0, rows: 1, columns: canvas.columns - 1),
        Command.customer360(.section(section)))
      canvas.write("\(index + 1)", row: row, column: 1, role: .key)
      canvas.write(section.title, row: row, column: 3, role: isCurrent ? .title : .text)
      if let count = count(of: section, page) {
        let text: SafeText = "\(count)"
        canvas.write(text, row: row, column: canvas.columns - text.width - 2, role: .muted)
      }
      guard isCurrent else { continue }
      canvas.lay(
        ground: .selection,
        under: Rect(row: row, column: 0, rows: 1, columns: canvas.columns - 1))
    }
    for row in 0..<canvas.rows {
      canvas.write(glyphs.vertical, row: row, column: canvas.columns - 1, role: .border)
    }
  }

  private func drawTabs(on canvas: inout Canvas) {
    var column = 1
    for (index, section) in Section.allCases.enumerated() {
      let isCurrent = section == self.section
      let title = isCurrent || canvas.columns >= 58 ? section.title : section.title.prefix(cells: 4)
      canvas.write("\(index + 1)", row: 0, column: column, role: .key)
      let end = canvas.write(
        title, row: 0, column: column + 1, role: isCurrent ? .title : .muted)
      column = end + 1
    }
  }

  private func count(of section: Section, _ page: CustomerPage) -> Int? {
    switch section {
    case .summary: nil
    case .attributes: Self.attributes.count
    case .timeline: page.timeline.count
    case .cockpit: page.ctas.count
    case .contacts: page.contacts.count
    }
  }
}
