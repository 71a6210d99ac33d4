import Terminal

/// What a person presses for the commands, for every text that names a key.
nonisolated struct KeyNames: Hashable, Sendable {
  /// Those of a person's own tables; nil for the keys that the commands ship with.
  private let own: [String: SafeText]?

  /// Of the keys that the commands ship with.
  init() { own = nil }

  /// - Parameter tables: Of all screens; a command that is in several goes by the first.
  @MainActor init(_ tables: [CommandTable<Command>]) {
    var names: [String: SafeText] = [:]
    for spec in tables.lazy.flatMap(\.specs) where names[spec.id] == nil {
      names[spec.id] = spec.keys.first.map(Self.name)
    }
    own = names
  }

  /// The first key of the command; one without a key is called by its long name, as in the palette.
  @MainActor subscript(id: String) -> SafeText {
    (own.map { $0[id] } ?? Self.shipped(id)) ?? ":\(SafeText(sanitizing: id))"
  }

  /// Tables are made when they are first looked at, and the first screen is in the first of them.
  @MainActor private static func shipped(_ id: String) -> SafeText? {
    Commands.all.lazy.compactMap { $0.commands.spec(id: id)?.keys.first }.first.map(name)
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
