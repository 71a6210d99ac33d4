import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct AppTests {
  @Test func `no two commands want the same key`() {
    for screen in Commands.all { #expect(screen.commands.problems == []) }
  }

  @Test func `help lists every command and finds it by its key`() {
    var state = AppState.sample([.sample()])
    state.press("?")
    #expect(state.text().contains("Keys of Portfolio"))
    state.type("undo")
    let text = state.text()
    #expect(text.contains("Takes the last edit back"))
    #expect(!text.contains("Chooses the column"))
    state.press("esc")
    #expect(state.overlay == nil)
  }

  @Test func `a line is logged for the customer under the cursor`() {
    var state = AppState.sample([.sample("Acme")])
    state.press("l")
    #expect(state.text().contains("Log for Acme:"))
    state.type("Kickoff")
    let effects = state.press("enter")
    let line = LogLine("Kickoff", today: .sampleToday)
    guard case .log(line, Account.ID("Acme"), draft: _)? = effects.first else {
      Issue.record("the line is not logged: \(effects)")
      return
    }
    _ = state.update(.edited(.done("Logged call Kickoff of Acme")))
    #expect(state.overlay == nil)
    #expect(state.text().contains("u undoes"))
  }

  @Test func `keys typed while a line is stored are for the screen that comes after`() {
    var state = AppState.sample([.sample("Acme"), .sample("Globex", health: 90)])
    state.press("l")
    state.type("Kickoff")
    state.press("enter")
    #expect(state.press("down", "u").isEmpty)
    let effects = state.update(.edited(.done("Logged call Kickoff of Acme")))
    #expect(effects == [.undo])
    #expect(state.selectedName == "Globex")
  }

  @Test func `a line that is not clear stays as it was typed`() {
    var state = AppState.sample([.sample("Acme")])
    state.press("l")
    state.type("glo: Kickoff")
    state.press("enter")
    _ = state.update(.logRefused("\"glo\" fits Globex, Global: type more of the name."))
    let text = state.text()
    #expect(text.contains("glo: Kickoff"))
    #expect(text.contains("type more of the name"))
  }

  @Test func `pasted text is never a command`() {
    var state = AppState.sample([.sample("Acme")])
    let effects = state.update(.input(.paste("q\nu", isCut: false)))
    #expect(effects.isEmpty)
    #expect(state.ending == nil)
    state.press("l")
    _ = state.update(.input(.paste("Notes\u{1B}[2J of a call", isCut: false)))
    #expect(!state.text().contains("\u{1B}"))
  }

  @Test func `finding a customer opens its 360`() {
    var state = AppState.sample([.sample("Acme")])
    state.press("f")
    #expect(state.type("gl").last == .read(CustomerMatchReading(text: "gl")))
    let match = CustomerMatch(id: Account.ID("001g"), name: "Globex", quality: .prefix)
    _ = state.update(.loaded(Loaded(CustomerMatchReading(text: "gl"), [match])))
    #expect(state.text().contains("Globex"))
    #expect(state.press("enter").contains(.read(CustomerReading(id: Account.ID("001g")))))
  }

  @Test func `Enter before the matches have come opens the best one when they do`() {
    var state = AppState.sample([.sample("Acme")])
    state.press("f")
    state.type("gl")
    #expect(state.press("enter").isEmpty)
    let match = CustomerMatch(id: Account.ID("001g"), name: "Globex", quality: .prefix)
    let late = state.update(.loaded(Loaded(CustomerMatchReading(text: "g"), [])))
    #expect(late.isEmpty, "matches of fewer letters are not the ones")
    let effects = state.update(.loaded(Loaded(CustomerMatchReading(text: "gl"), [match])))
    #expect(effects.contains(.read(CustomerReading(id: Account.ID("001g")))))
  }

  @Test func `a command is found by letters of its name and called`() {
    var state = AppState.sample([.sample("Acme")])
    state.press(":")
    #expect(state.text().contains("portfolio.sort"))
    state.type("log.fo")
    state.press("tab")
    #expect(state.text().contains(":log.form"))
    #expect(state.press("enter") == [.prepareForm(Account.ID("Acme"), name: "Acme")])
    #expect(state.overlay == nil)
  }

  @Test func `digits before a motion say how often`() {
    var state = AppState.sample((1...9).map { .sample("Customer \($0)", health: Double($0)) })
    state.press("3", "j")
    #expect(state.selectedName == "Customer 4")
    state.press("j")
    #expect(state.selectedName == "Customer 5")
  }

  @Test func `a click on a key of the hint line is as good as the key`() {
    var state = AppState.sample([.sample("Acme")])
    _ = state.draw()
    let target = state.targets.first { $0.command == .app(.log) }
    let place = target.map { Position(row: $0.area.row, column: $0.area.column) }
    _ = state.update(
      .input(.mouse(MouseEvent(.press(.left), at: place ?? Position(row: 0, column: 0)))))
    #expect(state.text().contains("Log for Acme:"))
  }

  @Test func `an unknown key says where the keys are`() {
    var state = AppState.sample([.sample()])
    state.press("E")
    #expect(state.text().contains("E does nothing here; ? lists the keys."))
  }

  @Test(arguments: [(1, 1), (3, 10), (12, 40), (24, 80), (60, 300)])
  func `any size draws without harm`(rows: Int, columns: Int) {
    var state = AppState.sample(
      [.sample(), .sample("B")], surroundings: .sample(rows: rows, columns: columns))
    for key in ["enter", "2", "3", "?", "esc", "esc", "l", "esc", "s", "esc"] {
      state.press(key)
      let screen = state.draw()
      #expect(screen.size == Size(rows: rows, columns: columns), "after \(key)")
    }
  }

  @Test func `resizing keeps the cursor on its customer and on screen`() {
    let rows = (0..<100).map { PortfolioRow.sample("Customer \($0 + 100)", health: Double($0)) }
    var state = AppState.sample(rows)
    state.press("G")
    _ = state.update(.resized(Size(rows: 12, columns: 40)))
    #expect(state.text().contains("Customer 199"))
  }
}
