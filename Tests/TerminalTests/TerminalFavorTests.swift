import Support
import Testing

/// What a session asks of a terminal beside the screen: its background, and a text for its clipboard.
@Suite struct TerminalFavorTests {
  @Test func `the background is asked for and told, and its changes are told too`() async throws {
    let terminal = try probe()
    terminal.background = "rgb:ffff/fdfd/f0f0"
    try await terminal.wait(for: "background light")
    #expect(terminal.screen.modes.contains(2031))
    try await terminal.send("\u{1B}[?997;1n")
    try await terminal.wait(for: "background dark")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `the background is asked for again when a child gave the terminal back`()
    async throws
  {
    let terminal = try probe()
    terminal.background = "rgb:ffff/fdfd/f0f0"
    try await terminal.wait(for: "background light")
    try await terminal.send("e")
    try await terminal.wait(for: "child here")
    terminal.background = "rgb:0000/0000/0000"
    try await terminal.send("words\n")
    try await terminal.wait(for: "background dark")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    try expectRestored(terminal)
  }

  @Test func `an answer under way does not reach the shell, and what is typed is not lost`()
    async throws
  {
    let shell = try await PseudoTerminal.shell(rows: 12, columns: 100)
    shell.answersQueries = false
    try await shell.send("PROBE_PATIENT=1 \(binary(named: "TerminalProbe"))\n")
    try await shell.wait(for: "probe 12x100")
    try await shell.press(.control("z"))
    try await shell.send("a\u{1B}[?62;22c")
    try await shell.waitForPrompt()
    try expectRestored(shell)
    #expect(!shell.screen.text.contains("62"), "\(shell.screen.text)")
    try await shell.send("fg\n")
    try await shell.wait(for: "key a")
    try await shell.send("\u{1B}[?62;22cq")
    try await shell.waitForPrompt()
    try await shell.send("exit 0\n")
    #expect(try await shell.waitForExit() == .success)
  }

  @Test func `a console has no clipboard`() async throws {
    let terminal = try probe(environment: ["TERM": "linux"])
    try await terminal.wait(for: "probe")
    try await terminal.send("y")
    try await terminal.wait(for: "no clipboard")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    #expect(!String(decoding: terminal.received, as: UTF8.self).contains("]52;"))
    try expectRestored(terminal)
  }

  @Test func `a text goes into the terminal's clipboard, and nothing asks for what is in it`()
    async throws
  {
    let terminal = try probe()
    try await terminal.wait(for: "probe")
    try await terminal.send("y")
    try await terminal.wait(for: "key y")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    #expect(terminal.screen.violations == ["OSC 52;c;Y29waWVkIG92ZXI"])
    let sent = String(decoding: terminal.received, as: UTF8.self)
    #expect(sent.contains("\u{1B}]52;c;Y29waWVkIG92ZXIgc3No\u{1B}\\"))
    #expect(!sent.contains("]52;c;?"))
  }

  @Test func `a console is not asked for its background`() async throws {
    let terminal = try probe(environment: ["TERM": "linux"])
    terminal.background = "rgb:ffff/fdfd/f0f0"
    try await terminal.wait(for: "probe")
    try await terminal.send("q")
    #expect(try await terminal.waitForExit() == .success)
    #expect(!String(decoding: terminal.received, as: UTF8.self).contains("]11;"))
    try expectRestored(terminal)
  }
}
