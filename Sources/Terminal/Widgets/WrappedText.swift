/// Text in lines of limited width, with the way from a place in the text to its cell and back.
///
/// Places in the text are counted in bytes of UTF-8, which costs nothing in a long note. To make one
/// goes over the whole text.
struct WrappedText: Sendable {
  private struct Line {
    /// The first byte, and the one after the last that belongs to the line.
    var start: Int
    var end: Int
    /// Whether the line ends at a break in the text and not because it was full.
    var endsAtBreak: Bool
  }

  /// Cells of the window that it was made for.
  let columns: Int
  private let text: String
  private var lines: [Line] = []
  /// Cells of a line; one less than the window has, for the cursor.
  private let limit: Int

  /// Breaks after spaces, inside a word only when it must.
  init(_ text: String, columns: Int) {
    EditableText.onPass?()
    self.text = text
    self.columns = columns
    limit = max(columns - 1, 2)
    var (start, used, place) = (0, 0, 0)
    /// Behind the last space of the line: the place, and the cells up to there.
    var gap: (place: Int, used: Int)?
    for character in text {
      let next = place + character.utf8.count
      if character == "\n" {
        lines.append(Line(start: start, end: place, endsAtBreak: true))
        (start, used, gap) = (next, 0, nil)
      } else {
        let width = Self.width(of: character)
        while isFull(used, before: character, width), place > start {
          let end = gap ?? (place: place, used: used)
          lines.append(Line(start: start, end: end.place, endsAtBreak: false))
          (start, used, gap) = (end.place, used - end.used, nil)
        }
        used += width
        if character == " " { gap = (next, used) }
      }
      place = next
    }
    lines.append(Line(start: start, end: place, endsAtBreak: true))
  }

  /// One space may hang over the edge, where the break swallows it.
  private func isFull(_ used: Int, before character: Character, _ width: Int) -> Bool {
    used + width > limit && (character != " " || used > limit)
  }

  /// Cells of a character; what the sanitizer leaves nothing of takes none.
  private static func width(of character: Character) -> Int {
    if character.isASCII { return 1 }
    let scalars = character.unicodeScalars
    let first = scalars[scalars.startIndex]
    // Nearly all: the sanitizer keeps such a character as it is.
    if scalars.index(after: scalars.startIndex) == scalars.endIndex, ScalarClass(first) == .base {
      return CellWidth.of(first)
    }
    return SafeText(sanitizing: String(character)).width
  }

  /// At least one.
  var count: Int { lines.count }

  func text(ofRow row: Int) -> SafeText {
    SafeText(sanitizing: String(part(lines[row].start..<lines[row].end)), limit: .max)
  }

  /// Where the cursor stands when `offset` bytes are before it.
  func position(of offset: Int) -> Position {
    let row = lines.lastIndex { $0.start <= offset } ?? 0
    let start = lines[row].start
    let end = min(offset, text.utf8.count)
    let column = part(start..<max(end, start)).reduce(0) { $0 + Self.width(of: $1) }
    // Behind a space that hangs over the edge the cursor stays in the window.
    return Position(row: row, column: min(column, limit))
  }

  /// The number of bytes before the place nearest to a row and column.
  func offset(row: Int, column: Int) -> Int {
    let line = lines[row]
    var (used, place) = (0, line.start)
    for character in part(line.start..<line.end) {
      let width = Self.width(of: character)
      let next = place + character.utf8.count
      // Behind the last character of a full line is the start of the next one.
      if used + width > column || (next == line.end && !line.endsAtBreak) { return place }
      (used, place) = (used + width, next)
    }
    return place
  }

  private func part(_ bytes: Range<Int>) -> Substring {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
    return text[start..<utf8.index(start, offsetBy: bytes.count)]
  }
}
