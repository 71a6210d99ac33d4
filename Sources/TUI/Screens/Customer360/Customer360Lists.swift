import CustomerSuccess
import ReplicaStore
import Terminal

extension Customer360State {
  /// Every attribute with its value and the system that owns it.
  mutating func drawAttributes(
    _ page: CustomerPage, on canvas: inout Canvas, glyphs: GlyphSet
  ) {
    let columns = Self.attributes
    let account = page.customer.account
    let currency = account[Account.currency].flatMap { Currency(code: $0) }
    scroll.reveal(attribute, count: columns.count, rows: canvas.rows)
    let window = scroll.visible(count: columns.count, rows: canvas.rows)
    let labelWidth = min(24, canvas.columns / 3)
    let ownerWidth = canvas.columns >= 48 ? 13 : 0
    for (row, index) in window.enumerated() {
      let column = columns[index]
      let area = Rect(row: row, column: 0, rows: 1, columns: canvas.columns)
      canvas.within(area) { canvas in
        if index == attribute {
          canvas.fill(ground: .selection)
          canvas.placeCursor(row: 0, column: 0)
        }
        let value = AttributeText.shown(
          account[column: column.name], column: column, currency: currency,
          userNames: page.customer.userNames)
        let isUnsent = page.customer.unsentColumns.contains(column.name)
        canvas.write(
          SafeText(sanitizing: column.label, limit: labelWidth), row: 0, role: .muted)
        let room = max(canvas.columns - labelWidth - ownerWidth - 3, 0)
        canvas.write(
          (value.isEmpty ? glyphs.separator : value).truncated(to: room), row: 0,
          column: labelWidth + 1, role: isUnsent ? .marked : .text)
        guard ownerWidth > 0 else { return }
        canvas.write(
          Self.badge(column), row: 0, column: canvas.columns - ownerWidth, role: .badge)
      }
    }
    canvas.scrollBar(
      in: canvas.bounds, offset: window.lowerBound, count: columns.count, glyphs: glyphs)
  }

  /// Who owns the column, in a word.
  private static func badge(_ column: Column) -> SafeText {
    switch column.origin.owner {
    case .salesforce: "Salesforce"
    case .zendesk: "Zendesk"
    case .snowflake: "Snowflake"
    case .tamarack: "ours"
    case .shared: "both"
    case .computed: "calculated"
    }
  }

  /// The entries, newest first; the one under the cursor shows its notes when it is open.
  mutating func drawTimeline(
    _ page: CustomerPage, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    guard !page.timeline.isEmpty else {
      return canvas.paragraph("Nothing is logged yet. Press l to log a call in one line.")
    }
    let detailRows = isExpanded ? max(canvas.rows / 2, 3) : 0
    let parts = canvas.bounds.splitTop(canvas.rows - detailRows)
    let index = selectedActivityIndex
    scroll.reveal(index, count: page.timeline.count, rows: parts.top.rows)
    let window = scroll.visible(count: page.timeline.count, rows: parts.top.rows)
    for (row, place) in window.enumerated() {
      let area = Rect(row: row, column: 0, rows: 1, columns: canvas.columns)
      canvas.within(area) { canvas in
        if place == index {
          canvas.fill(ground: .selection)
          canvas.placeCursor(row: 0, column: 0)
        }
        canvas.entry(page.timeline[place], glyphs: surroundings.glyphs)
      }
    }
    canvas.scrollBar(
      in: parts.top, offset: window.lowerBound, count: page.timeline.count,
      glyphs: surroundings.glyphs)
    guard isExpanded, let index else { return }
    canvas.within(parts.rest) { $0.details(page.timeline[index], glyphs: surroundings.glyphs) }
  }

  /// The CTAs that are open, most urgent first.
  mutating func drawCockpit(
    _ page: CustomerPage, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    guard !page.ctas.isEmpty else {
      return canvas.paragraph("No CTA is open for this customer.")
    }
    scroll.scroll(by: 0, count: page.ctas.count, rows: canvas.rows)
    let window = scroll.visible(count: page.ctas.count, rows: canvas.rows)
    for (row, index) in window.enumerated() {
      let cta = page.ctas[index]
      let isLate = cta.dueDate.map { $0 < surroundings.today } ?? false
      let due = cta.dueDate.map(Words.plain) ?? "no date   "
      canvas.write(due, row: row, role: isLate ? .risk : .text)
      canvas.write(
        isLate ? "late" : "", row: row, column: 11, role: .risk)
      canvas.write(cta.type.map(Words.plain) ?? "", row: row, column: 16, role: .muted)
      canvas.write(
        SafeText(sanitizing: cta.name, limit: max(canvas.columns - 28, 0)), row: row, column: 27)
    }
    canvas.scrollBar(
      in: canvas.bounds, offset: window.lowerBound, count: page.ctas.count,
      glyphs: surroundings.glyphs)
  }

  /// The people at the customer.
  mutating func drawContacts(_ page: CustomerPage, on canvas: inout Canvas) {
    guard !page.contacts.isEmpty else {
      return canvas.paragraph("No contact is known for this customer.")
    }
    scroll.scroll(by: 0, count: page.contacts.count, rows: canvas.rows)
    let nameWidth = min(26, canvas.columns / 3)
    let room = max(canvas.columns - 2 * nameWidth - 2, 0)
    for (row, contact) in page.contacts.dropFirst(scroll.offset).prefix(canvas.rows).enumerated() {
      let role: Role = contact[Contact.isInactive] == true ? .muted : .text
      let name = [contact[Contact.firstName], contact[Contact.lastName]].compactMap { $0 }
        .joined(separator: " ")
      canvas.write(SafeText(sanitizing: name, limit: nameWidth), row: row, role: role)
      let title = SafeText(sanitizing: contact[Contact.title] ?? "", limit: nameWidth)
      canvas.write(title, row: row, column: nameWidth + 1, role: .muted)
      canvas.write(
        SafeText(sanitizing: contact[Contact.email] ?? "no e-mail", limit: room), row: row,
        column: 2 * nameWidth + 2, role: role)
    }
  }
}

extension Canvas {
  /// One line of the timeline: date, type, sentiment, subject, author.
  fileprivate mutating func entry(_ entry: ActivityRow, glyphs: GlyphSet) {
    write(entry.day.map(Words.plain) ?? "no date", row: 0)
    write(entry.type.map(Words.plain) ?? "", row: 0, column: 11, role: .muted)
    if let sentiment = entry.sentiment {
      write(glyphs.sign(sentiment), row: 0, column: 21, role: .of(sentiment))
    }
    let author = SafeText(sanitizing: entry.authorName ?? "", limit: 16)
    let authorWidth = columns >= 60 ? 18 : 0
    let room = max(columns - 23 - authorWidth - (entry.isUnsent ? 8 : 0), 0)
    var end = write(SafeText(sanitizing: entry.subject, limit: room), row: 0, column: 23)
    if entry.isUnsent { end = write(" unsent", row: 0, column: end, role: .marked) }
    if authorWidth > 0 { write(author, row: 0, column: columns - authorWidth, role: .muted) }
  }

  /// Everything of one entry.
  fileprivate mutating func details(_ entry: ActivityRow, glyphs: GlyphSet) {
    rule(row: 0, title: SafeText(sanitizing: entry.subject, limit: 60), glyphs: glyphs)
    var facts: [SafeText] = []
    if let type = entry.meetingType { facts.append(Words.plain(type)) }
    if let sentiment = entry.sentiment { facts.append("sentiment \(Words.plain(sentiment))") }
    if !entry.externalAttendees.isEmpty {
      let names = entry.externalAttendees.map { SafeText(sanitizing: $0, limit: 60) }
      facts.append("with \(SafeText.joined(names, separator: ", "))")
    }
    if entry.siblingOf != nil { facts.append("a concurrent version, kept beside the other") }
    var row = 1
    if !facts.isEmpty {
      let line = SafeText.joined(facts, separator: " \(glyphs.separator) ")
      write(line.truncated(to: columns), row: row, role: .muted)
      row += 1
    }
    let notes = entry.notes.isEmpty ? "No notes." : entry.notes
    for line in SafeText.lines(sanitizing: notes, lineLimit: 500) {
      for part in line.wrapped(to: columns) {
        guard row < rows else { return }
        write(part, row: row)
        row += 1
      }
    }
  }
}
