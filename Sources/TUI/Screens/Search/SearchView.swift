import CustomerSuccess
import ReplicaStore
import Terminal

extension SearchState {
  /// The words, the kinds, what was found by kind, and the place of the hit under the cursor.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let label: SafeText = "Search: "
    canvas.write(label, row: 0, column: 1, role: .key)
    field.draw(
      on: &canvas, row: 0, column: 1 + label.width,
      width: max(canvas.columns - label.width - 2, 1), isFocused: true,
      placeholder: "words of names, subjects, notes, hosts; the last may be unfinished",
      role: isRemembered ? .inputPlaceholder : .input)
    let cell = canvas.buffer.cursor
    drawKinds(on: &canvas, glyphs: surroundings.glyphs)
    let body = canvas.bounds.splitTop(2).rest
    guard !hits.isEmpty else {
      canvas.within(body.inset(rows: 1, columns: 2)) { $0.paragraph(emptyReason(surroundings)) }
      return
    }
    let parts = body.splitBottom(body.rows >= 16 ? 5 : body.rows >= 8 ? 3 : 0)
    canvas.within(parts.rest) { drawHits(on: &$0, surroundings: surroundings) }
    canvas.within(parts.bottom) { canvas in
      if let hit = selectedHit { canvas.found(hit, glyphs: surroundings.glyphs) }
    }
    // The list puts the terminal's cursor on its row; while words are typed it stays with them.
    if let cell { canvas.placeCursor(row: 0, column: cell.column) }
  }

  /// The kinds in a line, the chosen one in brackets; from it on when not all fit.
  private func drawKinds(on canvas: inout Canvas, glyphs: GlyphSet) {
    let all: [(kind: SearchHit.Kind?, word: SafeText)] =
      [(nil, "All")] + SearchHit.Kind.allCases.map { ($0, $0.words) }
    let width = all.reduce(0) { $0 + $1.word.width + 2 }
    let first = width < canvas.columns ? 0 : all.firstIndex { $0.kind == kind } ?? 0
    var column = 1
    for (kind, word) in all[first...] {
      let isChosen = kind == self.kind
      let text: SafeText = isChosen ? "[\(word)]" : " \(word) "
      guard column + text.width <= canvas.columns else { return }
      column = canvas.write(text, row: 1, column: column, role: isChosen ? .accent : .muted)
    }
  }

  private func emptyReason(_ surroundings: Surroundings) -> SafeText {
    let keys = surroundings.keys
    guard let reading else {
      return """
        Everything in your book is searched as you type. \(keys["search.open"]) opens, \
        \(keys["search.nextKind"]) narrows the kind.
        """
    }
    guard answered == reading else {
      return surroundings.readFailure == nil ? "" : surroundings.waiting
    }
    return kind == nil
      ? "Nothing holds all of these words. Fewer words, or another spelling, find more."
      : """
      None of this kind holds all of these words. \(keys["search.nextKind"]) looks for another, \
      \(keys["search.leave"]) for all.
      """
  }

  private mutating func drawHits(on canvas: inout Canvas, surroundings: Surroundings) {
    var lines: [ListLine<SearchHit.Key>] = []
    for (index, hit) in hits.enumerated() {
      if index == 0 || hits[index - 1].kind != hit.kind {
        let count = hits.count { $0.kind == hit.kind }
        let more: SafeText = hits.count >= SearchReading.limit ? ", the newest" : ""
        lines.append(.heading("\(hit.kind.words) (\(count)\(more))"))
      }
      lines.append(.item(hit.key))
    }
    let byKey = Dictionary(hits.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    cursor.draw(
      lines, on: &canvas, glyphs: surroundings.glyphs, select: { .search(.select($0)) },
      row: { key, canvas in
        if let hit = byKey[key] { canvas.line(of: hit) }
      })
  }
}

extension SearchHit.Kind {
  /// What people call several of them.
  fileprivate var words: SafeText {
    switch self {
    case .customer: "Customers"
    case .contact: "Contacts"
    case .instance: "Instances"
    case .ticket: "Tickets"
    case .plan: "Plans"
    case .cta: "CTAs"
    case .task: "Tasks"
    case .activity: "Activities"
    }
  }
}

extension Canvas {
  /// One hit in a row: when, whose, its name, and the words around the match where there is room.
  fileprivate mutating func line(of hit: SearchHit) {
    var column = 0
    if columns >= 60 {
      write(hit.day.map(Words.plain) ?? "", row: 0, role: .muted)
      column = 11
    }
    if hit.kind != .customer {
      let width = min(max(columns / 4, 10), 24)
      write(
        SafeText(sanitizing: hit.accountName ?? "", limit: width - 1), row: 0, column: column,
        role: .muted)
      column += width
    }
    let room = max(columns - column, 0)
    let title = SafeText(sanitizing: hit.title, limit: room)
    column = write(title, row: 0, column: column) + 2
    guard columns - column >= 16, !hit.isSaidByTitle else { return }
    parts(of: hit, row: 0, column: column, role: .muted)
  }

  /// The hit under the cursor: its name, whose it is, and the words around the match.
  fileprivate mutating func found(_ hit: SearchHit, glyphs: GlyphSet) {
    rule(
      row: 0, title: SafeText(sanitizing: hit.title, limit: max(columns - 6, 1)), glyphs: glyphs)
    let facts = [
      hit.accountName.map { SafeText(sanitizing: $0, limit: 60) }, hit.day.map(Words.plain),
    ].compactMap { $0 }
    write(.joined(facts, separator: " \(glyphs.separator) "), row: 1, column: 1, role: .muted)
    parts(of: hit, row: 2, column: 1, role: .text)
  }

  /// The snippet with its matches told apart; it goes on in the next rows of the window.
  private mutating func parts(of hit: SearchHit, row: Int, column: Int, role: Role) {
    var (row, place) = (row, column)
    for part in hit.snippet {
      for word in part.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        let text = SafeText(sanitizing: String(word.element))
        if word.offset > 0 { place += 1 }
        if place + text.width > columns, place > column, row + 1 < rows {
          (row, place) = (row + 1, column)
        }
        place = write(text, row: row, column: place, role: part.isMatch ? .match : role)
      }
    }
  }
}

extension SearchHit {
  /// Whether the snippet says nothing that the title does not.
  fileprivate var isSaidByTitle: Bool { snippet.map(\.text).joined() == title }
}
