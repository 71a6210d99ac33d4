import CustomerSuccess
import ReplicaStore
import Terminal

/// The whole state of the app; drawing reads it, only ``update(_:)`` changes it.
struct AppState {
  var surroundings: Surroundings
  /// From the home screen to the one on top; never empty.
  var screens: [any Screen] = [PortfolioState()]
  /// So many of them, from the first on, were not read again since something changed.
  var staleCount = 0
  /// What lies over the screen and takes the keys first.
  var overlay: Overlay?
  /// A sentence in the last line, until the next key.
  var message: Message? {
    didSet { if let message { keep(message) } }
  }
  /// What was said since the app was opened, oldest first.
  var messages: [PastMessage] = []
  var sync: SyncStatus
  var chord = ChordReader()
  /// Digits typed before a motion; nil when there are none.
  var count: Int?
  /// What `.` does again.
  var last: LastAction?
  /// What was tried out on What If last, until the app is left.
  var trial = ""
  /// The keys recorded last.
  var macro: Macro?
  /// Those that are kept, by name.
  var macros: [Macro] = []
  /// The keys that are being recorded.
  var recording: Macro?
  /// The keys that are being pressed again.
  var replay: Replay?
  /// What a click does, as the last drawing left it.
  var targets: [ClickTarget] = []
  /// Why something could not be read, in a sentence, until it can be.
  var readFailures: [Load: SafeText] = [:]
  /// Typed while something was being stored; it is for the screen that comes after.
  var heldInput: [InputEvent] = []
  /// What the person's files say.
  var look = App.Look()
  /// The commands of the screens under the person's keys.
  var keys = KeyTables()
  var usesMouse = true
  /// The signs that the terminal can show.
  let terminalGlyphs: GlyphSet
  /// Set when the loop should end.
  var ending: Ending?

  init(sync: SyncStatus, surroundings: Surroundings) {
    self.sync = sync
    self.surroundings = surroundings
    terminalGlyphs = surroundings.glyphs
    self.surroundings.sync = sync
    self.surroundings.keys = keys.names
  }

  var top: any Screen {
    get { screens[screens.count - 1] }
    set { screens[screens.count - 1] = newValue }
  }
}

/// What screens may know of the world around them.
nonisolated struct Surroundings: Equatable, Sendable {
  var today: Day
  var now: Instant
  var me: User.ID
  var team: String?
  var size: Size
  var glyphs: GlyphSet
  /// What the commands are called by, as the person has them.
  var keys = KeyNames()
  /// Where the person's calendar file would be; nil for nowhere.
  var calendar: String?
  /// The views of the Portfolio that somebody saved, by name.
  var views: [PortfolioView] = []
  /// The reports of tickets that somebody saved, by name.
  var reports: [TicketReport] = []
  /// How the sync stands; nil where nobody said.
  var sync: SyncStatus?
  /// Why what the screen shows could not be read the last time, in a sentence; nil when it could.
  var readFailure: SafeText?

  init(
    today: Day, now: Instant, me: User.ID, team: String?, size: Size,
    glyphs: GlyphSet = .unicode, calendar: String? = nil
  ) {
    self.calendar = calendar
    self.today = today
    self.now = now
    self.me = me
    self.team = team
    self.size = size
    self.glyphs = glyphs
  }

  /// What stands where an answer of the replica is waited for: that it comes, or why it does not.
  @MainActor var waiting: SafeText {
    guard let readFailure else { return "Reading the replica\u{2026}" }
    let key = keys["redraw"]
    return """
      \(readFailure) \(key) reads it again. A damaged replica is set aside and fetched anew at the \
      next start; what you edited is kept.
      """
  }

  /// Rows between the title line and the hint line.
  var bodyRows: Int { max(size.rows - 2, 0) }
}

/// Something that lies over a screen.
enum Overlay: Equatable {
  case help(HelpState)
  case palette(Palette)
  case menu(Menu)
  case filter(TextField)
  case prompt(Prompt)
  case question(Question)
  case themes(ThemeChooser)
  case messages(MessageList)
}

/// A sentence for the person.
struct Message: Equatable {
  enum Tone: Equatable {
    case info
    case warning
    case error
  }

  var text: SafeText
  var tone: Tone
}

/// Why the loop ends.
enum Ending: Equatable {
  case quit
  /// The number of the signal that asked for it.
  case signal(Int32)
  case hungUp
}

/// A part of the screen that calls a command when it is clicked.
struct ClickTarget: Equatable {
  var area: Rect
  var command: Command
}
