/// One key with the modifiers held while it was pressed.
package struct KeyPress: Equatable, Hashable, Sendable {
  package var key: Key
  package var modifiers: Modifiers

  package init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }

  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let shift = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)
  }

  /// What the key types into a text field; nil when it is a command.
  package var typed: Character? {
    guard modifiers.isEmpty, case .character(let character) = key else { return nil }
    return character
  }
}

extension KeyPress: CustomStringConvertible {
  /// As in a keymap: `ctrl+k`, `shift+tab`, `K`.
  package var description: String {
    var parts: [String] = []
    if modifiers.contains(.control) { parts.append("ctrl") }
    if modifiers.contains(.alt) { parts.append("alt") }
    if modifiers.contains(.shift) { parts.append("shift") }
    parts.append(key.name)
    return parts.joined(separator: "+")
  }

  /// Reads the form that ``description`` writes; modifiers in any order; nil when it is none.
  package init?(_ text: String) {
    let plus: Character = "+"
    var words = text.split(separator: plus, omittingEmptySubsequences: false).map(String.init)
    guard let last = words.popLast() else { return nil }
    var modifiers: Modifiers = []
    for word in words {
      switch word.lowercased() {
      case "ctrl": modifiers.insert(.control)
      case "alt": modifiers.insert(.alt)
      case "shift": modifiers.insert(.shift)
      default: return nil
      }
    }
    guard let key = Key(name: last) else { return nil }
    self.init(key, modifiers)
    normalize()
  }

  /// One press has one form: Shift melts into a letter, and Control takes letters as lower case.
  mutating func normalize() {
    guard case .character(let character) = key else { return }
    if modifiers.contains(.control) {
      key = .character(Character(character.lowercased()))
    } else if modifiers.contains(.shift), let upper = character.uppercased().first {
      key = .character(upper)
      modifiers.remove(.shift)
    }
  }
}
