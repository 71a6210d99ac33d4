import Support
import Terminal
import Testing

@Suite struct CommandTableTests {
  private enum Action: Equatable, Sendable {
    case top
    case bottom
    case sort
    case secret
  }

  private let table = CommandTable<Action>([
    CommandSpec(
      "list.top", "Top", keys: ["g g", "home"], help: "Go to the first row.", group: "Move",
      hint: 10, action: .top),
    CommandSpec(
      "list.bottom", "Bottom", keys: ["G"], help: "Go to the last row.", group: "Move",
      action: .bottom),
    CommandSpec(
      "portfolio.sort", "Sort", keys: ["s"], help: "Choose the column.", group: "Portfolio",
      hint: 30, action: .sort),
    CommandSpec(
      "portfolio.secret", "Secret", keys: [], help: "By name only.", group: "Portfolio",
      hint: 99, action: .secret),
  ])

  private func action(_ match: CommandTable<Action>.Match) -> Action? {
    guard case .command(let spec) = match else { return nil }
    return spec.action
  }

  @Test func `chords of several presses are gathered`() {
    var reader = ChordReader()
    let g = KeyPress(.character("g"))
    #expect(action(reader.press(g, in: table)) == nil)
    #expect(reader.pending == [g])
    #expect(action(reader.press(g, in: table)) == .top)
    #expect(reader.pending.isEmpty)
  }

  @Test func `a press that does not go on with the chord counts by itself`() {
    var reader = ChordReader()
    _ = reader.press(KeyPress(.character("g")), in: table)
    #expect(action(reader.press(KeyPress(.character("s")), in: table)) == .sort)
  }

  @Test func `escape ends a chord and does nothing else`() {
    var reader = ChordReader()
    _ = reader.press(KeyPress(.character("g")), in: table)
    #expect(action(reader.press(KeyPress(.escape), in: table)) == nil)
    #expect(reader.pending.isEmpty)
  }

  @Test func `hints show commands with keys, the strongest claim first`() {
    var canvas = Canvas(size: Size(rows: 1, columns: 20))
    HintLine(table.hints()).draw(on: &canvas, row: 0)
    expectScreen(canvas.buffer.text, reads: "s Sort  g g Top")
  }

  @Test func `hints that do not fit or cannot be called are left out`() {
    var canvas = Canvas(size: Size(rows: 1, columns: 12))
    HintLine(table.hints()).draw(on: &canvas, row: 0)
    expectScreen(canvas.buffer.text, reads: "s Sort")
    let enabled = table.hints { $0 == .sort ? .disabled("nothing to sort") : .enabled }
    #expect(enabled.map(\.title) == ["Top"])
  }

  @Test func `help lists every command under its heading`() {
    #expect(table.groups.map(\.title) == ["Move", "Portfolio"])
    #expect(table.groups.flatMap(\.specs).map(\.id) == table.specs.map(\.id))
    #expect(table.spec(id: "portfolio.secret")?.action == .secret)
  }

  @Test func `problems of a keymap are named`() {
    #expect(table.problems.isEmpty)
    let broken = CommandTable<Action>(
      table.specs + [
        CommandSpec("a", "A", keys: ["s"], help: "", group: "", action: .sort),
        CommandSpec("a", "A", keys: ["hyper+x"], help: "", group: "", action: .sort),
        CommandSpec("b", "B", keys: ["G t"], help: "", group: "", action: .sort),
      ])
    #expect(
      broken.problems == [
        .conflict(chord: "s", kept: "portfolio.sort", lost: "a"),
        .duplicateName("a"),
        .unreadable(id: "a"),
        .shadowed(chord: "G t", id: "b", by: "list.bottom"),
      ])
    #expect(
      broken.problems[0].description
        == "s calls portfolio.sort; a wants it too: give one of them another key")
  }
}
