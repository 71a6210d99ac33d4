/// One or more presses that together call a command, such as `g g`.
package struct KeyChord: Equatable, Hashable, Sendable {
  /// In the order pressed.
  ///
  /// Empty only for a literal that could not be read, which matches nothing
  /// and which ``CommandTable/problems`` reports.
  package let presses: [KeyPress]

  package init(_ presses: [KeyPress]) { self.presses = presses }

  package init(_ press: KeyPress) { presses = [press] }

  /// Reads presses separated by spaces: `ctrl+k`, `g g`, `shift+tab`; nil when one is no key.
  package init?(_ text: String) {
    var presses: [KeyPress] = []
    let space: Character = " "
    for word in text.split(separator: space) {
      guard let press = KeyPress(String(word)) else { return nil }
      presses.append(press)
    }
    guard !presses.isEmpty else { return nil }
    self.presses = presses
  }

  /// Whether `typed` is a true beginning of this chord.
  package func continues(_ typed: [KeyPress]) -> Bool {
    typed.count < presses.count && presses.starts(with: typed)
  }

  /// The chord for help and hint lines.
  package var label: SafeText { SafeText(sanitizing: description) }
}

extension KeyChord: CustomStringConvertible {
  package var description: String { presses.map(\.description).joined(separator: " ") }
}

extension KeyChord: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = KeyChord(text) ?? KeyChord([]) }
}
