import CustomerSuccess
import ReplicaStore
import Terminal

/// One line to type at the bottom of the screen, with what it stands for.
struct Prompt: Equatable {
  /// What the line is for.
  enum Purpose: Equatable {
    /// Logs an activity; the customer is meant unless the line names another.
    case log(Account.ID?, name: String?)
    /// Goes to a customer by name.
    case find
    /// Shows a second customer beside the one on screen.
    case findBeside
    /// Puts a customer on the day's list.
    case pick
    /// Words for a command of the screen; the label stands before them, the advice above.
    case words(for: Command, label: SafeText, advice: SafeText)
  }

  var purpose: Purpose
  var field: TextField
  /// The day that `today` in a line to log stands for; nil for the day it is.
  var day: Day?
  /// Customers whose name fits what was typed; only for finding.
  var matches: [CustomerMatch] = []
  var selected = 0
  /// What ``matches`` were looked up for; typing goes faster than looking up.
  var matchedText = ""
  /// What the line to log means so far; nil until it was read, and for other purposes.
  var meaning: LogMeaning?
  /// Whether Enter or Tab came before the matches did; the best one is then taken as it comes.
  var isAwaitingMatches = false
  /// What a line to log is kept as until it is logged; nil before the first letter.
  var draft: LocalDraft.ID?
  /// Whether the line is being stored.
  var isStoring = false
  /// Why the line was not taken; it stays as it was typed.
  var problem: SafeText?

  init(_ purpose: Purpose, text: String = "", day: Day? = nil) {
    self.purpose = purpose
    self.day = day
    field = TextField(text)
  }

  /// Whether what is typed is looked up among the customers' names.
  var isFinding: Bool { purpose == .find || purpose == .findBeside || purpose == .pick }

  /// What stands before the cursor.
  var label: SafeText {
    switch purpose {
    case .log(_, let name):
      name.map { "Log for \(SafeText(sanitizing: $0, limit: 24)): " } ?? "Log: "
    case .find: "Customer: "
    case .findBeside: "Beside it: "
    case .pick: "Add to the day: "
    case .words(_, let label, _): "\(label): "
    }
  }

  /// What may be typed, shown above the line.
  var advice: SafeText {
    switch purpose {
    case .log:
      "[customer:] [meeting] [yesterday] subject @who !red #milestone todo: what (fri) -- notes"
    case .pick: "Enter takes the customer, arrows choose, Esc leaves"
    case .find, .findBeside: "Enter opens, arrows choose, Esc leaves"
    case .words(_, _, let advice): advice
    }
  }

  func draw(on canvas: inout Canvas, glyphs: GlyphSet) {
    let room = canvas.rows
    let line = room - 1
    canvas.fill(Rect(row: line, column: 0, rows: 1, columns: canvas.columns), ground: .input)
    canvas.write(label, row: line, role: .key)
    field.draw(
      on: &canvas, row: line, column: label.width,
      width: max(canvas.columns - label.width, 1), isFocused: true)
    guard room > 1 else { return }
    let note = problem ?? advice
    canvas.fill(Rect(row: line - 1, column: 0, rows: 1, columns: canvas.columns))
    canvas.write(
      note.truncated(to: canvas.columns), row: line - 1, role: problem == nil ? .muted : .error)
    drawMatches(on: &canvas, above: line - 1, glyphs: glyphs)
    drawMeaning(on: &canvas, above: line - 1, glyphs: glyphs)
  }

  private func drawMatches(on canvas: inout Canvas, above line: Int, glyphs: GlyphSet) {
    let shown = matches.prefix(max(min(line - 1, 8), 0))
    for (index, match) in shown.enumerated() {
      let row = line - shown.count + index
      canvas.fill(Rect(row: row, column: 0, rows: 1, columns: canvas.columns), ground: .dialog)
      let name = SafeText(sanitizing: match.name, limit: canvas.columns - 4)
      canvas.write(name, row: row, column: 2)
      guard index == selected else { continue }
      canvas.write(glyphs.cursor, row: row, role: .accent)
      canvas.lay(
        ground: .selection, under: Rect(row: row, column: 0, rows: 1, columns: canvas.columns))
    }
  }
}
