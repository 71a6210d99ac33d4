package import Terminal

/// One command of the app with its keys, for lists outside the app: `tam keys` and the README.
package nonisolated struct KeyReference: Sendable {
  /// The heading it stands under in help: a screen, or `Everywhere`.
  package let group: SafeText
  /// The long name.
  package let id: String
  /// As they are written in help; empty for a command that is only called by name.
  package let keys: [SafeText]
  package let title: SafeText
  package let help: SafeText

  /// Every command of every screen once, in the order of help, and what is wrong with the keys.
  @MainActor package static func all(
    with keymap: Keymap = Keymap()
  ) -> (commands: [KeyReference], problems: [KeyProblem]) {
    let tables = KeyTables(keymap)
    var seen: Set<String> = []
    let specs = Commands.all.flatMap { tables[$0].specs }.filter { seen.insert($0.id).inserted }
    let groups = specs.map(\.group).filter { $0 != everywhere }
    let order = groups + [everywhere]
    let commands = specs.map { spec in
      KeyReference(
        group: spec.group, id: spec.id, keys: spec.keys.map(\.label), title: spec.title,
        help: spec.help)
    }.enumerated().sorted { left, right in
      let places = [left, right].map { order.firstIndex(of: $0.element.group) ?? order.count }
      return (places[0], left.offset) < (places[1], right.offset)
    }.map(\.element)
    return (commands, tables.problems)
  }

  private static let everywhere: SafeText = "Everywhere"
}
