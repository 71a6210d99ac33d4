import Preferences
import Synchronization
import TUI
import Terminal

/// A person's files while the app runs: read again when they change, written where the app asks.
final class PersonalFiles: Sendable {
  private struct State {
    /// As read last, without the mistakes made since.
    var preferences: Preferences
    /// With what the terminal said of itself in the place of what `COLORFGBG` says of it.
    var variables: [String: String]
    var watch: FolderWatch?
    var tell: (@Sendable (Set<PreferenceShelf.Part>) -> Void)?

    /// Takes in what the terminal looks like; false when that asks for no other theme.
    mutating func take(_ appearance: Theme.Appearance) -> Bool {
      let before = variables
      variables["COLORFGBG"] = appearance.colorFGBG
      return preferences.mayChange(from: before, to: variables)
    }
  }

  private let folder: PreferenceFolder
  private let state: Mutex<State>

  /// Reads the files for the first time; a bad one never stops the app.
  init(_ folder: PreferenceFolder, variables: [String: String]) {
    self.folder = folder
    let preferences = Preferences.read(folder, environment: variables)
    state = Mutex(State(preferences: preferences, variables: variables))
  }

  /// How the app is to look now.
  var look: App.Look {
    let (preferences, variables) = state.withLock { ($0.preferences, $0.variables) }
    var look = App.Look()
    look.theme = preferences.theme
    look.options = preferences.settings.terminalOptions(environment: variables)
    look.glyphs =
      switch preferences.settings.glyphs {
      case .auto: nil
      case .unicode: .unicode
      case .ascii: .ascii
      }
    look.keymap = preferences.keymap
    look.isLinear = preferences.settings.accessible
    look.problems = preferences.problems.map { $0.description(within: folder) }
    return look
  }

  /// The files for the app, which follows them as long as this lives.
  var shelf: PreferenceShelf {
    PreferenceShelf(
      look: { [self] in
        state.withLock { $0.preferences = $0.preferences.readAgain(environment: $0.variables) }
        return look
      }, themes: { [self] in offers() },
      sense: { [self] appearance in
        state.withLock { $0.take(appearance) }
      },
      keepTheme: { [self] name in
        try folder.keep(theme: name, environment: state.withLock { $0.variables })
        watch()
      },
      watch: { [self] tell in
        state.withLock { $0.tell = tell }
        watch()
      })
  }

  private func offers() -> [ThemeOffer] {
    ThemeLibrary(folder: folder).entries().map { entry in
      ThemeOffer(
        name: entry.name, about: entry.about, theme: entry.reading.theme, isOwn: entry.isOwn,
        problems: entry.reading.problems.map { $0.description(within: folder) })
    }
  }

  /// Begins to watch, unless it does; tried again after a theme is kept, should it have failed.
  private func watch() {
    state.withLock { state in
      guard let tell = state.tell, state.watch == nil else { return }
      let views = folder.viewsPath + "/"
      state.watch = FolderWatch(folder) { paths in
        let parts = paths.map { $0.hasPrefix(views) ? PreferenceShelf.Part.views : .look }
        tell(Set(parts))
      }
    }
  }
}
