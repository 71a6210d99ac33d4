import ReplicaStore
import Terminal

/// Which columns are shown and in what order; every change shows at once.
struct ColumnChooser: Equatable {
  /// All columns: those shown in their order, the others behind them.
  private(set) var entries: [PortfolioColumn]
  private var shown: Set<PortfolioColumn>
  private(set) var selected: PortfolioColumn
  private var scroll = ScrollWindow()

  init(_ columns: [PortfolioColumn]) {
    entries = columns + PortfolioColumn.allCases.filter { !columns.contains($0) }
    shown = Set(columns)
    selected = entries.first ?? .customer
  }

  /// The columns to show, in their order.
  var columns: [PortfolioColumn] { entries.filter(shown.contains) }

  private var index: Int { entries.firstIndex(of: selected) ?? 0 }

  mutating func move(_ motion: Motion, page: Int) {
    selected = entries[motion.target(from: index, count: entries.count, page: page)]
  }

  /// Shows the column or hides it; the name always stays.
  mutating func toggle() {
    guard selected != .customer else { return }
    if shown.remove(selected) == nil { shown.insert(selected) }
    move(.next, page: 1)
  }

  /// Moves the column up or down the list, which is left or right in the table.
  mutating func shift(by step: Int) {
    let place = min(max(index + step, 0), entries.count - 1)
    entries.remove(at: index)
    entries.insert(selected, at: place)
  }

  mutating func select(_ column: PortfolioColumn) { selected = column }

  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let (glyphs, keys) = (surroundings.glyphs, surroundings.keys)
    let inside = canvas.box(canvas.bounds, title: "Columns", glyphs: glyphs, ground: .dialog)
    let (list, foot) = inside.splitBottom(1)
    scroll.reveal(index, count: entries.count, rows: list.rows)
    let window = scroll.visible(count: entries.count, rows: list.rows)
    for (line, index) in window.enumerated() {
      let area = Rect(
        row: list.row + line, column: list.column, rows: 1, columns: list.columns)
      canvas.within(area) { draw(entries[index], on: &$0, glyphs: glyphs) }
    }
    canvas.scrollBar(
      in: list, offset: window.lowerBound, count: entries.count, glyphs: glyphs)
    canvas.within(foot) { canvas in
      HintLine([
        .init(key: keys["portfolio.mark"], title: "shows"),
        .init(
          key: "\(keys["portfolio.columnDown"]) \(keys["portfolio.columnUp"])", title: "move"),
        .init(key: keys["portfolio.columns"], title: "closes"),
        .init(key: keys["portfolio.usualColumns"], title: "usual ones"),
      ]).draw(on: &canvas, row: 0)
    }
  }

  private func draw(_ column: PortfolioColumn, on canvas: inout Canvas, glyphs: GlyphSet) {
    canvas.target(nil, Command.portfolio(.chooseColumn(column)))
    if column == selected {
      canvas.fill(ground: .selection)
      canvas.placeCursor(row: 0, column: 0)
    }
    if shown.contains(column) { canvas.write(glyphs.marked, row: 0, column: 0, role: .marked) }
    let role: Role = shown.contains(column) ? .text : .muted
    let titleWidth = 11
    canvas.write(column.title.truncated(to: titleWidth), row: 0, column: 2, role: role)
    let room = max(canvas.columns - titleWidth - 4, 0)
    canvas.write(
      column.explanation.truncated(to: room), row: 0, column: titleWidth + 3, role: .muted)
  }
}
