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
  /// Letters that the items must begin a word with; nil where digits pick instead.
  var search: TextField?

  init(title: SafeText, items: [Item], selected: Int = 0, isSearched: Bool = false) {
    self.title = title
    self.items = items
    self.selected = selected
    search = isSearched ? TextField() : nil
  }

  /// The items that fit the letters typed.
  private var shown: [Item] {
    guard let wanted = search?.text.lowercased(), !wanted.isEmpty else { return items }
    return items.filter { item in
      let title = item.title.text.lowercased()
      return title.hasPrefix(wanted) || title.contains(" " + wanted)
    }
  }

  /// Takes in a key; what the item chosen does, if one was.
  mutating func handle(_ press: KeyPress) -> [AppEffect]? {
    if search != nil { return handleSearched(press) }
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

  /// Letters narrow the list, and Enter takes the item under the cursor.
  private mutating func handleSearched(_ press: KeyPress) -> [AppEffect]? {
    let fitting = shown
    switch press.key {
    case .down: selected = min(selected + 1, max(fitting.count - 1, 0))
    case .up: selected = max(selected - 1, 0)
    case .enter: return fitting.indices.contains(selected) ? fitting[selected].effects : nil
    default: if search?.handle(.key(press)) == true { selected = 0 }
    }
    return nil
  }

  mutating func draw(on canvas: inout Canvas, glyphs: GlyphSet) {
    let width = max(items.map(\.title.width).max() ?? 0, title.width) + 8
    let heading = search == nil ? 0 : 1
    let inside = canvas.dialog(
      title, size: Size(rows: items.count + heading, columns: width), glyphs: glyphs)
    let parts = inside.splitTop(heading)
    let items = shown
    scroll.reveal(selected, count: items.count, rows: parts.rest.rows)
    let window = scroll.visible(count: items.count, rows: parts.rest.rows)
    if let search {
      canvas.within(parts.top) {
        search.draw(
          on: &$0, row: 0, column: 1, width: max($0.columns - 2, 1), isFocused: true,
          placeholder: "a few letters")
      }
    }
    let isNumbered = search == nil
    canvas.within(parts.rest) { canvas in
      for (row, index) in window.enumerated() {
        let number: SafeText = index < 9 && isNumbered ? "\(index + 1)" : " "
        canvas.write("\(number) ", row: row, column: 1, role: .key)
        canvas.write(items[index].title, row: row, column: 3)
        guard index == selected else { continue }
        canvas.lay(
          ground: .selection,
          under: Rect(row: row, column: 0, rows: 1, columns: canvas.columns))
        if isNumbered { canvas.placeCursor(row: row, column: 0) }
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
