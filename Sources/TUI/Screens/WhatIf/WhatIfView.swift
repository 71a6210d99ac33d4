import CustomerSuccess
import ReplicaStore
import Terminal

extension WhatIfState {
  /// What is tried out, every number that can be, what the book adds up to, and the customers with
  /// their place and health before and after.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    drawText(on: &canvas, surroundings: surroundings)
    let body = canvas.bounds.splitTop(1).rest
    guard let page else {
      return canvas.within(body.inset(rows: 1, columns: 2)) {
        $0.paragraph(surroundings.waiting)
      }
    }
    let numberRows = canvas.rows >= 18 ? 3 : canvas.rows >= 14 ? 2 : 1
    let wanted = page.rowsOfNumbers(canvas.columns - 2)
    let (numbers, rest) = body.splitTop(min(wanted, numberRows))
    canvas.within(numbers.inset(columns: 1)) { $0.numbers(of: page, all: wanted <= numberRows) }
    let line = line(of: page, surroundings)
    let hasRoom = canvas.rows >= 18 && line.width > canvas.columns - 2
    let (sums, list) = rest.splitTop(hasRoom ? 2 : 1)
    canvas.within(sums.inset(columns: 1)) { canvas in
      if hasRoom {
        canvas.paragraph(line, role: .text)
      } else {
        canvas.write(line.truncated(to: canvas.columns), row: 0)
      }
    }
    guard !ids.isEmpty else {
      return canvas.within(list.inset(rows: 1, columns: 2)) {
        $0.paragraph(emptyReason(page, surroundings.keys))
      }
    }
    let hasDetails = canvas.rows >= 16
    let (rows, details) = list.splitBottom(hasDetails ? 2 : 0)
    drawList(on: &canvas, in: rows, page, surroundings: surroundings)
    canvas.within(details.inset(columns: 1)) { canvas in
      if let row = selectedRow { canvas.details(of: row, page, glyphs: surroundings.glyphs) }
    }
  }

  private func drawText(on canvas: inout Canvas, surroundings: Surroundings) {
    let unfinished = unfinished
    let note: SafeText =
      unfinished.map { "\($0)\u{2026} is unfinished" }
      ?? (text.isEmpty ? "" : "a trial: nothing is saved")
    let room = max(canvas.columns - note.width - 4, 0)
    let label: SafeText = "Try: "
    canvas.write(label, row: 0, column: 1, role: .key)
    let typed: SafeText =
      text.isEmpty
      ? "\(surroundings.keys["list.filter"]) tries other numbers; nothing is saved"
      : SafeText(sanitizing: text, limit: 200)
    canvas.write(
      typed.truncated(to: max(room - label.width, 0)), row: 0, column: 1 + label.width,
      role: text.isEmpty ? .muted : .title)
    canvas.trailing(note, role: .warning, endingBefore: 1)
  }

  /// The problem of what was typed, or what the book adds up to.
  private func line(of page: WhatIfPage, _ surroundings: Surroundings) -> SafeText {
    if unfinished == nil, let problem = page.problems.first {
      return SafeText(sanitizing: problem)
    }
    let changed = page.rows.count(where: \.isChanged)
    let count: SafeText =
      isTrying ? "\(changed) of \(page.rows.count) change" : "\(book.title): \(page.rows.count)"
    return .joined([count] + page.sums, separator: " \(surroundings.glyphs.separator) ")
  }

  private func emptyReason(_ page: WhatIfPage, _ keys: KeyNames) -> SafeText {
    guard !page.rows.isEmpty else {
      return "This book has no customers. \(keys["whatIf.book"]) takes another book."
    }
    return """
      No customer would have another score, color or owner. \(keys["whatIf.all"]) lists all of them, \
      \(keys["list.filter"]) tries other numbers.
      """
  }

  private mutating func drawList(
    on canvas: inout Canvas, in area: Rect, _ page: WhatIfPage, surroundings: Surroundings
  ) {
    let (head, body) = area.splitTop(area.rows >= 6 ? 1 : 0)
    let layout = WhatIfLayout(columns: canvas.columns - ListMargin.width)
    canvas.within(head.inset(columns: ListMargin.leading)) { layout.drawHeadings(on: &$0) }
    canvas.within(body) { canvas in
      cursor.draw(
        ids.map { .item($0) }, on: &canvas, glyphs: surroundings.glyphs,
        select: { .whatIf(.select($0)) },
        row: { id, canvas in
          guard let row = rows[id] else { return }
          layout.draw(row, of: page, on: &canvas, glyphs: surroundings.glyphs)
        })
    }
  }
}

/// Where the columns of the list begin.
private struct WhatIfLayout {
  let name: Int
  let nameWidth: Int
  let old: Int
  let new: Int
  let reasons: Int
  let reasonWidth: Int

  /// Places stand on the left as far as four digits, healths take five cells, reasons the rest.
  init(columns: Int) {
    reasonWidth = columns >= 60 ? min((columns - 30) / 2, 44) : 0
    name = columns >= 50 ? 11 : 8
    let end = columns - (reasonWidth > 0 ? reasonWidth + 2 : 0)
    new = end - 5
    old = new - 9
    nameWidth = max(old - name - 1, 0)
    reasons = end + 2
  }

  func drawHeadings(on canvas: inout Canvas) {
    canvas.write("Place", row: 0, role: .header)
    canvas.write("Customer", row: 0, column: name, role: .header)
    canvas.write("Now", row: 0, column: old, role: .header)
    canvas.write("Then", row: 0, column: new, role: .header)
    if reasonWidth > 0 { canvas.write("Moved by", row: 0, column: reasons, role: .header) }
  }

  @MainActor func draw(
    _ row: WhatIfRow, of page: WhatIfPage, on canvas: inout Canvas, glyphs: GlyphSet
  ) {
    let moved = row.oldRank != row.newRank
    let place: SafeText = moved ? "\(row.oldRank)->\(row.newRank)" : "\(row.newRank)"
    canvas.write(place.truncated(to: name - 1), row: 0, role: moved ? .text : .muted)
    canvas.write(
      SafeText(sanitizing: row.line.name, limit: nameWidth).truncated(to: nameWidth), row: 0,
      column: name, role: row.isMoving ? .marked : .text)
    canvas.brief(row.old, glyphs: glyphs, column: old)
    guard row.isChanged else { return }
    canvas.write("->", row: 0, column: old + 6, role: .muted)
    canvas.brief(row.new, glyphs: glyphs, column: new)
    guard reasonWidth > 0 else { return }
    let reasons = SafeText.joined(row.reasons(to: page.owner), separator: ", ")
    canvas.write(reasons.truncated(to: reasonWidth), row: 0, column: self.reasons, role: .muted)
  }
}

extension WhatIfPage {
  /// How many rows the numbers take when as many as fit stand in each.
  @MainActor fileprivate func rowsOfNumbers(_ columns: Int) -> Int {
    placed(columns).map(\.row).max().map { $0 + 1 } ?? 1
  }

  @MainActor fileprivate func placed(
    _ columns: Int, triedFirst: Bool = false
  ) -> [(row: Int, column: Int, Number)] {
    let numbers = numbers
    let ordered =
      triedFirst ? numbers.filter(\.isTried) + numbers.filter { !$0.isTried } : numbers
    var (row, column) = (0, 0)
    return ordered.map { number in
      if column > 0, column + number.text.width > columns { (row, column) = (row + 1, 0) }
      defer { column += number.text.width + 2 }
      return (row, column, number)
    }
  }
}

extension Canvas {
  /// Those tried out come first where not all have room.
  fileprivate mutating func numbers(of page: WhatIfPage, all: Bool) {
    for (row, column, number) in page.placed(columns, triedFirst: !all) where row < rows {
      write(number.text, row: row, column: column, role: number.isTried ? .changed : .muted)
    }
  }

  /// Sign and score in five cells.
  fileprivate mutating func brief(_ health: OverallHealth?, glyphs: GlyphSet, column: Int) {
    guard let health else {
      write("\(glyphs.unknown) NA", row: 0, column: column, role: .unknown)
      return
    }
    let points: SafeText = "\(Int(health.score.rounded()))"
    write(
      "\(glyphs.sign(health.color)) \(points.fitted(to: 3, alignment: .trailing))", row: 0,
      column: column, role: .of(health.color))
  }

  /// The whole story of one customer, in up to two rows.
  fileprivate mutating func details(of row: WhatIfRow, _ page: WhatIfPage, glyphs: GlyphSet) {
    let owner = row.line.ownerName.map { SafeText(sanitizing: $0, limit: 30) } ?? "nobody"
    let score: (OverallHealth?) -> SafeText = { health in
      health.map { "\(Words.score($0.score)) \(Words.plain($0.color))" } ?? "NA"
    }
    var parts: [SafeText] = [
      row.isChanged ? "\(score(row.old)) -> \(score(row.new))" : score(row.old), "of \(owner)",
    ]
    if let arr = row.line.arr { parts.append(Words.short(arr)) }
    parts += row.reasons(to: page.owner)
    let name = SafeText(sanitizing: row.line.name, limit: 40)
    let text: SafeText = "\(name): \(SafeText.joined(parts, separator: ", "))"
    for (row, line) in text.wrapped(to: columns).prefix(rows).enumerated() {
      write(line, row: row, role: .muted)
    }
  }
}
