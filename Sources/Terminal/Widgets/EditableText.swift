/// Text being edited: what stands before the cursor and what after it.
///
/// It keeps what a person types and pastes as it is, emoji included, but never takes in what could
/// not be shown: control codes, bidirectional overrides, invisible characters.
package struct EditableText: Equatable, Sendable {
  package private(set) var before: String
  package private(set) var after = ""
  /// Whether line breaks are text; otherwise they become spaces.
  let allowsLines: Bool
  /// Characters beyond which nothing is taken in.
  let limit: Int
  /// Called at every pass over the whole of a text, of which a key may cost one at most in a long
  /// note: with it a test counts them.
  @TaskLocal package static var onPass: (@Sendable () -> Void)?
  /// Whether some of what was put in last was left out.
  private(set) var didOverflow = false
  /// As many characters as there are, or more: only near the limit they are counted.
  private var mostCharacters = 0

  /// - Parameter text: What is there to be changed; all of it is kept, also beyond the limit.
  init(_ text: String, allowsLines: Bool, limit: Int) {
    self.allowsLines = allowsLines
    before = Self.clean(text, allowsLines: allowsLines, limit: .max).text
    mostCharacters = before.count
    self.limit = max(limit, mostCharacters)
  }

  package var text: String { before + after }
  package var isEmpty: Bool { before.isEmpty && after.isEmpty }
  /// Bytes of UTF-8, known at no cost; an edit leaves it the same only if it changed nothing.
  var byteCount: Int { before.utf8.count + after.utf8.count }
  /// Bytes of UTF-8 before the cursor, known at no cost.
  var byteCursor: Int { before.utf8.count }

  package static func == (one: Self, other: Self) -> Bool {
    one.before == other.before && one.after == other.after
      && one.allowsLines == other.allowsLines && one.limit == other.limit
  }

  /// How many characters stand before the cursor.
  package var cursor: Int { before.count }

  /// Puts text at the cursor and the cursor behind it; ``didOverflow`` tells whether all of it fit.
  ///
  /// - Parameter isCut: Whether its end was lost before it came here.
  mutating func insert(_ text: String, isCut: Bool = false) {
    let room = max(room(for: text), 0)
    let clean = Self.clean(text, allowsLines: allowsLines, limit: room + 1)
    let count = clean.text.count
    before += count <= room ? clean.text : String(clean.text.prefix(room))
    mostCharacters += min(count, room)
    didOverflow = isCut || !clean.isWhole || count > room
  }

  /// How many characters may be added; perhaps more, when `text` is sure to fit.
  private mutating func room(for text: String) -> Int {
    if text.utf8.count > limit - mostCharacters {
      Self.onPass?()
      mostCharacters = before.count + after.count
    }
    return limit - mostCharacters
  }

  /// What may be kept of `text`, and whether that is all: it stops reading after `limit` characters
  /// or, in scripts that write one with several letters, somewhat earlier.
  private static func clean(
    _ text: String, allowsLines: Bool, limit: Int
  ) -> (text: String, isWhole: Bool) {
    var kept = String.UnicodeScalarView()
    var bases = 0
    var isInFlag = false
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if bases > limit { return (String(kept), false) }
      let kind = ScalarClass(scalar)
      switch kind {
      case .lineBreak where scalar == "\n" && previous == "\r": break
      case .lineBreak:
        bases += 1
        kept.append(allowsLines ? "\n" : " ")
      case .tab, .space:
        bases += 1
        kept.append(" ")
      case .base, .flagHalf:
        if !isInFlag || kind != .flagHalf { bases += 1 }
        kept.append(scalar)
      case .mark, .pictureModifier, .joiner: kept.append(scalar)
      case .dropped, .replaced: break
      }
      // Two halves are one flag.
      isInFlag = kind == .flagHalf && !isInFlag
      previous = scalar
    }
    return (String(kept), true)
  }

  mutating func moveLeft() {
    guard let character = before.popLast() else { return }
    after = String(character) + after
  }

  mutating func moveRight() {
    guard !after.isEmpty else { return }
    before.append(after.removeFirst())
  }

  /// Puts the cursor behind so many bytes of UTF-8, which must end a character.
  mutating func move(toByte offset: Int) {
    didOverflow = false
    let whole = text
    let sane = min(max(offset, 0), whole.utf8.count)
    let index = whole.utf8.index(whole.startIndex, offsetBy: sane)
    before = String(whole[..<index])
    after = String(whole[index...])
  }

  mutating func moveWordLeft() {
    while let last = before.last, !Self.isWord(last) { moveLeft() }
    while let last = before.last, Self.isWord(last) { moveLeft() }
  }

  mutating func moveWordRight() {
    while let first = after.first, !Self.isWord(first) { moveRight() }
    while let first = after.first, Self.isWord(first) { moveRight() }
  }

  mutating func deleteBackward() { _ = before.popLast() }

  mutating func deleteForward() {
    if !after.isEmpty { after.removeFirst() }
  }

  mutating func deleteWordBackward() {
    let behind = after
    moveWordLeft()
    after = behind
  }

  mutating func deleteWordForward() {
    let ahead = before
    moveWordRight()
    before = ahead
  }

  /// Deletes to the start of the line, or the break before it when the cursor stands there.
  mutating func deleteToLineStart() {
    if before.last == "\n" { return deleteBackward() }
    while let last = before.last, last != "\n" { before.removeLast() }
  }

  /// Deletes to the end of the line, or the break when the cursor stands there.
  mutating func deleteToLineEnd() {
    if after.first == "\n" { return deleteForward() }
    after = after.firstIndex(of: "\n").map { String(after[$0...]) } ?? ""
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}

extension EditableText {
  /// The editing keys that every text field shares; false when the key is not one of them.
  mutating func edit(_ press: KeyPress) -> Bool {
    didOverflow = false
    switch (press.key, press.modifiers) {
    case (.left, []): moveLeft()
    case (.right, []): moveRight()
    case (.left, .control), (.left, .alt), (.character("b"), .alt): moveWordLeft()
    case (.right, .control), (.right, .alt), (.character("f"), .alt): moveWordRight()
    case (.backspace, []): deleteBackward()
    case (.delete, []): deleteForward()
    case (.character("w"), .control), (.backspace, .alt): deleteWordBackward()
    case (.character("d"), .alt), (.delete, .control): deleteWordForward()
    case (.character("u"), .control): deleteToLineStart()
    case (.character("k"), .control): deleteToLineEnd()
    default:
      guard let typed = press.typed else { return false }
      insert(String(typed))
    }
    return true
  }
}
