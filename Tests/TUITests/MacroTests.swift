import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct MacroTests {
  /// Four customers, worst health first: Delta, Beta, Gamma, Acme.
  private func app(rows: Int = 24, columns: Int = 80) throws -> HeadlessApp {
    try HeadlessApp(
      [
        .account("d", name: "Delta", health: 10), .account("b", name: "Beta", health: 20),
        .account("c", name: "Gamma", health: 30), .account("a", name: "Acme", health: 90),
        .cta("cta-d", of: "d", name: "Call Delta"), .cta("cta-c", of: "c", name: "Call Gamma"),
      ], size: Size(rows: rows, columns: columns))
  }

  private func subjects(_ app: HeadlessApp, _ account: String) throws -> [String] {
    try app.replica.timeline(of: Account.ID(account)).map(\.subject)
  }

  /// Logs the same call by keys on the first customer, recorded.
  private func record(_ app: HeadlessApp) throws {
    try app.press("Q", "l").type("Release notes sent").press("enter", "Q")
  }

  @Test func `keys recorded on one customer are pressed on the marked ones`() throws {
    let app = try app()
    try record(app)
    #expect(app.text.contains("Recorded l Release notes"))
    try app.press("j", "space", "j", "space", "@")
    #expect(app.text.contains("Press these keys on 2 customers?"))
    #expect(app.text.contains("l Release notes sent enter"))
    try app.press("y")
    #expect(app.text.contains("Pressed the keys on 2 customers; u takes all of it back."))
    for account in ["d", "b", "a"] { #expect(try subjects(app, account) == ["Release notes sent"]) }
    #expect(try subjects(app, "c").isEmpty)
  }

  @Test func `all that a macro did is one step to undo`() throws {
    let app = try app()
    try record(app)
    try app.press("V", "@", "y", "u")
    for account in ["b", "c", "a"] { #expect(try subjects(app, account).isEmpty) }
    #expect(try subjects(app, "d") == ["Release notes sent"], "what was recorded stays")
    try app.press("U", "Z")
    #expect(app.text.contains("and 2 more by a macro"))
  }

  @Test func `without marks the customer under the cursor is meant, with no question`() throws {
    let app = try app()
    try record(app)
    try app.press("G", "@")
    #expect(try subjects(app, "a") == ["Release notes sent"])
    #expect(app.text.contains("Pressed the keys on 1 customer"))
  }

  @Test func `it stops at the first customer where a key does not do what it did`() throws {
    let app = try app()
    try app.deliver([
      .contact("j-d", of: "d", "Jane Doe"), .contact("j-b", of: "b", "Jane Roe"),
    ])
    try app.press("Q", "l").type("Kickoff @jane").press("enter", "Q", "V", "@", "y")
    #expect(app.text.contains("Stopped at Gamma"))
    #expect(app.text.contains("Nobody fits @jane"))
    #expect(app.text.contains("1 of 3 customers are done; u takes all of it back."))
    #expect(try subjects(app, "b") == ["Kickoff"])
    #expect(try subjects(app, "c").isEmpty)
    #expect(try subjects(app, "a").isEmpty)
    try app.press("esc")
    #expect(app.text.contains("2 marked"))
    try app.press("u")
    #expect(try subjects(app, "b").isEmpty)
    #expect(try subjects(app, "d") == ["Kickoff"])
  }

  @Test func `a macro that began on a page of a customer begins on each one's page`() throws {
    let app = try app()
    try app.press("enter", "Q", "l").type("Kickoff").press("enter", "Q", "esc")
    try app.press("G", "space", "@")
    #expect(try subjects(app, "a") == ["Kickoff"])
    #expect(app.text.contains("Portfolio"))
  }

  @Test func `a customer that left the list stops it, and stays marked`() throws {
    let app = try app()
    try app.press("Q", "l").type("Checkup").press("enter", "Q", "V", "@")
    try app.deliver([.account("b", name: "Beta", tam: "005bob", health: 20)])
    try app.press("y")
    #expect(app.text.contains("Stopped at Beta"))
    #expect(app.text.contains("it is not in the list any more"))
    #expect(app.text.contains("0 of 3 customers are done; nothing was edited."))
    try app.press("esc")
    #expect(app.text.contains("2 marked"))
  }

  @Test func `what leaves the app is not recorded`() throws {
    let app = try app()
    try app.press("Q", "L", "ctrl+e")
    #expect(app.text.contains("What leaves the app is not part of a macro"))
    #expect(app.engine.state.recording?.keys.count == 1)
  }

  @Test func `while keys are recorded the title says so`() throws {
    let app = try app(rows: 12, columns: 40)
    try app.press("Q", "j", "k")
    expectScreen(
      app.screen,
      reads: """
         recording on Delta: 2 keys, Q ends
         4 customers · my book · by Health ↑
          Customer              Health  Renewal
        ▸ Delta                 ▲  10      200d
          Beta                  ▲  20      200d
          Gamma                 ▲  30      200d
          Acme                  ●  90      200d




         ? keys  enter open  l log  / filter
        """)
    try app.press("Q", "Q", "Q")
    #expect(app.text.contains("Nothing was recorded."))
  }

  @Test func `where there is no customer, and before anything is recorded, it says what to do`()
    throws
  {
    let app = try app()
    try app.press("@")
    #expect(app.text.contains("Nothing is recorded yet: Q begins, on a customer."))
    try app.press("C", "Q")
    #expect(app.text.contains("A macro begins on a customer"))
  }

  @Test func `a macro is kept in words and read again as it was`() throws {
    let app = try app()
    try app.press("j", "enter", "Q", "'", "t", "l")
    app.engine.handle(.input(.paste("a, b", isCut: false)))
    try app.type(" sent").press("left", "enter", "Q")
    let macro = try #require(app.engine.state.macro)
    #expect(
      macro.values.map { "\($0.key): \($0.value.words.joined(separator: " | "))" } == [
        "start: summary", "keys: ' | t | l | paste: a, b | type:  sent | left | enter",
      ])
    let (again, problems) = Macro.read(
      name: "last", Dictionary(uniqueKeysWithValues: macro.values.map { ($0.key, $0.value) }),
      sections: Macro.sections)
    #expect(problems.isEmpty)
    #expect(again.keys == macro.keys)
    #expect(again.start == macro.start)
  }

  @Test func `what was kept is at hand at the next start, and a mistake in it is named`() throws {
    let (kept, problems) = Macro.read(
      name: "last",
      ["keys": .many(["l", "type: Release notes sent", "ctrl+", "enter"]), "keyz": .one("x")],
      sections: Macro.sections)
    #expect(
      problems.map(\.words) == [
        "\"ctrl+\" is no key: write ctrl+k, or \"type: words\"",
        "\"keyz\" means nothing here: start, keys",
      ])
    let app = try app()
    app.engine.handle(.macros([kept]))
    try app.press("@")
    #expect(try subjects(app, "d") == ["Release notes sent"])
  }

  private func macro(_ name: String, typing words: String) -> Macro {
    Macro.read(
      name: name, ["keys": .many(["l", "type: \(words)", "enter"])], sections: Macro.sections
    ).0
  }

  @Test(
    arguments: [
      ([:], "keys is no list of words"), (["keys": .many([])], "keys is no list of words"),
      (["start": .one("timelin"), "keys": .many(["l"])], "\"timelin\" is no place to start"),
    ] as [([String: PortfolioView.Value], String)])
  func `a file without keys, or with nowhere to begin, is named and not offered`(
    values: [String: PortfolioView.Value], words: String
  ) throws {
    let (macro, problems) = Macro.read(name: "release", values, sections: Macro.sections)
    #expect(problems.count == 1)
    #expect(problems.first?.words.hasPrefix(words) == true, "\(problems)")
    let app = try app()
    app.engine.handle(.macros([macro]))
    try app.press("@")
    #expect(app.text.contains("Nothing is recorded yet"))
  }

  @Test func `a file that was changed is at hand as it is now, what was recorded stays`() throws {
    let app = try app()
    app.engine.handle(.macros([macro("release", typing: "old")]))
    try app.press("@", "1")
    app.engine.handle(.macros([macro("release", typing: "new")]))
    try app.press("@")
    #expect(try subjects(app, "d") == ["new"])

    try app.press("j", "Q", "l").type("mine").press("enter", "Q")
    app.engine.handle(.macros([macro("last", typing: "theirs"), macro("release", typing: "new")]))
    try app.press("G", "@")
    #expect(try subjects(app, "a") == ["mine"])
  }

  @Test func `a macro that reaches its limit is kept`() throws {
    let app = try app()
    try app.press("Q")
    let down = InputEvent.key(KeyPress(.down))
    for _ in 1..<Macro.limit { _ = app.engine.state.update(.input(down)) }
    #expect(app.engine.state.recording?.keys.count == Macro.limit - 1)
    let effects = app.engine.state.update(.input(down))
    let saved = effects.compactMap { effect -> Macro? in
      if case .saveMacro(let macro) = effect { macro } else { nil }
    }
    #expect(saved.map(\.keys.count) == [Macro.limit])
    #expect(app.text.contains("The macro ends here"))
  }

  @Test func `a paste whose file could not be read again is not recorded`() throws {
    let app = try app()
    try app.press("Q", "l")
    let paste = String(repeating: "x", count: Macro.pasteLimit / 50)
    for _ in 0..<50 {
      app.engine.handle(.input(.paste(paste, isCut: false)))
      try app.press("ctrl+u")
    }
    #expect(app.engine.state.recording?.keys.count == 101)
    app.engine.handle(.input(.paste(paste, isCut: false)))
    #expect(app.text.contains("it is not recorded"))
    #expect(app.engine.state.recording?.keys.count == 101)
  }

  @Test func `one of several is chosen, and what is recorded gets a name`() throws {
    let app = try app()
    let named = ["one", "two"].map { name in
      macro(name, typing: name)
    }
    app.engine.handle(.macros(named))
    try app.press("@", "2", "@")
    #expect(try subjects(app, "d") == ["two"])
    try app.press(":").type("macro.keep").press("enter").type("a/b").press("enter")
    #expect(app.text.contains("make a name"))
    try app.press("ctrl+u").type("release").press("enter")
    #expect(app.text.contains("Kept as release"))
    try app.press(".")
    #expect(app.text.contains("Kept as release"), "done again")
  }
}
