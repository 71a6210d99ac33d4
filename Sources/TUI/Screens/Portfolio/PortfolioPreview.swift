import CustomerSuccess
import ReplicaStore
import Terminal

extension PortfolioState {
  /// The key facts of the customer under the cursor.
  func drawPreview(on canvas: inout Canvas, surroundings: Surroundings) {
    let glyphs = surroundings.glyphs
    // The one before stands until the next was read, which is a frame later.
    guard let row = preview.flatMap({ self.row($0.id) }) ?? selectedRow else {
      canvas.rule(row: 0, title: "Preview", glyphs: glyphs)
      return
    }
    canvas.target(nil, Command.portfolio(.select(row.id)))
    let lines = previewLines(row, width: canvas.columns - 2, surroundings: surroundings)
    canvas.rule(row: 0, title: SafeText(sanitizing: row.name, limit: 60), glyphs: glyphs)
    for (index, line) in lines.prefix(max(canvas.rows - 1, 0)).enumerated() {
      let area = Rect(row: index + 1, column: 1, rows: 1, columns: canvas.columns - 2)
      canvas.within(area, line)
    }
  }

  private typealias Line = (inout Canvas) -> Void

  private func previewLines(
    _ row: PortfolioRow, width: Int, surroundings: Surroundings
  ) -> [Line] {
    var lines = Self.rowLines(row, surroundings: surroundings)
    guard let preview, preview.id == row.id else {
      return lines + [{ $0.write("Reading…", row: 0, role: .muted) }]
    }
    lines += Self.measureLines(
      preview.measures, row.bands, width: width, glyphs: surroundings.glyphs)
    lines.append(Self.heading("Last entries"))
    if preview.entries.isEmpty {
      lines.append(Self.note("Nothing logged yet; \(surroundings.keys["log.line"]) logs."))
    }
    lines += preview.entries.map { Self.line(of: $0, today: surroundings.today) }
    lines.append(Self.heading("Next CTAs"))
    if preview.ctas.isEmpty { lines.append(Self.note("No CTA is open.")) }
    lines += preview.ctas.map { Self.line(of: $0, today: surroundings.today) }
    lines.append(Self.heading("Contacts"))
    if preview.contacts.isEmpty { lines.append(Self.note("No active contact is known.")) }
    lines += preview.contacts.prefix(6).map(Self.line)
    return lines
  }

  private static func rowLines(_ row: PortfolioRow, surroundings: Surroundings) -> [Line] {
    let today = surroundings.today
    let renewal: SafeText =
      row.renewalDate.map { "\(Words.plain($0)), \(Words.distance($0, today: today))" }
      ?? "no date"
    let call: SafeText =
      row.lastActivity.map { "\(Words.plain($0)), \(Words.distance($0, today: today))" } ?? "never"
    let color = row.cadence(today: today).color
    return [
      { canvas in
        canvas.health(row.health, score: row.healthScore, glyphs: surroundings.glyphs)
        canvas.trailing(row.arr.map(Words.short) ?? "no ARR", role: .text)
      },
      { $0.labeled("Renewal", renewal, row: 0, labelWidth: 10) },
      {
        $0.labeled("Last call", call, row: 0, labelWidth: 10, role: color.map(Role.of) ?? .text)
      },
    ]
  }

  /// As many measures side by side as fit.
  private static func measureLines(
    _ scores: [Measure: Double], _ bands: ScoreBands, width: Int, glyphs: GlyphSet
  ) -> [Line] {
    let cell = 26
    let count = max(width / cell, 1)
    let measures = Measure.allCases.filter { scores[$0] != nil }
    guard !measures.isEmpty else { return [note("No health measure has a score.")] }
    return stride(from: 0, to: measures.count, by: count).map { start in
      { canvas in
        for (place, measure) in measures.dropFirst(start).prefix(count).enumerated() {
          let score = scores[measure]
          canvas.within(Rect(row: 0, column: place * cell, rows: 1, columns: cell - 1)) {
            $0.write(Words.plain(measure), row: 0, role: .muted)
            $0.health(
              score.map(bands.color), score: score, glyphs: glyphs, column: 19)
          }
        }
      }
    }
  }

  private static func heading(_ title: SafeText) -> Line {
    { $0.write(title, row: 0, role: .title) }
  }

  private static func note(_ text: SafeText) -> Line {
    { $0.write(text.truncated(to: $0.columns), row: 0, role: .muted) }
  }

  private static func line(of entry: ActivityRow, today: Day) -> Line {
    { canvas in
      let ago = entry.day.map { Words.days($0.days(until: today)) } ?? ""
      canvas.write(ago.fitted(to: 5, alignment: .trailing), row: 0, role: .muted)
      var end = canvas.write(
        entry.type.map(Words.plain)?.fitted(to: 9) ?? "", row: 0, column: 6, role: .muted)
      let room = max(canvas.columns - end - (entry.isUnsent ? 8 : 1), 0)
      end = canvas.write(
        SafeText(sanitizing: entry.subject, limit: room), row: 0, column: end + 1,
        role: entry.sentiment.map(Role.of) ?? .text)
      if entry.isUnsent { canvas.write(" unsent", row: 0, column: end, role: .marked) }
    }
  }

  private static func line(of cta: CTARow, today: Day) -> Line {
    { canvas in
      let days = cta.dueDate.map { today.days(until: $0) }
      let due = days.map(Words.days) ?? "no date"
      let role: Role = days.map { $0 < 0 ? .risk : $0 <= 7 ? .watch : .muted } ?? .muted
      canvas.write(due.fitted(to: 7, alignment: .trailing), row: 0, role: role)
      let room = max(canvas.columns - 8 - (cta.isUnsent ? 7 : 0), 0)
      let end = canvas.write(SafeText(sanitizing: cta.name, limit: room), row: 0, column: 8)
      if cta.isUnsent { canvas.write(" unsent", row: 0, column: end, role: .marked) }
    }
  }

  private static func line(of contact: Row) -> Line {
    { canvas in
      let name = [contact[Contact.firstName], contact[Contact.lastName]].compactMap { $0 }
        .joined(separator: " ")
      let end = canvas.write(
        SafeText(sanitizing: name.isEmpty ? contact.id : name, limit: 28), row: 0)
      let title = contact[Contact.title] ?? contact[Contact.email] ?? ""
      canvas.write(
        SafeText(sanitizing: title, limit: max(canvas.columns - end - 2, 0)), row: 0,
        column: end + 2, role: .muted)
    }
  }
}
