import CustomerSuccess
import Terminal

/// What a person can do on any screen.
enum AppCommand: Equatable {
  case help
  case palette
  case log
  case logForm
  case find
  case follow
  case followByID
  case explainValue
  case why
  case filter
  case undo
  case redo
  case repeatLast
  case record
  case replay
  case keepMacro
  case chooseMacro
  /// Has the kept keys of that name at hand.
  case takeMacro(String)
  /// Presses the recorded keys on these, after they were agreed to.
  case press([CustomerName])
  case sync
  case attention
  case outbox
  case undoList
  case cockpit
  case instances
  case search
  case whatChanged
  case themes
  case mouse
  case fileProblems
  case messages
  case copy
  /// A question in words, as `tam ask` takes it.
  case ask(String)
  case timeline
  case endOfDay
  case csOps
  case dashboards
  case inbox
  case whatIf
  case pickForToday
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
      "customer.follow", "follow", keys: ["F", "ctrl+y"],
      help: "Follows the customer or the marked ones, or stops following them.",
      group: "Everywhere", action: .follow),
    .init(
      "customer.followByID", "follow by id", keys: [],
      help: "Follows a customer outside of your book, by its Salesforce id or address.",
      group: "Everywhere", action: .followByID),
    .init(
      "value.explain", "owner and age", keys: ["i"],
      help: "Says of what is under the cursor who owns each value, and how old it is.",
      group: "Everywhere", action: .explainValue),
    .init(
      "health.why", "why", keys: ["Y"],
      help: "Says why the customer has its color, why there is a CTA or plan, and what changes it.",
      group: "Everywhere", action: .why),
    .init(
      "list.filter", "filter", keys: ["/"], help: "Shows only what holds the words typed.",
      group: "Everywhere", hint: 80, action: .filter),
    .init(
      "edit.undo", "undo", keys: ["u"],
      help: "Takes the last edit back, also after a restart; again for the one before.",
      group: "Everywhere", hint: 30, action: .undo),
    .init(
      "edit.redo", "redo", keys: ["U"], help: "Does again what was undone last.",
      group: "Everywhere", action: .redo),
    .init(
      "command.repeat", "again", keys: ["."],
      help: "Does the last command again, on what is under the cursor now.",
      group: "Everywhere", action: .repeatLast),
    .init(
      "macro.record", "record", keys: ["Q"],
      help: "Records the keys that follow on one customer; again ends it.", group: "Everywhere",
      action: .record),
    .init(
      "macro.replay", "replay", keys: ["@"],
      help: "Presses the recorded keys on each marked customer, or on the one under the cursor.",
      group: "Everywhere", action: .replay),
    .init(
      "macro.keep", "keep the keys", keys: [],
      help: "Keeps the keys recorded last under a name, as a file that can be changed and shared.",
      group: "Everywhere", action: .keepMacro),
    .init(
      "macro.choose", "kept keys", keys: [],
      help: "Has kept keys at hand for replaying.", group: "Everywhere", action: .chooseMacro),
    .init(
      "sync.now", "sync", keys: ["R"], help: "Syncs now instead of at the next turn.",
      group: "Everywhere", hint: 20, action: .sync),
    .init(
      "attention.open", "needs attention", keys: ["!"],
      help: "Lists edits that the service refused, with the reason, until something is done.",
      group: "Everywhere", action: .attention),
    .init(
      "outbox.open", "outbox", keys: ["O"],
      help: "Lists edits that wait for the service, with what was tried and why they wait.",
      group: "Everywhere", action: .outbox),
    .init(
      "undoList.open", "undo list", keys: ["Z"],
      help: "Lists every step that can be taken back: all down to one, or one alone.",
      group: "Everywhere", action: .undoList),
    .init(
      "cockpit.show", "cockpit", keys: ["C"],
      help: "Opens the Cockpit: your CTAs, those of your customers, or all of them.",
      group: "Everywhere", action: .cockpit),
    .init(
      "instances.open", "unlabeled instances", keys: ["I"],
      help: "Lists the instances that nobody has labeled, to label each with one key.",
      group: "Everywhere", action: .instances),
    .init(
      "search.everything", "search", keys: ["ctrl+f"],
      help: "Searches names, subjects, notes, hosts and plans of everybody you may see.",
      group: "Everywhere", action: .search),
    .init(
      "timeline.open", "timeline", keys: ["T"],
      help: "Lists calls, meetings and updates, newest first: of the book, or of this customer.",
      group: "Everywhere", action: .timeline),
    .init(
      "endOfDay.open", "end of day", keys: ["D"],
      help: "Today's customers one after the other, until every call is logged.",
      group: "Everywhere", action: .endOfDay),
    .init(
      "endOfDay.pickThis", "log it today", keys: ["plus"],
      help: "Puts the customer on the list of the end of the day.", group: "Everywhere",
      action: .pickForToday),
    .init(
      "csOps.show", "CS Ops", keys: ["B"],
      help: "How old every source is; for CS Ops, what to merge, to delete and to look into.",
      group: "Everywhere", action: .csOps),
    .init(
      "inbox.show", "inbox", keys: ["0"],
      help: "Everything that needs you today, the most urgent first, with the sum that says so.",
      group: "Everywhere", action: .inbox),
    .init(
      "dashboards.show", "dashboards", keys: ["P"],
      help: "Figures of the book: burn-down, health, onboarding, usage; each opens its list.",
      group: "Everywhere", action: .dashboards),
    .init(
      "whatIf.show", "what if", keys: ["%"],
      help: "Tries other weights, limits or another owner on the book; nothing is saved.",
      group: "Everywhere", action: .whatIf),
    .init(
      "whatChanged.open", "what changed", keys: ["W"],
      help: "What others changed since you were last here: of the book, or of this customer.",
      group: "Everywhere", action: .whatChanged),
    .init(
      "theme.choose", "themes", keys: ["H"],
      help: "Chooses a theme; the app is drawn in each while one moves through the list.",
      group: "Everywhere", action: .themes),
    .init(
      "mouse.toggle", "mouse", keys: ["M"],
      help: "Leaves the mouse to the terminal, which selects text with it, or takes it back.",
      group: "Everywhere", action: .mouse),
    .init(
      "messages.list", "messages", keys: ["ctrl+g"],
      help: "Lists what was said in the last line, the newest first, each in full.",
      group: "Everywhere", action: .messages),
    .init(
      "clipboard.copy", "copy", keys: ["y"],
      help: "Copies the value or the id under the cursor into the clipboard of the terminal.",
      group: "Everywhere", action: .copy),
    .init(
      "settings.problems", "problems in files", keys: [],
      help: "Lists what is wrong with your settings, themes, keys and views.",
      group: "Everywhere", action: .fileProblems),
    .init(
      "help", "keys", keys: ["?"], help: "Shows this page.", group: "Everywhere", hint: 95,
      action: .help),
    .init(
      "palette", "commands", keys: [":", "ctrl+k"],
      help: "Finds a command by a few letters of its name or its words, and calls it.",
      group: "Everywhere", hint: 15, action: .palette),
    .init(
      "back", "back", keys: ["esc"], help: "Clears what is open, then goes back one screen.",
      group: "Everywhere", action: .back),
    .init(
      "redraw", "redraw", keys: ["ctrl+l"], help: "Reads and draws the screen anew.",
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
  case outbox(OutboxCommand)
  case undoList(UndoListCommand)
  case cockpit(CockpitCommand)
  case callToAction(CallToActionCommand)
  case instances(InstancesCommand)
  case search(SearchCommand)
  case whatChanged(WhatChangedCommand)
  case timeline(TimelineCommand)
  case endOfDay(EndOfDayCommand)
  case csOps(CSOpsCommand)
  case dashboards(DashboardsCommand)
  case inbox(InboxCommand)
  case whatIf(WhatIfCommand)
}

/// One table per screen: its own commands first, then those that work everywhere.
enum Commands {
  /// The screens whose tables help lists, in its order.
  static let all: [any Screen.Type] = [
    PortfolioState.self, Customer360State.self, LogActivityState.self, AttentionState.self,
    OutboxState.self, UndoListState.self, CockpitState.self, CallToActionState.self,
    InstancesState.self, SearchState.self, TimelineState.self, WhatChangedState.self,
    EndOfDayState.self, CSOpsState.self, DashboardsState.self,
    InboxState.self, WhatIfState.self,
  ]

  /// The own commands of a screen, and behind them those that work everywhere.
  static func table<Own>(
    _ own: [CommandSpec<Own>], _ wrap: (Own) -> Command
  ) -> CommandTable<Command> {
    CommandTable(
      own.map { $0.calling(wrap) } + AppCommand.table.map { $0.calling(Command.app) })
  }

  /// The own commands of a screen that takes letters as text, and those that work everywhere and
  /// have a key with Control.
  static func typingTable<Own>(
    _ own: [CommandSpec<Own>], _ wrap: (Own) -> Command
  ) -> CommandTable<Command> {
    let everywhere = AppCommand.table.map { spec in
      var spec = spec.calling(Command.app)
      spec.keys = spec.keys.filter { chord in
        chord.presses.allSatisfy { $0.modifiers.contains(.control) }
      }
      return spec
    }
    return CommandTable(own.map { $0.calling(wrap) } + everywhere.filter { !$0.keys.isEmpty })
  }
}
