import CustomerSuccess
import ReplicaStore
import Terminal

extension PortfolioState {
  /// A line on what is shown, the headings, and one customer per line.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    drawSummary(on: &canvas, surroundings: surroundings)
    let list = canvas.bounds.splitTop(1).rest
    guard !visible.isEmpty else {
      canvas.within(list.inset(rows: 1, columns: 2)) { $0.paragraph(emptyReason) }
      return
    }
    canvas.within(list) { drawTable(on: &$0, surroundings: surroundings) }
  }

  private func drawSummary(on canvas: inout Canvas, surroundings: Surroundings) {
    let glyphs = surroundings.glyphs
    let isDown = order.isReversed
    var parts: [SafeText] = [
      filter.isEmpty
        ? Words.count(rows.count, "customer", "customers")
        : "\(visible.count) of \(Words.count(rows.count, "customer", "customers"))",
      book.title,
      "by \(order.column.title) \(isDown ? glyphs.descending : glyphs.ascending)",
    ]
    if !filter.isEmpty { parts.append("filter: \(SafeText(sanitizing: filter, limit: 30))") }
    if isOrderStale { parts.append("values changed, r re-sorts") }
    let line = SafeText.joined(parts, separator: " \(glyphs.separator) ")
    canvas.write(
      isLoaded ? line.truncated(to: canvas.columns - 2) : "Reading the replica…", row: 0,
      column: 1, role: .muted)
  }

  /// Says why there is nothing to see and what to do.
  private var emptyReason: SafeText {
    if !isLoaded { return "" }
    if !filter.isEmpty && !rows.isEmpty {
      return "No customer matches the filter. Esc clears it."
    }
    switch book {
    case .own:
      return """
        No customer has you as its TAM. Press b for the team's book or every customer, or R to \
        sync now.
        """
    case .team, .user: return "No customer in this book. Press b for another one."
    case .everything:
      return "The replica is empty. Press R to sync; `tam login` connects to a service."
    }
  }

  private mutating func drawTable(on canvas: inout Canvas, surroundings: Surroundings) {
    let gutter = 2
    let columns = shownColumns
    let layout = PortfolioColumn.placed(columns, width: canvas.columns - gutter - 1)
    for place in layout.columns {
      let column = columns[place.index]
      canvas.write(
        column.title.fitted(to: place.width, alignment: column.layout.alignment), row: 0,
        column: gutter + place.column, role: column == order.column ? .headerSorted : .header)
    }
    let rowCount = canvas.rows - 1
    scroll.reveal(selectedIndex, count: visible.count, rows: rowCount)
    let window = scroll.visible(count: visible.count, rows: rowCount)
    for (line, index) in window.enumerated() {
      let row = visible[index]
      let area = Rect(row: line + 1, column: 0, rows: 1, columns: canvas.columns)
      let isSelected = row.id == selected
      canvas.within(area) { canvas in
        canvas.target(nil, Command.portfolio(.select(row.id)))
        if isSelected {
          canvas.fill(ground: .selection)
          canvas.write(surroundings.glyphs.cursor, row: 0, role: .accent)
          canvas.placeCursor(row: 0, column: 0)
        }
        for place in layout.columns {
          let area = Rect(
            row: 0, column: gutter + place.column, rows: 1, columns: place.width)
          canvas.within(area) {
            columns[place.index].draw(row, on: &$0, surroundings: surroundings)
          }
        }
      }
    }
    let body = canvas.bounds.splitTop(1).rest
    canvas.scrollBar(
      in: body, offset: window.lowerBound, count: visible.count, glyphs: surroundings.glyphs)
  }

  /// The TAM is worth a column only where there are several.
  private var shownColumns: [PortfolioColumn] {
    PortfolioColumn.allCases.filter { $0 != .owner || book != .own }
  }
}

extension PortfolioColumn {
  /// One value, in a canvas of the column's width.
  fileprivate func draw(
    _ row: PortfolioRow, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    let width = canvas.columns
    switch self {
    case .customer:
      let name = SafeText(sanitizing: row.name, limit: width)
      canvas.write(name, row: 0, role: row.isActive ? .text : .muted)
    case .health:
      canvas.health(row.health, score: row.healthScore, glyphs: surroundings.glyphs)
    case .renewal: drawRenewal(row, on: &canvas, surroundings: surroundings)
    case .lastActivity: drawLastActivity(row, on: &canvas, surroundings: surroundings)
    case .ctas:
      canvas.trailing(ctaText(row, width: width), role: row.overdueCTAs > 0 ? .risk : .text)
    case .arr: canvas.trailing(row.arr.map(Words.short) ?? "", role: .text)
    case .utilization: drawUtilization(row, on: &canvas, surroundings: surroundings)
    case .tickets:
      canvas.trailing(row.openTickets > 0 ? "\(row.openTickets)" : "", role: .text)
    case .prioritization: canvas.write(row.prioritization.map(Words.plain) ?? "", row: 0)
    case .lifecycle:
      canvas.write(row.lifecycle.map(Words.plain)?.truncated(to: width) ?? "", row: 0)
    case .owner:
      canvas.write(SafeText(sanitizing: row.ownerName ?? "no TAM", limit: width), row: 0)
    case .unknownInstances:
      let count: SafeText = row.unknownInstances > 0 ? "\(row.unknownInstances)" : ""
      canvas.trailing(count, role: .watch)
    case .stages: canvas.trailing(row.stageCount.map { "\($0)" } ?? "", role: .text)
    case .region: canvas.write(row.region.map(Words.plain) ?? "", row: 0)
    }
  }

  private func ctaText(_ row: PortfolioRow, width: Int) -> SafeText {
    guard row.openCTAs > 0 else { return "" }
    guard row.overdueCTAs > 0 else { return "\(row.openCTAs)" }
    return width >= 11
      ? "\(row.openCTAs), \(row.overdueCTAs) late" : "\(row.openCTAs)/\(row.overdueCTAs)!"
  }

  private func drawRenewal(
    _ row: PortfolioRow, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    guard let renewal = row.renewalDate else { return canvas.trailing("", role: .muted) }
    let days = surroundings.today.days(until: renewal)
    let role: Role = row.isActive && days < 0 ? .risk : days <= 90 ? .watch : .text
    let when = Words.days(days)
    let long: SafeText = "\(Words.plain(renewal)) \(when.fitted(to: 5, alignment: .trailing))"
    canvas.trailing(canvas.columns >= long.width ? long : when, role: role)
  }

  private func drawLastActivity(
    _ row: PortfolioRow, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    let cadence = row.cadence(today: surroundings.today)
    let ago = row.lastActivity.map { Words.days($0.days(until: surroundings.today)) } ?? "never"
    let role = cadence.color.map(Role.of) ?? .muted
    let sign = cadence.color.map(surroundings.glyphs.sign) ?? " "
    let long: SafeText =
      "\(sign) \(row.lastActivity.map(Words.plain) ?? "") \(ago.fitted(to: 5, alignment: .trailing))"
    canvas.trailing(canvas.columns >= 18 ? long : "\(sign) \(ago)", role: role)
  }

  private func drawUtilization(
    _ row: PortfolioRow, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    guard let ratio = row.licenseUtilization else {
      return canvas.trailing(
        "NA", role: .unknown, endingBefore: canvas.columns >= 18 ? 13 : 0)
    }
    let percent = Words.percent(ratio)
    let trend = row.utilizationTrend.suffix(12)
    guard canvas.columns >= 18, !trend.isEmpty else {
      return canvas.trailing(percent, role: .text)
    }
    let line = Charts.sparkline(
      trend.map { $0.map(Double.init) }, range: 0...100, glyphs: surroundings.glyphs)
    canvas.trailing(percent, role: .text, endingBefore: 13)
    canvas.write(line, row: 0, column: canvas.columns - line.width, role: .chart)
  }
}
