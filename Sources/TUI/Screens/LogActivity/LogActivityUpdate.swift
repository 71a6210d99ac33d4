import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do in the form beside typing.
enum LogActivityCommand: Equatable {
  case submit
  case nextField
  case previousField
  case notes
  case editor
  case focus(LogActivityState.FieldName)
  case leave
  case discard

  static let table: [CommandSpec<LogActivityCommand>] = [
    .init(
      "logActivity.submit", "log it", keys: ["ctrl+s"],
      help: "Logs the activity, or what was changed of it; it counts at once and is sent later.",
      group: "Log activity", hint: 90, action: .submit),
    .init(
      "logActivity.nextField", "next field", keys: ["tab"], help: "To the next field.",
      group: "Log activity", hint: 80, action: .nextField),
    .init(
      "logActivity.previousField", "field before", keys: ["shift+tab"],
      help: "To the field before.", group: "Log activity", action: .previousField),
    .init(
      "logActivity.notes", "notes", keys: ["ctrl+n"], help: "To the notes at once.",
      group: "Log activity", hint: 50, action: .notes),
    .init(
      "logActivity.editor", "$EDITOR", keys: ["ctrl+e"],
      help: "Writes the notes in the editor that VISUAL or EDITOR names.",
      group: "Log activity", hint: 70, action: .editor),
    .init(
      "logActivity.discard", "discard", keys: ["ctrl+x"],
      help: "Throws the draft away and leaves.", group: "Log activity", hint: 40,
      action: .discard),
    .init(
      "logActivity.leave", "keep as draft", keys: ["esc"],
      help: "Leaves the form; what was typed stays as a draft.", group: "Log activity", hint: 60,
      action: .leave),
  ]
}

extension LogActivityState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .logActivity(let command) = command else { return [] }
    switch command {
    case .nextField: move(by: 1)
    case .previousField: move(by: -1)
    case .notes: move(to: .notes)
    case .focus(let field): move(to: field)
    case .editor: return [.edit(notes.text, for: .logActivity(.editor))]
    case .discard: return [.discardDraft(draft), .back, .say("The draft is gone.")]
    case .leave:
      guard isWorthKeeping else { return [.discardDraft(draft), .back] }
      return [
        .keepDraft(localDraft(now: surroundings.now)), .back,
        .say("Kept as a draft; \(surroundings.keys["log.form"]) offers it again."),
      ]
    case .submit: return submit(surroundings)
    }
    return []
  }

  mutating func move(by step: Int) {
    let all = FieldName.allCases
    var index = focus.rawValue
    // Whom an entry is about stays as it is.
    repeat {
      index = (index + step + all.count) % all.count
    } while editing != nil
      && all[index] == .customer
    move(to: all[index])
  }

  private mutating func move(to field: FieldName) {
    guard editing == nil || field != .customer else { return }
    focus = field
    choice = 0
    problem = nil
  }

  /// Takes in typing and pasting; what changed is kept as a draft at once.
  mutating func type(_ event: InputEvent, surroundings: Surroundings) -> [AppEffect]? {
    let before = self
    var overflow: SafeText?
    if case .key(let press) = event, moves(press) { return [] }
    switch focus {
    case .customer: return typeCustomer(event)
    case .type: type = Self.cycled(type, event) ?? type
    case .sentiment: sentiment = Self.cycledOptional(sentiment, event)
    case .meetingType: meetingType = Self.cycledOptional(meetingType, event)
    case .milestone: milestone = Self.cycledOptional(milestone, event)
    case .sponsor: hasSponsor = Self.ticked(hasSponsor, event)
    case .triage: needsTriage = Self.ticked(needsTriage, event)
    case .link: typeLink(event)
    case .notes:
      let size = LogFormLayout(bodyOf: surroundings.size, focus: .notes).notes.size
      if notes.handle(event, size: size) { overflow = notes.overflow }
    case .day, .subject, .attendees, .duration, .productRisk, .todos:
      if event == .key(KeyPress(.enter)) {
        if !takeChoice() { move(by: 1) }
      } else if let line = focus.line, self[keyPath: line].handle(event) {
        choice = 0
        overflow = self[keyPath: line].overflow
      }
    }
    let warning = overflow.map { [AppEffect.warn($0)] } ?? []
    guard self != before, isWorthKeeping else { return warning }
    problem = nil
    return [.keepDraft(localDraft(now: surroundings.now))] + warning
  }

  /// The arrows go through the choices below a field, or through the fields.
  private mutating func moves(_ press: KeyPress) -> Bool {
    guard focus != .notes, press.modifiers.isEmpty else { return false }
    let step: Int
    switch press.key {
    case .down: step = 1
    case .up: step = -1
    case .enter where focus.line == nil: step = 1
    default: return false
    }
    let choices = choiceTitles.count
    if choices > 0 {
      choice = min(max(choice + step, 0), choices - 1)
    } else if let next = FieldName(rawValue: focus.rawValue + step) {
      move(to: next)
    }
    return true
  }

  /// The notes as the editor left them.
  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    notes = TextArea(text)
    return .done([.keepDraft(localDraft(now: surroundings.now))])
  }

  /// Leaves once it is logged; a refusal stays, with everything typed.
  mutating func take(_ outcome: EditOutcome, surroundings: Surroundings) -> [AppEffect]? {
    switch outcome {
    case .done(let summary):
      return [
        .back,
        .say(
          """
          \(SafeText(sanitizing: summary, limit: 200)). \(surroundings.keys["edit.undo"]) \
          undoes.
          """),
      ]
    case .refused(let reason), .failed(let reason):
      isLogging = false
      problem = SafeText(sanitizing: reason)
      return []
    case .undone, .settled, .nothingToUndo: return nil
    }
  }

  /// Typing looks customers up; Enter takes the one marked.
  private mutating func typeCustomer(_ event: InputEvent) -> [AppEffect] {
    if event == .key(KeyPress(.enter)) {
      takeMatch()
      guard let account else { return [.read(CustomerMatchReading(text: customer.text))] }
      return [.read(AttendeesReading(account: account)), .read(LinkReading(account: account))]
    }
    guard customer.handle(event) else { return [] }
    forgetCustomer()
    return [.read(CustomerMatchReading(text: customer.text))]
  }

  /// Checks every field; logs, or says what is missing and goes there.
  private mutating func submit(_ surroundings: Surroundings) -> [AppEffect] {
    guard !isLogging else { return [] }
    do {
      let mutations = try mutations(today: surroundings.today, keys: surroundings.keys)
      guard !mutations.isEmpty else {
        return [.discardDraft(draft), .back, .say("Nothing was changed.")]
      }
      isLogging = true
      return [.submit(mutations, draft: draft)]
    } catch {
      focus = error.field
      problem = error.words
      return []
    }
  }
}

// MARK: Choices

extension LogActivityState {
  /// What Enter may put into the field in use; empty when there is nothing to choose.
  var choiceTitles: [SafeText] {
    switch focus {
    case .customer where account == nil:
      return matches.prefix(Self.choiceLimit).map { SafeText(sanitizing: $0.name, limit: 60) }
    case .attendees:
      guard let last = lastAttendee else { return [] }
      let found = last.fitting.prefix(Self.choiceLimit).map { $0.title(limit: 40) }
      // A whole name may be somebody new although letters of it fit somebody.
      return found.isEmpty || last.typed.contains(" ") ? found + newContactTitle(last) : found
    case .link: return linkChoices.map { $0?.title ?? "(nothing)" }
    default: return []
    }
  }

  static let choiceLimit = 6

  /// The attendee that is being typed; nil when the last one is settled.
  private var lastAttendee: NamedAttendee? {
    let text = attendees.text
    guard let last = text.last, last != ",", last != ";", last != " ", let named = named.last,
      named.fitting.first.map(typed) != named.typed, named.fitting.first?.email != named.typed
    else { return nil }
    return named
  }

  private func newContactTitle(_ named: NamedAttendee) -> [SafeText] {
    if named.typed.first == NamedAttendee.newMark || named.isAddress { return [] }
    return ["new contact: \(SafeText(sanitizing: named.typed, limit: 40)), with an address"]
  }

  /// Puts the attendee that is marked in place of what was typed of it; false when there is none.
  private mutating func takeChoice() -> Bool {
    guard focus == .attendees, let last = lastAttendee, !choiceTitles.isEmpty else { return false }
    let head = attendees.text.dropLast(last.typed.count)
    if last.fitting.indices.contains(choice) {
      attendees.text = head + typed(last.fitting[choice]) + ", "
    } else {
      attendees.text = "\(head)\(NamedAttendee.newMark)\(last.typed) <"
    }
    choice = 0
    return true
  }

  /// Space turns it, y and n say it.
  private static func ticked(_ isOn: Bool, _ event: InputEvent) -> Bool {
    guard case .key(let press) = event else { return isOn }
    switch press.key {
    case .character(" "), .left, .right: return !isOn
    case .character("y"), .character("Y"): return true
    case .character("n"), .character("N"), .backspace, .delete: return false
    default: return isOn
    }
  }

  /// Space and the arrows go through the values, a letter to the next that begins with it.
  private static func cycled<Choice: Enumeration & Equatable>(
    _ current: Choice, _ event: InputEvent
  ) -> Choice? {
    guard case .key(let press) = event else { return nil }
    let all = Array(Choice.allCases)
    let index = all.firstIndex(of: current) ?? 0
    switch press.key {
    case .right, .character(" "): return all[(index + 1) % all.count]
    case .left: return all[(index + all.count - 1) % all.count]
    case .character(let letter):
      let order = (1...all.count).map { all[(index + $0) % all.count] }
      return order.first { $0.rawValue.lowercased().hasPrefix(letter.lowercased()) }
    default: return nil
    }
  }

  /// The same with "none" between the last and the first.
  private static func cycledOptional<Choice: Enumeration & Equatable>(
    _ current: Choice?, _ event: InputEvent
  ) -> Choice? {
    guard case .key(let press) = event else { return current }
    let all = Array(Choice.allCases)
    switch (press.key, current) {
    case (.backspace, _), (.delete, _): return nil
    case (.right, nil), (.character(" "), nil): return all.first
    case (.left, nil): return all.last
    case (.right, let choice?), (.character(" "), let choice?):
      return choice == all.last ? nil : cycled(choice, event)
    case (.left, let choice?):
      return choice == all.first ? nil : cycled(choice, event)
    default:
      guard let last = all.last else { return current }
      return cycled(current ?? last, event) ?? current
    }
  }
}
