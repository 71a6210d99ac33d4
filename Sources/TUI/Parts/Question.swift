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

  func answer(for press: KeyPress) -> Answer? {
    guard let typed = press.typed else { return nil }
    return answers.first { $0.key == typed }
  }

  func draw(on canvas: inout Canvas, glyphs: GlyphSet) {
    let limit = max(min(canvas.columns - 4, 70), 1)
    let text = lines.flatMap { $0.wrapped(to: limit) }
    let keys = answers.map { answer in
      let key: SafeText = SafeText(sanitizing: String(answer.key))
      return HintLine.Item(key: key, title: answer.title)
    }
    let inside = canvas.dialog(
      title, size: Size(rows: text.count + 2, columns: limit + 2), glyphs: glyphs)
    canvas.within(inside) { canvas in
      for (row, line) in text.enumerated() { canvas.write(line, row: row, column: 1) }
      HintLine(keys).draw(on: &canvas, row: text.count + 1, column: 1)
    }
  }
}
