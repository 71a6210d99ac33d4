import CustomerSuccess
import ReplicaStore
import Terminal

extension CockpitState {
  /// The list under its headings; beside it, where there is room, all of the CTA under the cursor.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let parts = canvas.bounds.splitTop(1)
    canvas.within(parts.top) { drawSummary(on: &$0, surroundings) }
    let listWidth = canvas.columns >= Self.paneColumns ? canvas.columns * 3 / 5 : canvas.columns
    let body = parts.rest.splitLeading(listWidth)
    canvas.within(body.leading) { drawList(on: &$0, surroundings: surroundings) }
    guard listWidth < canvas.columns, let page = shownPage else { return }
    canvas.within(body.rest) { canvas in
      for row in 0..<canvas.rows {
        canvas.write(surroundings.glyphs.vertical, row: row, role: .border)
      }
      canvas.within(canvas.bounds.inset(rows: 0, columns: 2)) { canvas in
        page.draw(on: &canvas, surroundings: surroundings)
      }
    }
  }

  /// How many are on screen, whose, and what hides the others.
  private func drawSummary(on canvas: inout Canvas, _ surroundings: Surroundings) {
    let glyphs = surroundings.glyphs
    guard isLoaded else { return }
    let hidden = rows.count - visible.count
    var parts: [SafeText] = [
      hidden == 0
        ? Words.count(rows.count, "CTA", "CTAs") : "\(visible.count) of \(rows.count) CTAs"
    ]
    if !cursor.marked.isEmpty { parts.insert("\(cursor.marked.count) marked", at: 0) }
    if filteredCount > 0 { parts.append("\(filteredCount) hidden by the filter") }
    if asleepCount > 0 {
      parts.append("\(asleepCount) snoozed (\(surroundings.keys["cockpit.snoozed"]))")
    }
    parts += [scopeTitle(surroundings.keys), "by \(grouping.title)"]
    if order != .due || isReversed {
      parts.append("\(order.title)\(isReversed ? ", reversed" : "")")
    }
    if let problem = filter.problem { parts = [problem] }
    var line: SafeText = ""
    for part in parts {
      let next: SafeText = line.isEmpty ? part : "\(line) \(glyphs.separator) \(part)"
      guard next.width <= canvas.columns - 2 || line.isEmpty else { break }
      line = next
    }
    canvas.write(
      line.truncated(to: canvas.columns - 2), row: 0, column: 1,
      role: filter.problem == nil ? .muted : .warning)
  }

  private func scopeTitle(_ keys: KeyNames) -> SafeText {
    switch scope {
    case .mine: "mine"
    case .book(.own): "my customers"
    case .book(.team(let team)): "team \(SafeText(sanitizing: team, limit: 20))"
    case .book(.followed): "followed"
    case .book(.everything): "all"
    case .book(.user(let id)):
      "customers of \(SafeText(sanitizing: name(of: id), limit: 24))"
    case .customer(_, let withObjectives):
      withObjectives ? "with objectives" : "\(keys["cockpit.scope"]): objectives too"
    }
  }

  private func name(of id: User.ID) -> String {
    people.first { $0.id == id }?.name ?? id.rawValue
  }

  private mutating func drawList(on canvas: inout Canvas, surroundings: Surroundings) {
    let parts = canvas.bounds.splitTop(1)
    guard !visible.isEmpty else {
      return canvas.within(parts.rest.inset(rows: 0, columns: 1)) {
        $0.paragraph(isLoaded ? emptyText(surroundings.keys) : surroundings.waiting)
      }
    }
    let columns = CockpitColumn.allCases.filter { $0 != .customer || account == nil }
    let width = max(canvas.columns - ListMargin.width, 1)
    let layout = TableLayout(columns.map(\.column), width: width, gap: 1)
    canvas.within(parts.top) { canvas in
      for place in layout.columns {
        let column = columns[place.index].column
        canvas.write(
          column.title.fitted(to: place.width, alignment: column.alignment), row: 0,
          column: ListMargin.leading + place.column, role: .header)
      }
    }
    let (visible, places) = (visible, places)
    let look = CockpitLook(
      generation: generation, columns: columns, layout: layout, today: surroundings.today,
      glyphs: surroundings.glyphs)
    var drawn = DrawnLines<CTA.ID, CockpitLook>()
    swap(&drawn, &self.drawn)
    drawn.draw(look) { drawn in
      canvas.within(parts.rest) { canvas in
        cursor.draw(
          lines, on: &canvas, glyphs: surroundings.glyphs, select: { .cockpit(.select($0)) },
          row: { id, canvas in
            guard let row = places[id].map({ visible[$0] }) else { return }
            drawn.line(id, on: &canvas) { look.draw(row, on: &$0, surroundings: surroundings) }
          })
      }
    }
    self.drawn = drawn
  }

  /// Why nothing is there, and what to do.
  private func emptyText(_ keys: KeyNames) -> SafeText {
    if rows.isEmpty {
      let (add, scopes) = (keys["cta.add"], keys["cockpit.scope"])
      switch scope {
      case .mine:
        return "You have no open CTA. \(add) adds one; \(scopes) shows those of your customers."
      case .customer:
        return """
          No CTA is open for this customer. \(add) adds one; \(keys["cockpit.closed"]) shows \
          closed ones.
          """
      case .book(.followed):
        return """
          No CTA is open at the customers you follow. \(keys["customer.follow"]) follows the \
          customer under the cursor in any list; \(scopes) shows all.
          """
      case .book: return "No CTA is open here. \(scopes) shows other people's; \(add) adds one."
      }
    }
    if asleepCount > 0 {
      let snoozed = keys["cockpit.snoozed"]
      return filteredCount == 0
        ? "All \(asleepCount) are snoozed. \(snoozed) shows them."
        : """
        All \(asleepCount) that pass the filter are snoozed. \(snoozed) shows them, \
        \(keys["back"]) clears the filter.
        """
    }
    return "None of \(rows.count) CTAs passes the filter. \(keys["back"]) clears it."
  }
}

/// What the lines of the Cockpit look like, besides what they say.
struct CockpitLook: Equatable {
  let generation: Int
  let columns: [CockpitColumn]
  let layout: TableLayout
  let today: Day
  let glyphs: GlyphSet

  func draw(_ row: CockpitRow, on canvas: inout Canvas, surroundings: Surroundings) {
    for place in layout.columns {
      let area = Rect(row: 0, column: place.column, rows: 1, columns: place.width)
      canvas.within(area) { columns[place.index].draw(row, on: &$0, surroundings: surroundings) }
    }
  }
}
