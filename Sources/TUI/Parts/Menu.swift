import CustomerSuccess
import Terminal

/// A short list to choose one thing from.
struct Menu: Equatable {
  struct Item: Equatable {
    var title: SafeText
    /// What choosing it does.
    var effects: [AppEffect]
  }

  var title: SafeText
  var items: [Item]
  var selected = 0
  var scroll = ScrollWindow()

  /// Takes in a key; what the item chosen does, if one was.
  mutating func handle(_ press: KeyPress) -> [AppEffect]? {
    guard !items.isEmpty else { return nil }
    switch press.key {
    case .down, .character("j"): selected = min(selected + 1, items.count - 1)
    case .up, .character("k"): selected = max(selected - 1, 0)
    case .home, .character("g"): selected = 0
    case .end, .character("G"): selected = items.count - 1
    case .enter: return items[selected].effects
    case .character(let character):
      // A digit picks at once: the first nine items carry their number.
      guard let digit = character.wholeNumberValue, (1...min(9, items.count)).contains(digit)
      else { return nil }
      return items[digit - 1].effects
    default: break
    }
    return nil
  }

  mutating func draw(on canvas: inout Canvas, glyphs: GlyphSet) {
    let width = max(items.map(\.title.width).max() ?? 0, title.width) + 8
    let inside = canvas.dialog(
      title, size: Size(rows: items.count, columns: width), glyphs: glyphs)
    scroll.reveal(selected, count: items.count, rows: inside.rows)
    let window = scroll.visible(count: items.count, rows: inside.rows)
    canvas.within(inside) { canvas in
      for (row, index) in window.enumerated() {
        let number: SafeText = index < 9 ? "\(index + 1)" : " "
        canvas.write("\(number) ", row: row, column: 1, role: .key)
        canvas.write(items[index].title, row: row, column: 3)
        guard index == selected else { continue }
        canvas.lay(
          ground: .selection,
          under: Rect(row: row, column: 0, rows: 1, columns: canvas.columns))
        canvas.placeCursor(row: row, column: 0)
      }
    }
  }
}

extension Canvas {
  /// A box in the middle, over a faded page; returns its inside.
  mutating func dialog(_ title: SafeText, size: Size, glyphs: GlyphSet) -> Rect {
    tint(.muted)
    let height = min(size.rows + 2, rows)
    let width = min(size.columns + 2, columns)
    let area = Rect(
      row: (rows - height) / 2, column: (columns - width) / 2, rows: height, columns: width)
    return box(area, title: title, glyphs: glyphs, ground: .dialog)
  }
}
