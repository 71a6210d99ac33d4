import Terminal

/// What a person presses for the commands, for every text that names a key.
nonisolated struct KeyNames: Hashable, Sendable {
  private let names: [String: SafeText]

  /// Knows no command, so that each is called by its long name.
  init() { names = [:] }

  /// - Parameter tables: Of all screens; a command that is in several goes by the first.
  @MainActor init(_ tables: [CommandTable<Command>]) {
    var names: [String: SafeText] = [:]
    for spec in tables.lazy.flatMap(\.specs) where names[spec.id] == nil {
      names[spec.id] = spec.keys.first.map(Self.name)
    }
    self.names = names
  }

  /// The first key of the command; one without a key is called by its long name, as in the palette.
  subscript(id: String) -> SafeText { names[id] ?? ":\(SafeText(sanitizing: id))" }

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
