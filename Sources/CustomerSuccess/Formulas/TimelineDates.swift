/// The dates of an account that follow from its timeline (methodology 3.3).
///
/// They only ever need the extremes, so one more entry can be added without reading the others.
package struct TimelineDates: Hashable, Sendable {
  /// The newest call or meeting; nil when there is none.
  package private(set) var lastActivity: Day?
  /// The newest entry of any type.
  package private(set) var lastEntry: Day?
  /// The oldest call or meeting.
  package private(set) var firstEngagement: Day?

  /// Entries up to this many days after today count: where their author is it may be tomorrow
  /// already.
  ///
  /// Later ones are plans, not contacts.
  package static let daysAhead = 1

  /// The dates of an empty timeline.
  package init() {}

  /// The dates as they stand in a row of ``Account``.
  package init(account: Row) {
    lastActivity = account[Account.lastActivityDate]
    lastEntry = account[Account.lastTimelineActivity]
    firstEngagement = account[Account.firstEngagement]
  }

  /// The dates of a whole timeline, in any order.
  package init(_ entries: some Sequence<(type: ActivityType, day: Day)>, today: Day) {
    for entry in entries { add(entry.type, on: entry.day, today: today) }
  }

  /// The dates of rows of ``Activity``; a row without a date does not count.
  package init(activities: some Sequence<Row>, today: Day) {
    for row in activities {
      guard let day = row[Activity.day] else { continue }
      add(row[Activity.type] ?? .update, on: day, today: today)
    }
  }

  package mutating func add(_ type: ActivityType, on day: Day, today: Day) {
    guard today.days(until: day) <= Self.daysAhead else { return }
    lastEntry = max(lastEntry ?? day, day)
    guard type.isSynchronous else { return }
    lastActivity = max(lastActivity ?? day, day)
    firstEngagement = min(firstEngagement ?? day, day)
  }

  package func adding(_ type: ActivityType, on day: Day, today: Day) -> TimelineDates {
    var dates = self
    dates.add(type, on: day, today: today)
    return dates
  }

  /// Whether the dates stay as they are when one such entry goes away; otherwise they have to be
  /// made from all the entries that remain.
  package func canForget(_ type: ActivityType, on day: Day) -> Bool {
    guard day != lastEntry else { return false }
    return !type.isSynchronous || (day != lastActivity && day != firstEngagement)
  }
}

/// The newest call or meeting among activities (methodology 3.3).
package enum LastActivity {
  /// Nil when there is none; entries of Salesforce do not belong here.
  package static func day(
    of entries: some Sequence<(type: ActivityType, day: Day)>, today: Day
  ) -> Day? {
    TimelineDates(entries, today: today).lastActivity
  }
}
