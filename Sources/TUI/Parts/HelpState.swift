import Terminal

/// The page behind `?`: every command that works on the screen below it.
struct HelpState: Equatable {
  struct Entry: Equatable {
    var keys: SafeText
    var title: SafeText
    var help: SafeText
    /// The long name, which is also how the command is called elsewhere.
    var id: String
  }

  struct Group: Equatable {
    var title: SafeText
    var entries: [Entry]
  }

  var title: SafeText
  var groups: [Group]
  var search = TextField()
  var offset = 0

  init(title: SafeText, table: CommandTable<Command>) {
    self.title = title
    groups = table.groups.map { group in
      Group(title: group.title, entries: group.specs.map(Self.entry))
    }
  }

  private static func entry(_ spec: CommandSpec<Command>) -> Entry {
    let keys = SafeText.joined(spec.keys.map(\.label), separator: ", ")
    return Entry(keys: keys, title: spec.title, help: spec.help, id: spec.id)
  }

  /// Typing narrows the list; arrows scroll; false when the key means nothing here.
  mutating func handle(_ event: InputEvent) -> Bool {
    if case .key(let press) = event {
      switch press.key {
      case .down: offset += 1
      case .up: offset = max(offset - 1, 0)
      case .pageDown: offset += 10
      case .pageUp: offset = max(offset - 10, 0)
      default:
        offset = 0
        return search.handle(event)
      }
      return true
    }
    return search.handle(event)
  }

  /// Groups with the entries whose key, name or words hold what was typed.
  private var shown: [Group] {
    let wanted = search.text.lowercased()
    guard !wanted.isEmpty else { return groups }
    return groups.compactMap { group in
      let entries = group.entries.filter { entry in
        [entry.keys.text, entry.title.text, entry.help.text, entry.id]
          .contains { $0.lowercased().contains(wanted) }
      }
      return entries.isEmpty ? nil : Group(title: group.title, entries: entries)
    }
  }

  mutating func draw(on canvas: inout Canvas, glyphs: GlyphSet) {
    canvas.fill()
    canvas.write("Keys of \(title)", row: 0, column: 1, role: .title)
    canvas.write("Search:", row: 1, column: 1, role: .muted)
    search.draw(on: &canvas, row: 1, column: 9, width: max(canvas.columns - 10, 1), isFocused: true)
    let body = canvas.bounds.splitTop(3).rest
    let lines = lines(width: body.columns)
    offset = min(offset, max(lines.count - body.rows, 0))
    canvas.within(body) { canvas in
      for (row, line) in lines.dropFirst(offset).prefix(body.rows).enumerated() {
        line.draw(on: &canvas, row: row)
      }
      if lines.isEmpty {
        canvas.write(
          "No key or command holds these words. Esc leaves.", row: 0, column: 1, role: .muted)
      }
    }
    canvas.scrollBar(in: body, offset: offset, count: lines.count, glyphs: glyphs)
  }

  private struct Line {
    var left: SafeText = ""
    var right: SafeText = ""
    var isHeading = false

    func draw(on canvas: inout Canvas, row: Int) {
      if isHeading { return canvas.rule(row: row, title: left) }
      canvas.write(left, row: row, column: 2, role: .key)
      canvas.write(right, row: row, column: HelpState.keyWidth + 3)
    }
  }

  private static let keyWidth = 16

  private func lines(width: Int) -> [Line] {
    var lines: [Line] = []
    for group in shown {
      lines.append(Line(left: group.title, isHeading: true))
      for entry in group.entries {
        let text = entry.help.wrapped(to: max(width - Self.keyWidth - 5, 10))
        for (index, part) in text.enumerated() {
          lines.append(
            Line(left: index == 0 ? entry.keys.truncated(to: Self.keyWidth) : "", right: part))
        }
      }
    }
    return lines
  }
}
