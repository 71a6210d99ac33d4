package import Terminal

/// Everything that a person prefers, as read at one moment.
///
/// Nothing is parsed for files that are not there, and of the themes only the one in use.
package struct Preferences: Equatable, Sendable {
  package let folder: PreferenceFolder
  package var settings: Settings
  package var keymap: Keymap
  package var theme: Theme
  /// What was wrong with the files, in the order in which they were read.
  package var problems: [PreferenceProblem]
  /// Where `config.yaml` names the theme; nil when it does not.
  private var themeLine: Int?

  /// What counts in a folder without files.
  package init(folder: PreferenceFolder) {
    self.folder = folder
    settings = Settings()
    keymap = Keymap()
    theme = .tamarack
    problems = []
  }

  /// Reads the folder; never fails, see ``problems``.
  ///
  /// - Parameter environment: `COLORFGBG` tells whether the terminal is light or dark.
  package static func read(
    _ folder: PreferenceFolder, environment: [String: String]
  ) -> Preferences {
    var preferences = Preferences(folder: folder)
    if let value = preferences.value(of: folder.configFile) {
      preferences.themeLine = value["theme"]?.line
      let (settings, problems) = Settings.read(value, of: folder.configFile)
      preferences.settings = settings
      preferences.problems += problems
    }
    if let value = preferences.value(of: folder.keymapFile) {
      let (keymap, problems) = Keymap.read(value, of: folder.keymapFile)
      preferences.keymap = keymap
      preferences.problems += problems
    }
    let appearance = environment["COLORFGBG"].flatMap(Theme.Appearance.init(colorFGBG:))
    let reading = ThemeLibrary(folder: folder).theme(
      for: preferences.settings, on: appearance)
    preferences.theme = reading.theme
    preferences.problems += reading.problems.map { problem in
      let isAboutChoice = problem.file == folder.configFile && problem.line == nil
      return isAboutChoice
        ? PreferenceProblem(file: problem.file, line: preferences.themeLine, problem.fact) : problem
    }
    return preferences
  }

  private mutating func value(of file: String) -> YAMLValue? {
    do throws(PreferenceProblem) {
      return try PreferenceFolder.value(of: file)
    } catch {
      problems.append(error)
      return nil
    }
  }

  /// A table of commands with the person's keys.
  package func applyKeys<Action>(
    to table: CommandTable<Action>
  ) -> (table: CommandTable<Action>, problems: [PreferenceProblem]) {
    if keymap.entries.isEmpty { return (table, []) }
    let (remapped, problems) = table.remapped(by: keymap)
    return (
      remapped,
      problems.map { problem in
        let line = keymap.line(of: problem.command) ?? problem.rival.flatMap(keymap.line(of:))
        return PreferenceProblem(file: folder.keymapFile, line: line, .keymap(problem))
      }
    )
  }

  /// What the keymap says about commands that there are not.
  ///
  /// - Parameter ids: The long names of all tables together.
  package func keymapProblems(knowing ids: [String]) -> [PreferenceProblem] {
    keymap.problems(knowing: ids).map {
      PreferenceProblem(file: folder.keymapFile, line: $0.line, .keymap($0.problem))
    }
  }
}

extension PreferenceFolder {
  /// Writes which theme to use into `config.yaml`; all else in it stays as it is.
  package func keep(theme name: String) throws(PreferenceProblem) {
    let text = try Self.text(of: configFile) ?? ""
    let changed: String?
    do throws(YAMLValue.SyntaxError) {
      changed = try SettingsText.setting("theme", to: name, in: text)
    } catch {
      throw PreferenceProblem(file: configFile, line: error.line, .syntax(error.reason))
    }
    guard let changed else {
      throw PreferenceProblem(file: configFile, .notChangeable("theme: \(name)"))
    }
    try Self.write(changed, to: configFile)
  }
}
