import ReplicaStore
import Terminal

/// A question with a few answers, each on one key.
struct Question: Equatable {
  struct Answer: Equatable {
    var key: Character
    var title: SafeText
    var effects: [AppEffect]
  }

  var title: SafeText
  var lines: [SafeText]
  var answers: [Answer]

  /// The lines on screen; long lists, such as the changes that a bulk edit makes, scroll.
  var scroll = ScrollWindow()

  /// Something to read and to close.
  static func note(_ title: SafeText, _ lines: [SafeText]) -> Question {
    Question(
      title: title, lines: lines, answers: [Answer(key: "n", title: "close", effects: [])])
  }

  /// Takes in a key; the answer it stands for, if any.
  mutating func handle(_ press: KeyPress) -> Answer? {
    if let typed = press.typed, let answer = answers.first(where: { $0.key == typed }) {
      return answer
    }
    switch press.key {
    case .down: scroll = ScrollWindow(offset: scroll.offset + 1)
    case .up: scroll = ScrollWindow(offset: scroll.offset - 1)
    case .pageDown: scroll = ScrollWindow(offset: scroll.offset + 10)
    case .pageUp: scroll = ScrollWindow(offset: scroll.offset - 10)
    default: break
    }
    return nil
  }

  mutating func draw(on canvas: inout Canvas, glyphs: GlyphSet) {
    let limit = max(min(canvas.columns - 4, 70), 1)
    let text = lines.flatMap { $0.wrapped(to: limit) }
    let inside = canvas.dialog(
      title, size: Size(rows: text.count + 2, columns: limit + 2), glyphs: glyphs)
    let rows = max(inside.rows - 2, 0)
    scroll.scroll(by: 0, count: text.count, rows: rows)
    let window = scroll.visible(count: text.count, rows: rows)
    canvas.within(inside) { canvas in
      for (row, index) in window.enumerated() { canvas.write(text[index], row: row, column: 1) }
      canvas.scrollBar(
        in: Rect(row: 0, column: 0, rows: rows, columns: canvas.columns),
        offset: window.lowerBound, count: text.count, glyphs: glyphs)
      HintLine(hints).draw(on: &canvas, row: canvas.rows - 1, column: 1)
    }
  }

  private var hints: [HintLine.Item] {
    answers.map { answer in
      HintLine.Item(key: SafeText(sanitizing: String(answer.key)), title: answer.title)
    }
  }
}
