import CustomerSuccess
import Preferences
import ReplicaStore
import TUI
import Terminal

/// Opens the app on the replica of a home.
enum AppLaunch {
  /// Returns the exit status of the program once the person has left the app.
  @MainActor
  static func run() throws -> Int32 {
    try run(at: Workplace.open())
  }

  @MainActor
  static func run(at place: Workplace) throws -> Int32 {
    let replica = place.replica
    let environment = place.environment
    let sync = BackgroundSync(place)
    let folder = PreferenceFolder(path: try environment.configurationPath())
    let world = App.World(
      environment: environment.variables, now: { environment.now() },
      today: { replica.environment.today }, startSync: { sync.start() },
      syncNow: { sync.nudge() }, look: try look(in: environment),
      views: ViewShelf(folder: folder))
    return try App(replica: replica, world: world).run()
  }

  /// The theme and the terminal as the person's files want them; a bad file never stops the app.
  @MainActor
  private static func look(in environment: ProgramEnvironment) throws -> App.Look {
    let preferences = Preferences.read(
      PreferenceFolder(path: try environment.configurationPath()),
      environment: environment.variables)
    var look = App.Look()
    look.theme = preferences.theme
    look.options = preferences.settings.terminalOptions(environment: environment.variables)
    look.glyphs =
      switch preferences.settings.glyphs {
      case .auto: nil
      case .unicode: .unicode
      case .ascii: .ascii
      }
    look.problems = preferences.problems.map(\.description)
    return look
  }
}
