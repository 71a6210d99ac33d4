import Preferences
import ReplicaStore
import TUI

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
    let files = PersonalFiles(folder, variables: environment.variables)
    let world = App.World(
      environment: environment.variables, now: { environment.now() },
      today: { replica.environment.today }, startSync: { sync.start() },
      syncNow: { sync.nudge() }, look: files.look, views: ViewShelf(folder: folder),
      reports: ViewShelf(folder: folder), preferences: files.shelf,
      calendar: folder.calendarFile)
    return try App(replica: replica, world: world).run()
  }
}
