import CustomerSuccess
import Support
import Testing

@testable import ReplicaStore

/// 2026-11-24 is a Tuesday.
private let tuesday = Day(year: 2026, month: 11, day: 24) ?? Day(daysSinceEpoch: 0)

@Suite struct CalendarEventTests {
  @Test func `day, time, title and attendees are read, other lines are not`() {
    let events = Self.events(
      """
      UID:1
      DTSTART;TZID=Europe/Berlin:20261124T093000
      DTEND;TZID=Europe/Berlin:20261124T100000
      SUMMARY:Cadence call\\, Acme
      ORGANIZER;CN="Lovelace: Ada":mailto:ada@tam.example
      ATTENDEE;CN=Jane;ROLE=REQ-PARTICIPANT:MAILTO:Jane@Acme.Exam
       ple
      BEGIN:VALARM
      SUMMARY:Alarm
      END:VALARM
      """)
    #expect(
      events == [
        CalendarEvent(
          title: "Cadence call, Acme", minute: 570,
          attendees: ["ada@tam.example", "jane@acme.example"])
      ])
  }

  @Test func `a time in UTC is the person's own`() {
    let late = Self.events("DTSTART:20261123T233000Z", hoursAhead: 1)
    #expect(late.map(\.minute) == [30])
    #expect(Self.events("DTSTART:20261124T233000Z", hoursAhead: 1).isEmpty)
    #expect(Self.events("DTSTART;VALUE=DATE:20261124").map(\.minute) == [nil])
  }

  @Test(arguments: [
    ("20261123", "FREQ=DAILY", true), ("20261123", "FREQ=DAILY;INTERVAL=2", false),
    ("20261117", "FREQ=WEEKLY", true), ("20261110", "FREQ=WEEKLY;INTERVAL=2", true),
    ("20261117", "FREQ=WEEKLY;INTERVAL=2", false), ("20261116", "FREQ=WEEKLY;BYDAY=MO,TU", true),
    ("20261116", "FREQ=WEEKLY", false), ("20261117", "FREQ=WEEKLY;UNTIL=20261123", false),
    ("20261110", "FREQ=WEEKLY;COUNT=3", true), ("20261110", "FREQ=WEEKLY;COUNT=2", false),
    ("20260127", "FREQ=MONTHLY;BYDAY=4TU", true), ("20260127", "FREQ=MONTHLY;BYDAY=-1TU", true),
    ("20260127", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=3", false), ("20261024", "FREQ=MONTHLY", true),
    ("20261001", "FREQ=MONTHLY;BYMONTHDAY=-7", true), ("20251124", "FREQ=YEARLY", true),
    ("20261201", "FREQ=WEEKLY", false), ("20261117", "FREQ=HOURLY", false),
    ("20261117", "nonsense;;=;FREQ", false),
  ])
  func `an appointment is repeated as its rule says`(start: String, rule: String, holds: Bool) {
    let events = Self.events("DTSTART;VALUE=DATE:\(start)\nRRULE:\(rule)")
    #expect(events.isEmpty != holds)
  }

  @Test func `what was canceled, taken out or moved is not there`() {
    let weekly = "UID:1\nDTSTART;VALUE=DATE:20261117\nRRULE:FREQ=WEEKLY"
    #expect(Self.events(weekly + "\nEXDATE;VALUE=DATE:20261201,20261124").isEmpty)
    #expect(Self.events(weekly + "\nSTATUS:CANCELLED").isEmpty)
    let moved = "UID:1\nRECURRENCE-ID;VALUE=DATE:20261124\nDTSTART;VALUE=DATE:20261125"
    #expect(Self.events(weekly, moved).isEmpty)
    let renamed = "UID:1\nRECURRENCE-ID:20261124\nDTSTART:20261124T080000\nSUMMARY:New"
    #expect(Self.events(weekly, renamed).map(\.title) == ["New"])
  }

  @Test func `no bytes are an error`() {
    var generator = SeededGenerator(seed: 5)
    let pieces = [
      "BEGIN:VEVENT", "END:VEVENT", "DTSTART:2026", "1124T", "Z", "RRULE:FREQ=", "WEEKLY",
      ";COUNT=",
      "99999999999999999999", "-1", "\n", "\r\n ", ":", ";", "\"", "\\", "SUMMARY", "\u{1B}[2J",
      "ATTENDEE:mailto:", "@", "EXDATE:,,", "BYDAY=-99999999999TU", "INTERVAL=0", "\u{0}", "é",
    ]
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...40, using: &generator)
      let text = (0..<count).map { _ in pieces[Int.random(in: pieces.indices, using: &generator)] }
      _ = CalendarEvent.on(tuesday, file: Array(text.joined().utf8)) { _ in 3_600 }
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = CalendarEvent.on(tuesday, file: bytes) { _ in 0 }
    }
  }

  /// The appointments of the Tuesday, each given by its lines.
  private static func events(_ bodies: String..., hoursAhead: Int = 0) -> [CalendarEvent] {
    let text = bodies.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined()
    return CalendarEvent.on(tuesday, file: Array(("BEGIN:VCALENDAR\n" + text).utf8)) { _ in
      hoursAhead * 3_600
    }
  }
}
