import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// The person's themes and settings in the app.
@Suite struct LookTests {
  @Test func `each theme is drawn as the cursor comes to it, and Enter keeps it`() throws {
    let files = SampleFiles()
    let app = try HeadlessApp(preferences: files.shelf)
    try app.press("H")
    #expect(app.outside.last == .useTheme(.tamarack))
    try app.press("j")
    #expect(app.outside.last == .useTheme(SampleFiles.harbor))
    try app.press("enter")
    #expect(files.kept == ["harbor"])
    #expect(app.text.contains("harbor is kept in config.yaml."))
    try app.press("H")
    #expect(app.outside.last == .useTheme(SampleFiles.harbor), "the cursor stands on it")
  }

  @Test func `Escape goes back to the theme before`() throws {
    let files = SampleFiles()
    let app = try HeadlessApp(preferences: files.shelf)
    try app.press("H", "G", "k", "esc")
    #expect(app.outside.last == .useTheme(.tamarack))
    #expect(files.kept.isEmpty)
    #expect(!app.text.contains("Themes"))
  }

  @Test func `keys typed before the themes were read count`() {
    var state = AppState.sample([.sample()])
    #expect(state.press("H", "j", "enter") == [.listThemes])
    #expect(
      state.update(.themes(SampleFiles.themes)) == [
        .useTheme(.tamarack), .useTheme(SampleFiles.harbor), .keepTheme("harbor"),
      ])
  }

  @Test func `a theme that cannot be read is not kept, and says why`() throws {
    let files = SampleFiles()
    let app = try HeadlessApp(preferences: files.shelf)
    try app.press("H", "G", "enter")
    #expect(files.kept.isEmpty)
    #expect(app.text.contains("themes/broken.yaml:3: is not YAML"))
  }

  @Test func `the list stands beside the page, which stays as bright as it is`() {
    var state = AppState.sample([.sample("Acme"), .sample("Globex", health: 35)])
    state.press("H")
    _ = state.update(.themes(SampleFiles.themes))
    state.press("j")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio                                              ● online  synced 2m ago
         2 customers · my book · by Health ↑      ┌─ Themes ───────────────────────────┐
         At risk  FY27-Q4  FY28-Q1  FY28-Q2  FY28-│  tamarack                          │
         1        0        0        2        0    │▸ harbor                       own  │
         $120K                      $240K         │  broken                   mistake  │
          Customer            Health  Renewal Last│                                    │
        ▸ Globex              ▲  35      200d     │                                    │
          Acme                ●  80      200d     │                                    │
                                                  │                                    │
                                                  │                                    │
                                                  │                                    │
                                                  │                                    │
                                                  │                                    │
                                                  │                                    │
                                                  │                                    │
                                                  │                                    │
                                                  │ Lamps along the quay, and the sea  │
                                                  │ beyond them.                       │
                                                  │                                    │
                                                  │                                    │
                                                  │ ● good  ◐ watch  ▲ risk  ○ unknown │
                                                  │ enter keeps  esc back              │
                                                  └────────────────────────────────────┘
         ? keys  enter open  l log  / filter  s sort  v views  L form  p preview  f find
        """)
  }

  @Test func `forty columns are enough to choose a theme`() {
    var state = AppState.sample(
      [.sample("Acme"), .sample("Globex", health: 35)],
      surroundings: .sample(rows: 12, columns: 40))
    state.press("H")
    _ = state.update(.themes(SampleFiles.themes))
    state.press("j")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio      ● online  synced 2m ago
         2 customers · m┌─ Themes ─────────────┐
          Customer      │  tamarack            │
        ▸ Globex        │▸ harbor         own  │
          Acme          │  broken     mistake  │
                        │                      │
                        │                      │
                        │                      │
                        │ ●  ◐  ▲  ○           │
                        │ enter keeps  esc back│
                        └──────────────────────┘
         ? keys  enter open  l log  / filter
        """)
  }

  @Test func `changed files are taken up while the app runs`() throws {
    let files = SampleFiles()
    let app = try HeadlessApp(preferences: files.shelf)
    files.change { $0.theme = SampleFiles.harbor }
    app.settle()
    #expect(app.outside == [.useTheme(SampleFiles.harbor)])
    #expect(app.text.contains("Taken up: the theme harbor."))

    files.change {
      $0.options = TerminalOptions(usesMouse: false)
      $0.glyphs = .ascii
      $0.keymap = .file(("help", ["f1"]))
    }
    app.settle()
    #expect(app.outside.last == .useMouse(false))
    #expect(app.text.contains("Taken up: the keys, the mouse, the signs."))
    try app.press("f1")
    #expect(app.text.contains("Keys of Portfolio"))
  }

  @Test func `a light terminal gets its theme without a word`() throws {
    let files = SampleFiles()
    let app = try HeadlessApp(preferences: files.shelf)
    app.engine.sense(.light)
    app.settle()
    #expect(app.outside == [.useTheme(SampleFiles.harbor)])
    #expect(app.engine.state.message == nil)
    let readings = files.readings
    app.engine.sense(.light)
    app.settle()
    #expect(app.outside.count == 1)
    #expect(files.readings == readings)
  }

  @Test func `other colors count at once`() throws {
    let files = SampleFiles()
    let app = try HeadlessApp(preferences: files.shelf)
    files.change { $0.options = TerminalOptions(tier: .mono) }
    app.settle()
    #expect(app.outside == [.useColors(.mono)])
    #expect(app.text.contains("Taken up: the colors."))
  }

  @Test func `a mistake in a file is said, and listed in full until it is gone`() throws {
    let files = SampleFiles()
    let app = try HeadlessApp(preferences: files.shelf)
    files.change {
      $0.problems = [
        "config.yaml:3: mouse is \"maybe\": write on or off",
        "themes/harbor.yaml:7: \"txt\" is no role: did you mean text?",
      ]
    }
    app.settle()
    #expect(app.text.contains("config.yaml:3: mouse is \"maybe\""))
    #expect(app.text.contains("1 more: settings.problems"))
    try app.press(":").type("settings.problems").press("enter")
    #expect(app.text.contains("themes/harbor.yaml:7"))
    try app.press("q")
    files.change { $0.problems = [] }
    app.settle()
    #expect(app.text.contains("Nothing is wrong in your files any more."))
  }

  @Test func `the mouse is left to the terminal and taken back`() throws {
    let app = try HeadlessApp()
    try app.press("M")
    #expect(app.outside.last == .useMouse(false))
    #expect(app.text.contains("Mouse off; M takes it back."))
    try app.press("M")
    #expect(app.outside.last == .useMouse(true))
  }
}
