import CustomerSuccess
import Terminal

/// Where the parts of the form stand in the body of the screen.
struct LogFormLayout {
  /// From here on the notes stand beside the fields.
  static let wideColumns = 110

  let fields: Rect
  /// The line with the advice or what is wrong.
  let advice: Rect
  let notesTitle: Rect
  let notes: Rect

  /// - Parameter focus: On a small screen the notes get most of it while they are written.
  init(bodyOf screen: Size, focus: LogActivityState.FieldName) {
    let body = Rect(
      row: 0, column: 2, rows: max(screen.rows - 2, 0), columns: max(screen.columns - 4, 1))
    let fieldCount = LogActivityState.FieldName.allCases.count - 1
    guard screen.columns < Self.wideColumns else {
      let (left, right) = body.splitTop(1).rest.splitLeading(body.columns / 2 - 1)
      (fields, _) = left.splitTop(min(fieldCount, left.rows - 2))
      advice = Rect(
        row: fields.row + fields.rows + 1, column: left.column, rows: 1, columns: left.columns)
      let notesArea = right.splitLeading(2).rest
      (notesTitle, notes) = notesArea.splitTop(1)
      return
    }
    let isTall = body.rows >= fieldCount + 5
    let inside = isTall ? body.splitTop(1).rest : body
    let notesRows = focus == .notes ? 6 : 2
    let shown = min(fieldCount, max(inside.rows - 1 - notesRows, 1))
    let (top, rest) = inside.splitTop(shown)
    fields = top
    let (title, area) = rest.splitTop(1)
    (notesTitle, advice) = title.splitLeading(LogActivityState.labelWidth)
    notes = area
  }
}

extension LogActivityState {
  fileprivate static let labelWidth = 14

  func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let layout = LogFormLayout(bodyOf: surroundings.size, focus: focus)
    let shown = Self.fields(in: layout.fields.rows, around: focus)
    for (row, field) in shown.enumerated() {
      let line = Rect(
        row: layout.fields.row + row, column: layout.fields.column, rows: 1,
        columns: layout.fields.columns)
      canvas.within(line) { drawLine(field, on: &$0, glyphs: surroundings.glyphs) }
    }
    canvas.within(layout.notesTitle) { canvas in
      canvas.write(FieldName.notes.label, row: 0, role: focus == .notes ? .title : .muted)
      canvas.target(nil, Command.logActivity(.focus(.notes)))
    }
    canvas.within(layout.advice) { canvas in
      let text = problem ?? focus.advice(surroundings.keys)
      canvas.write(
        text.truncated(to: canvas.columns), row: 0, role: problem == nil ? .muted : .error)
    }
    canvas.within(layout.notes) { canvas in
      canvas.fill(ground: .input)
      notes.draw(on: &canvas, isFocused: focus == .notes)
    }
    guard let row = shown.firstIndex(of: focus) else { return }
    drawChoices(on: &canvas, below: layout.fields.row + row, column: layout.fields.column)
  }

  /// The fields that fit, with the one in use among them.
  private static func fields(in rows: Int, around focus: FieldName) -> ArraySlice<FieldName> {
    let all = FieldName.allCases.dropLast()
    var window = ScrollWindow()
    // Beside the notes one wants to see what they are about.
    let wanted = focus == .notes ? FieldName.subject : focus
    window.reveal(wanted.rawValue, count: all.count, rows: rows)
    return all[window.visible(count: all.count, rows: rows)]
  }

  private func drawLine(_ field: FieldName, on canvas: inout Canvas, glyphs: GlyphSet) {
    canvas.write(field.label, row: 0, role: focus == field ? .title : .muted)
    canvas.target(nil, Command.logActivity(.focus(field)))
    let value = canvas.bounds.splitLeading(Self.labelWidth).rest
    canvas.within(value) { drawValue(field, on: &$0, glyphs: glyphs) }
  }

  private func drawValue(_ field: FieldName, on canvas: inout Canvas, glyphs: GlyphSet) {
    if field == .customer, editing != nil {
      canvas.write(SafeText(sanitizing: customer.text), row: 0)
      return
    }
    if let line = field.line {
      let isShort = field == .day || field == .duration
      self[keyPath: line].draw(
        on: &canvas, row: 0, column: 0, width: isShort ? min(canvas.columns, 20) : canvas.columns,
        isFocused: focus == field, placeholder: field.placeholder)
      return
    }
    let isFocused = focus == field
    var role = Role.text
    if field == .sentiment, let sentiment { role = .of(sentiment) }
    if isFocused {
      canvas.fill(
        Rect(row: 0, column: 0, rows: 1, columns: min(canvas.columns, 20)), ground: .input)
    }
    canvas.write(choiceText(field, glyphs: glyphs), row: 0, role: role)
    if isFocused { canvas.placeCursor(row: 0, column: 0) }
  }

  private func choiceText(_ field: FieldName, glyphs: GlyphSet) -> SafeText {
    switch field {
    case .type: return Words.plain(type)
    case .meetingType:
      guard type.isSynchronous else { return "only of calls and meetings" }
      return meetingType.map(Words.plain) ?? "none"
    case .sentiment:
      return sentiment.map { "\(glyphs.sign($0)) \(Words.plain($0))" } ?? "none"
    case .milestone: return milestone.map(Words.plain) ?? "none"
    case .sponsor: return hasSponsor ? "was there" : "no"
    case .triage: return needsTriage ? "needed" : "no"
    case .customer, .day, .subject, .attendees, .duration, .productRisk, .link, .todos, .notes:
      return .empty
    }
  }

  /// What Enter may take, over the fields below.
  private func drawChoices(on canvas: inout Canvas, below row: Int, column: Int) {
    let start = column + Self.labelWidth
    for (index, title) in choiceTitles.enumerated() where row + 1 + index < canvas.rows {
      let line = Rect(
        row: row + 1 + index, column: start, rows: 1, columns: max(canvas.columns - start - 2, 0))
      canvas.within(line) { canvas in
        canvas.fill(ground: index == choice ? .selection : .dialog)
        canvas.write(
          title.truncated(to: max(canvas.columns - 1, 0)), row: 0, column: 1,
          role: index == choice ? .title : .text)
      }
    }
  }
}

extension LogActivityState.FieldName {
  fileprivate var placeholder: SafeText {
    switch self {
    case .customer: "a few letters of the name"
    case .subject: "what it was about"
    case .attendees: "names or addresses"
    case .link: "letters of a CTA or a plan"
    case .todos: "what is to be done (fri)"
    default: .empty
    }
  }
}
