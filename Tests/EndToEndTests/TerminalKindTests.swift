import Foundation
import Support
import Testing

/// The real program on terminals and in locales of every kind.
@Suite(.serialized) struct TerminalKindTests {
  private func home() async throws -> (company: TestCompany, home: TestHome) {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    try await company.stop()
    return (company, home)
  }

  @Test func `any terminal type, any number of colors, any locale, any size`() async throws {
    let (company, home) = try await home()
    defer { withExtendedLifetime(company) {} }
    try await opens(home, ["TERM": "no-such-terminal"])
    try await opens(home, ["TERM": "vt100"]) { Self.colors($0).isEmpty }
    try await opens(home, ["TERM": "linux"])
    try await opens(home, ["TERM": "xterm"])
    try await opens(home, ["NO_COLOR": "1", "COLORTERM": "truecolor"]) {
      Self.colors($0).isEmpty
    }
    try await opens(home, ["COLORTERM": "truecolor"]) { !Self.colors($0).isEmpty }
    try await opens(home, [:], rows: 60, columns: 300)
    let tiny = try home.openApp(rows: 1, columns: 1)
    try await tiny.wait(for: "t")
    try await tiny.send("q")
    #expect(try await tiny.waitForExit() == .success)
    try expectUntouched(tiny)
  }

  @Test func `the C locale gets ASCII and nothing else`() async throws {
    let (company, home) = try await home()
    defer { withExtendedLifetime(company) {} }
    let app = try await opens(home, ["LC_ALL": "C", "LANG": "C"])
    #expect(app.received.allSatisfy { $0 < 0x80 })
    let lines = try home.openApp(["--accessible"], environment: ["LC_ALL": "C"])
    try await lines.wait(for: "tam>")
    try await lines.send("find Caf\nquit\n")
    #expect(try await lines.waitForExit() == .success)
    try expectUntouched(lines)
    #expect(
      lines.screen.text.contains("/ Cafe Angstrom"), "a mark that cannot be written is left out")
  }

  @Test func `a dumb terminal and --accessible get lines without any sequence`() async throws {
    let (company, home) = try await home()
    defer { withExtendedLifetime(company) {} }
    for (arguments, type) in [([], "dumb"), (["--accessible"], "xterm-256color")] {
      let app = try home.openApp(arguments, environment: ["TERM": type], rows: 100)
      try await app.wait(for: "tam>")
      try await app.send("find raven\n")
      try await app.wait(for: "Raven Systems: ")
      try await app.send("log call Spoken of the renewal\n")
      try await app.wait(for: "u undoes")
      try await app.send("form\nKickoff\n:$EDITOR\n")
      try await app.wait(for: "written in the editor")
      try await app.send(":discard\n")
      try await app.wait(for: "The draft is gone")
      try await app.send("undo\n")
      try await app.wait(for: "Undone")
      try await app.send("quit\n")
      #expect(try await app.waitForExit() == .success)
      try expectUntouched(app)
      #expect(!app.received.contains(0x1B))
    }
  }

  @Test func `lines work without a terminal, and end with the input`() async throws {
    let (company, home) = try await home()
    defer { withExtendedLifetime(company) {} }
    let input = "\(home.path)/lines"
    try "filter raven\ndown\n".write(toFile: input, atomically: true, encoding: .utf8)
    let result = try await home.tam(["--accessible"], input: input)
    #expect(result.status == .success)
    #expect(result.output.contains("1 of 17 customers"))
    let objection = result.output.unicodeScalars.lazy.filter { $0 != "\n" }
      .compactMap { ForbiddenScalar.objection(to: $0) }.first
    #expect(objection == nil)
  }

  @discardableResult
  private func opens(
    _ home: TestHome, _ environment: [String: String], rows: Int = 24, columns: Int = 100,
    and holds: (VTScreen) -> Bool = { _ in true }
  ) async throws -> PseudoTerminal {
    let app = try home.openApp(environment: environment, rows: rows, columns: columns)
    try await app.wait(for: "Raven Systems")
    #expect(holds(app.screen), "\(environment): \(app.screen.picture)")
    try await app.send("q")
    #expect(try await app.waitForExit() == .success, "\(environment)")
    try expectUntouched(app)
    return app
  }

  /// The colors in use but the terminal's own.
  private static func colors(_ screen: VTScreen) -> [VTColor] {
    (0..<screen.rows).flatMap { row in
      (0..<screen.columns).flatMap { column -> [VTColor] in
        let style = screen.style(row: row, column: column)
        return [style.foreground, style.background].filter { $0 != .standard }
      }
    }
  }
}
