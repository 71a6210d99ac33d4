/// Several lines that a person can edit, wrapped at the width of the window.
package struct TextArea: Equatable, Sendable {
  /// Characters of a note, unless its maker says otherwise; Salesforce keeps no longer ones.
  package static let usualLimit = 100_000

  private var content: EditableText
  private var scroll = ScrollWindow()
  /// The column that moving up and down tries to keep; nil after any other key.
  private var wantedColumn: Int?
  /// The lines of the text as it is; nil when they are not known.
  private var wrapped: WrappedText?

  package init(_ text: String = "", limit: Int = TextArea.usualLimit) {
    content = EditableText(text, allowsLines: true, limit: limit)
  }

  package var text: String {
    get { content.text }
    set {
      content = EditableText(newValue, allowsLines: true, limit: content.limit)
      wrapped = nil
    }
  }

  package static func == (one: Self, other: Self) -> Bool {
    one.content == other.content && one.scroll == other.scroll
      && one.wantedColumn == other.wantedColumn
  }

  package var isEmpty: Bool { content.isEmpty }
  /// Characters beyond which nothing is taken in.
  package var limit: Int { content.limit }
  /// Whether some of what was typed or pasted last was left out.
  package var didOverflow: Bool { content.didOverflow }
  /// How many characters stand before the cursor.
  package var cursor: Int { content.cursor }

  /// Takes in a key or a paste; false when it means nothing here, such as Escape or Tab.
  ///
  /// - Parameter size: The window that the area is drawn in; moving up and down follows its lines.
  package mutating func handle(_ event: InputEvent, size: Size) -> Bool {
    let bytes = content.byteCount
    switch event {
    case .paste(let text, let isCut):
      content.insert(text, isCut: isCut)
    case .key(let press):
      if move(press, size: size) {
        reveal(size)
        return true
      }
      if press == KeyPress(.enter) {
        content.insert("\n")
      } else if !content.edit(press) {
        return false
      }
    case .mouse, .focus, .reply: return false
    }
    if content.byteCount != bytes { wrapped = nil }
    wantedColumn = nil
    reveal(size)
    return true
  }

  /// The text in lines, kept until the next edit.
  private mutating func wrap(_ columns: Int) -> WrappedText {
    let lines = lines(columns)
    wrapped = lines
    return lines
  }

  private func lines(_ columns: Int) -> WrappedText {
    if let wrapped, wrapped.columns == columns { return wrapped }
    return WrappedText(content.text, columns: columns)
  }

  private mutating func move(_ press: KeyPress, size: Size) -> Bool {
    switch (press.key, press.modifiers) {
    case (.up, []): moveLine(-1, size)
    case (.down, []): moveLine(1, size)
    case (.pageUp, []): moveLine(-max(size.rows - 1, 1), size)
    case (.pageDown, []): moveLine(max(size.rows - 1, 1), size)
    case (.home, []), (.character("a"), .control): moveInLine(to: 0, size)
    case (.end, []), (.character("e"), .control): moveInLine(to: .max, size)
    case (.home, .control): moveTo(0)
    case (.end, .control): moveTo(.max)
    default: return false
    }
    return true
  }

  private mutating func moveTo(_ offset: Int) {
    content.move(toByte: offset)
    wantedColumn = nil
  }

  private mutating func moveInLine(to column: Int, _ size: Size) {
    let lines = wrap(size.columns)
    moveTo(lines.offset(row: lines.position(of: content.byteCursor).row, column: column))
  }

  private mutating func moveLine(_ step: Int, _ size: Size) {
    let lines = wrap(size.columns)
    let place = lines.position(of: content.byteCursor)
    let column = wantedColumn ?? place.column
    let row = min(max(place.row + step, 0), lines.count - 1)
    content.move(toByte: lines.offset(row: row, column: column))
    wantedColumn = column
  }

  private mutating func reveal(_ size: Size) {
    let lines = wrap(size.columns)
    let row = lines.position(of: content.byteCursor).row
    scroll.reveal(row, count: lines.count, rows: size.rows, margin: 0)
  }

  /// Fills the canvas's window, and places the cursor if focused.
  package func draw(
    on canvas: inout Canvas, isFocused: Bool, placeholder: SafeText = .empty, role: Role = .input
  ) {
    canvas.fill(role: role, ground: role)
    if isEmpty { canvas.write(placeholder, row: 0, role: .inputPlaceholder) }
    let lines = lines(canvas.columns)
    var window = scroll
    let place = lines.position(of: content.byteCursor)
    window.reveal(place.row, count: lines.count, rows: canvas.rows, margin: 0)
    for (row, line) in window.visible(count: lines.count, rows: canvas.rows).enumerated() {
      canvas.write(lines.text(ofRow: line), row: row, role: role)
    }
    if isFocused { canvas.placeCursor(row: place.row - window.offset, column: place.column) }
  }
}
