import Terminal

/// What a person presses for the commands, for every text that names a key.
nonisolated struct KeyNames: Hashable, Sendable {
  /// Those of a person's own tables; nil for the keys that the commands ship with.
  private let own: [String: SafeText]?

  /// As the commands ship.
  ///
  /// It takes every table of the app, and the first screen names no key, so it is made when a text
  /// first does.
  @MainActor private static let shipped = names(in: Commands.all.lazy.map { $0.commands })

  /// Of the keys that the commands ship with.
  init() { own = nil }

  /// - Parameter tables: Of all screens; a command that is in several goes by the first.
  @MainActor init(_ tables: [CommandTable<Command>]) { own = Self.names(in: tables) }

  /// The first key of the command; one without a key is called by its long name, as in the palette.
  @MainActor subscript(id: String) -> SafeText {
    (own ?? Self.shipped)[id] ?? ":\(SafeText(sanitizing: id))"
  }

  private static func names(in tables: some Sequence<CommandTable<Command>>) -> [String: SafeText] {
    var names: [String: SafeText] = [:]
    for spec in tables.lazy.flatMap(\.specs) where names[spec.id] == nil {
      names[spec.id] = spec.keys.first.map(name)
    }
    return names
  }

  /// As in a sentence: keys that have a name of their own begin like one.
  private static func name(_ chord: KeyChord) -> SafeText {
    guard chord.presses.count == 1, let press = chord.presses.first, press.modifiers.isEmpty else {
      return chord.label
    }
    switch press.key {
    // Files write it as a word, because it joins modifiers and keys there.
    case .character("+"): return "+"
    case .character, .function: return chord.label
    default:
      let name = press.key.name
      return SafeText(sanitizing: name.prefix(1).uppercased() + name.dropFirst())
    }
  }
}
