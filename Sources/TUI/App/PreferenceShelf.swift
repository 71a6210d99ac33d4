import Dispatch
import ReplicaStore
package import Terminal

/// A person's files, as the app needs them; how they are written is not its business.
nonisolated package struct PreferenceShelf: Sendable {
  /// What changed on the disk.
  package enum Part: Sendable {
    /// Settings, themes or keys.
    case look
    case views
  }

  /// Reads all files again; one with a mistake counts as it did before.
  package let look: @Sendable () -> App.Look
  /// All themes, in the order in which they are offered.
  package let themes: @Sendable () -> [ThemeOffer]
  /// Takes in whether the terminal is dark or light, for those who leave the choice to it; false when
  /// that changes nothing.
  package let sense: @Sendable (Theme.Appearance) -> Bool
  /// Keeps which theme to use from now on.
  package let keepTheme: @Sendable (_ name: String) throws -> Void
  /// Begins to tell of changes, on whichever thread, until the program ends.
  package let watch: @Sendable (_ tell: @escaping @Sendable (Set<Part>) -> Void) -> Void

  package init(
    look: @escaping @Sendable () -> App.Look, themes: @escaping @Sendable () -> [ThemeOffer],
    sense: @escaping @Sendable (Theme.Appearance) -> Bool = { _ in false },
    keepTheme: @escaping @Sendable (_ name: String) throws -> Void,
    watch: @escaping @Sendable (_ tell: @escaping @Sendable (Set<Part>) -> Void) -> Void
  ) {
    self.look = look
    self.themes = themes
    self.sense = sense
    self.keepTheme = keepTheme
    self.watch = watch
  }

  /// Has no files.
  package static let none = PreferenceShelf(
    look: { App.Look() }, themes: { [] }, keepTheme: { _ in }, watch: { _ in })

  /// Posts what the files say, each time that they change.
  func follow(
    views: ViewShelf<PortfolioView>, reports: ViewShelf<TicketReport>,
    macros: ViewShelf<Macro>, post: @escaping @Sendable (AppEvent) -> Void
  ) {
    watch { [look] parts in
      if parts.contains(.look) { personalFileQueue.async { post(.look(look())) } }
      if parts.contains(.views) {
        views.carryOut(.list, as: AppEvent.views, post: post)
        reports.carryOut(.list, as: AppEvent.reports, post: post)
        macros.carryOut(.list, as: AppEvent.macros, post: post)
      }
    }
  }

  /// Takes in whether the terminal is dark or light, and posts what the files say if it is another.
  func take(_ appearance: Theme.Appearance, post: @escaping @Sendable (AppEvent) -> Void) {
    personalFileQueue.async {
      // A start would read all files twice.
      if sense(appearance) { post(.sensed(look())) }
    }
  }

  /// Reads the themes beside the event loop.
  func list(post: @escaping @Sendable (AppEvent) -> Void) {
    personalFileQueue.async { post(.themes(themes())) }
  }

  /// Keeps the theme beside the event loop; posts why when it cannot be kept.
  func keep(theme name: String, post: @escaping @Sendable (AppEvent) -> Void) {
    personalFileQueue.async {
      do {
        try keepTheme(name)
      } catch {
        post(.failed("The theme counts until you leave, and is not kept: \(error)"))
      }
    }
  }
}

/// A theme to choose.
nonisolated package struct ThemeOffer: Equatable, Sendable {
  package let name: String
  package let about: String
  /// Another one stands in for a theme that cannot be read.
  package let theme: Theme
  /// Whether it is a file of the person's own.
  package let isOwn: Bool
  package let problems: [String]

  package init(
    name: String, about: String, theme: Theme, isOwn: Bool, problems: [String] = []
  ) {
    self.name = name
    self.about = about
    self.theme = theme
    self.isOwn = isOwn
    self.problems = problems
  }

  var isReadable: Bool { theme.name == name }
}
