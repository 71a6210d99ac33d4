import CustomerSuccess
import ReplicaStore
import Terminal

extension InstancesState {
  /// How far the queue is, the queue, and beside or below it everything needed to decide.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    drawProgress(on: &canvas, glyphs: surroundings.glyphs)
    let body = canvas.bounds.splitTop(1).rest
    guard !visible.isEmpty else {
      canvas.within(body.inset(rows: 1, columns: 2)) {
        $0.paragraph(isLoaded ? emptyReason(surroundings.keys) : surroundings.waiting)
      }
      return
    }
    let isWide = canvas.columns >= 110
    let (list, details): (Rect, Rect) =
      isWide
      ? body.splitLeading(canvas.columns * 11 / 20) : body.splitTop(max(body.rows * 9 / 20, 3))
    canvas.within(list) { drawList(on: &$0, surroundings: surroundings) }
    guard let row = selectedRow else { return }
    canvas.within(isWide ? details.inset(columns: 1) : details) { canvas in
      canvas.instance(
        row, type: type(of: row), siblings: siblings(of: row).map { ($0, type(of: $0)) },
        refusal: rights.refusal(row), surroundings: surroundings)
    }
  }

  /// Whose instances they are; a TAM by name, where one of the customers says it.
  private var bookTitle: SafeText {
    guard case .user(let id) = book, let name = rows.first(where: { $0.owner == id })?.ownerName
    else { return book.title }
    return "book of \(SafeText(sanitizing: name, limit: 24))"
  }

  private func drawProgress(on canvas: inout Canvas, glyphs: GlyphSet) {
    let left = leftCount
    var parts: [SafeText] = [
      left == 0 && !queue.isEmpty
        ? "all \(queue.count) labeled" : "\(left) of \(queue.count) left", bookTitle,
    ]
    if showsLabeled { parts.append("labeled ones too") }
    if !filter.isEmpty {
      parts.append("\(visible.count) with: \(SafeText(sanitizing: filter, limit: 30))")
    }
    if !cursor.marked.isEmpty { parts.append("\(cursor.marked.count) marked") }
    let line = SafeText.joined(parts, separator: " \(glyphs.separator) ")
    let end = canvas.write(
      isLoaded ? line.truncated(to: canvas.columns - 2) : "", row: 0, column: 1, role: .muted)
    let room = min(canvas.columns - end - 3, 30)
    guard isLoaded, queue.count > 0, room >= 8 else { return }
    let done = Double(queue.count - min(left, queue.count)) / Double(queue.count)
    canvas.write(
      Charts.bar(done, width: room, glyphs: glyphs), row: 0, column: canvas.columns - room - 1,
      role: .chart, ground: .selectionInactive)
  }

  /// Says why there is nothing to see and what to do.
  private func emptyReason(_ keys: KeyNames) -> SafeText {
    if !filter.isEmpty { return "No instance matches the filter. \(keys["back"]) clears it." }
    let whose: SafeText =
      book == .own ? "of your customers" : book == .everything ? "here" : "of this book"
    return """
      Every instance \(whose) has a label. Press \(keys["instances.labeled"]) to list them, \
      \(keys["instances.book"]) for another book; usage data brings new ones.
      """
  }

  private mutating func drawList(on canvas: inout Canvas, surroundings: Surroundings) {
    let layout = TableLayout(Self.columns, width: canvas.columns - 3, gap: 1)
    for place in layout.columns {
      let column = Self.columns[place.index]
      canvas.write(
        column.title.fitted(to: place.width, alignment: column.alignment), row: 0,
        column: 2 + place.column, role: .header)
    }
    let visible = visible
    let byID = Dictionary(visible.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let state = self
    canvas.within(canvas.bounds.splitTop(1).rest) { canvas in
      cursor.draw(
        visible.map { .item($0.id) }, on: &canvas, glyphs: surroundings.glyphs,
        select: { .instances(.select($0)) },
        row: { id, canvas in
          guard let row = byID[id] else { return }
          state.drawRow(row, layout, on: &canvas, surroundings: surroundings)
        })
    }
  }

  private static let columns = [
    TableColumn("Host or namespace", minimum: 16, ideal: 30, priority: 100, isFlexible: true),
    TableColumn("Customer", minimum: 10, ideal: 20, priority: 90, isFlexible: true),
    TableColumn("Users", minimum: 5, ideal: 6, priority: 85, alignment: .trailing),
    TableColumn("Version", minimum: 7, ideal: 8, priority: 60),
    TableColumn("Last ping", minimum: 9, ideal: 9, priority: 50, alignment: .trailing),
    TableColumn("Label", minimum: 14, ideal: 14, priority: 70),
  ]

  private func drawRow(
    _ row: InstanceRow, _ layout: TableLayout, on canvas: inout Canvas,
    surroundings: Surroundings
  ) {
    let type = type(of: row)
    let role: Role = rights.refusal(row) == nil ? .text : .muted
    for place in layout.columns {
      let (text, cellRole): (SafeText, Role) =
        switch place.index {
        case 0: (SafeText(sanitizing: row.name, limit: place.width), role)
        case 1: (SafeText(sanitizing: row.accountName, limit: place.width), role)
        case 2: (row.billableUsers.map { "\($0)" } ?? "?", role)
        case 3: (SafeText(sanitizing: row.version ?? "", limit: place.width), role)
        case 4: (row.lastPing.map { Words.age($0, now: surroundings.now) } ?? "never", .muted)
        default: (Words.plain(type), type == .unknown ? .unknown : .marked)
        }
      let cell = text.fitted(
        to: place.width, alignment: Self.columns[place.index].alignment)
      canvas.write(cell, row: 0, column: place.column, role: cellRole)
    }
  }
}
