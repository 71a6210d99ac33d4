import CustomerSuccess
import ReplicaStore
import Terminal

/// The form that logs an activity or edits one, and everything typed into it so far.
struct LogActivityState: Equatable {
  /// The fields in the order of the tab key.
  enum FieldName: Int, CaseIterable {
    case customer
    case type
    case day
    case subject
    case attendees
    case sentiment
    case meetingType
    case duration
    case milestone
    case productRisk
    case sponsor
    case triage
    case link
    case todos
    case notes
  }

  /// The id that the local draft keeps from the first letter to the last.
  let draft: LocalDraft.ID
  /// The entry that is edited; nil for a new one.
  let editing: Activity.ID?
  /// The entry as it was when the editing began; nil until it was read.
  private(set) var original: ActivityRow?
  var account: Account.ID?
  var customer: TextField
  /// Customers whose name fits what was typed.
  private(set) var matches: [CustomerMatch] = []
  /// What ``matches`` were looked up for; typing goes faster than looking up.
  private var matchedText = ""
  /// Whether Enter came before the matches did; the best one is then taken as it comes.
  private var isAwaitingMatches = false
  /// Who may have been there; empty until the customer is known.
  private(set) var people: [Attendee] = []
  /// Whether the attendees of the entry that is edited still have to be put into their field.
  private var awaitsNames = false
  /// Which of the choices below a field Enter takes.
  var choice = 0
  var type: ActivityType = .call
  var day: TextField
  var subject = TextField()
  var attendees = TextField(limit: 2_000)
  var sentiment: Sentiment?
  var meetingType: MeetingType?
  var duration = TextField()
  var milestone: MilestoneType?
  var productRisk = TextField()
  var hasSponsor = false
  var needsTriage = false
  /// What it is about beside the customer, and its name or the letters of one.
  var link: ActivityLink?
  var linkText = TextField()
  /// What it may be about; empty until the customer is known.
  private(set) var links: [LinkOffer] = []
  var todos = TextField(limit: 2_000)
  var notes = TextArea()
  var focus: FieldName
  /// What is wrong with a field, found when logging was tried.
  var problem: SafeText?
  /// Whether logging is under way, so that a second press does not log twice.
  var isLogging = false

  init(
    draft: LocalDraft.ID, account: Account.ID?, name: String?, today: Day,
    editing: Activity.ID? = nil
  ) {
    self.draft = draft
    self.editing = editing
    self.account = account
    customer = TextField(name ?? "")
    day = TextField(today.description)
    focus = account == nil ? .customer : .subject
  }

  /// Takes what was looked up for the customer's name.
  private mutating func show(_ matches: [CustomerMatch], of text: String) {
    self.matches = matches
    matchedText = text
    choice = 0
    if isAwaitingMatches { takeMatch() }
  }

  /// The customer that was chosen; once the matches have come, if they have not.
  mutating func takeMatch() {
    isAwaitingMatches = account == nil && matchedText != customer.text
    guard !isAwaitingMatches else { return }
    if account == nil, matches.indices.contains(choice) {
      account = matches[choice].id
      customer = TextField(matches[choice].name)
      matches = []
      people = []
      links = []
      link = nil
      linkText = TextField()
    }
    if account != nil { focus = .type }
  }

  /// The name is being typed anew.
  mutating func forgetCustomer() {
    account = nil
    isAwaitingMatches = false
  }

  /// Whether anything was typed that would be a pity to lose.
  var isWorthKeeping: Bool {
    if let original { return !changes(to: original).isEmpty || !todos.isEmpty }
    return ![subject, attendees, productRisk, linkText, todos].allSatisfy(\.isEmpty)
      || !notes.isEmpty
  }
}

extension LogActivityState: @MainActor Screen {
  /// A form takes the printable keys as text, so only its own commands have keys there.
  static let commands = CommandTable(
    LogActivityCommand.table.map { $0.calling(Command.logActivity) })
  static let takesLetters = true

  var title: SafeText { editing == nil ? "Log activity" : "Edit activity" }
  var readings: [Load] {
    (account.map { [Load(AttendeesReading(account: $0)), Load(LinkReading(account: $0))] } ?? [])
      + (editing.map { [Load(ActivityReading(id: $0))] } ?? [])
  }
  var isStoring: Bool { isLogging }
  var openText: String? { focus == .notes ? notes.text : nil }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let account, let people = loaded.answer(to: AttendeesReading(account: account)) {
      self.people = people
      if awaitsNames, let original { attendees = TextField(names(of: original), limit: 2_000) }
      awaitsNames = false
    }
    if let account, let links = loaded.answer(to: LinkReading(account: account)) {
      self.links = links
    }
    if let editing, let row = loaded.answer(to: ActivityReading(id: editing)), original == nil {
      // What was changed since a crash is compared with the entry as it is now.
      original = row
    }
    guard account == nil,
      let matches = loaded.answer(to: CustomerMatchReading(text: customer.text))
    else { return }
    show(matches, of: customer.text)
  }
}

/// One entry of the timeline; nil when it is gone.
nonisolated struct ActivityReading: Reading {
  let id: Activity.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> ActivityRow? {
    try replica.activity(id)
  }
}

// MARK: Drafts and editing

extension LogActivityState {
  /// What the local drafts of this form are called.
  nonisolated static let draftKind = "activity"

  /// Opens with what the entry holds.
  init(editing row: ActivityRow, now: Instant, today: Day) {
    self.init(
      draft: LocalDraft.ID("edit-\(row.id)-\(now.microseconds)"), account: row.account,
      name: row.accountName, today: row.day ?? today, editing: row.id)
    original = row
    awaitsNames = true
    type = row.type ?? .update
    subject = TextField(row.subject)
    attendees = TextField(Self.list(row.externalAttendees), limit: 2_000)
    sentiment = row.sentiment
    meetingType = row.meetingType
    duration = TextField(row.durationMinutes.map { "\($0)m" } ?? "")
    milestone = row.milestoneType
    productRisk = TextField(row.productRisk ?? "")
    hasSponsor = row.hasExecutiveSponsor
    needsTriage = row.requiresTriage
    showLink(of: row)
    notes = TextArea(row.notes)
  }

  /// Goes on with what a line said so far.
  init(
    continuing line: LogLine, draft: LocalDraft.ID, customer account: Account.ID, name: String
  ) {
    let isForAnother = line.customer != nil
    self.init(
      draft: draft, account: isForAnother ? nil : account, name: line.customer ?? name,
      today: line.day)
    type = line.type
    subject = TextField(line.subject)
    attendees = TextField(Self.list(line.attendees), limit: 2_000)
    sentiment = line.sentiment
    duration = TextField(line.minutes.map { "\($0)m" } ?? "")
    milestone = line.milestone
    hasSponsor = line.hasExecutiveSponsor
    needsTriage = line.requiresTriage
    let items = line.todos.map { todo in todo.text + (todo.due.map { " (\($0))" } ?? "") }
    todos = TextField(items.joined(separator: "; "), limit: 2_000)
    notes = TextArea(line.notes)
    if !isForAnother, !line.subject.isEmpty { focus = .notes }
  }

  /// Continues a draft that was kept.
  init(resuming draft: LocalDraft, today: Day) {
    let kept = draft.fields
    self.init(
      draft: draft.id, account: draft.account, name: kept["customer"], today: today,
      editing: kept["editing"].map { Activity.ID($0) })
    type = kept["type"].flatMap(ActivityType.init) ?? .call
    day = TextField(kept["day"] ?? today.description)
    subject = TextField(kept["subject"] ?? "")
    attendees = TextField(kept["attendees"] ?? "", limit: 2_000)
    sentiment = kept["sentiment"].flatMap(Sentiment.init)
    meetingType = kept["meeting_type"].flatMap(MeetingType.init)
    duration = TextField(kept["duration"] ?? "")
    milestone = kept["milestone"].flatMap(MilestoneType.init)
    productRisk = TextField(kept["product_risk"] ?? "")
    hasSponsor = kept["sponsor"] != nil
    needsTriage = kept["triage"] != nil
    link =
      kept["cta"].map { .cta(CTA.ID($0)) } ?? kept["plan"].map { .plan(SuccessPlan.ID($0)) }
    linkText = TextField(kept["link"] ?? "")
    todos = TextField(kept["todos"] ?? "", limit: 2_000)
    notes = TextArea(kept["notes"] ?? "")
    focus = draft.account == nil ? .customer : .notes
  }

  /// What to keep in case the program ends before the activity is logged.
  func localDraft(now: Instant) -> LocalDraft {
    var fields = [
      "customer": customer.text, "type": type.rawValue, "day": day.text,
      "subject": subject.text, "attendees": attendees.text, "notes": notes.text,
      "duration": duration.text, "product_risk": productRisk.text, "todos": todos.text,
    ]
    fields["editing"] = editing?.rawValue
    fields["meeting_type"] = meetingType?.rawValue
    fields["sentiment"] = sentiment?.rawValue
    fields["milestone"] = milestone?.rawValue
    fields["sponsor"] = hasSponsor ? "yes" : nil
    fields["triage"] = needsTriage ? "yes" : nil
    fields["cta"] = link?.ctaID?.rawValue
    fields["plan"] = link?.planID?.rawValue
    fields["link"] = linkText.text
    return LocalDraft(
      id: draft, kind: Self.draftKind, account: account, fields: fields, savedAt: now)
  }

  /// The attendees of an entry as they are typed; whoever left keeps the id.
  private mutating func names(of row: ActivityRow) -> String {
    let colleagues = row.internalAttendees.map { id -> String in
      if let known = people.first(where: { $0.colleague == id }) { return typed(known) }
      people.append(Attendee(unknown: id.rawValue, .colleague(id)))
      return id.rawValue
    }
    let outside = row.externalAttendees
    for name in outside where !name.contains("@") {
      guard !NamedAttendee(name, among: people).isClear else { continue }
      people.append(Attendee(unknown: name, .contact(Contact.ID(""))))
    }
    return Self.list(outside + colleagues)
  }

  /// Names with a comma behind each, so that what is typed next is somebody else.
  private static func list(_ names: [String]) -> String {
    names.map { "\($0), " }.joined()
  }

  /// The shortest text that means this person and nobody else.
  func typed(_ attendee: Attendee) -> String {
    let found = people.matching(attendee.name)
    let isUnique = found.isClear && found.fitting.first == attendee
    return isUnique ? attendee.name : attendee.address
  }
}

extension LocalDraft {
  /// What was logged and refused, as the form keeps it.
  ///
  /// - Parameters:
  ///   - customer: The name; nil when it is not known any more.
  ///   - colleagues: The addresses of those who were there.
  nonisolated init(
    id: ID, refused activity: LogActivity, customer: String?, colleagues: [String],
    savedAt: Instant
  ) {
    let typed = activity.fields
    var fields: [String: String] = [:]
    fields["customer"] = customer ?? ""
    fields["type"] = typed[Activity.type]?.rawValue
    fields["day"] = typed[Activity.day]?.description
    fields["subject"] = typed[Activity.subject]
    fields["meeting_type"] = typed[Activity.meetingType]?.rawValue
    fields["sentiment"] = typed[Activity.sentiment]?.rawValue
    let outside = typed[Activity.externalAttendees]?.split(separator: ";").map(String.init) ?? []
    fields["attendees"] = (outside + colleagues).joined(separator: ", ")
    fields["duration"] = typed[Activity.durationMinutes].map { "\($0)m" }
    fields["milestone"] = typed[Activity.milestoneType]?.rawValue
    fields["product_risk"] = typed[Activity.productRisk]
    fields["sponsor"] = typed[Activity.hasExecutiveSponsor] == true ? "yes" : nil
    fields["triage"] = typed[Activity.requiresTriage] == true ? "yes" : nil
    fields["notes"] = typed[Activity.notes]
    self.init(
      id: id, kind: LogActivityState.draftKind,
      account: customer == nil ? nil : activity.account, fields: fields, savedAt: savedAt)
  }
}
