package import Terminal
import YAMLText

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
    let reading = ThemeLibrary(folder: folder).theme(
      for: preferences.settings, on: appearance(in: environment))
    preferences.theme = reading.theme
    preferences.problems += reading.problems.map { problem in
      let isAboutChoice = problem.file == folder.configFile && problem.line == nil
      return isAboutChoice
        ? PreferenceProblem(file: problem.file, line: preferences.themeLine, problem.fact) : problem
    }
    return preferences
  }

  /// Whether reading the same files again may find another theme, because the terminal says something
  /// else of itself; costs nothing.
  package func mayChange(from before: [String: String], to now: [String: String]) -> Bool {
    let (old, new) = (Self.appearance(in: before), Self.appearance(in: now))
    guard settings.appearance == .auto, let new, old != new else { return false }
    return switch settings.theme {
    case .one(let name): theme.appearance != new && (theme.pair != nil || theme.name != name)
    // What says nothing is taken for dark.
    case .pair: old ?? .dark != new
    }
  }

  private static func appearance(in environment: [String: String]) -> Theme.Appearance? {
    environment["COLORFGBG"].flatMap(Theme.Appearance.init(colorFGBG:))
  }

  private mutating func value(of file: String) -> YAMLValue? {
    do throws(PreferenceProblem) {
      return try PreferenceFolder.value(of: file)
    } catch {
      problems.append(error)
      return nil
    }
  }

  /// Reads the folder again; a file with a mistake counts as it did before, so that a slip while
  /// somebody edits it changes nothing.
  package func readAgain(environment: [String: String]) -> Preferences {
    var new = Preferences.read(folder, environment: environment)
    let wrong = Set(new.problems.map(\.file))
    if wrong.contains(folder.configFile) {
      let reading = ThemeLibrary(folder: folder).theme(
        for: settings, on: Self.appearance(in: environment))
      new.settings = settings
      new.theme = reading.problems.isEmpty ? reading.theme : theme
    } else if !wrong.subtracting([folder.keymapFile]).isEmpty {
      new.theme = theme
    }
    if wrong.contains(folder.keymapFile), new.keymap.entries.isEmpty { new.keymap = keymap }
    return new
  }
}

extension PreferenceFolder {
  /// Writes which theme to use into `config.yaml`; all else in it stays as it is.
  ///
  /// A terminal that would get the other one of a pair gets this one too: it was chosen by sight.
  package func keep(
    theme name: String, environment: [String: String] = [:]
  ) throws(PreferenceProblem) {
    let text = try Self.text(of: configFile) ?? ""
    let alone = YAMLValue(name)
    let changed = try changing(text, theme: alone)
    try Self.write(changed, to: configFile)
    guard Preferences.read(self, environment: environment).theme.name != name else { return }
    let both = YAMLValue(
      .table([.init(key: "dark", value: alone), .init(key: "light", value: alone)]))
    try Self.write(try changing(text, theme: both), to: configFile)
  }

  private func changing(
    _ text: String, theme: YAMLValue
  ) throws(PreferenceProblem) -> String {
    let changed: String?
    do throws(YAMLValue.SyntaxError) {
      changed = try SettingsText.setting("theme", to: theme, in: text)
    } catch {
      throw PreferenceProblem(file: configFile, line: error.line, .syntax(error.reason))
    }
    guard let changed else {
      throw PreferenceProblem(
        file: configFile, .notChangeable("theme: \(theme.text ?? "…")"))
    }
    return changed
  }
}
