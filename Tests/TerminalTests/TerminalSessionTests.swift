import Glibc
import Support
import Testing

/// The real session at a real pseudo-terminal, through a probe that shows its events.
@Suite struct TerminalSessionTests {
  /// A shell with the probe in its foreground.
  private func probeInShell() async throws -> PseudoTerminal {
    let shell = try await PseudoTerminal.shell(rows: 12, columns: 100)
    try await shell.send("\(binary(named: "TerminalProbe"))\n")
    try await shell.wait(for: "probe 12x100")
    return shell
  }

  private func expectEnd(
    of shell: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await shell.waitForPrompt(sourceLocation: sourceLocation)
    try expectRestored(shell, sourceLocation: sourceLocation)
    try await shell.send("exit 0\n")
    #expect(try await shell.waitForExit() == .success, sourceLocation: sourceLocation)
  }

  @Test func `a session shows itself and leaves the terminal as it was`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe 12x60 xterm-256color")
    #expect(terminal.screen.isAlternate)
    #expect(terminal.screen.modes.isSuperset(of: [1000, 1002, 1004, 1006, 1049, 2004]))
    // Reports of every motion would flood a slow line.
    #expect(!terminal.screen.modes.contains(1003))
    #expect(!terminal.screen.isCursorVisible)
    try await terminal.send("c")
    try await terminal.wait(until: "a cursor") { $0.isCursorVisible }
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `the mouse is left to the terminal and taken back while the session runs`()
    async throws
  {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.send("o")
    try await terminal.wait(until: "no mouse") { $0.modes.isDisjoint(with: [1000, 1002, 1006]) }
    #expect(terminal.screen.modes.contains(2004))
    try await terminal.send("o")
    try await terminal.wait(until: "the mouse") { $0.modes.isSuperset(of: [1000, 1002, 1006]) }
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `keys, pastes and the mouse arrive as events`() async throws {
    let terminal = try probe(columns: 160)
    try await terminal.wait(for: "probe")
    try await terminal.press(.up, .control("k"), .backTab, .function(5))
    try await terminal.wait(for: "key f5")
    try await terminal.press(.escape)
    try await terminal.wait(for: "key esc")
    try await terminal.send("\u{1B}[200~q\u{1B}[A\u{1B}[201~\u{1B}[<0;5;3M")
    try await terminal.wait(for: "press")
    let shown = terminal.screen.text
    for line in ["key up", "key ctrl+k", "key shift+tab", "paste("] {
      #expect(shown.contains(line), "\(line) in:\n\(shown)")
    }
    #expect(!shown.contains("in vain"), "what was prepared for is not what was presented")
    #expect(terminal.screen.violations == [])
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
  }

  @Test func `the terminal's answers never look like keys, and switch on held-back frames`()
    async throws
  {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.send("a")
    try await terminal.wait(for: "key a")
    #expect(!terminal.screen.text.contains("?"))
    let sent = String(decoding: terminal.received, as: UTF8.self)
    #expect(sent.contains("\u{1B}[?2026h") && sent.contains("\u{1B}[?2026l"))
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `a terminal that answers nothing is used all the same`() async throws {
    let terminal = try probe()
    terminal.answersQueries = false
    try await terminal.wait(for: "probe")
    try await terminal.send("aq")
    #expect(try await terminal.waitForExit() == .success)
    let sent = String(decoding: terminal.received, as: UTF8.self)
    #expect(!sent.contains("\u{1B}[?2026h"))
    try expectRestored(terminal)
  }

  @Test func `a storm of resizes ends at the last size`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe 12x60")
    for step in 0..<50 {
      try terminal.resize(rows: 1 + step % 30, columns: 1 + (step * 7) % 100)
    }
    try terminal.resize(rows: 1, columns: 1)
    try terminal.resize(rows: 20, columns: 70)
    try await terminal.wait(for: "probe 20x70")
    try await terminal.wait(for: "resized 20x70")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `^Z gives the terminal back, and going on takes it again`() async throws {
    let shell = try await probeInShell()
    try await shell.press(.control("z"))
    try await shell.waitForPrompt()
    try expectRestored(shell)
    try await shell.send("fg\n")
    try await shell.wait(for: "back again")
    #expect(shell.screen.isAlternate)
    #expect(try shell.settings != shell.initialSettings)
    try await shell.send("q")
    try await expectEnd(of: shell)
  }

  @Test func `^Z where no shell could go on with it says so and stops nothing`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.press(.control("z"))
    try await terminal.wait(for: "no shell to go back to")
    #expect(terminal.screen.isAlternate)
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `a suspended program that is told to end does so and leaves the shell alone`()
    async throws
  {
    let shell = try await probeInShell()
    try await shell.press(.control("z"))
    try await shell.waitForPrompt()
    try await shell.send("kill %1; bg %1; wait %1; echo ended $?\n")
    try await shell.wait(for: "ended 143")
    try await expectEnd(of: shell)
  }

  @Test func `^Z in a child suspends once, and not again when the child is done`() async throws {
    let shell = try await probeInShell()
    try await shell.send("e")
    try await shell.wait(for: "child here")
    try await shell.press(.control("z"))
    try await shell.waitForPrompt()
    try await shell.send("fg\nwords\n")
    try await shell.wait(for: "child exit 7")
    try await shell.send("a")
    try await shell.wait(for: "key a")
    try await shell.send("q")
    try await expectEnd(of: shell)
  }

  @Test func `stopped from outside, it takes the terminal again when it goes on`() async throws {
    let shell = try await probeInShell()
    let modes = shell.screen.modes
    try await shell.send("z")
    try await shell.wait(for: "Stopped")
    // What a person does who finds the shell in that state.
    let off = [1006, 1002, 1000, 1004, 2004, 2031, 1049].map { "\\033[?\($0)l" }.joined()
    try await shell.send("stty sane; printf '\(off)\\033[?7h\\033[?25h'\n")
    try await shell.wait(until: "a shell's screen") { $0.modes == VTScreen.initialModes }
    try await shell.send("fg\n")
    try await shell.wait(for: "continued")
    #expect(shell.screen.modes == modes)
    #expect(shell.screen.isAlternate)
    try await shell.send("q")
    try await expectEnd(of: shell)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `a signal ends it in good order`(signal: Int32) async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    terminal.signal(signal)
    #expect(try await terminal.waitForExit() == .exited(128 + signal))
    try expectRestored(terminal)
  }

  @Test func `two signals at once, as from a window that closes, end it in good order too`()
    async throws
  {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    terminal.signal(SIGSTOP)
    try await terminal.waitForStop()
    terminal.signal(SIGTERM)
    terminal.signal(SIGHUP)
    terminal.signal(SIGCONT)
    #expect(try await terminal.waitForExit() == .exited(128 + SIGHUP))
    try expectRestored(terminal)
  }

  @Test func `a program that is stuck ends at a later signal`() async throws {
    let terminal = try probe(environment: ["PROBE_IMPATIENT": "yes"])
    try await terminal.wait(for: "probe")
    try await terminal.send("h")
    try await terminal.wait(for: "key h")
    terminal.signal(SIGINT)
    terminal.signal(SIGTERM)
    guard case .killed = try await terminal.waitForExit() else {
      Issue.record("it ended by itself")
      return
    }
    try expectRestored(terminal)
  }

  @Test func `an exit that asks nobody restores the terminal too`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.send("k")
    #expect(try await terminal.waitForExit() == .exited(5))
    try expectRestored(terminal)
  }

  @Test func `a window that changed while a child ran is noticed`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.send("e")
    try await terminal.wait(for: "child here")
    try terminal.resize(rows: 15, columns: 50)
    try await terminal.send("\n")
    try await terminal.wait(for: "resized 15x50")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `a child gets a normal terminal, and the screen comes back after it`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.send("e")
    try await terminal.wait(for: "child here")
    #expect(!terminal.screen.isAlternate)
    #expect(try terminal.settings == terminal.initialSettings)
    try await terminal.send("words\n")
    try await terminal.wait(for: "child exit 7")
    #expect(terminal.screen.isAlternate)
    #expect(!terminal.screen.text.contains("child here"))
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `a child that does not exist is named, and the session goes on`() async throws {
    let terminal = try probe(columns: 120)
    try await terminal.wait(for: "probe")
    try await terminal.send("m")
    try await terminal.wait(for: "/no/such/program could not be started: No such file")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `a trap restores the terminal and its words can be read`() async throws {
    let terminal = try probe(environment: ["SWIFT_BACKTRACE": "enable=no"])
    try await terminal.wait(for: "probe")
    try await terminal.send("x")
    let status = try await terminal.waitForExit()
    guard case .killed = status else {
      Issue.record("ended with \(status)")
      return
    }
    try expectRestored(terminal)
    // A backtrace may have pushed them off the screen since.
    let sent = String(decoding: terminal.received, as: UTF8.self)
    let afterwards = sent.split(separator: "\u{1B}[?1049l").last ?? ""
    #expect(afterwards.contains("Fatal error"))
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGQUIT])
  func `a fault restores the terminal and keeps its signal`(signal: Int32) async throws {
    let terminal = try probe(environment: ["SWIFT_BACKTRACE": "enable=no"])
    try await terminal.wait(for: "probe")
    terminal.signal(signal)
    #expect(try await terminal.waitForExit() == .killed(signal))
    try expectRestored(terminal)
  }

  @Test func `noise on standard error waits until the screen is given back`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.send("n")
    try await terminal.wait(for: "key n")
    #expect(!terminal.screen.text.contains("noise"))
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    #expect(terminal.screen.text.contains("noise from a library"))
  }

  @Test func `another thread can wake the loop`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.send("b")
    try await terminal.wait(for: "doorbell")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
  }

  @Test func `a terminal that reads slowly skips frames and ends up right`() async throws {
    let terminal = try probe(rows: 50, columns: 200)
    try await terminal.wait(for: "probe")
    try await terminal.send("f")
    try await terminal.wait(for: "storm over, frames skipped")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `a frame that never arrived leaves nothing behind`() async throws {
    let terminal = try probe(rows: 50, columns: 200)
    try await terminal.wait(for: "probe")
    try await terminal.send("v")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `a closed window ends it`() async throws {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    terminal.hangUp()
    #expect(try await terminal.waitForExit() == .exited(129))
  }

  @Test(arguments: [("no-such-terminal", "xterm-256color"), ("vt100", "vt100"), ("linux", "linux")])
  func `any terminal type works`(type: String, used: String) async throws {
    let terminal = try probe(environment: ["TERM": type])
    try await terminal.wait(for: "probe 12x60 \(used)")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
  }

  @Test func `the C locale is taken for UTF-8`() async throws {
    let terminal = try probe(environment: ["LANG": "C", "LC_ALL": "C"])
    try await terminal.wait(for: "probe")
    try await terminal.send("日")
    try await terminal.wait(for: "key 日")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
  }

  @Test func `a dumb terminal is refused with a remedy`() async throws {
    let terminal = try probe(environment: ["TERM": "dumb"], columns: 100)
    #expect(try await terminal.waitForExit() == .exited(3))
    #expect(terminal.screen.text.contains("set TERM, for example to xterm-256color"))
  }

  @Test func `a pipe is refused with a remedy`() async throws {
    let result = try await ChildProcess.run(binary(named: "TerminalProbe"))
    #expect(result.status == .exited(3))
    #expect(result.errors.contains("is not a terminal: run this in one"))
    #expect(result.output.isEmpty)
  }
}
