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
