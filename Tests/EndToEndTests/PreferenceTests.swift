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

  @Test func `files saved while the app runs are taken up, and a mistake keeps what was`()
    async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let app = try open(home)
    try await app.wait(for: "online")
    let usual = app.screen.style(row: 0, column: 1)

    try write("theme: phosphor\n", to: "config.yaml", of: home)
    try await app.wait(until: "the theme") { $0.style(row: 0, column: 1) != usual }
    let phosphor = app.screen.style(row: 0, column: 1)
    try write("portfolio.sort: [f2, o]\n", to: "keymap.yaml", of: home)
    try await app.wait(for: "keymap.yaml:1: on Portfolio: o calls portfolio.sort")
    try write("theme: [phosphor\n", to: "config.yaml", of: home)
    try await app.wait(for: "is not YAML")
    #expect(app.screen.style(row: 0, column: 1) == phosphor)

    try await app.send("o")
    try await app.wait(for: "Sort by")
    try await app.press(.escape)
    try await app.wait(forNo: "Sort by")
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
  }

  @Test func `a theme is chosen by sight, and kept beside what a person wrote`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    try write("# mine\ncolors: 256 # over ssh\n", to: "config.yaml", of: home)
    let app = try open(home)
    try await app.wait(for: "online")
    try await app.send("Hjj")
    try await app.wait(for: "Polar light")
    try await app.press(.enter)
    try await app.wait(for: "aurora is kept")
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
    #expect(
      try String(contentsOfFile: "\(home.path)/config.yaml", encoding: .utf8)
        == "# mine\ncolors: 256 # over ssh\ntheme: aurora\n")
  }

  @Test func `a light terminal gets the light theme of a pair, and other colors count at once`()
    async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    try write("theme: contrast-dark\n", to: "config.yaml", of: home)
    let dark = try await titleStyle(home)
    let app = try open(home)
    app.background = "rgb:ffff/ffff/ffff"
    try await app.wait(for: "online")
    try await app.wait(until: "the light theme") { $0.style(row: 0, column: 1) != dark }
    try await app.send("H")
    try await app.wait(for: "High contrast on white")
    try await app.press(.escape)
    try await app.wait(forNo: "High contrast on white")

    try write("theme: contrast-dark\ncolors: none\n", to: "config.yaml", of: home)
    try await app.wait(for: "Taken up: the colors.")
    #expect(app.screen.style(row: 0, column: 1).foreground == VTStyle.plain.foreground)
    try write("theme: contrast-dark\n", to: "config.yaml", of: home)
    try await app.wait(until: "colors again") {
      $0.style(row: 0, column: 1).foreground != VTStyle.plain.foreground
    }
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
    #expect(app.screen.modes == VTScreen.initialModes)
  }

  @Test func `keys lists the person's keys, and says what is wrong with them`() async throws {
    let directory = try TemporaryDirectory()
    let home = TestHome(path: directory.path)
    try directory.write("log.line: ctrl+y\nlog.lien: x\n", to: "keymap.yaml")

    let keys = try await home.json("keys")
    let line = keys.items.first { $0["command"] == .text("log.line") }
    #expect(line?["keys"] == .list([.text("ctrl+y")]))
    let result = try await home.tam(["keys"])
    #expect(result.errors.contains("keymap.yaml:2: there is no command log.lien"))
  }

  private func write(_ text: String, to name: String, of home: TestHome) throws {
    try text.write(toFile: "\(home.path)/\(name)", atomically: true, encoding: .utf8)
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
