/// Something to do that came up in a talk; logged with it, it becomes a CTA (methodology 2.4).
package struct TimelineTodo: Hashable, Codable, Sendable {
  /// What is to be done.
  package var text: String
  /// Nil leaves the day to ``usualDays``.
  package var due: Day?

  package init(text: String, due: Day? = nil) {
    self.text = text
    self.due = due
  }

  /// Reads `send the runbook (fri)`; words in parentheses that are no day belong to the text.
  package init(typed: String, today: Day) {
    text = typed.trimmed
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "("),
      let day = Day(
        typed: String(text[text.index(after: open)...].dropLast()), today: today, toward: .ahead)
    else { return }
    due = day
    text = String(text[..<open]).trimmed
  }

  /// Days from the talk's logging until it is due when no day was given; our choice.
  package static let usualDays = 7
  /// How the Cockpit names where it came from.
  package static let reason = "To-do from Timeline"

  package func dueDay(today: Day) -> Day { due ?? today.adding(days: Self.usualDays) }

  /// The CTA that it becomes.
  ///
  /// - Parameter activity: What it is logged with; its subject and day say where it came from.
  package func cta(
    id: CTA.ID, account: Account.ID, activity: Fields, today: Day
  ) -> AddCTA {
    var fields = Fields()
    fields[CTA.name] = "To-Do: \(text)"
    fields[CTA.type] = .activity
    fields[CTA.reason] = Self.reason
    fields[CTA.source] = "Timeline"
    fields[CTA.dueDate] = dueDay(today: today)
    let type = activity[Activity.type]?.rawValue ?? Activity.table.label
    let subject = activity[Activity.subject] ?? ""
    let day = activity[Activity.day]?.description ?? ""
    fields[CTA.comments] = "From \(type) “\(subject)” of \(day)."
    return AddCTA(id: id, account: account, fields: fields)
  }
}
