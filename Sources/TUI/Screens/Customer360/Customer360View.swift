import CustomerSuccess
import ReplicaStore
import Terminal

/// Where things stand on a screen of that size.
struct Customer360Layout {
  /// Nil on a narrow screen, which has one line of titles instead.
  let panel: Rect?
  let tabs: Rect?
  /// One for each customer.
  let bodies: [Rect]

  init(_ size: Size, panes: Int) {
    self.init(body: Rect(Size(rows: max(size.rows - 2, 0), columns: size.columns)), panes: panes)
  }

  init(body: Rect, panes: Int) {
    let rest: Rect
    if body.columns < 70 {
      panel = nil
      tabs = body.splitTop(1).top
      rest = body.splitTop(2).rest
    } else {
      let parts = body.splitLeading(body.columns >= 100 ? 27 : 22)
      panel = parts.leading
      tabs = nil
      rest = parts.rest
    }
    guard panes > 1, body.columns >= Customer360State.splitColumns else {
      bodies = [rest]
      return
    }
    let width = (rest.columns - 1) / 2
    bodies = [rest.splitLeading(width).leading, rest.splitTrailing(width).trailing]
  }

  /// Cells of one line of a section.
  var lineWidth: Int { max((bodies.map(\.columns).min() ?? 0) - ListMargin.width, 0) }
}

extension Customer360State {
  /// The side panel and the section it points at; on a narrow screen the panel is one line.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let layout = Customer360Layout(body: canvas.bounds, panes: panes.count)
    guard panes.count > 1 || pane.page != nil else {
      return canvas.within(canvas.bounds.inset(rows: 1, columns: 2)) {
        drawMissing(pane, on: &$0, surroundings)
      }
    }
    if let panel = layout.panel {
      canvas.within(panel) { drawPanel(on: &$0, surroundings) }
    }
    if let tabs = layout.tabs { canvas.within(tabs) { drawTabs(on: &$0, surroundings.keys) } }
    guard layout.bodies.count > 1 else {
      canvas.within(layout.bodies[0]) {
        drawPane(focus, width: layout.lineWidth, on: &$0, surroundings)
      }
      return
    }
    for (index, body) in layout.bodies.enumerated() {
      let parts = body.splitTop(1)
      canvas.within(parts.top) { drawName(of: index, on: &$0) }
      canvas.within(parts.rest) {
        drawPane(index, width: layout.lineWidth, on: &$0, surroundings)
      }
    }
    let line = layout.bodies[1].column - 1
    for row in 0..<canvas.rows {
      canvas.write(surroundings.glyphs.vertical, row: row, column: line, role: .border)
    }
  }

  private func drawMissing(
    _ pane: CustomerPane, on canvas: inout Canvas, _ surroundings: Surroundings
  ) {
    canvas.paragraph(
      pane.isMissing
        ? """
        This customer is not in your book any more, or was deleted. \
        \(surroundings.keys["back"]) goes back.
        """
        : surroundings.waiting)
  }

  private func drawName(of index: Int, on canvas: inout Canvas) {
    let name = SafeText(sanitizing: panes[index].name, limit: max(canvas.columns - 2, 0))
    let ground: Role = index == focus ? .selection : .selectionInactive
    canvas.fill(ground: ground)
    canvas.write(name, row: 0, column: 1, role: index == focus ? .title : .muted, ground: ground)
  }

  private mutating func drawPane(
    _ index: Int, width: Int, on canvas: inout Canvas, _ surroundings: Surroundings
  ) {
    guard panes[index].page != nil else {
      return drawMissing(panes[index], on: &canvas, surroundings)
    }
    let lines = panes[index].lines(of: shown, width: width, surroundings: surroundings)
    var cursor = panes[index].cursors[cursorKey] ?? ListCursor()
    cursor.settle(in: lines.selectableIDs)
    let search = search
    cursor.draw(
      lines.rows, on: &canvas, glyphs: surroundings.glyphs,
      select: { lines[$0]?.isSelectable == true ? .customer360(.select($0)) : nil },
      row: { id, canvas in
        guard let line = lines[id]?.line else { return }
        if let heading = line.heading { canvas.write(heading, row: 0, role: .header) }
        line.draw(&canvas)
        canvas.highlight(search, in: line)
      })
    panes[index].cursors[cursorKey] = cursor
    drawStickyTitle(lines.all, offset: cursor.offset, on: &canvas, surroundings.glyphs)
    if index != focus { fadeCursor(cursor, lines.all, on: &canvas) }
  }

  /// The title of the section that the first line belongs to, while it is scrolled out of sight.
  private func drawStickyTitle(
    _ lines: [PlacedLine], offset: Int, on canvas: inout Canvas, _ glyphs: GlyphSet
  ) {
    guard isScrolling, lines.indices.contains(offset), !lines[offset].isSectionTitle,
      let section = CustomerSections.type(named: lines[offset].id.section)
    else { return }
    canvas.fill(Rect(row: 0, column: 0, rows: 1, columns: canvas.columns - 1))
    canvas.within(Rect(row: 0, column: 0, rows: 1, columns: canvas.columns - 1)) {
      $0.rule(row: 0, title: section.title, glyphs: glyphs)
    }
  }

  /// The cursor of the customer that takes no commands.
  private func fadeCursor(
    _ cursor: ListCursor<LineID>, _ lines: [PlacedLine], on canvas: inout Canvas
  ) {
    guard let index = lines.firstIndex(where: { $0.id == cursor.selected }) else { return }
    let row = Rect(row: index - cursor.offset, column: 0, rows: 1, columns: canvas.columns - 1)
    canvas.lay(ground: .selectionInactive, under: row)
  }
}

// MARK: The side panel

extension Customer360State {
  private mutating func drawPanel(on canvas: inout Canvas, _ surroundings: Surroundings) {
    let lines: [PanelLine] = CustomerSectionGroup.allCases.flatMap { group -> [PanelLine] in
      let sections = CustomerSections.all.filter { $0.group == group }
      return sections.isEmpty ? [] : [.group(group)] + sections.map(PanelLine.section)
    }
    let current = lines.firstIndex { $0.name == section }
    panelScroll.reveal(current, count: lines.count, rows: canvas.rows, margin: 1)
    let window = panelScroll.visible(count: lines.count, rows: canvas.rows)
    for (row, index) in window.enumerated() {
      let area = Rect(row: row, column: 0, rows: 1, columns: canvas.columns - 1)
      canvas.within(area) { canvas in
        switch lines[index] {
        case .group(let group):
          canvas.write(group.title, row: 0, column: 1, role: .header)
          if index == 0 { canvas.trailing("' + letter", role: .muted, endingBefore: 1) }
        case .section(let section): drawPanelLine(section, on: &canvas, surroundings.keys)
        }
      }
    }
    for row in 0..<canvas.rows {
      let line = surroundings.glyphs.vertical
      canvas.write(line, row: row, column: canvas.columns - 1, role: .border)
    }
  }

  /// What is pressed after `'`; nothing where the person gave the section another key.
  private func letter(of section: any CustomerSection.Type, _ keys: KeyNames) -> SafeText {
    let letter = SafeText(sanitizing: String(section.letter))
    return keys["customer360.\(section.name)"] == "' \(letter)" ? letter : ""
  }

  private func drawPanelLine(
    _ section: any CustomerSection.Type, on canvas: inout Canvas, _ keys: KeyNames
  ) {
    let isCurrent = section.name == self.section
    canvas.target(nil, Command.customer360(.section(section.name)))
    canvas.write(letter(of: section, keys), row: 0, column: 1, role: .key)
    let count = count(of: section)
    let room = canvas.columns - 4 - (count.isEmpty ? 0 : count.width + 1)
    canvas.write(
      section.title.truncated(to: room), row: 0, column: 3, role: isCurrent ? .title : .text)
    canvas.trailing(count, role: .muted, endingBefore: 1)
    if isCurrent { canvas.lay(ground: .selection) }
  }

  private func count(of section: any CustomerSection.Type) -> SafeText {
    guard let counts = pane.page?.counts, let count = section.count(in: counts)
    else { return "" }
    return "\(count)"
  }

  /// As many titles as fit, from the one before the current on.
  private func drawTabs(on canvas: inout Canvas, _ keys: KeyNames) {
    let all = CustomerSections.all
    let index = all.firstIndex { $0.name == section } ?? 0
    var column = canvas.write("'", row: 0, column: 1, role: .muted) + 1
    for tab in all[max(index - 1, 0)...] {
      let isCurrent = tab.name == section
      let count = isCurrent ? count(of: tab) : ""
      let title = count.isEmpty ? tab.title : "\(tab.title) \(count)"
      guard column + title.width + 3 <= canvas.columns || isCurrent else { return }
      canvas.target(
        Rect(row: 0, column: column, rows: 1, columns: title.width + 2),
        Command.customer360(.section(tab.name)))
      canvas.write(letter(of: tab, keys), row: 0, column: column, role: .key)
      column =
        canvas.write(title, row: 0, column: column + 2, role: isCurrent ? .title : .muted) + 2
    }
  }
}

/// A line of the side panel.
private enum PanelLine {
  case group(CustomerSectionGroup)
  case section(any CustomerSection.Type)

  var name: String? { if case .section(let section) = self { section.name } else { nil } }
}
