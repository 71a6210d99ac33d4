import CustomerSuccess
import Support
import Testing

@Suite struct FormulaTimelineDatesTests {
  private let today = FormulaSamples.today

  @Test(arguments: ActivityType.allCases)
  func `only calls and meetings move the last activity date`(_ type: ActivityType) {
    let dates = TimelineDates([(type, today)], today: today)
    let isTalk = type == .call || type == .meeting
    #expect(dates.lastActivity == (isTalk ? today : nil))
    #expect(dates.firstEngagement == (isTalk ? today : nil))
    #expect(dates.lastEntry == today)
  }

  @Test func `an empty timeline has no dates`() {
    #expect(TimelineDates([(type: ActivityType, day: Day)](), today: today) == TimelineDates())
    #expect(
      LastActivity.day(of: [(type: ActivityType, day: Day)](), today: today) == nil)
  }

  @Test(arguments: [(-3, true), (0, true), (1, true), (2, false), (300, false)])
  func `an entry counts up to tomorrow, which it may be where its author is`(
    _ daysAhead: Int, _ counts: Bool
  ) {
    let day = today.adding(days: daysAhead)
    #expect(LastActivity.day(of: [(.call, day)], today: today) == (counts ? day : nil))
    #expect(TimelineDates([(.update, day)], today: today).lastEntry == (counts ? day : nil))
  }

  @Test func `rows without a date do not count and rows without a type move the timeline only`() {
    var untyped = FormulaSamples.activity(.call, daysAgo: 1)
    untyped[Activity.type] = nil
    let dates = TimelineDates(
      activities: [
        FormulaSamples.activity(.call, daysAgo: nil), FormulaSamples.activity(.meeting, daysAgo: 9),
        FormulaSamples.activity(.email, daysAgo: 3), untyped,
      ], today: today)
    #expect(dates.lastActivity == today.adding(days: -9))
    #expect(dates.firstEngagement == today.adding(days: -9))
    #expect(dates.lastEntry == today.adding(days: -1))
  }

  @Test func `adding one entry is the same as reading all again`() {
    var random = SeededGenerator(seed: 61)
    for round in 0..<2_000 {
      let entries = someEntries(&random)
      let whole = TimelineDates(entries, today: today)
      var account = FormulaSamples.account()
      for entry in entries {
        let dates = TimelineDates(account: account).adding(entry.type, on: entry.day, today: today)
        account[Account.lastActivityDate] = dates.lastActivity
        account[Account.lastTimelineActivity] = dates.lastEntry
        account[Account.firstEngagement] = dates.firstEngagement
      }
      let shuffled = TimelineDates(entries.shuffled(using: &random), today: today)
      guard TimelineDates(account: account) == whole, shuffled == whole else {
        Issue.record("round \(round), \(random): \(entries)")
        return
      }
    }
  }

  @Test func `an entry that can be forgotten leaves the dates as they are`() {
    var random = SeededGenerator(seed: 62)
    for round in 0..<2_000 {
      var entries = someEntries(&random)
      guard !entries.isEmpty else { continue }
      let before = TimelineDates(entries, today: today)
      let gone = entries.remove(at: .random(in: entries.indices, using: &random))
      let after = TimelineDates(entries, today: today)
      guard !before.canForget(gone.type, on: gone.day) || before == after else {
        Issue.record("round \(round), \(random): \(gone) out of \(entries)")
        return
      }
    }
  }

  @Test func `the newest and the first call cannot be forgotten`() {
    let dates = TimelineDates(
      [(.call, today.adding(days: -9)), (.call, today.adding(days: -5)), (.update, today)],
      today: today)
    #expect(!dates.canForget(.call, on: today.adding(days: -9)))
    #expect(!dates.canForget(.call, on: today.adding(days: -5)))
    #expect(!dates.canForget(.update, on: today))
    #expect(dates.canForget(.call, on: today.adding(days: -7)))
    #expect(dates.canForget(.email, on: today.adding(days: -5)))
  }

  private func someEntries(
    _ random: inout SeededGenerator
  ) -> [(type: ActivityType, day: Day)] {
    (0..<Int.random(in: 0...8, using: &random)).map { _ in
      let type = ActivityType.allCases.randomElement(using: &random) ?? .call
      return (type, today.adding(days: .random(in: -20...4, using: &random)))
    }
  }
}
