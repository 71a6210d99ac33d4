import ArgumentParser
import Preferences
import TUI
import Terminal

struct KeysVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "List the keys of the app, screen by screen, as your keymap.yaml has them.")

  @OptionGroup var form: FormatOptions

  func run() async throws {
    let environment = try ProgramEnvironment.current()
    let folder = PreferenceFolder(path: try environment.configurationPath())
    let preferences = Preferences.read(folder, environment: environment.variables)
    let (commands, problems) = await KeyReference.all(with: preferences.keymap)
    try Output.standard.write(commands, as: .keys, form.format)
    let unread = preferences.problems.filter { $0.file == folder.keymapFile }
    for problem in unread { Output.standard.say(untrusted: problem.description) }
    for problem in problems { Output.standard.say(untrusted: "\(folder.path)/\(problem)") }
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
