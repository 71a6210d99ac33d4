import Terminal

/// A line of a list: an item, or a heading over the items that follow.
enum ListLine<ID: Hashable & Sendable>: Equatable {
  case heading(SafeText)
  case item(ID)

  var id: ID? { if case .item(let id) = self { id } else { nil } }
}

/// What a list goes through: an array, or what stands for one without holding each element.
nonisolated protocol Listed<Element>: RandomAccessCollection where Index == Int {}

extension Array: nonisolated Listed {}

/// What a list keeps of each line for itself.
enum ListMargin {
  /// Cells in front of an item: the cursor and the mark.
  static let leading = 2
  /// All of them: those in front, and the scroll bar behind.
  static let width = leading + 1
}

/// The cursor, the marks and the scroll position of a list; all go by id, never by row number.
struct ListCursor<ID: Hashable & Sendable>: Equatable {
  /// The item under the cursor.
  var selected: ID?
  private(set) var marked: Set<ID> = []
  private var scroll = ScrollWindow()
  /// Where the cursor stood last, for when its item goes away.
  private var place = 0
  /// The line in which the last drawing found the cursor, headings counted.
  private var line = 0

  /// The first line on screen, as the last drawing left it.
  var offset: Int { scroll.offset }

  /// Brings a line to the top, as far as the cursor stays in sight.
  mutating func scroll(to line: Int) { scroll = ScrollWindow(offset: line) }

  /// What an edit is about: the marked items in list order, or the one under the cursor.
  func targets(in ids: some Listed<ID>) -> [ID] {
    let chosen = marked.isEmpty ? [] : ids.filter(marked.contains)
    if !chosen.isEmpty { return chosen }
    return selected.map { [$0] } ?? []
  }

  /// Keeps the cursor on its item; when that is gone, on the one that took its place.
  ///
  /// - Parameter known: Where the item is, from who knows without a search.
  mutating func settle(in ids: some Listed<ID>, at known: Int? = nil) {
    if !marked.isEmpty { marked.formIntersection(ids) }
    if let index = known ?? index(in: ids) {
      place = index
      return
    }
    selected = ids.isEmpty ? nil : ids[min(place, ids.count - 1)]
  }

  /// Where the item under the cursor is; nearly always where it was.
  private func index(in ids: some Listed<ID>) -> Int? {
    guard let selected else { return nil }
    if place < ids.count, ids[place] == selected { return place }
    return ids.firstIndex(of: selected)
  }

  /// - Parameter page: The lines of one screen.
  mutating func move(_ motion: Motion, in ids: some Listed<ID>, page: Int) {
    guard !ids.isEmpty else { return }
    let index = index(in: ids) ?? place
    place = motion.target(from: index, count: ids.count, page: page)
    selected = ids[place]
  }

  /// Marks the item under the cursor, or takes its mark away, and goes on to the next.
  mutating func toggleMark(in ids: some Listed<ID>) {
    guard let selected else { return }
    if marked.remove(selected) == nil { marked.insert(selected) }
    move(.next, in: ids, page: 1)
  }

  /// Marks everything; when all is marked already, nothing.
  mutating func toggleAll(in ids: some Listed<ID>) {
    marked = marked.count == ids.count ? [] : Set(ids)
  }

  /// Marks exactly these.
  mutating func mark(_ ids: some Sequence<ID>) { marked = Set(ids) }

  /// Takes all marks away; false when there were none.
  mutating func clearMarks() -> Bool {
    defer { marked = [] }
    return !marked.isEmpty
  }

  /// Draws the lines that fit, each item two cells in, behind its cursor and its mark.
  ///
  /// - Parameters:
  ///   - end: Where the highlight ends on a wide screen, counted in cells of an item.
  ///   - select: The command that a click on an item calls.
  ///   - row: Draws one item in a canvas of one row.
  mutating func draw(
    _ lines: some Listed<ListLine<ID>>, on canvas: inout Canvas, glyphs: GlyphSet,
    highlightEnd end: Int? = nil,
    select: (ID) -> Command?, row: (ID, inout Canvas) -> Void
  ) {
    let index = find(in: lines)
    line = index ?? 0
    scroll.reveal(index, count: lines.count, rows: canvas.rows)
    let window = scroll.visible(count: lines.count, rows: canvas.rows)
    for (offset, index) in window.enumerated() {
      let area = Rect(row: offset, column: 0, rows: 1, columns: canvas.columns)
      canvas.within(area) { canvas in
        switch lines[index] {
        case .heading(let title): canvas.rule(row: 0, title: title, glyphs: glyphs)
        case .item(let id):
          if let command = select(id) { canvas.target(nil, command) }
          drawItem(id, on: &canvas, glyphs: glyphs, row: row)
          if id == selected {
            canvas.highlight(endingAt: end.map { ListMargin.leading + $0 })
          }
        }
      }
    }
    canvas.scrollBar(
      in: canvas.bounds, offset: window.lowerBound, count: lines.count, glyphs: glyphs)
  }

  /// The line of the cursor: its place where there are no headings; else it seldom goes far from one
  /// drawing to the next.
  private func find(in lines: some Listed<ListLine<ID>>) -> Int? {
    guard let selected else { return nil }
    if place < lines.count, lines[place].id == selected { return place }
    let near = (0..<lines.count).clamped(to: max(line - 3, 0)..<max(line + 4, 0))
    return near.first { lines[$0].id == selected } ?? lines.firstIndex { $0.id == selected }
  }

  private func drawItem(
    _ id: ID, on canvas: inout Canvas, glyphs: GlyphSet, row: (ID, inout Canvas) -> Void
  ) {
    if id == selected {
      canvas.write(glyphs.cursor, row: 0, role: .accent)
      canvas.placeCursor(row: 0, column: 0)
    }
    if marked.contains(id) { canvas.write(glyphs.marked, row: 0, column: 1, role: .marked) }
    let inside = Rect(
      row: 0, column: ListMargin.leading, rows: 1,
      columns: max(canvas.columns - ListMargin.width, 0))
    canvas.within(inside) { row(id, &$0) }
  }
}
