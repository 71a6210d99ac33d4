import CustomerSuccess
import Terminal

/// What a person can do on any screen.
enum AppCommand: Equatable {
  case help
  case log
  case logForm
  case find
  case undo
  case redo
  case sync
  case attention
  case back
  case redraw
  case suspend
  case quit

  static let table: [CommandSpec<AppCommand>] = [
    .init(
      "log.line", "log", keys: ["l"],
      help:
        "Logs a call, meeting or update in one line: type, date, subject, @attendees, sentiment.",
      group: "Everywhere", hint: 85, action: .log),
    .init(
      "log.form", "form", keys: ["L"],
      help: "Logs with a form; notes are written here or in $EDITOR.", group: "Everywhere",
      hint: 60, action: .logForm),
    .init(
      "customer.find", "find", keys: ["f", "ctrl+p"],
      help: "Opens a customer by a few letters of its name.", group: "Everywhere", hint: 50,
      action: .find),
    .init(
      "edit.undo", "undo", keys: ["u"],
      help: "Takes the last edit back, also after a restart; again for the one before.",
      group: "Everywhere", hint: 30, action: .undo),
    .init(
      "edit.redo", "redo", keys: ["U"], help: "Does again what was undone last.",
      group: "Everywhere", action: .redo),
    .init(
      "sync.now", "sync", keys: ["R"], help: "Syncs now instead of at the next turn.",
      group: "Everywhere", hint: 20, action: .sync),
    .init(
      "attention.open", "needs attention", keys: ["!"],
      help: "Lists edits that the service refused, with the reason, until something is done.",
      group: "Everywhere", action: .attention),
    .init(
      "help", "keys", keys: ["?"], help: "Shows this page.", group: "Everywhere", hint: 95,
      action: .help),
    .init(
      "back", "back", keys: ["esc"], help: "Clears what is open, then goes back one screen.",
      group: "Everywhere", action: .back),
    .init(
      "redraw", "redraw", keys: ["ctrl+l"], help: "Draws the screen anew.",
      group: "Everywhere", action: .redraw),
    .init(
      "suspend", "suspend", keys: ["ctrl+z"], help: "Goes back to the shell; fg returns.",
      group: "Everywhere", action: .suspend),
    .init(
      "quit", "quit", keys: ["q", "ctrl+c"],
      help: "Leaves the app; unsent edits wait for the next start.", group: "Everywhere",
      hint: 10, action: .quit),
  ]
}

/// A command of whichever screen is on top, or of the whole app.
enum Command: Equatable {
  case app(AppCommand)
  case portfolio(PortfolioCommand)
  case customer360(Customer360Command)
  case logActivity(LogActivityCommand)
  case attention(AttentionCommand)
}

/// One table per screen: its own commands first, then those that work everywhere.
enum Commands {
  static let portfolio = table(PortfolioCommand.table.map { $0.calling(Command.portfolio) })
  static let customer360 = table(Customer360Command.table.map { $0.calling(Command.customer360) })
  static let attention = table(AttentionCommand.table.map { $0.calling(Command.attention) })
  /// A form takes the printable keys as text, so only its own commands have keys there.
  static let logActivity = CommandTable(
    LogActivityCommand.table.map { $0.calling(Command.logActivity) })

  private static func table(_ own: [CommandSpec<Command>]) -> CommandTable<Command> {
    CommandTable(own + AppCommand.table.map { $0.calling(Command.app) })
  }
}
