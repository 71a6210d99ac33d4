import Terminal

/// The commands of each screen under the keys that a person gave them.
struct KeyTables {
  private var remapped: [ObjectIdentifier: CommandTable<Command>] = [:]
  /// What every command is called by.
  private(set) var names = KeyNames()
  /// What is wrong with the person's keys, in the order of the file.
  private(set) var problems: [KeyProblem] = []

  init(_ keymap: Keymap = Keymap()) {
    if keymap.entries.isEmpty { return }
    let names = Commands.all.flatMap { $0.commands.specs.map(\.id) }
    problems = keymap.problems(knowing: names).map { KeyProblem($0.problem, line: $0.line) }
    for screen in Commands.all {
      let (table, found) = Self.table(of: screen, keymap)
      remapped[ObjectIdentifier(screen)] = table
      let title = table.specs.first?.group ?? ""
      for problem in found {
        if let index = problems.firstIndex(where: { $0.problem == problem }) {
          problems[index].screens.append(title)
        } else {
          let line = keymap.line(of: problem.command) ?? problem.rival.flatMap(keymap.line(of:))
          problems.append(KeyProblem(problem, line: line, screens: [title]))
        }
      }
    }
    problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    self.names = KeyNames(Commands.all.map { self[$0] })
  }

  /// The table of a screen; the one it ships with where the person has no keys.
  subscript(screen: any Screen.Type) -> CommandTable<Command> {
    remapped[ObjectIdentifier(screen)] ?? screen.commands
  }

  /// A screen that takes letters as text keeps them, whatever they are to call elsewhere.
  private static func table(
    of screen: any Screen.Type, _ keymap: Keymap
  ) -> (CommandTable<Command>, [KeymapProblem]) {
    let shipped = screen.commands
    guard screen.takesLetters else { return shipped.remapped(by: keymap) }
    let everywhere = Set(AppCommand.table.map(\.id))
    let entries = keymap.entries.compactMap { entry -> Keymap.Entry? in
      let keys = entry.keys.filter { KeyChord($0)?.presses.first?.typed == nil }
      // One that had only letters keeps its own keys, unless it is to have none at all.
      guard !keys.isEmpty || entry.keys.isEmpty else { return nil }
      return Keymap.Entry(id: entry.id, keys: keys, line: entry.line)
    }
    let known = Set(shipped.specs.map(\.id))
    let hasOthers = shipped.specs.contains { everywhere.contains($0.id) }
    let missing = AppCommand.table.filter { hasOthers && !known.contains($0.id) }.map { spec in
      var spec = spec.calling(Command.app)
      spec.keys = []
      return spec
    }
    let (table, problems) = CommandTable(shipped.specs + missing)
      .remapped(by: Keymap(entries))
    return (
      CommandTable(table.specs.filter { known.contains($0.id) || !$0.keys.isEmpty }), problems
    )
  }
}

/// Something wrong with a person's keys.
package nonisolated struct KeyProblem: Equatable, Sendable, CustomStringConvertible {
  let problem: KeymapProblem
  /// Of the keymap file; nil when no line of it is to blame.
  let line: Int?
  /// Where it shows; empty when it is about the file.
  var screens: [SafeText]

  init(_ problem: KeymapProblem, line: Int?, screens: [SafeText] = []) {
    self.problem = problem
    self.line = line
    self.screens = screens
  }

  /// Screens named before it is "many screens".
  private static let namedScreens = 4

  package var description: String {
    let place = line.map { "keymap.yaml:\($0)" } ?? "keymap.yaml"
    let names =
      screens.count > Self.namedScreens
      ? "\(screens.count) screens" : screens.map(\.text).joined(separator: ", ")
    return screens.isEmpty ? "\(place): \(problem)" : "\(place): on \(names): \(problem)"
  }
}
