import CustomerSuccess
import ReplicaStore
import Terminal

extension DashboardsState {
  /// Columns from which on the list behind the figure stands beside it.
  static let paneColumns = 100

  /// What the dashboard is for, the figures under their headings, and the list behind the one under
  /// the cursor.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let line = SafeText.joined(
      [book.title, dashboard.purpose], separator: " \(surroundings.glyphs.separator) ")
    canvas.write(line.truncated(to: canvas.columns - 2), row: 0, column: 1, role: .muted)
    let body = canvas.bounds.splitTop(1).rest
    guard let page else {
      return canvas.within(body.inset(rows: 1, columns: 2)) {
        $0.paragraph(surroundings.waiting)
      }
    }
    let hasPane = canvas.columns >= Self.paneColumns
    let (list, pane) =
      hasPane ? body.splitTrailing(canvas.columns * 2 / 5) : body.splitTrailing(0)
    canvas.within(list) { drawFigures(of: page, on: &$0, glyphs: surroundings.glyphs) }
    guard hasPane, let figure = selectedFigure else { return }
    canvas.within(pane) { figure.drawList(on: &$0, surroundings: surroundings) }
  }

  private mutating func drawFigures(
    of page: DashboardPage, on canvas: inout Canvas, glyphs: GlyphSet
  ) {
    var lines: [ListLine<DashboardFigure.ID>] = []
    var most: [DashboardFigure.ID: Int] = [:]
    for part in page.parts {
      lines.append(.heading(part.title))
      let largest = part.figures.map(\.count).max() ?? 0
      for figure in part.figures {
        lines.append(.item(figure.id))
        most[figure.id] = largest
      }
    }
    let figures = Dictionary(
      page.figures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    cursor.draw(
      lines, on: &canvas, glyphs: glyphs, select: { .dashboards(.select($0)) },
      row: { id, canvas in
        figures[id]?.draw(on: &canvas, most: most[id] ?? 0, glyphs: glyphs)
      })
  }
}

extension DashboardFigure {
  /// Title, number, bar and money, as far as there is room; the number always.
  fileprivate func draw(on canvas: inout Canvas, most: Int, glyphs: GlyphSet) {
    let number = number
    let money = arr.isEmpty ? .empty : Words.sums(arr, width: 12)
    let hasMoney = canvas.columns >= 64
    let room = canvas.columns - number.width - 1 - (hasMoney ? 13 : 0)
    let titleWidth = min(max(room * 3 / 5, 20), 46, max(room, 0))
    canvas.write(title.truncated(to: titleWidth), row: 0, role: count > 0 ? .text : .muted)
    let end = canvas.columns - (hasMoney ? 13 : 0)
    canvas.write(number, row: 0, column: max(end - number.width, 0), role: role)
    if hasMoney { canvas.trailing(money, role: .muted) }
    let width = min(end - number.width - 2 - titleWidth, 40)
    guard width >= 6 else { return }
    drawBar(on: &canvas, column: titleWidth + 1, width: width - 1, most: most, glyphs: glyphs)
  }

  private func drawBar(
    on canvas: inout Canvas, column: Int, width: Int, most: Int, glyphs: GlyphSet
  ) {
    switch shape {
    case .count:
      let share = most > 0 ? Double(count) / Double(most) : 0
      let bar = Charts.bar(share, width: width, glyphs: glyphs)
      canvas.write(bar, row: 0, column: column, role: isBad ? role : .chart)
    case .share(let whole), .part(let whole):
      let share = whole > 0 ? Double(count) / Double(whole) : 0
      canvas.write(
        Charts.bar(share, width: width, glyphs: glyphs), row: 0, column: column, role: role)
    case .middle: break
    case .colors(let red, let yellow, let green, let unknown):
      let all = red + yellow + green + unknown
      guard all > 0 else { return }
      var column = column
      var seen = 0
      var drawn = 0
      let parts: [(Int, Role)] = [(red, .risk), (yellow, .watch), (green, .good)]
      for (count, role) in parts {
        seen += count
        let end = (seen * width + all / 2) / all
        let bar = Charts.bar(1, width: end - drawn, glyphs: glyphs)
        column = canvas.write(bar, row: 0, column: column, role: role)
        drawn = end
      }
    }
  }

  /// The figure in words.
  private var number: SafeText {
    switch shape {
    case .count: "\(count)"
    case .share(let whole), .part(let whole):
      whole == 0
        ? "NA" : "\(count) of \(whole), \(Words.percent(Double(count) / Double(whole)))"
    case .colors(let red, let yellow, let green, let unknown):
      "\(red) red \(yellow) yel \(green) grn \(unknown) NA"
    case .middle(let days, let goal, let customers):
      days.map { days in
        let of: SafeText = "of \(customers)"
        return goal.map { "\(days)d \(of), goal \($0)d" } ?? "\(days)d \(of)"
      } ?? "NA"
    }
  }

  private var role: Role {
    switch shape {
    case .count: isBad ? (count > 0 ? .risk : .good) : count > 0 ? .text : .muted
    case .share(let whole):
      // Three quarters are good and half is fair: our choice, whatever colors scores have.
      whole == 0
        ? .unknown : .of(ScoreBands.standard.color(of: Double(count) / Double(whole) * 100))
    case .part: .chart
    case .colors: .text
    case .middle(let days, let goal, _):
      days.map { days in goal.map { days > $0 ? .watch : .good } ?? .text } ?? .unknown
    }
  }

  /// The first lines of the list that the figure opens.
  fileprivate func drawList(on canvas: inout Canvas, surroundings: Surroundings) {
    let area = canvas.bounds.inset(columns: 2)
    canvas.within(area) { canvas in
      canvas.write(title.truncated(to: canvas.columns), row: 0, role: .header)
      guard !customers.isEmpty || !ctas.isEmpty || !instances.isEmpty else {
        canvas.write("Nobody.", row: 1, role: .muted)
        return
      }
      for (index, row) in customers.prefix(canvas.rows - 1).enumerated() {
        canvas.within(Rect(row: index + 1, column: 0, rows: 1, columns: canvas.columns)) {
          $0.listed(row, surroundings: surroundings)
        }
      }
      for (index, row) in ctas.prefix(canvas.rows - 1).enumerated() {
        canvas.within(Rect(row: index + 1, column: 0, rows: 1, columns: canvas.columns)) {
          $0.listed(row, today: surroundings.today)
        }
      }
      for (index, row) in instances.prefix(canvas.rows - 1).enumerated() {
        canvas.within(Rect(row: index + 1, column: 0, rows: 1, columns: canvas.columns)) {
          $0.listed(row)
        }
      }
    }
  }
}

extension Canvas {
  fileprivate mutating func listed(_ row: InstanceRow) {
    let version = SafeText(sanitizing: row.version ?? "no version", limit: 16)
    let name: SafeText =
      "\(SafeText(sanitizing: row.accountName, limit: 24)): \(SafeText(sanitizing: row.name, limit: 80))"
    write(name.truncated(to: max(columns - version.width - 2, 8)), row: 0)
    trailing(version, role: .muted)
  }

  fileprivate mutating func listed(_ row: PortfolioRow, surroundings: Surroundings) {
    let facts = SafeText.joined(
      [
        row.renewalDate.map { "renews \(Words.distance($0, today: surroundings.today))" },
        row.arr.map(Words.short),
      ].compactMap(\.self), separator: ", ")
    let room = max(columns - facts.width - 8, 8)
    let color = row.health.map(Role.of) ?? .unknown
    write(row.health.map(surroundings.glyphs.sign) ?? "?", row: 0, role: color)
    write(SafeText(sanitizing: row.name, limit: room), row: 0, column: 2)
    trailing(facts, role: .muted)
  }

  fileprivate mutating func listed(_ row: CockpitRow, today: Day) {
    let due: SafeText =
      row.cta.dueDate.map { "due \(Words.distance($0, today: today))" } ?? "no due date"
    let room = max(columns - due.width - 2, 8)
    let name: SafeText =
      "\(SafeText(sanitizing: row.cta.accountName, limit: 24)): \(SafeText(sanitizing: row.cta.name, limit: 80))"
    write(name.truncated(to: room), row: 0)
    let isLate = row.cta.isOpen && row.cta.dueDate.map { $0 < today } ?? false
    trailing(due, role: isLate ? .risk : .muted)
  }
}
