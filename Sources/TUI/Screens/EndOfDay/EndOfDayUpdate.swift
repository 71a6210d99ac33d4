import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do at the end of a day beside typing.
enum EndOfDayCommand: Equatable {
  case log
  case next
  case previous
  case select(Account.ID)
  case idle
  case pick
  case picked(Account.ID)
  case form
  case undo
  case dayBefore
  case dayAfter
  case leave

  static let table: [CommandSpec<EndOfDayCommand>] = [
    .init(
      "endOfDay.log", "log, next", keys: ["enter"],
      help: "Logs the line and goes to the next customer; an empty line skips this one.",
      group: group, hint: 90, action: .log),
    .init(
      "endOfDay.idle", "nothing today", keys: ["ctrl+x"],
      help: "Says that there is nothing to log for this customer, or that there is after all.",
      group: group, hint: 80, action: .idle),
    .init(
      "endOfDay.pick", "add", keys: ["ctrl+t"], help: "Puts another customer on the day's list.",
      group: group, hint: 60, action: .pick),
    .init(
      "endOfDay.form", "form", keys: ["ctrl+o"],
      help: "Goes on with the line in the form, for long notes and further fields.",
      group: group, hint: 55, action: .form),
    .init(
      "endOfDay.undo", "undo", keys: ["ctrl+r"], help: "Takes the last edit back.",
      group: group, hint: 45, action: .undo),
    .init(
      "endOfDay.next", "down", keys: ["down"], help: "To the customer below; the line stays.",
      group: group, action: .next),
    .init(
      "endOfDay.previous", "up", keys: ["up"], help: "To the customer above; the line stays.",
      group: group, action: .previous),
    .init(
      "endOfDay.dayBefore", "day before", keys: ["pageup"],
      help: "The day before: what was not logged yesterday.", group: group, hint: 40,
      action: .dayBefore),
    .init(
      "endOfDay.dayAfter", "day after", keys: ["pagedown"], help: "The day after, up to today.",
      group: group, action: .dayAfter),
    .init(
      "endOfDay.leave", "back", keys: ["esc"],
      help: "Leaves; lines that are not logged wait until you come back.", group: group, hint: 70,
      action: .leave),
  ]

  private static let group: SafeText = "End of day"
}

extension EndOfDayState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .endOfDay(let command) = command else { return [] }
    switch command {
    case .log: return log(surroundings)
    case .next: return move(.next)
    case .previous: return move(.previous)
    case .select(let id):
      cursor.selected = id
      return lookUp()
    case .idle: return toggleIdle(surroundings.keys)
    case .pick: return [.show(.prompt(Prompt(.pick)))]
    case .picked(let id): return pick(id)
    case .form: return openForm(surroundings)
    case .undo: return [.undo]
    case .dayBefore:
      turn(to: day.adding(days: -1))
      return [.read(reading)]
    case .dayAfter:
      guard day < surroundings.today else { return [.say("That day is not over yet.")] }
      turn(to: day.adding(days: 1))
      return [.read(reading)]
    case .leave: return [.back]
    }
  }

  /// Letters belong to the line of the customer under the cursor, and are kept at once.
  mutating func type(_ input: InputEvent, surroundings: Surroundings) -> [AppEffect]? {
    guard let selected else {
      guard case .key(let press) = input, press.typed != nil else { return nil }
      return [
        .say(
          "There is no customer yet: \(surroundings.keys["endOfDay.pick"]) puts one on the list.")
      ]
    }
    var line = line
    let before = line
    if input == .key(KeyPress(.tab)), line.field.isEmpty {
      guard let event = selected.events.first else { return [] }
      line.field.text = event.words
    } else {
      // Backspace in an empty line would forget the customer.
      let isErasing = input == .key(KeyPress(.backspace)) && line.field.isEmpty
      guard !isErasing, line.takeForLog(input) || line.field.handle(input) else {
        return nil
      }
    }
    line.problem = line.field.overflow
    self.line = line
    guard line != before else { return [] }
    let kept = line.keep(now: surroundings.now)
    self.line = line
    return kept + lookUp()
  }

  /// Leaves the line where it is, with what is wrong above it, or goes to the next customer.
  mutating func take(_ outcome: EditOutcome, surroundings: Surroundings) -> [AppEffect]? {
    guard let account = storing else { return nil }
    storing = nil
    switch outcome {
    case .done(let summary):
      let wasForAnother =
        lines[key(account)]?.isForAnother(than: account, today: day) ?? false
      lines[key(account)] = nil
      if !wasForAnother, let next = next(after: account) { cursor.selected = next }
      return [
        .say(
          """
          \(SafeText(sanitizing: summary, limit: 200)). \(surroundings.keys["endOfDay.undo"]) \
          undoes.
          """
        )
      ]
        + lookUp()
    case .refused(let reason), .failed(let reason):
      refuse(SafeText(sanitizing: reason), of: account)
      return []
    case .undone, .settled, .nothingToUndo: return nil
    }
  }

  private mutating func refuse(_ reason: SafeText, of account: Account.ID) {
    lines[key(account)]?.problem = reason
  }

  private func lookUp() -> [AppEffect] {
    line.field.isEmpty ? [] : line.readings.map(AppEffect.load)
  }

  private mutating func move(_ motion: Motion) -> [AppEffect] {
    var line = line
    if line.choose(motion) {
      self.line = line
      return []
    }
    cursor.move(motion, in: ids, page: 1)
    return lookUp()
  }

  private mutating func log(_ surroundings: Surroundings) -> [AppEffect] {
    guard let selected else { return [] }
    let line = line
    guard !line.field.isEmpty else {
      if let next = next(after: selected.id) { cursor.selected = next }
      return lookUp()
    }
    do {
      let effect = try line.logging(today: surroundings.today)
      storing = selected.id
      return [effect]
    } catch {
      refuse(SafeText(sanitizing: error.description), of: selected.id)
      return []
    }
  }

  private mutating func toggleIdle(_ keys: KeyNames) -> [AppEffect] {
    guard let selected else { return [.say("There is no customer under the cursor.")] }
    guard selected.entries.isEmpty else { return [.say("Something is logged for it already.")] }
    guard line.field.isEmpty else {
      return [.say("A line is typed for it: \(keys["endOfDay.log"]) logs it, ctrl+u clears it.")]
    }
    if !selected.isIdle, let next = next(after: selected.id) { cursor.selected = next }
    return [.planDay(.toggleIdle(selected.id), day)]
  }

  private mutating func pick(_ id: Account.ID) -> [AppEffect] {
    wanted = id
    return [.planDay(.pick(id), day)]
  }

  /// The form goes on with everything that the line says, and with its draft.
  private mutating func openForm(_ surroundings: Surroundings) -> [AppEffect] {
    guard let selected else { return [.say("There is no customer under the cursor.")] }
    let line = line
    let id = LocalDraft.ID("line-\(selected.id)-\(surroundings.now.microseconds)")
    lines[key(selected.id)] = nil
    let form = LogActivityState(
      continuing: LogLine(line.field.text, today: day), draft: line.draft ?? id,
      customer: selected.id,
      name: selected.name)
    return [.go(to: form)]
  }
}

extension CalendarEvent {
  /// As the line that logs it, with as many people as fit into one.
  fileprivate var words: String {
    ([title] + attendees.prefix(8).map { "@\($0)" }).joined(separator: " ")
  }
}
