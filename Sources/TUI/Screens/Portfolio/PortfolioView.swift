import CustomerSuccess
import ReplicaStore
import Terminal

/// Where the parts of the Portfolio stand.
struct PortfolioFrame: Equatable {
  let summary: Rect
  let tiles: Rect?
  /// The headings and the list below them.
  let table: Rect
  let preview: Rect?
  let chooser: Rect?
}

extension PortfolioState {
  /// Where everything stands in a body of that size.
  func frame(in size: Size) -> PortfolioFrame {
    // With title and hint line these are 20 rows of terminal; below that the list needs them all.
    let hasTiles = showsTiles && chooser == nil && size.rows >= 18 && size.columns >= 80
    let (summary, below) = Rect(size).splitTop(1)
    let (tiles, rest) = below.splitTop(hasTiles ? PortfolioTile.height : 0)
    let isWide = size.columns >= 80
    if chooser != nil {
      let width = isWide ? min(size.columns / 2, 56) : size.columns
      let (table, side) = rest.splitTrailing(width)
      return PortfolioFrame(
        summary: summary, tiles: nil, table: table, preview: nil, chooser: side)
    }
    guard showsPreview else {
      return PortfolioFrame(
        summary: summary, tiles: hasTiles ? tiles : nil, table: rest, preview: nil, chooser: nil)
    }
    let (table, preview) =
      size.columns >= 120
      ? rest.splitTrailing(min(size.columns * 2 / 5, 70)) : rest.splitBottom(min(rest.rows / 2, 14))
    return PortfolioFrame(
      summary: summary, tiles: hasTiles ? tiles : nil, table: table, preview: preview,
      chooser: nil)
  }

  /// Customers on one screen.
  func listRows(_ surroundings: Surroundings) -> Int {
    let size = Size(rows: surroundings.bodyRows, columns: surroundings.size.columns)
    return frame(in: size).table.rows - 1
  }

  /// A line on what is shown, the figures, the headings, and one customer per line.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let frame = frame(in: canvas.size)
    canvas.within(frame.summary) { drawSummary(on: &$0, surroundings: surroundings) }
    if let tiles = frame.tiles {
      canvas.within(tiles.inset(columns: 1)) {
        PortfolioTile.draw(self.tiles, filter: filter, on: &$0, surroundings: surroundings)
      }
    }
    if visible.isEmpty {
      canvas.within(frame.table.inset(rows: 1, columns: 2)) {
        $0.paragraph(isLoaded ? emptyReason(surroundings.keys) : surroundings.waiting)
      }
    } else {
      canvas.within(frame.table) { drawTable(on: &$0, surroundings: surroundings) }
    }
    if let preview = frame.preview {
      canvas.within(preview) { drawPreview(on: &$0, surroundings: surroundings) }
    }
    if let side = frame.chooser {
      canvas.within(side) { chooser?.draw(on: &$0, surroundings: surroundings) }
    }
  }

  private func drawSummary(on canvas: inout Canvas, surroundings: Surroundings) {
    guard isLoaded else { return }
    let line = SafeText.joined(
      summary(surroundings), separator: " \(surroundings.glyphs.separator) ")
    canvas.write(
      line.truncated(to: canvas.columns - 2), row: 0, column: 1,
      role: query.problems.isEmpty ? .muted : .warning)
  }

  /// How many are shown and what hides the others, then whose they are and how they stand.
  private func summary(_ surroundings: Surroundings) -> [SafeText] {
    let glyphs = surroundings.glyphs
    let all = Words.count(rows.count, "customer", "customers")
    var parts: [SafeText] = [
      filter.isEmpty ? all : "\(visible.count) of \(isComplete ? all : "\(all) so far")"
    ]
    parts += query.problems.prefix(1).map { SafeText(sanitizing: $0.description, limit: 80) }
    parts += hidden.prefix(3).map { hidden in
      "\(SafeText(sanitizing: hidden.term, limit: 24)) hides \(hidden.count)"
    }
    parts.append(bookTitle)
    if let viewName { parts.append(SafeText(sanitizing: viewName, limit: 30)) }
    parts.append(
      "by \(order.column.title) \(order.isReversed ? glyphs.descending : glyphs.ascending)")
    if let group { parts.append("under \(group.groupTitle)") }
    if !list.marked.isEmpty { parts.append("\(list.marked.count) marked") }
    if isOrderStale {
      parts.insert("values changed, \(surroundings.keys["portfolio.resort"]) re-sorts", at: 1)
    }
    return parts
  }

  /// Whose customers they are; a TAM by name, once it is known.
  private var bookTitle: SafeText {
    guard case .user(let id) = book, let name = books?.first(where: { $0.tam == id })?.name else {
      return book.title
    }
    return "book of \(SafeText(sanitizing: name, limit: 24))"
  }

  /// Says why there is nothing to see and what to do.
  private func emptyReason(_ keys: KeyNames) -> SafeText {
    if !filter.isEmpty && !rows.isEmpty {
      return isComplete
        ? "No customer matches the filter. \(keys["back"]) clears it."
        : "None of the first customers matches the filter; the others are being read."
    }
    switch book {
    case .own:
      return """
        No customer has you as its TAM. Press \(keys["portfolio.book"]) for the team's book or \
        every customer, or \(keys["sync.now"]) to sync now.
        """
    case .team, .user:
      return "No customer in this book. Press \(keys["portfolio.book"]) for another one."
    case .followed:
      return """
        You follow no customer yet. \(keys["customer.follow"]) follows the one under the cursor, \
        also on the 360 and in other lists; \(keys["palette"]) follow by id takes one that is not \
        in your book.
        """
    case .everything:
      return """
        The replica is empty. Press \(keys["sync.now"]) to sync; `tam login` connects to a service.
        """
    }
  }

  private mutating func drawTable(on canvas: inout Canvas, surroundings: Surroundings) {
    let gutter = ListMargin.leading
    let columns = shownColumns
    let layout = PortfolioColumn.placed(
      columns, width: canvas.columns - ListMargin.width, isChosen: self.columns != nil)
    for place in layout.columns {
      let column = columns[place.index]
      let area = Rect(row: 0, column: gutter + place.column, rows: 1, columns: place.width)
      canvas.target(area, Command.portfolio(.sortBy(column)))
      canvas.write(
        column.title.fitted(to: place.width, alignment: column.layout.alignment), row: 0,
        column: area.column, role: column == order.column ? .headerSorted : .header)
    }
    let (rows, places) = (rows, places)
    let look = PortfolioLook(
      generation: generation, columns: columns, layout: layout, today: surroundings.today,
      glyphs: surroundings.glyphs)
    var drawn = DrawnLines<Account.ID, PortfolioLook>()
    swap(&drawn, &self.drawn)
    drawn.draw(look) { drawn in
      canvas.within(canvas.bounds.splitTop(1).rest) { canvas in
        list.draw(
          lines, on: &canvas, glyphs: surroundings.glyphs,
          highlightEnd: layout.columns.last {
            gutter + $0.column + $0.width <= Canvas.highlightReach
          }.map { $0.column + $0.width },
          select: { Command.portfolio(.select($0)) },
          row: { id, canvas in
            guard let place = places[id] else { return }
            drawn.line(id, on: &canvas) {
              look.draw(rows[place], on: &$0, surroundings: surroundings)
            }
          })
      }
    }
    self.drawn = drawn
  }
}

/// What the lines of the Portfolio look like, besides what they say.
struct PortfolioLook: Equatable {
  let generation: Int
  let columns: [PortfolioColumn]
  let layout: TableLayout
  let today: Day
  let glyphs: GlyphSet

  func draw(_ row: PortfolioRow, on canvas: inout Canvas, surroundings: Surroundings) {
    for place in layout.columns {
      let area = Rect(row: 0, column: place.column, rows: 1, columns: place.width)
      canvas.within(area) {
        columns[place.index].draw(row, on: &$0, surroundings: surroundings)
      }
    }
  }
}
