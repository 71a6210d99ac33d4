import CustomerSuccess
import ReplicaStore
import Terminal

extension AppState {
  /// The whole screen: title line, the screen on top, the hint line, and what lies over them.
  ///
  /// Mutating only because scroll positions settle while drawing; nothing else changes.
  mutating func draw() -> CellBuffer {
    var canvas = Canvas(size: surroundings.size)
    guard canvas.rows >= 4, canvas.columns >= 20 else {
      canvas.write("tam: too small", row: 0)
      return canvas.buffer
    }
    drawTitle(on: &canvas)
    let body = Rect(
      row: 1, column: 0, rows: surroundings.bodyRows, columns: canvas.columns)
    canvas.within(body) { top.draw(on: &$0, surroundings: surroundingsOfTop) }
    drawLastLine(on: &canvas)
    canvas.within(Rect(surroundings.size)) { drawOverlay(on: &$0) }
    targets = canvas.targets.compactMap { target in
      (target.action as? Command).map { ClickTarget(area: target.area, command: $0) }
    }
    return canvas.buffer
  }

  /// With what the screen on top waits for in vain.
  var surroundingsOfTop: Surroundings {
    guard !readFailures.isEmpty else { return surroundings }
    var surroundings = surroundings
    surroundings.readFailure = top.readings.lazy.compactMap { readFailures[$0] }.first
    return surroundings
  }

  /// Where one is on the left, how the sync stands on the right.
  private func drawTitle(on canvas: inout Canvas) {
    canvas.fill(Rect(row: 0, column: 0, rows: 1, columns: canvas.columns), ground: .status)
    let status = StatusLine(sync, surroundings)
    let room = canvas.columns - 2
    let note = macroNote
    let state = status.text(within: max(room - max(note?.width ?? 0, 14), 0))
    let titleRoom = max(room - state.width - 2, 0)
    let title = note ?? (crumbs.width <= titleRoom ? crumbs : titles.last ?? "")
    canvas.write(
      title.truncated(to: titleRoom), row: 0, column: 1, role: note == nil ? .title : .statusAlert,
      ground: .status)
    canvas.write(
      state, row: 0, column: canvas.columns - state.width - 1, role: status.role,
      ground: .status)
  }

  var crumbs: SafeText { .joined(titles, separator: " / ") }

  /// The titles of the open screens, the one on top last.
  var titles: [SafeText] { screens.map(\.title) }

  private func drawLastLine(on canvas: inout Canvas) {
    let row = canvas.rows - 1
    if let message {
      draw(message, on: &canvas, row: row)
    } else {
      let table = table
      HintLine(table.hints(availability: availability)).draw(on: &canvas, row: row, column: 1) {
        id in
        table.spec(id: id)?.action
      }
    }
  }

  /// One that does not fit says what lists it in full.
  private func draw(_ message: Message, on canvas: inout Canvas, row: Int) {
    let room = canvas.columns - 2
    let key = key("messages.list")
    guard message.text.width > room, room > key.width * 2 else {
      canvas.write(message.text.truncated(to: room), row: row, column: 1, role: message.tone.role)
      return
    }
    let text = message.text.truncated(to: room - key.width - 1)
    canvas.write(text, row: row, column: 1, role: message.tone.role)
    let column = canvas.columns - 1 - key.width
    let area = Rect(row: row, column: column, rows: 1, columns: key.width)
    canvas.target(area, Command.app(.messages))
    canvas.write(key, row: row, column: column, role: .key)
  }

  /// Whether a command does something on the screen on top.
  private func availability(_ command: Command) -> Availability {
    command == .app(.filter) && top.filterText == nil
      ? .disabled("Nothing can be filtered here.") : .enabled
  }

  mutating func drawOverlay(on canvas: inout Canvas) {
    let glyphs = surroundings.glyphs
    switch overlay {
    case .none: break
    case .help(var help):
      help.draw(on: &canvas, glyphs: glyphs)
      overlay = .help(help)
    case .palette(var palette):
      palette.draw(on: &canvas, glyphs: glyphs)
      overlay = .palette(palette)
    case .menu(var menu):
      menu.draw(on: &canvas, glyphs: glyphs)
      overlay = .menu(menu)
    case .filter(let field):
      let row = canvas.rows - 1
      canvas.fill(Rect(row: row, column: 0, rows: 1, columns: canvas.columns), ground: .input)
      canvas.write("/", row: row, role: .key)
      field.draw(
        on: &canvas, row: row, column: 1, width: canvas.columns - 1, isFocused: true,
        placeholder: top.filterAdvice)
      guard let note = top.filterNote, row > 0 else { break }
      canvas.fill(Rect(row: row - 1, column: 0, rows: 1, columns: canvas.columns))
      canvas.write(note.truncated(to: canvas.columns), row: row - 1, role: .muted)
    case .prompt(let prompt): prompt.draw(on: &canvas, glyphs: glyphs)
    case .question(var question):
      question.draw(on: &canvas, glyphs: glyphs)
      overlay = .question(question)
    case .messages(var list):
      list.draw(on: &canvas, surroundings: surroundings)
      overlay = .messages(list)
    case .themes(var chooser):
      chooser.draw(on: &canvas, glyphs: glyphs)
      overlay = .themes(chooser)
    }
  }

  /// The commands of the screen on top.
  var table: CommandTable<Command> { keys[type(of: top)] }

  /// The first key of a command, or how it is called without one; also where the screen on top has
  /// no such command because letters are typed there.
  func key(_ id: String) -> SafeText { surroundings.keys[id] }
}
