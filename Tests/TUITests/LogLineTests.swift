import CustomerSuccess
import Testing

@testable import TUI

/// 2026-11-21 is a Saturday.
private let today = Day(year: 2026, month: 11, day: 21) ?? Day(daysSinceEpoch: 0)

@Suite struct LogLineTests {
  @Test func `words alone are the subject of a call today`() {
    let line = LogLine("Kickoff with the platform team", today: today)
    #expect(line.subject == "Kickoff with the platform team")
    #expect(line.type == .call)
    #expect(line.day == today)
    #expect(line.customer == nil)
    #expect(line.sentiment == nil)
  }

  @Test func `everything at once`() {
    let line = LogLine(
      "acme gmbh: meeting yesterday Renewal plan @jane @ops@acme.example !yellow -- they wait: ok?",
      today: today)
    #expect(line.customer == "acme gmbh")
    #expect(line.type == .meeting)
    #expect(line.day == today.adding(days: -1))
    #expect(line.subject == "Renewal plan")
    #expect(line.attendees == ["jane", "ops@acme.example"])
    #expect(line.sentiment == .yellow)
    #expect(line.notes == "they wait: ok?")
  }

  @Test(arguments: [
    ("today", 0), ("yesterday", -1), ("-3", -3), ("sat", 0), ("fri", -1), ("sunday", -6),
    ("mon", -5),
  ])
  func `days count back from today`(word: String, offset: Int) {
    #expect(LogLine.day(word, today: today) == today.adding(days: offset))
  }

  @Test(arguments: ["moon", "2026-02-30", "-4000", "tomorrow", "7d", "sa"])
  func `a word that is no day stays in the subject`(word: String) {
    #expect(LogLine.day(word, today: today) == nil)
    #expect(LogLine("call \(word) plan", today: today).subject == "\(word) plan")
  }

  @Test func `a written date is that date`() {
    let line = LogLine("email 2026-11-03 Sent the report", today: today)
    #expect(line.day.description == "2026-11-03")
    #expect(line.type == .email)
  }

  @Test func `a colon late in the line belongs to the subject`() {
    let line = LogLine("talked about one two three: costs", today: today)
    #expect(line.customer == nil)
    #expect(line.subject == "talked about one two three: costs")
  }

  @Test func `a lone colon names nobody`() {
    #expect(LogLine(": hello", today: today).customer == nil)
  }

  @Test func `to-dos, marks and a duration are taken out of the subject`() {
    let line = LogLine(
      "meeting 45m Rollout !exec #onb todo: send the runbook @jane (fri) todo: book room (n/a) -- ok",
      today: today)
    #expect(line.type == .meeting)
    #expect(line.minutes == 45)
    #expect(line.subject == "Rollout")
    #expect(line.hasExecutiveSponsor)
    #expect(line.milestone == .onboarding)
    #expect(line.attendees == ["jane"])
    #expect(
      line.todos == [
        TimelineTodo(text: "send the runbook", due: today.adding(days: 6)),
        TimelineTodo(text: "book room (n/a)"),
      ])
    #expect(line.notes == "ok")
  }

  @Test func `a milestone alone makes a milestone of the entry`() {
    #expect(LogLine("First pipeline #first-value", today: today).type == .milestone)
    #expect(LogLine("Fixed #4711", today: today).subject == "Fixed #4711")
  }

  @Test func `a to-do in front of the subject is no customer`() {
    let line = LogLine("todo: write the plan", today: today)
    #expect(line.customer == nil)
    #expect(line.todos == [TimelineTodo(text: "write the plan")])
  }

  @Test func `an at sign alone is a word`() {
    let line = LogLine("met @ the fair", today: today)
    #expect(line.attendees.isEmpty)
    #expect(line.subject == "met @ the fair")
  }
}
