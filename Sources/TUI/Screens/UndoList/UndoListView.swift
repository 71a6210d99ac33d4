import CustomerSuccess
import ReplicaStore
import Terminal

extension UndoListState {
  /// The steps under the days they were made on, and all of the one under the cursor.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    canvas.write(
      summary(surroundings).truncated(to: canvas.columns - 2), row: 0, column: 1,
      role: .muted)
    let body = canvas.bounds.splitTop(1).rest
    let steps = steps
    guard !steps.isEmpty else {
      canvas.within(body.inset(rows: 1, columns: 2)) {
        $0.paragraph(page == nil ? surroundings.waiting : emptyReason(surroundings.keys))
      }
      return
    }
    let parts = body.splitBottom(body.rows >= 16 ? 6 : 4)
    let places = places
    let lines = lines(of: steps, surroundings)
    canvas.within(parts.rest) { canvas in
      cursor.draw(
        lines, on: &canvas, glyphs: surroundings.glyphs, select: { .undoList(.select($0)) },
        row: { id, canvas in
          guard let step = places[id].map({ steps[$0] }) else { return }
          canvas.edit(
            step.label, at: step.at, state: step.state(surroundings.keys), now: surroundings.now)
        })
    }
    guard let step = selectedStep else { return }
    canvas.within(parts.bottom) {
      $0.details("The step", step.details(surroundings), glyphs: surroundings.glyphs)
    }
  }

  private func summary(_ surroundings: Surroundings) -> SafeText {
    guard let page else { return "" }
    let undone = page.steps.count(where: \.isUndone)
    let left = page.steps.count - undone
    let isCut = page.steps.count >= UndoListReading.limit
    var parts: [SafeText] = [
      "\(isCut ? "the newest " : "")\(Words.count(left, "step", "steps")) to take back"
    ]
    if undone > 0 {
      parts.append("\(undone) undone, \(surroundings.keys["edit.redo"]) does the next again")
    }
    let unsent = page.steps.count { $0.unsentCount > 0 }
    if unsent > 0 { parts.append("\(unsent) not sent yet") }
    if !filter.isEmpty { parts.append("filter: \(SafeText(sanitizing: filter, limit: 30))") }
    return .joined(parts, separator: " \(surroundings.glyphs.separator) ")
  }

  private func emptyReason(_ keys: KeyNames) -> SafeText {
    if !filter.isEmpty { return "No step holds these words. \(keys["back"]) clears the filter." }
    return """
      Nothing was edited here yet. Every edit you make is listed here, also after a restart, until \
      you take it back.
      """
  }

  private func lines(
    of steps: [UndoStep], _ surroundings: Surroundings
  ) -> [ListLine<UndoStep.ID>] {
    var lines: [ListLine<UndoStep.ID>] = []
    var last: SafeText?
    for step in steps {
      let heading = heading(of: step, surroundings.today)
      if heading != last { lines.append(.heading(heading)) }
      last = heading
      lines.append(.item(step.id))
    }
    return lines
  }

  private func heading(of step: UndoStep, _ today: Day) -> SafeText {
    if step.isUndone { return "Undone" }
    guard let day = page?.days[step.id] else { return "Earlier" }
    return "\(Words.plain(day)), \(Words.distance(day, today: today))"
  }
}

extension UndoStep {
  /// How far it is on its way; nothing for what the service has.
  fileprivate func state(_ keys: KeyNames) -> (text: SafeText, role: Role)? {
    if refusedCount > 0 { return ("refused (\(keys["attention.open"]))", .risk) }
    if unsentCount > 0 { return ("unsent", .warning) }
    return nil
  }

  /// All words, whom it is about, and whether the service has it.
  fileprivate func details(_ surroundings: Surroundings) -> [DetailLine] {
    var lines = [DetailLine(text: SafeText(sanitizing: label), role: .title)]
    if !customers.isEmpty {
      let names = customers.prefix(6).map { SafeText(sanitizing: $0.name, limit: 40) }
      let more: SafeText = customers.count > 6 ? " and \(customers.count - 6) more" : ""
      lines.append(DetailLine(text: .joined(Array(names), separator: ", ") + more))
    }
    var facts: [SafeText] = [Words.count(count, "edit", "edits")]
    if unsentCount > 0 { facts.append("\(unsentCount) wait to be sent") }
    if refusedCount > 0 {
      let key = surroundings.keys["attention.open"]
      facts.append("\(refusedCount) refused by the service, \(key) decides")
    }
    if unsentCount == 0 && refusedCount == 0 { facts.append("the service has it") }
    lines.append(
      DetailLine(
        text: .joined(facts, separator: " \(surroundings.glyphs.separator) "), role: .muted))
    return lines
  }
}
