import Terminal
import Testing

@Suite struct KeymapTests {
  private enum Action: Equatable, Sendable { case sort, top, find, quit }

  private let table = CommandTable<Action>([
    CommandSpec("portfolio.sort", "Sort", keys: ["s"], help: "", group: "", action: .sort),
    CommandSpec("list.top", "Top", keys: ["g g", "home"], help: "", group: "", action: .top),
    CommandSpec("find", "Find", keys: ["f", "ctrl+p"], help: "", group: "", action: .find),
    CommandSpec("quit", "Quit", keys: ["q"], help: "", group: "", action: .quit),
  ])

  private func keymap(_ entries: (String, [String])...) -> Keymap {
    Keymap(
      entries.enumerated().map {
        Keymap.Entry(id: $0.element.0, keys: $0.element.1, line: $0.offset + 1)
      })
  }

  private func keys(of id: String, in table: CommandTable<Action>) -> [String] {
    table.spec(id: id)?.keys.map(\.description) ?? []
  }

  @Test func `chosen keys replace the ones that ship, and none takes them away`() {
    let (remapped, problems) = table.remapped(
      by: keymap(("portfolio.sort", ["o", "ctrl+o"]), ("quit", [])))
    #expect(problems.isEmpty)
    #expect(keys(of: "portfolio.sort", in: remapped) == ["o", "ctrl+o"])
    #expect(keys(of: "quit", in: remapped).isEmpty)
    #expect(keys(of: "find", in: remapped) == ["f", "ctrl+p"])
  }

  @Test func `a chosen key is taken from the command that ships with it`() {
    let (remapped, problems) = table.remapped(by: keymap(("quit", ["f"])))
    #expect(problems == [.conflict(chord: "f", kept: "quit", lost: "find")])
    #expect(keys(of: "find", in: remapped) == ["ctrl+p"])
    guard case .command(let spec) = remapped.match([KeyPress(.character("f"))]) else {
      Issue.record("f calls nothing")
      return
    }
    #expect(spec.action == .quit)
  }

  @Test func `two commands may change keys`() {
    let (remapped, problems) = table.remapped(
      by: keymap(("quit", ["s"]), ("portfolio.sort", ["q"])))
    #expect(problems.isEmpty)
    #expect(keys(of: "quit", in: remapped) == ["s"])
  }

  @Test func `chosen keys that get in each other's way are reported`() {
    let (_, problems) = table.remapped(
      by: keymap(("quit", ["x"]), ("find", ["x"]), ("portfolio.sort", ["g"])))
    #expect(
      problems == [
        .conflict(chord: "x", kept: "find", lost: "quit"),
        .shadowed(chord: "g g", id: "list.top", by: "portfolio.sort"),
      ])
  }

  @Test func `a command keeps its keys when none of the chosen ones can be read`() {
    let (remapped, _) = table.remapped(by: keymap(("quit", ["hyper+q"])))
    #expect(keys(of: "quit", in: remapped) == ["q"])
  }

  @Test func `unknown commands and keys are named with the line and a suggestion`() {
    let map = keymap(("portfolio.srot", ["s"]), ("quit", ["hyper+q", "x"]), ("zzz.zzz", []))
    let problems = map.problems(knowing: table.specs.map(\.id))
    #expect(problems.map(\.line) == [1, 2, 3])
    #expect(
      problems.map(\.problem.description) == [
        "there is no command portfolio.srot: did you mean portfolio.sort?",
        "\"hyper+q\" for quit is no key: write keys like ctrl+k, shift+f5 or g g",
        "there is no command zzz.zzz: tam keys lists their names",
      ])
  }

  @Test func `names of another table are left alone`() {
    let (remapped, problems) = table.remapped(by: keymap(("cockpit.close", ["s"])))
    #expect(problems.isEmpty)
    #expect(keys(of: "portfolio.sort", in: remapped) == ["s"])
  }
}
