/// Everything that can be done in one place, with lookup by keys and by name.
package struct CommandTable<Action: Sendable>: Sendable {
  /// In the order in which help lists them.
  package let specs: [CommandSpec<Action>]
  private let byChord: [KeyChord: Int]
  private let byID: [String: Int]
  /// True beginnings of chords of several presses.
  private let prefixes: Set<KeyChord>
  /// Commands with a key and a claim on the hint line, the strongest claim first.
  private let hinted: [(action: Action, item: HintLine.Item)]

  package init(_ specs: [CommandSpec<Action>]) {
    self.specs = specs
    var byChord: [KeyChord: Int] = [:]
    var byID: [String: Int] = [:]
    var prefixes: Set<KeyChord> = []
    for (index, spec) in specs.enumerated() {
      byID[spec.id] = byID[spec.id] ?? index
      for chord in spec.keys where !chord.presses.isEmpty {
        byChord[chord] = byChord[chord] ?? index
        for count in 1..<max(chord.presses.count, 1) {
          prefixes.insert(KeyChord(Array(chord.presses.prefix(count))))
        }
      }
    }
    self.byChord = byChord
    self.byID = byID
    self.prefixes = prefixes
    hinted = specs.filter { $0.hint > 0 && !$0.keys.isEmpty }.enumerated()
      .sorted { ($1.element.hint, $0.offset) < ($0.element.hint, $1.offset) }
      .map { _, spec in
        (spec.action, HintLine.Item(key: spec.keys[0].label, title: spec.title, id: spec.id))
      }
  }

  /// What the presses so far lead to.
  package enum Match {
    case none
    /// More presses can complete a chord.
    case prefix
    case command(CommandSpec<Action>)
  }

  package func match(_ typed: [KeyPress]) -> Match {
    let chord = KeyChord(typed)
    if let index = byChord[chord] { return .command(specs[index]) }
    return prefixes.contains(chord) ? .prefix : .none
  }

  /// The command with that long name.
  package func spec(id: String) -> CommandSpec<Action>? { byID[id].map { specs[$0] } }

  /// The commands under their headings, in table order.
  package var groups: [(title: SafeText, specs: [CommandSpec<Action>])] {
    var order: [SafeText] = []
    var members: [SafeText: [CommandSpec<Action>]] = [:]
    for spec in specs {
      if members[spec.group] == nil { order.append(spec.group) }
      members[spec.group, default: []].append(spec)
    }
    return order.map { ($0, members[$0] ?? []) }
  }

  /// What belongs in a hint line: commands with a key and a claim, the strongest claim first.
  ///
  /// Commands that cannot be called now are left out; help is where they say why.
  package func hints(
    availability: (Action) -> Availability = { _ in .enabled }
  ) -> [HintLine.Item] {
    hinted.compactMap { availability($0.action) == .enabled ? $0.item : nil }
  }
}
