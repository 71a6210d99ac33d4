import Preferences
import Support
import Testing
import YAMLText

@Suite struct YAMLValueTests {
  private func view(_ text: String) throws -> YAMLValue? {
    let folder = try TemporaryDirectory()
    try folder.write(text, to: "views/v.yaml")
    return try PreferenceFolder(path: folder.path).view(named: "v")
  }

  private func problem(_ text: String) -> PreferenceProblem.Fact? {
    do {
      _ = try view(text)
      return nil
    } catch {
      return (error as? PreferenceProblem)?.fact
    }
  }

  @Test func `keys, lists and texts keep their lines and stay text`() throws {
    let value = try #require(
      try view("# a view\nsort: 012\ncolumns: [name, on]\nfilter:\n  stage: ~\n"))
    #expect(value.fields?.map(\.key) == ["sort", "columns", "filter"])
    #expect(value.fields?.map(\.line) == [2, 3, 4])
    #expect(value["sort"]?.text == "012")
    #expect(value["columns"]?.texts == ["name", "on"])
    #expect(value["filter"]?["stage"] == YAMLValue(.text("~"), line: 5))
  }

  @Test func `an empty file is an empty table`() throws {
    #expect(try view("")?.fields == [])
    #expect(try view("# nothing\n")?.fields == [])
  }

  @Test func `what is no YAML is refused with its line`() throws {
    for text in ["a: b\nc: [\n", "a: b\n c: d\n", "a: \"b\n", "a: *b\n"] {
      guard case .syntax = problem(text) else {
        Issue.record("\(text) was read")
        continue
      }
    }
    #expect(problem("a: 1\na: 2\n") == .syntax("a stands there twice"))
  }

  @Test func `what would grow without end is refused`() {
    let laughs = (1...12).map {
      "l\($0): &l\($0) [*l\($0 - 1), *l\($0 - 1), *l\($0 - 1), *l\($0 - 1)]"
    }
    #expect(
      problem("l0: &l0 [a, a, a, a]\n" + laughs.joined(separator: "\n"))
        == .syntax("more than 20000 values"))
    let depth = 50_000
    guard
      case .syntax = problem(
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    else {
      Issue.record("read \(depth) lists in one another")
      return
    }
  }

  @Test func `what is written reads back the same`() throws {
    var random = SeededGenerator(seed: 20_251)
    let folder = try TemporaryDirectory()
    let views = PreferenceFolder(path: folder.path)
    for round in 0..<200 {
      let value = YAMLValue(.table(fields(depth: 3, &random)))
      try views.keep(value, asView: "round")
      let back = try #require(try views.view(named: "round"))
      #expect(withoutLines(back) == value, "\(random), round \(round): \(value.document)")
    }
  }

  private func fields(depth: Int, _ random: inout SeededGenerator) -> [YAMLValue.Field] {
    (0..<Int.random(in: 0...3, using: &random)).map {
      YAMLValue.Field(key: "\(text(&random))\($0)", value: value(depth: depth, &random))
    }
  }

  private func value(depth: Int, _ random: inout SeededGenerator) -> YAMLValue {
    switch depth == 0 ? 0 : Int.random(in: 0...3, using: &random) {
    case 1:
      let count = Int.random(in: 0...3, using: &random)
      return YAMLValue(.list((0..<count).map { _ in value(depth: depth - 1, &random) }))
    case 2: return YAMLValue(.table(fields(depth: depth - 1, &random)))
    default: return YAMLValue(text(&random))
    }
  }

  private func text(_ random: inout SeededGenerator) -> String {
    let parts = [
      "name", "on", "-", ": ", "#", " ", "\"", "'", "日本", "\n", "\t", "\\", "[", "}", "&", "*", "é",
      "null", "1", "\u{1}", "\u{85}", "%", "@", "😀",
    ]
    let count = Int.random(in: 0...4, using: &random)
    return (0..<count).map { _ in parts[Int.random(in: parts.indices, using: &random)] }.joined()
  }

  private func withoutLines(_ value: YAMLValue) -> YAMLValue {
    switch value.content {
    case .text(let text): YAMLValue(text)
    case .list(let items): YAMLValue(.list(items.map(withoutLines)))
    case .table(let fields):
      YAMLValue(
        .table(fields.map { YAMLValue.Field(key: $0.key, value: withoutLines($0.value)) }))
    }
  }
}
