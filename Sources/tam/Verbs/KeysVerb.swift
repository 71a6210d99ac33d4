import ArgumentParser
import TUI
import Terminal

struct KeysVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the keys of the app, screen by screen.")

  @OptionGroup var form: FormatOptions

  func run() async throws {
    try Output.standard.write(await KeyReference.all, as: .keys, form.format)
  }
}

extension Listing where Element == KeyReference {
  fileprivate static let keys = Listing([
    Column("group", "Where") { .text($0.group.text) },
    Column("keys", "Keys") { Datum($0.keys.map(\.text)) },
    Column("command", "Command") { .text($0.id) },
    Column("title") { .text($0.title.text) },
    Column("help", "What it does") { .text($0.help.text) },
  ])
}
