package import CustomerSuccess

/// An appointment of a person's calendar, as far as one's day with customers needs it.
package struct CalendarEvent: Hashable, Sendable {
  package let title: String
  /// Minutes after midnight, as the calendar shows them; nil for a whole day.
  package let minute: Int?
  /// E-mail addresses in lower case, the organizer's among them.
  package let attendees: [String]

  package init(title: String, minute: Int?, attendees: [String]) {
    self.title = title
    self.minute = minute
    self.attendees = attendees
  }
}

extension CalendarEvent {
  /// Longer files are read no further.
  package static let fileLimit = 16 * 1_024 * 1_024
  static let titleLimit = 500
  static let attendeeLimit = 200

  /// The appointments of a day in an iCalendar file (RFC 5545), the earliest first.
  ///
  /// Reads day, title and attendees; repeated appointments by day, week, month or year. Times in
  /// UTC become the person's; others are taken as written. What cannot be read is left out: nothing
  /// in a file is an error.
  ///
  /// - Parameter secondsFromGMT: How far the person's clocks are ahead at that moment.
  package static func on(
    _ day: Day, file bytes: [UInt8], secondsFromGMT: (Instant) -> Int
  ) -> [CalendarEvent] {
    let entries = CalendarFile(bytes).entries
    // A changed appointment of a series stands in place of the one of that day.
    var replaced: [String: Set<Day>] = [:]
    for entry in entries {
      guard let uid = entry.uid, let time = entry.recurrenceID else { continue }
      replaced[uid, default: []].insert(time.local(secondsFromGMT).day)
    }
    let events = entries.compactMap { entry -> CalendarEvent? in
      guard !entry.isCancelled, let start = entry.start?.local(secondsFromGMT) else { return nil }
      let isReplaced =
        entry.recurrenceID == nil
        && (entry.uid.flatMap { replaced[$0] }?.contains(day) ?? false)
      let excluded = entry.excluded.map { $0.local(secondsFromGMT).day }
      guard !isReplaced, !excluded.contains(day) else { return nil }
      let happens =
        entry.repetition.map { $0.holds(day, from: start.day) } ?? (start.day == day)
      guard happens else { return nil }
      return CalendarEvent(
        title: entry.title, minute: start.minute, attendees: entry.attendees)
    }
    return events.sorted { ($0.minute ?? -1, $0.title) < ($1.minute ?? -1, $1.title) }
  }
}
