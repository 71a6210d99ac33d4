import CustomerSuccess
import Foundation
import ReplicaStore
import Terminal

/// Every command that works on the screen below, to be found by a few letters.
struct Palette: Equatable {
  fileprivate struct Entry: Equatable {
    var id: String
    var title: SafeText
    var help: SafeText
    var keys: SafeText
    var command: Command
  }

  private let entries: [Entry]
  private let today: Day
  private var field = TextField()
  private var selected = 0
  private var scroll = ScrollWindow()

  init(table: CommandTable<Command>, today: Day) {
    self.today = today
    entries = table.specs.map { spec in
      Entry(
        id: spec.id, title: spec.title, help: spec.help,
        keys: .joined(spec.keys.map(\.label), separator: ", "), command: spec.action)
    }
  }

  /// Takes in a key; the command to call, once one was chosen.
  mutating func handle(_ input: InputEvent) -> Command? {
    let found = found
    if case .key(let press) = input {
      switch press.key {
      case .down: selected = min(selected + 1, max(found.count - 1, 0))
      case .up: selected = max(selected - 1, 0)
      case .enter: return found.indices.contains(selected) ? found[selected].command : nil
      case .tab: complete(found)
      default: type(input)
      }
      return nil
    }
    type(input)
    return nil
  }

  private mutating func type(_ input: InputEvent) {
    if field.handle(input) { selected = 0 }
  }

  /// Completes the long name as far as all that begin with what was typed agree.
  private mutating func complete(_ found: [Entry]) {
    let typed = field.text.lowercased()
    let names = found.map(\.id).filter { $0.lowercased().hasPrefix(typed) }
    guard var common = names.first ?? found.first?.id else { return }
    for name in names { common = common.commonPrefix(with: name) }
    field.text = common.count > typed.count ? common : found.first?.id ?? common
  }

  /// Whose name or words hold all the words typed; those whose name begins with them come first.
  private var found: [Entry] {
    let typed = field.text.lowercased()
    let words = typed.split(separator: " ")
    guard !words.isEmpty else { return entries }
    let fitting = entries.filter { entry in
      let text = "\(entry.id)\n\(entry.title.text)\n\(entry.help.text)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    return fitting.filter { $0.isNamed(typed) } + fitting.filter { !$0.isNamed(typed) }
      + [question].compactMap { $0 }
  }

  /// What was typed, where it is a question of several words that has an answer.
  private var question: Entry? {
    let text = field.text
    guard text.split(separator: " ").count > 1,
      // Words that are no question are words of a command.
      (try? AskedQuestion(text, today: today)) != nil
    else { return nil }
    return Entry(
      id: "ask", title: "ask", help: "Goes where the answer stands.", keys: "",
      command: .app(.ask(text)))
  }

  mutating func draw(on canvas: inout Canvas, glyphs: GlyphSet) {
    let found = found
    let width = min(canvas.columns - 2, 90)
    let inside = canvas.dialog(
      "Commands", size: Size(rows: min(canvas.rows - 4, 18), columns: width - 2), glyphs: glyphs)
    canvas.within(inside) { canvas in
      canvas.write(":", row: 0, role: .key)
      field.draw(
        on: &canvas, row: 0, column: 1, width: canvas.columns - 1, isFocused: true,
        placeholder: "letters of a command, or a question such as my red customers")
      let list = canvas.bounds.splitTop(1).rest
      scroll.reveal(selected, count: found.count, rows: list.rows)
      let window = scroll.visible(count: found.count, rows: list.rows)
      canvas.within(list) { canvas in
        if found.isEmpty { canvas.paragraph("No command holds these words.") }
        for (row, index) in window.enumerated() {
          found[index].draw(on: &canvas, row: row, isSelected: index == selected)
        }
      }
      canvas.scrollBar(in: list, offset: window.lowerBound, count: found.count, glyphs: glyphs)
    }
  }
}

extension Palette.Entry {
  fileprivate func isNamed(_ typed: String) -> Bool {
    id.lowercased().hasPrefix(typed) || title.text.lowercased().hasPrefix(typed)
  }

  fileprivate func draw(on canvas: inout Canvas, row: Int, isSelected: Bool) {
    let keyWidth = min(12, canvas.columns / 4)
    let nameWidth = min(26, canvas.columns / 2)
    canvas.write(keys.truncated(to: keyWidth), row: row, role: .key)
    canvas.write(
      SafeText(sanitizing: id, limit: nameWidth), row: row, column: keyWidth + 1)
    let room = max(canvas.columns - keyWidth - nameWidth - 3, 0)
    canvas.write(
      help.truncated(to: room), row: row, column: keyWidth + nameWidth + 2, role: .muted)
    guard isSelected else { return }
    canvas.lay(
      ground: .selection, under: Rect(row: row, column: 0, rows: 1, columns: canvas.columns))
  }
}
