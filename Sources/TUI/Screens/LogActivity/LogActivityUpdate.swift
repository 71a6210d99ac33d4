import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do in the form beside typing.
enum LogActivityCommand: Equatable {
  case submit
  case nextField
  case previousField
  case editor
  case leave
  case discard

  static let table: [CommandSpec<LogActivityCommand>] = [
    .init(
      "logActivity.submit", "log it", keys: ["ctrl+s"],
      help: "Logs the activity; it counts at once and is sent with the next sync.",
      group: "Log activity", hint: 90, action: .submit),
    .init(
      "logActivity.nextField", "next field", keys: ["tab"], help: "To the next field.",
      group: "Log activity", hint: 80, action: .nextField),
    .init(
      "logActivity.previousField", "field before", keys: ["shift+tab"],
      help: "To the field before.", group: "Log activity", action: .previousField),
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
    case .nextField:
      move(by: 1)
    case .previousField:
      move(by: -1)
    case .editor: return [.edit(notes.text, for: .logActivity(.editor))]
    case .discard: return [.discardDraft(draft), .back, .say("The draft is gone.")]
    case .leave:
      guard isWorthKeeping else { return [.discardDraft(draft), .back] }
      return [
        .keepDraft(localDraft(now: surroundings.now)), .back,
        .say("Kept as a draft; L offers it again."),
      ]
    case .submit: return submit(surroundings)
    }
    return []
  }

  private mutating func move(by step: Int) {
    let all = FieldName.allCases
    // A customer chosen before the form opened is not asked for again.
    focus = all[(focus.rawValue + step + all.count) % all.count]
    problem = nil
  }

  /// Takes in typing and pasting; what changed is kept as a draft at once.
  mutating func type(_ event: InputEvent, surroundings: Surroundings) -> [AppEffect]? {
    let before = self
    switch focus {
    case .customer: return typeCustomer(event)
    case .day: _ = day.handle(event)
    case .subject: typeLine(event, \.subject)
    case .attendees: typeLine(event, \.attendees)
    case .type: type = Self.cycled(type, event) ?? type
    case .meetingType: meetingType = Self.cycledOptional(meetingType, event)
    case .sentiment: sentiment = Self.cycledOptional(sentiment, event)
    case .notes: _ = notes.handle(event, size: notesSize(surroundings.size))
    }
    if event == .key(KeyPress(.enter)), focus != .notes { move(by: 1) }
    guard self != before, isWorthKeeping else { return [] }
    problem = nil
    return [.keepDraft(localDraft(now: surroundings.now))]
  }

  /// The notes as the editor left them.
  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    notes = TextArea(text)
    return .done([.keepDraft(localDraft(now: surroundings.now))])
  }

  /// Leaves once it is logged; a refusal stays, with everything typed.
  mutating func take(_ outcome: EditOutcome) -> [AppEffect]? {
    switch outcome {
    case .done(let summary):
      return [.back, .say("\(SafeText(sanitizing: summary, limit: 200)). u undoes.")]
    case .refused(let reason), .failed(let reason):
      isLogging = false
      problem = SafeText(sanitizing: reason)
      return []
    case .undone, .nothingToUndo: return nil
    }
  }

  private mutating func typeLine(
    _ event: InputEvent, _ field: WritableKeyPath<LogActivityState, TextField>
  ) {
    _ = self[keyPath: field].handle(event)
  }

  /// Typing looks customers up; Enter takes the first that fits.
  private mutating func typeCustomer(_ event: InputEvent) -> [AppEffect] {
    if event == .key(KeyPress(.enter)) {
      takeFirstMatch()
      return []
    }
    guard customer.handle(event) else { return [] }
    forgetCustomer()
    return [.read(CustomerMatchReading(text: customer.text))]
  }

  /// Space and the arrows go through the values, a letter to the next that begins with it.
  private static func cycled<Choice: Enumeration & Equatable>(
    _ current: Choice, _ event: InputEvent
  ) -> Choice? {
    guard case .key(let press) = event else { return nil }
    let all = Array(Choice.allCases)
    let index = all.firstIndex(of: current) ?? 0
    switch press.key {
    case .right, .down, .character(" "): return all[(index + 1) % all.count]
    case .left, .up: return all[(index + all.count - 1) % all.count]
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
    case (.right, nil), (.down, nil), (.character(" "), nil): return all.first
    case (.left, nil), (.up, nil): return all.last
    case (.right, let choice?), (.down, let choice?), (.character(" "), let choice?):
      return choice == all.last ? nil : cycled(choice, event)
    case (.left, let choice?), (.up, let choice?):
      return choice == all.first ? nil : cycled(choice, event)
    default:
      guard let last = all.last else { return current }
      return cycled(current ?? last, event) ?? current
    }
  }

  /// Checks every field; logs, or says what is missing and goes there.
  private mutating func submit(_ surroundings: Surroundings) -> [AppEffect] {
    guard !isLogging else { return [] }
    guard let account else { return refuse(.customer, "Choose a customer first.") }
    guard let day = LogLine.day(day.text, today: surroundings.today) else {
      return refuse(.day, "Write the date as YYYY-MM-DD, or yesterday, mon, -2.")
    }
    guard !subject.text.allSatisfy(\.isWhitespace) else {
      return refuse(.subject, "Say in a few words what it was about.")
    }
    isLogging = true
    var fields = Fields()
    fields[Activity.type] = type
    fields[Activity.day] = day
    fields[Activity.subject] = subject.text
    fields[Activity.notes] = notes.isEmpty ? nil : notes.text
    fields[Activity.meetingType] = type.isSynchronous ? meetingType : nil
    fields[Activity.sentiment] = sentiment
    let people = attendeeAddresses
    fields[Activity.externalAttendees] = people.isEmpty ? nil : people.joined(separator: ";")
    let activity = LogActivity(
      id: .init(draft.rawValue), account: account, fields: fields)
    return [.submit(activity, draft: draft)]
  }

  private mutating func refuse(_ field: FieldName, _ words: SafeText) -> [AppEffect] {
    problem = words
    problemField = field
    focus = field
    return []
  }

  /// The window of the notes; shared with the drawing, so that moving up and down fits what is seen.
  func notesSize(_ screen: Size) -> Size {
    Size(rows: max(screen.rows - 12, 1), columns: max(screen.columns - 4, 1))
  }
}
