import CustomerSuccess
package import ReplicaStore
package import Terminal

/// The app as lines: for screen readers, for terminals that cannot place a cursor, and for pipes.
///
/// The screens are the same; each is read out line by line, then only what changed on it. A line
/// typed at the prompt is a command or a text. Nothing is ever shown unasked, and the terminal is
/// left in its own mode, so that its line editing, ^C and ^Z work as everywhere.
package final class LinearApp {
  /// Where the lines go and come from.
  package struct Console {
    package let write: ([SafeText]) throws -> Void
    /// Shows the prompt and returns the line that is typed; nil at the end of the input.
    package let ask: (SafeText) throws -> String?
    /// Runs a program in the foreground; returns its exit status.
    package let run: ([String]) throws -> Int32
    /// Puts a text into the terminal's clipboard; false where there is none.
    package let copy: (SafeText) throws -> Bool

    package init(
      write: @escaping ([SafeText]) throws -> Void,
      ask: @escaping (SafeText) throws -> String?, run: @escaping ([String]) throws -> Int32,
      copy: @escaping (SafeText) throws -> Bool
    ) {
      self.write = write
      self.ask = ask
      self.run = run
      self.copy = copy
    }
  }

  /// Narrow enough that no screen puts one thing beside another.
  private static let size = Size(rows: 24, columns: 69)
  /// Changes that come in while one waits are taken in so often, lest a first sync keep one waiting.
  private static let mostTurns = 10

  private let engine: AppEngine
  private let console: Console
  private var page: LinearPage?

  /// - Throws: What the replica throws when it cannot be read.
  package convenience init(replica: Replica, world: App.World, console: Console) throws {
    self.init(
      engine: try AppEngine(
        replica: replica, world: world, size: Self.size, glyphs: world.look.glyphs ?? .ascii
      ) {}, console: console)
    engine.open()
    world.startSync()
    engine.complete()
  }

  init(engine: AppEngine, console: Console) {
    self.engine = engine
    self.console = console
    engine.state.surroundings.size = Self.size
    engine.carryOutside = { [unowned self] in carryOut($0) }
  }

  /// Runs until the person leaves or the input ends.
  ///
  /// - Throws: What the console throws when it cannot be written.
  package func run() throws {
    let startedAt = engine.world.now()
    defer {
      engine.close()
      // Without it the next start only compares with an earlier visit.
      try? engine.replica.noteVisit(startedAt: startedAt)
    }
    settle()
    try console.write(["? lists the commands of a screen, an empty line reads it again."])
    try tell()
    while engine.state.ending == nil, let line = try console.ask(prompt) {
      engine.tick()
      try take(line)
    }
  }

  private var prompt: SafeText {
    if engine.state.overlay != nil { return "> " }
    return type(of: engine.state.top).takesLetters ? "text> " : "tam> "
  }

  private func take(_ line: String) throws {
    engine.state.message = nil
    switch engine.state.linearMeaning(of: line) {
    case .show: page = nil
    case .commands(let words): return try console.write(commands(words))
    case .unclear(let reason): return try console.write(reason)
    case .type(let events):
      for event in events { handle(event) }
    case .call(let id, let times, let rest):
      guard let spec = engine.state.table.spec(id: id) else { return }
      // A number before an end of the list goes to that line; without one it is that end.
      let effects = engine.state.callByKey(spec, times: times > 1 ? times : nil)
      engine.carryOut(engine.state.settle(effects))
      settle()
      if !rest.isEmpty { return try takeRest(rest) }
    }
    try tell()
  }

  /// Types words into what the command before them opened.
  private func takeRest(_ words: String) throws {
    let state = engine.state
    guard state.overlay != nil || type(of: state.top).takesLetters else { return try tell() }
    try take(words)
  }

  private func handle(_ event: InputEvent) {
    engine.handle(.input(event))
    settle()
  }

  private func settle() { engine.settle(turns: Self.mostTurns) }

  /// Reads out what is new since the last time.
  private func tell() throws {
    guard engine.state.ending == nil else { return }
    let now = engine.state.linearPage()
    try console.write(page.map(now.news) ?? now.all)
    page = now
    if let message = engine.state.message { try console.write([message.text]) }
  }

  /// Every command of the screen with its keys, under its heading.
  private func commands(_ words: String) -> [SafeText] {
    let wanted = words.lowercased()
    var lines: [SafeText] = []
    for group in engine.state.table.groups {
      let specs = group.specs.filter { spec in
        wanted.isEmpty
          || [spec.id, spec.title.text, spec.help.text].contains {
            $0.lowercased().contains(wanted)
          }
      }
      guard !specs.isEmpty else { continue }
      lines.append("\(group.title):")
      for spec in specs {
        let keys = SafeText.joined(spec.keys.map(\.label), separator: ", ")
        lines.append("  \(spec.title)\(keys.isEmpty ? "" : " (\(keys))"): \(spec.help)")
      }
    }
    return lines.isEmpty ? ["No command here holds these words."] : lines
  }

  /// Does what needs a terminal, as far as it can be done without a screen.
  private func carryOut(_ effect: AppEffect) {
    switch effect {
    case .edit(let text, let command):
      engine.edit(text, for: command) { try console.run($0) }
    case .copy(let text): copy(text)
    case .redraw: page = nil
    case .suspend: engine.handle(.failed("^Z goes back to the shell, and fg returns."))
    default: break  // The engine did it, or it is about looks.
    }
  }

  private func copy(_ text: SafeText) {
    do {
      if try !console.copy(text) { engine.handle(.failed(App.noClipboard)) }
    } catch {
      engine.handle(.failed("It was not copied: \(error)"))
    }
  }
}
