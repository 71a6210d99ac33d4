import CustomerSuccess
import ReplicaStore
import Terminal

extension LogActivityState.FieldName {
  var label: SafeText {
    switch self {
    case .customer: "Customer"
    case .type: "Type"
    case .day: "Date"
    case .subject: "Subject"
    case .attendees: "Attendees"
    case .sentiment: "Sentiment"
    case .meetingType: "Meeting type"
    case .duration: "Duration"
    case .milestone: "Milestone"
    case .productRisk: "Product risk"
    case .sponsor: "Exec sponsor"
    case .triage: "Triage"
    case .link: "About"
    case .todos: "To-dos"
    case .notes: "Notes"
    }
  }

  /// How to fill the field in, in a line.
  func advice(_ keys: KeyNames) -> SafeText {
    switch self {
    case .customer: "Type a few letters, Enter takes the one marked."
    case .type, .meetingType, .sentiment, .milestone: "Space goes on, a letter jumps."
    case .day: "YYYY-MM-DD, today, yesterday, mon, -2"
    case .subject: "One line that colleagues will find again."
    case .attendees: "Letters of a name, Enter takes it; +Ana Rossi <ana@x.com> adds a contact."
    case .duration: "45m or 1h"
    case .productRisk: "What the product lacks, if that is at stake."
    case .sponsor: "Space: was the executive sponsor there?"
    case .triage: "Space: does the risk need a triage?"
    case .link: "A CTA or a success plan: letters narrow the list, Enter takes the one marked."
    case .todos: "send the quote (fri); call Bob: each becomes a CTA."
    case .notes: "\(keys["logActivity.editor"]) opens $EDITOR."
    }
  }

  /// Fields with one line of text.
  var line: WritableKeyPath<LogActivityState, TextField>? {
    switch self {
    case .customer: \.customer
    case .day: \.day
    case .subject: \.subject
    case .attendees: \.attendees
    case .duration: \.duration
    case .productRisk: \.productRisk
    case .link: \.linkText
    case .todos: \.todos
    case .type, .sentiment, .meetingType, .milestone, .sponsor, .triage, .notes: nil
    }
  }
}

// What the form says, as edits.
extension LogActivityState {
  /// A field that cannot be taken as it is.
  struct Fault: Error {
    let field: FieldName
    let words: SafeText
  }

  /// The attendees typed, with whom they may mean.
  var named: [NamedAttendee] {
    attendeeTexts.map { NamedAttendee($0, among: people) }
  }

  /// What was typed between commas; addresses may stand between blanks too.
  private var attendeeTexts: [String] {
    attendees.text.split { $0 == "," || $0 == ";" }.flatMap { part -> [String] in
      let words = part.split(separator: " ").map(String.init)
      let areAddresses = words.allSatisfy { $0.contains("@") && !$0.hasPrefix("<") }
      return areAddresses ? words : [words.joined(separator: " ")]
    }.filter { !$0.isEmpty }
  }

  /// The edits that log it or change it, as one step.
  ///
  /// - Parameter today: From which the days of to-dos count.
  func mutations(today: Day, keys: KeyNames) throws(Fault) -> [Mutation] {
    guard let account else { throw Fault(field: .customer, words: "Choose a customer first.") }
    let fields = try fields(today: today)
    var first: Mutation?
    if let editing {
      guard let original else {
        throw Fault(
          field: .subject,
          words: "The entry is gone: \(keys["logActivity.discard"]) throws the edit away.")
      }
      let changes = changes(to: original, now: fields)
      first =
        changes.isEmpty ? nil : .editActivity(EditActivity(id: editing, changes: changes))
    } else {
      first = .logActivity(
        LogActivity(id: Activity.ID(""), account: account, fields: fields))
    }
    let todos = todos.text.split(separator: ";").map(String.init).filter {
      !$0.allSatisfy(\.isWhitespace)
    }.map { TimelineTodo(typed: $0, today: today) }
    return (first.map { [$0] } ?? []) + named.additions(to: account) { "" }
      + todos.map {
        .addCTA($0.cta(id: CTA.ID(""), account: account, activity: fields, today: today))
      }
  }

  private func fields(today: Day) throws(Fault) -> Fields {
    guard let day = LogLine.day(day.text, today: today) else {
      throw Fault(field: .day, words: "Write the date as YYYY-MM-DD, or yesterday, mon, -2.")
    }
    guard !subject.text.allSatisfy(\.isWhitespace) else {
      throw Fault(field: .subject, words: "Say in a few words what it was about.")
    }
    let people = named
    if let unclear = people.lazy.compactMap(\.unclear).first {
      throw Fault(field: .attendees, words: SafeText(sanitizing: unclear.description))
    }
    var fields = Fields()
    fields[Activity.type] = type
    fields[Activity.day] = day
    fields[Activity.subject] = subject.text
    fields[Activity.notes] = notes.isEmpty ? nil : notes.text
    fields[Activity.meetingType] = type.isSynchronous ? meetingType : nil
    fields[Activity.sentiment] = sentiment
    fields[Activity.durationMinutes] = try minutes()
    fields[Activity.milestoneType] = milestone
    fields[Activity.productRisk] = productRisk.isEmpty ? nil : productRisk.text
    fields[Activity.hasExecutiveSponsor] = hasSponsor ? true : nil
    fields[Activity.requiresTriage] = needsTriage ? true : nil
    guard link != nil || linkText.isEmpty else {
      throw Fault(field: .link, words: "Choose one of the list with Enter, or clear the field.")
    }
    fields[Activity.cta] = link?.ctaID
    fields[Activity.plan] = link?.planID ?? planKept
    people.fill(&fields)
    return fields
  }

  /// An entry may be about both; the form shows its CTA, and leaves the plan while that stays.
  private var planKept: SuccessPlan.ID? {
    guard let original, let cta = original.cta, link == .cta(cta) else { return nil }
    return original.plan
  }

  private func minutes() throws(Fault) -> Int? {
    let text = duration.text.filter { !$0.isWhitespace }
    guard !text.isEmpty else { return nil }
    guard let minutes = LogLine.minutes(text) ?? LogLine.minutes(text + "m") else {
      throw Fault(field: .duration, words: "Write how long it took as 45m or 1h.")
    }
    return minutes
  }

  /// What the form says otherwise than the entry; nothing while a field cannot be taken.
  func changes(to row: ActivityRow) -> [FieldChange] {
    // A field that is half typed differs from the entry, so the draft is worth keeping.
    guard let fields = try? fields(today: row.day ?? Day(daysSinceEpoch: 0)) else {
      return [FieldChange(Activity.subject, from: row.subject, to: subject.text)]
    }
    return changes(to: row, now: fields)
  }

  private func changes(to row: ActivityRow, now fields: Fields) -> [FieldChange] {
    let before = row.fields
    return Set(before.columns).union(fields.columns).sorted().compactMap { name in
      let (from, to) = (before[column: name], fields[column: name])
      return from == to ? nil : FieldChange(column: name, from: from, to: to)
    }
  }
}

extension ActivityRow {
  /// What the form may change, as the replica holds it.
  fileprivate var fields: Fields {
    var fields = Fields()
    fields[Activity.type] = type
    fields[Activity.day] = day
    fields[Activity.subject] = subject
    fields[Activity.notes] = notes.isEmpty ? nil : notes
    fields[Activity.meetingType] = meetingType
    fields[Activity.sentiment] = sentiment
    fields[Activity.durationMinutes] = durationMinutes
    fields[Activity.milestoneType] = milestoneType
    fields[Activity.productRisk] = productRisk
    fields[Activity.hasExecutiveSponsor] = hasExecutiveSponsor ? true : nil
    fields[Activity.requiresTriage] = requiresTriage ? true : nil
    fields[Activity.externalAttendees] =
      externalAttendees.isEmpty ? nil : externalAttendees.joined(separator: ";")
    fields[Activity.internalAttendees] =
      internalAttendees.isEmpty
      ? nil : internalAttendees.map(\.rawValue).joined(separator: ";")
    fields[Activity.cta] = cta
    fields[Activity.plan] = plan
    return fields
  }
}
