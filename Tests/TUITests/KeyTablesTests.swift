import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// The keys of a person's keymap file on the screens.
@Suite struct KeyTablesTests {
  private func app(_ keymap: Keymap) throws -> HeadlessApp {
    try HeadlessApp(preferences: SampleFiles(keymap: keymap).shelf)
  }

  @Test func `a key of one's own works, and every list of keys shows it`() throws {
    let app = try app(.file(("log.line", ["f8"]), ("edit.undo", ["f9"])))
    #expect(app.text.contains("f8 log"))
    try app.press("?").type("one line:")
    #expect(app.text.contains("f8"))
    try app.press("esc", ":").type("log.line")
    #expect(app.text.contains("f8"))
    try app.press("esc", "l")
    #expect(app.text.contains("l does nothing here; ? lists the keys."))
    try app.press("f8").type("acme gmbh: Renewal plan").press("enter")
    #expect(app.text.contains("f9 undoes."))
    try app.press("f9")
    #expect(app.text.contains("Undone"))
  }

  @Test func `a figure shows the key that opens it now`() throws {
    let keymap = Keymap.file(("portfolio.atRisk", ["f2"]), ("portfolio.quiet", []))
    let app = try HeadlessApp(
      size: Size(rows: 24, columns: 130), preferences: SampleFiles(keymap: keymap).shelf)
    #expect(app.text.contains("At risk f2"))
    #expect(app.text.contains("Late CTAs t o"))
    #expect(!app.text.contains("t q"))
  }

  @Test func `conflicts name the command, the key and the screen, and the rest works`() throws {
    let app = try app(
      .file(("portfolio.sort", ["o"]), ("log.lien", ["a"]), ("cockpit.show", ["f8"])))
    #expect(
      app.engine.state.fileProblems == [
        "keymap.yaml:1: on Portfolio: o calls portfolio.sort; portfolio.group wants it too: "
          + "give one of them another key",
        "keymap.yaml:2: there is no command log.lien: did you mean log.line?",
      ])
    #expect(app.text.contains("keymap.yaml:1: on Portfolio: o calls portfolio.sort"))
    try app.press("o")
    #expect(app.text.contains("Sort by"))
    try app.press("esc", "f8")
    #expect(app.text.contains("Cockpit"))
  }

  @Test func `a conflict on every screen is said once`() {
    let problems = KeyTables(.file(("sync.now", ["u"]))).problems
    #expect(problems.count == 1)
    #expect(problems.first?.description.hasPrefix("keymap.yaml:1: on ") == true)
    #expect(problems.first?.description.contains("edit.undo wants it too") == true)
  }

  @Test func `where letters are text they stay text, and Control works`() throws {
    let app = try app(.file(("log.line", ["a"]), ("sync.now", ["ctrl+y"]), ("search.open", ["o"])))
    try app.press("ctrl+f").type("acoa")
    #expect(app.text.contains("acoa"))
    try app.press("ctrl+y")
    #expect(app.text.contains("Syncing…"))
  }

  @Test func `a screen without the keys that work everywhere takes letters as text`() {
    for screen in Commands.all {
      let hasAll = AppCommand.table.allSatisfy { screen.commands.spec(id: $0.id) != nil }
      #expect(screen.takesLetters == !hasAll, "\(screen)")
    }
  }

  @Test func `the list of keys for scripts has them too`() {
    let (commands, problems) = KeyReference.all(with: .file(("quit", ["f10"]), ("help", [])))
    #expect(commands.first { $0.id == "quit" }?.keys.map(\.text) == ["f10"])
    #expect(commands.first { $0.id == "help" }?.keys.isEmpty == true)
    #expect(problems.isEmpty)
  }
}
