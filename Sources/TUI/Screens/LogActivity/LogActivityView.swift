import CustomerSuccess
import ReplicaStore
import Terminal

extension LogActivityState {
  func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    for field in FieldName.allCases where field != .notes {
      let row = field.rawValue + 1
      drawLabel(field, on: &canvas, row: row)
      let area = Rect(row: row, column: 17, rows: 1, columns: max(canvas.columns - 19, 1))
      canvas.within(area) { drawField(field, on: &$0, glyphs: surroundings.glyphs) }
    }
    let row = FieldName.notes.rawValue + 1
    drawLabel(.notes, on: &canvas, row: row)
    if let problem {
      canvas.write(
        problem.truncated(to: max(canvas.columns - 19, 1)), row: row, column: 17, role: .error)
    } else {
      canvas.write(
        Self.advice(focus).truncated(to: max(canvas.columns - 19, 1)), row: row, column: 17,
        role: .muted)
    }
    let size = notesSize(surroundings.size)
    let area = Rect(row: row + 1, column: 2, rows: size.rows, columns: size.columns)
    canvas.within(area) { canvas in
      canvas.fill(ground: .input)
      notes.draw(on: &canvas, isFocused: focus == .notes)
    }
    drawMatches(on: &canvas)
  }

  private func drawLabel(_ field: FieldName, on canvas: inout Canvas, row: Int) {
    canvas.write(field.label, row: row, column: 2, role: focus == field ? .title : .muted)
  }

  private func drawField(_ field: FieldName, on canvas: inout Canvas, glyphs: GlyphSet) {
    let isFocused = focus == field
    let width = canvas.columns
    switch field {
    case .customer:
      customer.draw(
        on: &canvas, row: 0, column: 0, width: width, isFocused: isFocused,
        placeholder: "a few letters of the name")
    case .day: day.draw(on: &canvas, row: 0, column: 0, width: 20, isFocused: isFocused)
    case .subject:
      subject.draw(
        on: &canvas, row: 0, column: 0, width: width, isFocused: isFocused,
        placeholder: "what it was about")
    case .attendees:
      attendees.draw(
        on: &canvas, row: 0, column: 0, width: width, isFocused: isFocused,
        placeholder: "e-mail addresses")
    case .type: drawChoice(Words.plain(type), on: &canvas, isFocused: isFocused)
    case .meetingType:
      drawChoice(meetingType.map(Words.plain) ?? "none", on: &canvas, isFocused: isFocused)
    case .sentiment:
      let text: SafeText =
        sentiment.map { "\(glyphs.sign($0)) \(Words.plain($0))" } ?? "none"
      drawChoice(text, on: &canvas, isFocused: isFocused, role: sentiment.map(Role.of) ?? .text)
    case .notes: break
    }
  }

  private func drawChoice(
    _ text: SafeText, on canvas: inout Canvas, isFocused: Bool, role: Role = .text
  ) {
    if isFocused { canvas.fill(Rect(row: 0, column: 0, rows: 1, columns: 20), ground: .input) }
    canvas.write(text, row: 0, role: role)
    if isFocused { canvas.placeCursor(row: 0, column: 0) }
  }

  /// How to fill the field in, in a line.
  private static func advice(_ field: FieldName) -> SafeText {
    switch field {
    case .customer: "Type a few letters, Enter takes the first that fits."
    case .type, .meetingType, .sentiment: "Space or an arrow goes on, a letter jumps."
    case .day: "YYYY-MM-DD, today, yesterday, mon, -2"
    case .subject: "One line that colleagues will find again."
    case .attendees: "E-mail addresses, separated by commas."
    case .notes: "ctrl+e opens $EDITOR."
    }
  }

  private func drawMatches(on canvas: inout Canvas) {
    guard focus == .customer, account == nil else { return }
    for (index, match) in matches.prefix(6).enumerated() {
      let row = index + 2
      canvas.fill(
        Rect(row: row, column: 17, rows: 1, columns: max(canvas.columns - 19, 0)), ground: .dialog)
      canvas.write(
        SafeText(sanitizing: match.name, limit: max(canvas.columns - 20, 0)), row: row, column: 18,
        role: index == 0 ? .title : .text)
    }
  }
}
