/// Text being edited: what stands before the cursor and what after it.
///
/// It keeps what a person types and pastes as it is, emoji included, but never takes in what could
/// not be shown: control codes, bidirectional overrides, invisible characters.
package struct EditableText: Equatable, Sendable {
  package private(set) var before: String
  package private(set) var after = ""
  /// Whether line breaks are text; otherwise they become spaces.
  let allowsLines: Bool
  /// Characters that it holds at most.
  let limit: Int

  init(_ text: String, allowsLines: Bool, limit: Int) {
    self.allowsLines = allowsLines
    self.limit = limit
    before = ""
    insert(text)
  }

  package var text: String { before + after }
  package var isEmpty: Bool { before.isEmpty && after.isEmpty }
  /// How many characters stand before the cursor.
  package var cursor: Int { before.count }

  /// Puts text at the cursor and the cursor behind it; false when some of it did not fit.
  @discardableResult
  mutating func insert(_ text: String) -> Bool {
    let room = limit - before.count - after.count
    let clean = Self.clean(text, allowsLines: allowsLines, limit: room + 1)
    let fits = clean.count <= room
    before += fits ? clean : String(clean.prefix(max(room, 0)))
    return fits
  }

  /// What may be kept of `text`; stops reading after `limit` characters or so.
  private static func clean(_ text: String, allowsLines: Bool, limit: Int) -> String {
    var kept = String.UnicodeScalarView()
    var bases = 0
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if bases > limit { break }
      bases += 1
      switch ScalarClass(scalar) {
      case .lineBreak where scalar == "\n" && previous == "\r": break
      case .lineBreak: kept.append(allowsLines ? "\n" : " ")
      case .tab, .space: kept.append(" ")
      case .base, .flagHalf: kept.append(scalar)
      case .mark, .pictureModifier, .joiner:
        bases -= 1
        kept.append(scalar)
      case .dropped, .replaced: bases -= 1
      }
      previous = scalar
    }
    return String(kept)
  }

  mutating func moveLeft() {
    guard let character = before.popLast() else { return }
    after = String(character) + after
  }

  mutating func moveRight() {
    guard !after.isEmpty else { return }
    before.append(after.removeFirst())
  }

  /// Puts the cursor before character number `offset`.
  mutating func move(to offset: Int) {
    let whole = text
    let sane = min(max(offset, 0), whole.count)
    let index = whole.index(whole.startIndex, offsetBy: sane)
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
