import ArgumentParser
import Preferences
import Terminal

struct ThemesVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes that config.yaml can name.")

  @OptionGroup var form: FormatOptions

  func run() async throws {
    let environment = try ProgramEnvironment.current()
    let folder = PreferenceFolder(path: try environment.configurationPath())
    let preferences = Preferences.read(folder, environment: environment.variables)
    let themes = ThemeLibrary(folder: folder).entries().map { entry in
      ListedTheme(entry: entry, isCurrent: entry.name == preferences.theme.name)
    }
    try Output.standard.write(themes, as: .themes, form.format)
    for problem in preferences.problems { Output.standard.say(untrusted: problem.description) }
  }
}

/// A theme, and whether it is the one in use.
private struct ListedTheme {
  let entry: ThemeLibrary.Entry
  let isCurrent: Bool
}

extension Listing where Element == ListedTheme {
  fileprivate static let themes = Listing([
    Column("name", "Theme") { .text($0.entry.name) },
    Column("is_current", "In use") { Datum($0.isCurrent) },
    Column("appearance", "For") { .text($0.entry.appearance.rawValue) },
    Column("is_own", "Own file") { Datum($0.entry.isOwn) },
    Column("about", "About") { .text($0.entry.about) },
  ])
}
