/// One line that a person can edit.
package struct TextField: Equatable, Sendable {
  /// Characters of a field, unless its maker says otherwise; a line that long is a note.
  package static let usualLimit = 500

  private var content: EditableText

  package init(_ text: String = "", limit: Int = TextField.usualLimit) {
    content = EditableText(text, allowsLines: false, limit: limit)
  }

  /// What it holds now, as the person typed it.
  package var text: String {
    get { content.text }
    set { content = EditableText(newValue, allowsLines: false, limit: content.limit) }
  }

  package var isEmpty: Bool { content.isEmpty }
  /// Characters beyond which nothing is taken in.
  package var limit: Int { content.limit }
  /// Whether some of what was typed or pasted last was left out.
  package var didOverflow: Bool { content.didOverflow }
  /// How many characters stand before the cursor.
  package var cursor: Int { content.cursor }

  /// Takes in a key or a paste; false when it means nothing here, such as Enter or Escape.
  package mutating func handle(_ event: InputEvent) -> Bool {
    switch event {
    case .paste(let text, let isCut):
      content.insert(text, isCut: isCut)
      return true
    case .key(let press):
      switch (press.key, press.modifiers) {
      case (.home, []), (.character("a"), .control): content.move(toByte: 0)
      case (.end, []), (.character("e"), .control): content.move(toByte: .max)
      default: return content.edit(press)
      }
      return true
    case .mouse, .focus, .reply: return false
    }
  }

  /// Draws the field, scrolled so that the cursor is visible, and places the cursor if focused.
  package func draw(
    on canvas: inout Canvas, row: Int, column: Int, width: Int, isFocused: Bool,
    placeholder: SafeText = .empty, role: Role = .input
  ) {
    guard width > 0 else { return }
    let area = Rect(row: row, column: column, rows: 1, columns: width)
    canvas.within(area) { field in
      field.fill(role: role, ground: role)
      let ahead = SafeText(sanitizing: content.before, limit: .max)
      // The cursor needs a cell of its own behind the text.
      let hidden = max(ahead.width - (width - 1), 0)
      if isEmpty {
        field.write(placeholder.truncated(to: width), row: 0, role: .inputPlaceholder)
      } else {
        let after = field.write(ahead, row: 0, column: -hidden, role: role)
        let rest = SafeText(sanitizing: content.after, limit: width)
        field.write(rest, row: 0, column: after, role: role)
      }
      if isFocused { field.placeCursor(row: 0, column: ahead.width - hidden) }
    }
  }
}
