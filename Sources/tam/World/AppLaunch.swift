import Preferences
import ReplicaStore
import TUI
import Terminal

/// Opens the app on the replica of a home.
enum AppLaunch {
  /// Returns the exit status of the program once the person has left the app.
  ///
  /// - Parameter isLinear: Whether it is to be lines, whatever the terminal can do.
  @MainActor
  static func run(isLinear: Bool = false) throws -> Int32 {
    try run(at: Workplace.open(), isLinear: isLinear)
  }

  @MainActor
  static func run(at place: Workplace, isLinear: Bool = false) throws -> Int32 {
    let replica = place.replica
    let environment = place.environment
    let sync = BackgroundSync(place)
    let folder = PreferenceFolder(path: try environment.configurationPath())
    let files = PersonalFiles(folder, variables: environment.variables)
    let world = App.World(
      environment: environment.variables, now: { environment.now() },
      today: { replica.environment.today }, startSync: { sync.start() },
      syncNow: { sync.nudge() }, look: files.look, views: ViewShelf(folder: folder),
      reports: ViewShelf(folder: folder), macros: ViewShelf(folder: folder, home: replica.home),
      preferences: files.shelf,
      calendar: folder.calendarFile)
    // Where no cursor can be placed, lines are all there is.
    let type = environment.variables["TERM"] ?? ""
    guard isLinear || world.look.isLinear || type == "dumb" else {
      return try App(replica: replica, world: world).run()
    }
    let console = LinearApp.Console.standard(place.output, terminalType: type)
    try LinearApp(replica: replica, world: world, console: console).run()
    return ExitStatus.done.rawValue
  }
}
