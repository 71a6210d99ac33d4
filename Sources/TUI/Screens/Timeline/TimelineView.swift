import CustomerSuccess
import ReplicaStore
import Terminal

extension TimelineState {
  /// The entries under their days; the one under the cursor beside or below them.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    canvas.write(
      summary(surroundings).truncated(to: canvas.columns - 2), row: 0, column: 1,
      role: problems.isEmpty ? .muted : .warning)
    let body = canvas.bounds.splitTop(1).rest
    guard let rows, !rows.isEmpty else {
      canvas.within(body.inset(rows: 1, columns: 2)) {
        $0.paragraph(rows == nil ? surroundings.waiting : emptyReason(surroundings.keys))
      }
      return
    }
    let isWide = canvas.columns >= 110
    guard isWide || isOpen, let row = selectedRow else {
      canvas.within(body) { drawList(on: &$0, surroundings: surroundings) }
      return
    }
    // On a small screen the entry takes all of it.
    let isSmall = body.rows < 16
    let beside = body.splitLeading(body.columns / 2)
    let below = body.splitTop(isSmall ? 0 : body.rows / 2)
    let list = isWide ? beside.leading : below.top
    let entry = isWide ? beside.rest : below.rest
    canvas.within(list) { drawList(on: &$0, surroundings: surroundings) }
    canvas.within(entry.inset(rows: 0, columns: 1)) {
      drawEntry(row, on: &$0, surroundings: surroundings)
    }
  }

  private func summary(_ surroundings: Surroundings) -> SafeText {
    if let problem = problems.first { return SafeText(sanitizing: problem.description) }
    var parts = [account.map { SafeText(sanitizing: $0.name, limit: 30) } ?? book.title]
    if let count = rows?.count {
      parts.insert(
        hasMore ? "newest \(count) entries" : Words.count(count, "entry", "entries"), at: 0)
    }
    if !filter.isEmpty { parts.append("filter: \(SafeText(sanitizing: filter, limit: 60))") }
    return .joined(parts, separator: " \(surroundings.glyphs.separator) ")
  }

  private func emptyReason(_ keys: KeyNames) -> SafeText {
    if !filter.isEmpty { return "No entry fits the filter. \(keys["back"]) clears it." }
    let log = keys["log.line"]
    return account == nil
      ? """
      Nothing is logged yet. \(log) logs a call in one line, \(keys["timeline.book"]) shows another \
      book.
      """
      : "Nothing is logged for this customer yet. \(log) logs a call in one line."
  }

  private mutating func drawList(on canvas: inout Canvas, surroundings: Surroundings) {
    let (rows, places) = (rows ?? [], places)
    let showsCustomer = account == nil
    cursor.draw(
      lines, on: &canvas, glyphs: surroundings.glyphs, select: { .timeline(.select($0)) },
      row: { id, canvas in
        guard let place = places[id] else { return }
        canvas.entry(rows[place], showsCustomer: showsCustomer, glyphs: surroundings.glyphs)
      })
  }

  /// Everything of one entry; long notes scroll.
  private mutating func drawEntry(
    _ row: ActivityRow, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    let glyphs = surroundings.glyphs
    canvas.rule(row: 0, title: SafeText(sanitizing: row.subject, limit: 80), glyphs: glyphs)
    let facts = row.facts(glyphs: glyphs, today: surroundings.today)
      .flatMap { $0.wrapped(to: canvas.columns - 1) }
    let notes = SafeText.lines(sanitizing: row.notes.isEmpty ? "No notes." : row.notes)
      .flatMap { $0.wrapped(to: canvas.columns - 1) }
    let all = facts.map { ($0, Role.muted) } + notes.map { ($0, Role.text) }
    let room = max(canvas.rows - 1, 0)
    details.scroll(by: 0, count: all.count, rows: room)
    let window = details.visible(count: all.count, rows: room)
    for (place, index) in window.enumerated() {
      canvas.write(all[index].0, row: place + 1, role: all[index].1)
    }
    canvas.scrollBar(
      in: Rect(row: 1, column: 0, rows: room, columns: canvas.columns),
      offset: window.lowerBound, count: all.count, glyphs: glyphs)
  }
}

extension ActivityRow {
  /// What is known beside the notes, a line for each kind.
  fileprivate func facts(glyphs: GlyphSet, today: Day) -> [SafeText] {
    var what: [SafeText] = [type.map(Words.plain) ?? "Entry"]
    if let day { what.append("\(Words.plain(day)), \(Words.distance(day, today: today))") }
    if let meetingType { what.append(Words.plain(meetingType)) }
    if let milestoneType { what.append("milestone \(Words.plain(milestoneType))") }
    if let durationMinutes { what.append("\(durationMinutes) min") }
    if let sentiment { what.append("\(glyphs.sign(sentiment)) \(Words.plain(sentiment))") }
    if hasExecutiveSponsor { what.append("executive sponsor") }
    if requiresTriage { what.append("triage") }
    var lines: [SafeText] = [
      """
      \(SafeText(sanitizing: accountName, limit: 60)), by \
      \(SafeText(sanitizing: authorName ?? "nobody", limit: 40))
      """,
      .joined(what, separator: " \(glyphs.separator) "),
    ]
    lines += links
    var people = externalAttendees.map { SafeText(sanitizing: $0, limit: 60) }
    if !internalAttendees.isEmpty {
      people.append(Words.count(internalAttendees.count, "colleague", "colleagues"))
    }
    if !people.isEmpty { lines.append("with \(SafeText.joined(people, separator: ", "))") }
    if let productRisk, !productRisk.isEmpty {
      lines.append("product risk: \(SafeText(sanitizing: productRisk, limit: 200))")
    }
    if editedAt != nil { lines.append("Edited after it was logged.") }
    if siblingOf != nil { lines.append("A concurrent version, kept beside the other.") }
    if isUnsent { lines.append("Not sent yet.") }
    return lines
  }
}

extension Canvas {
  /// One entry in a row: type, color, customer, subject, and what is particular about it.
  fileprivate mutating func entry(_ row: ActivityRow, showsCustomer: Bool, glyphs: GlyphSet) {
    let typeWidth = columns >= 50 ? 10 : 5
    write(
      (row.type.map(Words.plain) ?? "").truncated(to: typeWidth - 1), row: 0, role: .muted)
    if let sentiment = row.sentiment {
      write(glyphs.sign(sentiment), row: 0, column: typeWidth, role: .of(sentiment))
    }
    var column = typeWidth + 2
    if showsCustomer {
      let width = min(max(columns / 4, 10), 24)
      write(
        SafeText(sanitizing: row.accountName, limit: width - 1), row: 0, column: column,
        role: .muted)
      column += width
    }
    var marks: [SafeText] = []
    if row.siblingOf != nil { marks.append("version") }
    if row.isUnsent { marks.append("unsent") }
    if columns >= 60, let author = row.authorName {
      marks.append(SafeText(sanitizing: author, limit: 16))
    }
    let mark = SafeText.joined(marks, separator: " ")
    let room = max(columns - column - (mark.isEmpty ? 0 : mark.width + 1), 0)
    write(SafeText(sanitizing: row.subject).truncated(to: room), row: 0, column: column)
    write(
      mark, row: 0, column: columns - mark.width, role: row.isUnsent ? .marked : .muted)
  }
}
