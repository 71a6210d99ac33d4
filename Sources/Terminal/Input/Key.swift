/// A key of the keyboard, without the modifiers held.
package enum Key: Equatable, Hashable, Sendable {
  /// A key that types something; Shift is part of the character, so `K` and not shift+k.
  case character(Character)
  case enter
  case escape
  case tab
  case backspace
  case delete
  case insert
  case up
  case down
  case left
  case right
  case home
  case end
  case pageUp
  case pageDown
  /// F1 to F24.
  case function(Int)
}

extension Key {
  /// The names of the keys that type nothing, and of the two characters that cannot be shown.
  private static let names: [(String, Key)] = [
    ("enter", .enter), ("esc", .escape), ("tab", .tab), ("backspace", .backspace),
    ("delete", .delete), ("insert", .insert), ("up", .up), ("down", .down), ("left", .left),
    ("right", .right), ("home", .home), ("end", .end), ("pageup", .pageUp),
    ("pagedown", .pageDown), ("space", .character(" ")), ("plus", .character("+")),
  ]

  /// How the key is written in a keymap and shown in help.
  package var name: String {
    if let entry = Key.names.first(where: { $0.1 == self }) { return entry.0 }
    switch self {
    case .character(let character): return String(character)
    case .function(let number): return "f\(number)"
    default: return ""
    }
  }

  /// The key with that name; nil for a word that names none.
  package init?(name: String) {
    if let entry = Key.names.first(where: { $0.0 == name.lowercased() }) {
      self = entry.1
    } else if name.count == 1, let character = name.first {
      self = .character(character)
    } else if name.first == "f" || name.first == "F", let number = Int(name.dropFirst()),
      (1...24).contains(number)
    {
      self = .function(number)
    } else {
      return nil
    }
  }
}
