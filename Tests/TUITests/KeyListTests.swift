import Terminal
import Testing

@testable import TUI

/// The key list of the README is the command tables written out.
@Suite struct KeyListTests {
  @Test func `the README lists the keys that the app has`() throws {
    let listed = try Readme.section("## Keys").filter { $0.hasPrefix("- **") }
    let keys = Self.lines(KeyReference.all().commands)
    #expect(
      listed == keys,
      "the README's key list differs from the command tables; it should read:\n\(keys.joined(separator: "\n"))"
    )
  }

  /// One line a group: each key with the words that hint lines use.
  private static func lines(_ commands: [KeyReference]) -> [String] {
    var groups: [(title: String, keys: [String])] = []
    for command in commands where !command.keys.isEmpty {
      let keys = command.keys.map { "`\($0.text)`" }.joined(separator: " ")
      let title = command.group.text
      if groups.last?.title != title { groups.append((title, [])) }
      groups[groups.count - 1].keys.append("\(keys) \(command.title.text)")
    }
    return groups.map { "- **\($0.title)**: \($0.keys.joined(separator: ", "))" }
  }
}
