/// Text in lines of limited width, with the way from a character to its place and back.
struct WrappedText {
  private struct Line {
    /// The first character, and the one after the last that belongs to the line.
    var start: Int
    var end: Int
    /// Whether the line ends at a break in the text and not because it was full.
    var endsAtBreak: Bool
  }

  private let characters: [Character]
  /// Cells of each character; what the sanitizer leaves nothing of takes none.
  private let widths: [Int]
  private var lines: [Line] = []
  /// Cells of a line; one less than the window has.
  private let limit: Int

  /// Breaks after spaces, inside a word only when it must.
  ///
  /// One column is kept for the cursor.
  init(_ text: String, columns: Int) {
    characters = Array(text)
    widths = characters.map { $0 == "\n" ? 0 : Self.width(of: $0) }
    limit = max(columns - 1, 2)
    var start = 0
    var used = 0
    var lastSpace: Int?
    var index = 0
    while index < characters.count {
      if characters[index] == "\n" {
        lines.append(Line(start: start, end: index, endsAtBreak: true))
        (start, used, lastSpace) = (index + 1, 0, nil)
      } else if isFull(at: index, used: used) && index > start {
        let end = lastSpace.map { $0 + 1 } ?? index
        lines.append(Line(start: start, end: end, endsAtBreak: false))
        (start, used, lastSpace) = (end, 0, nil)
        index = end - 1
      } else {
        if characters[index] == " " { lastSpace = index }
        used += widths[index]
      }
      index += 1
    }
    lines.append(Line(start: start, end: characters.count, endsAtBreak: true))
  }

  /// One space may hang over the edge, where the break swallows it.
  private func isFull(at index: Int, used: Int) -> Bool {
    used + widths[index] > limit && (characters[index] != " " || used > limit)
  }

  private static func width(of character: Character) -> Int {
    character.isASCII ? 1 : SafeText(sanitizing: String(character)).width
  }

  /// At least one.
  var count: Int { lines.count }

  func text(ofRow row: Int) -> SafeText {
    let line = lines[row]
    return SafeText(sanitizing: String(characters[line.start..<line.end]), limit: .max)
  }

  /// Where the cursor stands when `offset` characters are before it.
  func position(of offset: Int) -> Position {
    let row = lines.lastIndex { $0.start <= offset } ?? 0
    let end = min(offset, characters.count)
    let column = widths[lines[row].start..<max(end, lines[row].start)].reduce(0, +)
    // Behind a space that hangs over the edge the cursor stays in the window.
    return Position(row: row, column: min(column, limit))
  }

  /// The number of characters before the place nearest to a row and column.
  func offset(row: Int, column: Int) -> Int {
    let line = lines[row]
    // Behind the last character of a full line is the start of the next one.
    let last = line.endsAtBreak ? line.end : max(line.end - 1, line.start)
    var used = 0
    for index in line.start..<last {
      if used + widths[index] > column { return index }
      used += widths[index]
    }
    return last
  }
}
