/// A terminal without a window: takes the bytes a program writes, holds what a person would see.
///
/// Behaves like xterm in UTF-8, with a fixed size until ``resize(rows:columns:)``. It is strict:
/// whatever a well-behaved program has no business sending is listed in ``violations``, and
/// otherwise ignored.
package struct VTScreen {
  package struct Position: Equatable, Sendable {
    /// From 0 at the top.
    package var row: Int
    /// From 0 at the left.
    package var column: Int

    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The private modes that are on in a fresh terminal: autowrap and a visible cursor.
  package static let initialModes: Set<Int> = [7, 25]

  /// The private modes that are on, by number; keypad application mode counts as 66.
  package internal(set) var modes = VTScreen.initialModes
  /// Everything received that should never have been sent, in words, in order.
  package internal(set) var violations: [String] = []
  /// The window's title, from OSC 0 or 2.
  package internal(set) var title = ""
  /// How many titles are pushed and not yet popped.
  package internal(set) var pushedTitles = 0
  /// Kitty keyboard flags that are pushed and not yet popped.
  package internal(set) var keyboardFlags: [Int] = []
  /// OSC numbers that are not a violation: titles and queries of the colors.
  package var allowedSystemCommands: Set<Int> = [0, 2, 10, 11]
  package var allowsBell = false
  /// The color of the background as it is told to a program that asks; nil does not answer.
  package var background: String?
  /// Columns that this terminal gives a character, where it is of another opinion than most.
  package var opinion: ((Unicode.Scalar) -> Int?)?

  var grid: VTGrid
  /// The grid of the normal screen while the alternate one is shown.
  var normalGrid: VTGrid?
  var position = Position(row: 0, column: 0)
  /// A character was printed in the last column; the next one wraps first.
  var wrapsNext = false
  var style = VTStyle.plain
  var saved = SavedCursor()
  var region: Range<Int>
  var tabStops: Set<Int>
  var insertsCharacters = false
  /// What REP repeats.
  var lastPrinted: Unicode.Scalar?
  /// What a real terminal would type back, in answer to queries.
  var replies: [UInt8] = []
  private var parser = VTParser()

  struct SavedCursor {
    var position = Position(row: 0, column: 0)
    var style = VTStyle.plain
  }

  package init(rows: Int = 24, columns: Int = 80) {
    grid = VTGrid(rows: rows, columns: columns)
    region = 0..<rows
    tabStops = Set(stride(from: 8, to: columns, by: 8))
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for action in parser.parse(bytes) { perform(action) }
  }

  package mutating func feed(_ text: String) { feed(text.utf8) }

  /// What a window does when it is dragged: cut or filled right and below, nothing reflows.
  package mutating func resize(rows: Int, columns: Int) {
    grid.resize(rows: rows, columns: columns)
    normalGrid?.resize(rows: rows, columns: columns)
    region = 0..<rows
    tabStops = Set(stride(from: 8, to: columns, by: 8))
    move(row: position.row, column: position.column)
  }

  /// Hands over what the terminal would type back, once.
  package mutating func takeReplies() -> [UInt8] {
    defer { replies = [] }
    return replies
  }
}

extension VTScreen {
  package var rows: Int { grid.rowCount }
  package var columns: Int { grid.columnCount }

  /// Where the next character would go.
  package var cursor: Position { position }
  package var isCursorVisible: Bool { modes.contains(25) }
  package var isAlternate: Bool { normalGrid != nil }

  /// Every row from the top, without the spaces at its end.
  package var lines: [String] {
    grid.rows.map { row in
      var line = row.map(\.text).joined()[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }

  /// The rows as one text, without the empty ones at the end.
  package var text: String {
    var lines = lines[...]
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The character at this position with its marks; empty in the right half of a wide one.
  package func text(row: Int, column: Int) -> String { grid.rows[row][column].text }

  /// What SGR had switched on for the character at this position.
  package func style(row: Int, column: Int) -> VTStyle { grid.rows[row][column].style }

  /// The screen's styles as letters, with a legend; reads like the screen itself.
  package var styleMap: VTStyleMap { VTStyleMap(grid.rows.map { $0.map(\.style) }) }

  /// A frame with the screen in it, for messages about tests that failed.
  package var picture: String {
    let border = "+" + String(repeating: "-", count: columns) + "+"
    let body = grid.rows.map { "|" + $0.map(\.text).joined() + "|" }
    let about = "cursor \(position.row),\(position.column), modes \(modes.sorted())"
    let complaints = violations.isEmpty ? "" : "\nviolations: " + violations.joined(separator: "; ")
    return ([border] + body + [border, about]).joined(separator: "\n") + complaints
  }
}
