import CustomerSuccess
import ReplicaStore
import Terminal

/// Everything that can happen to the app.
enum AppEvent: Sendable {
  case input(InputEvent)
  case resized(Size)
  case loaded(Loaded)
  /// The replica changed; what is on screen should be read again.
  case replicaChanged
  /// Only facts about the sync changed.
  case statusChanged
  case syncStatus(SyncStatus)
  case edited(EditOutcome)
  /// A line to log was not taken; it stays in the prompt as it was typed.
  case logRefused(String)
  /// Somebody wants to log with the form; drafts that were kept are offered first.
  case formReady(newDraft: String, Account.ID?, name: String?, drafts: [LocalDraft])
  /// What was typed before and neither logged nor thrown away, newest first.
  case draftsKept([LocalDraft])
  /// `$EDITOR` came back with this text.
  case editorClosed(String, for: Command)
  /// What was asked for is in the file.
  case written(String)
  /// Something outside failed; the words say what, why and what to do.
  case failed(String)
  /// Somebody wants to go on with what was kept as a draft.
  case resumed(LocalDraft)
  /// The views that are saved, after they were read or one of them changed.
  case views([PortfolioView])
  /// The same of the reports of tickets.
  case reports([TicketReport])
  /// The recorded keys that are kept.
  case macros([Macro])
  /// What the person's files say, after one of them changed.
  case look(App.Look)
  /// What they say now that the terminal told whether it is dark or light.
  case sensed(App.Look)
  /// The themes there are, after somebody asked.
  case themes([ThemeOffer])
  case clock(now: Instant, today: Day)
  /// Everything that the last key of a macro set off has come to its end.
  case replayOn
  /// The steps of a macro are one step; so many there were.
  case replayEnded(steps: Int)
}

/// What a screen asks of the rest of the app.
enum AppEffect: Equatable {
  case load(Load)
  case open(Destination)
  /// Leaves the screen on top.
  case back
  case show(Overlay)
  /// Calls a command, as its key would.
  case call(Command)
  case say(SafeText)
  case warn(SafeText)
  /// Applies the mutations; `label` names the step in the undo list, nil takes their own summary.
  case perform([Mutation], label: String?)
  /// Logs what a line says; the account is the one on screen, unless the line names another.
  /// The draft that the line was kept as goes away with it.
  case log(LogLine, Account.ID?, draft: LocalDraft.ID?)
  case assignTAM(Account.ID, User.ID?)
  /// Follows the customers, or stops when all of them are followed.
  case follow([Account.ID])
  case prepareForm(Account.ID?, name: String?)
  /// Logs what the form holds; the draft goes away with it.
  case submit([Mutation], draft: LocalDraft.ID)
  /// Remembers what the person says of a day's customers.
  case planDay(DayPlanChange, Day)
  case undo
  case redo
  case history(HistoryChoice)
  /// Opens a text in `$EDITOR`; what is saved goes to the screen, for the command.
  case edit(String, for: Command)
  /// Asks whether to go on with a draft that a crash or a closed form left behind.
  case offerKeptDrafts
  case keepDraft(LocalDraft)
  case discardDraft(LocalDraft.ID)
  case settle(AttentionChoice)
  /// Has the words at hand the next time somebody searches.
  case rememberSearch(String)
  case saveView(PortfolioView)
  /// Deletes the saved view of that name.
  case deleteView(String)
  case saveReport(TicketReport)
  /// Deletes the saved report of that name.
  case deleteReport(String)
  /// Writes a text to a file of the person's, unless there is one of the name.
  case write(String, to: String)
  case saveMacro(Macro)
  case syncNow
  /// Puts a text into the clipboard of the terminal.
  case copy(SafeText)
  /// Reads which themes there are.
  case listThemes
  /// Draws in that theme from now on.
  case useTheme(Theme)
  /// Draws with so many colors; nil takes those that the terminal has.
  case useColors(ColorTier?)
  /// Keeps the theme of that name for the next start.
  case keepTheme(String)
  /// Has the terminal report the mouse, or leaves it to the terminal.
  case useMouse(Bool)
  /// Notes where the undo list stands, so that what a macro does becomes one step of it.
  case beginReplay
  /// Asks for ``AppEvent/replayOn`` once nothing is under way.
  case continueReplay
  case endReplay
  case redraw
  case suspend
  case quit
}

extension AppEffect {
  static func read(_ reading: any Reading) -> AppEffect { .load(Load(reading)) }
  static func go(to screen: any Screen) -> AppEffect { .open(Destination(screen)) }
}

/// How an edit ended.
enum EditOutcome: Sendable {
  /// What was done, in words of the catalog.
  case done(String)
  case undone(String)
  /// Something was decided that undo does not take back.
  case settled(String)
  case nothingToUndo
  case refused(String)
  /// Nothing was stored, such as on a full disk; what was typed is still on screen.
  case failed(String)
}

/// What to do with items that need attention.
enum AttentionChoice: Equatable {
  case retry([AttentionItem.ID])
  case discard([AttentionItem.ID])
  /// Makes drafts of what was logged; nothing else has a form to type it into again.
  case keepAsDrafts([AttentionItem.ID])
  /// The same for one, and goes on with it in the form.
  case editAgain(AttentionItem.ID)
}

/// What to do with the steps of the undo list.
enum HistoryChoice: Equatable {
  /// Takes everything back down to that step.
  case undoDown(to: UndoStep.ID)
  /// Does everything again up to that step.
  case redoUp(to: UndoStep.ID)
  /// Takes back these steps alone, each by itself.
  case takeBack([UndoStep.ID])
}
