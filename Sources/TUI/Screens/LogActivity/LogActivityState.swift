import CustomerSuccess
import ReplicaStore
import Terminal

/// The form that logs an activity, and everything typed into it so far.
struct LogActivityState: Equatable {
  /// The fields in the order of the tab key.
  enum FieldName: Int, CaseIterable {
    case customer
    case type
    case day
    case subject
    case meetingType
    case sentiment
    case attendees
    case notes

    var label: SafeText {
      switch self {
      case .customer: "Customer"
      case .type: "Type"
      case .day: "Date"
      case .subject: "Subject"
      case .meetingType: "Meeting type"
      case .sentiment: "Sentiment"
      case .attendees: "Attendees"
      case .notes: "Notes"
      }
    }
  }

  /// The id that the local draft keeps from the first letter to the last.
  let draft: LocalDraft.ID
  var account: Account.ID?
  var customer: TextField
  /// Customers whose name fits what was typed.
  private(set) var matches: [CustomerMatch] = []
  /// What ``matches`` were looked up for; typing goes faster than looking up.
  private var matchedText = ""
  /// Whether Enter came before the matches did; the best one is then taken as it comes.
  private var isAwaitingMatches = false
  var type: ActivityType = .call
  var day: TextField
  var subject = TextField()
  var meetingType: MeetingType?
  var sentiment: Sentiment?
  var attendees = TextField()
  var notes = TextArea()
  var focus: FieldName
  /// What is wrong with a field, found when logging was tried.
  var problem: SafeText?
  var problemField: FieldName?
  /// Whether logging is under way, so that a second press does not log twice.
  var isLogging = false

  init(draft: LocalDraft.ID, account: Account.ID?, name: String?, today: Day) {
    self.draft = draft
    self.account = account
    customer = TextField(name ?? "")
    day = TextField(today.description)
    focus = account == nil ? .customer : .subject
  }

  /// Takes what was looked up for the customer's name.
  private mutating func show(_ matches: [CustomerMatch], of text: String) {
    self.matches = matches
    matchedText = text
    if isAwaitingMatches { takeFirstMatch() }
  }

  /// The customer that fits best; once the matches have come, if they have not.
  mutating func takeFirstMatch() {
    isAwaitingMatches = account == nil && matchedText != customer.text
    guard !isAwaitingMatches else { return }
    if account == nil, let match = matches.first {
      account = match.id
      customer = TextField(match.name)
      matches = []
    }
    if account != nil { focus = .type }
  }

  /// The name is being typed anew.
  mutating func forgetCustomer() {
    account = nil
    isAwaitingMatches = false
  }

  /// Whether anything was typed that would be a pity to lose.
  var isWorthKeeping: Bool { !subject.isEmpty || !notes.isEmpty || !attendees.isEmpty }
}

extension LogActivityState: @MainActor Screen {
  /// A form takes the printable keys as text, so only its own commands have keys there.
  static let commands = CommandTable(
    LogActivityCommand.table.map { $0.calling(Command.logActivity) })
  static let takesLetters = true

  var title: SafeText { "Log activity" }
  var readings: [Load] { [] }
  var isStoring: Bool { isLogging }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    guard account == nil,
      let matches = loaded.answer(to: CustomerMatchReading(text: customer.text))
    else { return }
    show(matches, of: customer.text)
  }
}

extension LogActivityState {
  /// What the local drafts of this form are called.
  static let draftKind = "activity"

  /// Continues a draft that was kept.
  init(resuming draft: LocalDraft, today: Day) {
    let kept = draft.fields
    self.init(draft: draft.id, account: draft.account, name: kept["customer"], today: today)
    type = kept["type"].flatMap(ActivityType.init) ?? .call
    day = TextField(kept["day"] ?? today.description)
    subject = TextField(kept["subject"] ?? "")
    meetingType = kept["meeting_type"].flatMap(MeetingType.init)
    sentiment = kept["sentiment"].flatMap(Sentiment.init)
    attendees = TextField(kept["attendees"] ?? "")
    notes = TextArea(kept["notes"] ?? "")
    focus = draft.account == nil ? .customer : .notes
  }

  /// What to keep in case the program ends before the activity is logged.
  func localDraft(now: Instant) -> LocalDraft {
    var fields = [
      "customer": customer.text, "type": type.rawValue, "day": day.text,
      "subject": subject.text, "attendees": attendees.text, "notes": notes.text,
    ]
    fields["meeting_type"] = meetingType?.rawValue
    fields["sentiment"] = sentiment?.rawValue
    return LocalDraft(
      id: draft, kind: Self.draftKind, account: account, fields: fields, savedAt: now)
  }

  /// What was typed between commas and blanks.
  var attendeeAddresses: [String] {
    attendees.text.split { $0 == "," || $0 == ";" || $0 == " " }.map(String.init)
  }
}
