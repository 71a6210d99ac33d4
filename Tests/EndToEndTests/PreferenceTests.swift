import Foundation
import Support
import Testing

/// What a person's files say reaches the real program.
@Suite struct PreferenceTests {
  @Test func `themes lists what ships and what is in use`() async throws {
    let directory = try TemporaryDirectory()
    let home = TestHome(path: directory.path)
    try directory.write("theme: phosphor\n", to: "config.yaml")
    try directory.write("about: Mine alone.\ninherits: ember\n", to: "themes/mine.yaml")

    let themes = try await home.json("themes")

    let used = themes.items.filter { $0["is_current"] == .flag(true) }.map { $0["name"]?.text }
    #expect(used == ["phosphor"])
    #expect(themes.items.count >= 9)
    let own = themes.items.filter { $0["is_own"] == .flag(true) }
    #expect(own.map { $0["about"]?.text } == ["Mine alone."])
    #expect(
      themes.shape == """
        about: text
        appearance: text
        is_current: flag
        is_own: flag
        name: text
        """)
  }

  @Test func `the app draws in the theme that config names`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let usual = try await titleStyle(home)
    try "theme: phosphor\n".write(
      toFile: "\(home.path)/config.yaml", atomically: true, encoding: .utf8)

    #expect(try await titleStyle(home) != usual)
  }

  @Test func `a theme that is not there is named, and the app opens`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    try "theme: fosfor\n".write(
      toFile: "\(home.path)/config.yaml", atomically: true, encoding: .utf8)

    let app = try open(home)
    try await app.wait(for: "Raven Systems")
    try await app.wait(for: "there is no theme")
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
  }

  private func open(_ home: TestHome) throws -> PseudoTerminal {
    try PseudoTerminal(
      binary(named: "tam"), [],
      environment: [
        "TAM_HOME": home.path, "TAM_CONFIG": home.path, "TAM_NOW": TestCompany.now,
        "COLORTERM": "truecolor",
      ], rows: 24, columns: 100)
  }

  private func titleStyle(_ home: TestHome) async throws -> VTStyle {
    let app = try open(home)
    try await app.wait(for: "Raven Systems")
    let style = app.screen.style(row: 0, column: 1)
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
    return style
  }
}
