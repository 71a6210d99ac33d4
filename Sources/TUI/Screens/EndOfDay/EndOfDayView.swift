import CustomerSuccess
import ReplicaStore
import Terminal

extension EndOfDayState {
  /// The day's customers, what is known of the one under the cursor, and its line to log.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let glyphs = surroundings.glyphs
    canvas.write(
      summary(surroundings).truncated(to: canvas.columns - 2), row: 0, column: 1,
      role: page?.calendarProblem == nil ? .muted : .warning)
    let body = canvas.bounds.splitTop(1).rest
    guard let page, !page.agenda.customers.isEmpty else {
      canvas.within(body.inset(rows: 1, columns: 2)) { $0.paragraph(emptyReason(surroundings)) }
      return
    }
    let prompt = line
    // The line and the advice above it; what the line means needs a few more.
    let meaningRows = prompt.field.isEmpty ? 0 : min(3, body.rows / 4)
    let (area, _) = body.splitBottom(2 + meaningRows)
    let listRows = min(customers.count, max(area.rows - (area.rows >= 12 ? 6 : 0), 1))
    let (list, rest) = area.splitTop(listRows)
    canvas.within(list) { drawList(on: &$0, surroundings: surroundings) }
    if rest.rows >= 3 {
      let isOver = open.isEmpty && prompt.field.isEmpty
      canvas.within(rest) { canvas in
        if isOver {
          drawSummary(on: &canvas, surroundings: surroundings)
        } else {
          drawDetails(on: &canvas, surroundings: surroundings)
        }
      }
    }
    canvas.within(body) { prompt.draw(on: &$0, glyphs: glyphs) }
  }

  private func summary(_ surroundings: Surroundings) -> SafeText {
    if let problem = page?.calendarProblem { return SafeText(sanitizing: problem) }
    var parts: [SafeText] = [
      "\(Words.plain(day)), \(Words.distance(day, today: surroundings.today))"
    ]
    if !customers.isEmpty {
      parts.append("\(logged.count) of \(customers.count - idle.count) logged")
    }
    if !idle.isEmpty { parts.append("\(idle.count) without a call") }
    return .joined(parts, separator: " \(surroundings.glyphs.separator) ")
  }

  private func emptyReason(_ surroundings: Surroundings) -> SafeText {
    guard let page else { return surroundings.waiting }
    let sources: SafeText =
      page.hasCalendar
      ? "The calendar has no customer on this day, and no CTA of yours is due."
      : calendar.map {
        """
        No CTA of yours is due on this day. With a calendar in \(SafeText(sanitizing: $0)), its \
        appointments would be listed too.
        """
      } ?? "No CTA of yours is due on this day."
    let keys = surroundings.keys
    return """
      \(sources) \(keys["endOfDay.pick"]) puts a customer on the list, and so does \
      \(keys["endOfDay.pickThis"]) on a customer anywhere; \
      \(keys["endOfDay.dayBefore"]) goes a day back.
      """
  }

  private mutating func drawList(on canvas: inout Canvas, surroundings: Surroundings) {
    let byID = Dictionary(customers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let typed = Set(
      lines.filter { $0.key.day == day && !$0.value.field.isEmpty }.keys.map(\.account))
    cursor.draw(
      customers.map { .item($0.id) }, on: &canvas, glyphs: surroundings.glyphs,
      select: { .endOfDay(.select($0)) },
      row: { id, canvas in
        guard let customer = byID[id] else { return }
        canvas.dayCustomer(customer, isTyped: typed.contains(id), glyphs: surroundings.glyphs)
      })
  }

  /// Why the customer is on the list, and what is logged already.
  private func drawDetails(on canvas: inout Canvas, surroundings: Surroundings) {
    guard let selected else { return }
    canvas.rule(
      row: 0, title: SafeText(sanitizing: selected.name, limit: 60), glyphs: surroundings.glyphs)
    let lines = selected.details(today: day, keys: surroundings.keys) + otherLines
    draw(lines, on: &canvas)
  }

  private func draw(_ lines: [(SafeText, Role)], on canvas: inout Canvas) {
    for (row, line) in lines.prefix(max(canvas.rows - 1, 0)).enumerated() {
      canvas.write(
        line.0.truncated(to: max(canvas.columns - 4, 0)), row: row + 1, column: 2, role: line.1)
    }
  }

  private var otherLines: [(SafeText, Role)] {
    let others = page?.agenda.others ?? []
    guard !others.isEmpty else { return [] }
    let titles = others.prefix(5).map { SafeText(sanitizing: $0.title, limit: 30) }
    return [("No customer fits: \(SafeText.joined(titles, separator: ", "))", .muted)]
  }

  /// What the day came to, and what of it remains to be done.
  private func drawSummary(on canvas: inout Canvas, surroundings: Surroundings) {
    let title: SafeText =
      idle.isEmpty
      ? "All of \(Words.count(logged.count, "customer", "customers")) logged"
      : "All done: \(logged.count) logged, \(idle.count) without a call"
    canvas.rule(row: 0, title: title, glyphs: surroundings.glyphs)
    let due = customers.flatMap(\.dueCTAs)
    var lines: [(SafeText, Role)] = due.map { cta in
      let late: SafeText =
        cta.dueDate.map { Words.distance($0, today: surroundings.today) } ?? ""
      let name = SafeText(sanitizing: cta.name, limit: 60)
      return ("due \(late): \(name), \(SafeText(sanitizing: cta.accountName, limit: 30))", .watch)
    }
    if due.isEmpty { lines.append(("Nothing of yours is due for them.", .muted)) }
    lines.append(
      ("\(surroundings.keys["endOfDay.leave"]) leaves; a further line logs one more.", .muted))
    draw(lines, on: &canvas)
  }
}

extension DayCustomer {
  /// What speaks for the customer being on the list, the time first.
  fileprivate var reasons: [SafeText] {
    var reasons = events.map { event -> SafeText in
      let title = SafeText(sanitizing: event.title, limit: 60)
      return event.minute.map { "\(Self.clock($0)) \(title)" } ?? title
    }
    // The one due last is due that day; those before it are late.
    if let cta = dueCTAs.last {
      reasons.append("due: \(SafeText(sanitizing: cta.name, limit: 60))")
    }
    if isPicked { reasons.append("added by hand") }
    return reasons
  }

  fileprivate func details(today: Day, keys: KeyNames) -> [(SafeText, Role)] {
    var lines: [(SafeText, Role)] = events.map { event in
      let people = event.attendees.prefix(6).map { SafeText(sanitizing: $0, limit: 40) }
      let with: SafeText =
        people.isEmpty ? "" : ", with \(SafeText.joined(people, separator: ", "))"
      let time: SafeText = event.minute.map { "\(Self.clock($0)) " } ?? ""
      return ("\(time)\(SafeText(sanitizing: event.title, limit: 80))\(with)", .text)
    }
    lines += dueCTAs.map { cta in
      let due = cta.dueDate.map { Words.distance($0, today: today) } ?? ""
      return ("CTA due \(due): \(SafeText(sanitizing: cta.name, limit: 80))", .watch)
    }
    lines += entries.map { entry in
      let type = entry.type.map(Words.plain) ?? "Entry"
      return ("logged: \(type), \(SafeText(sanitizing: entry.subject, limit: 80))", .good)
    }
    if isIdle {
      lines.append(("Nothing to log today; \(keys["endOfDay.idle"]) takes that back.", .muted))
    }
    if !events.isEmpty, entries.isEmpty {
      lines.append(("Tab takes the appointment over.", .muted))
    }
    return lines
  }

  /// `09:30`.
  fileprivate static func clock(_ minute: Int) -> SafeText {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return SafeText(sanitizing: "\(two(minute / 60)):\(two(minute % 60))")
  }
}

extension Canvas {
  /// Name, why it is there, and how it stands: logged, without a call, begun or open.
  fileprivate mutating func dayCustomer(
    _ customer: DayCustomer, isTyped: Bool, glyphs: GlyphSet
  ) {
    let (sign, state, role): (SafeText, SafeText, Role) =
      if let entry = customer.entries.first {
        (glyphs.good, SafeText(sanitizing: entry.subject, limit: 60), .good)
      } else if customer.isIdle {
        (glyphs.separator, "nothing today", .muted)
      } else if isTyped {
        (glyphs.watch, "typed, not logged", .watch)
      } else {
        (glyphs.unknown, .empty, .unknown)
      }
    write(sign, row: 0, role: role)
    let nameWidth = min(max(columns / 3, 12), 28)
    write(
      SafeText(sanitizing: customer.name, limit: nameWidth), row: 0, column: 2,
      role: customer.isDone ? .muted : .text)
    let start = nameWidth + 3
    let stateWidth = state.isEmpty ? 0 : min(state.width, max((columns - start) / 2, 8))
    let why = SafeText.joined(customer.reasons, separator: ", ")
    write(
      why.truncated(to: max(columns - start - stateWidth - 1, 0)), row: 0, column: start,
      role: .muted)
    write(state.truncated(to: stateWidth), row: 0, column: columns - stateWidth, role: role)
  }
}
