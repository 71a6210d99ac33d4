import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct EndOfDayScreenTests {
  /// The 21st of November 2026, a Saturday, in a calendar.
  private static let calendar = """
    BEGIN:VCALENDAR
    BEGIN:VEVENT
    DTSTART:20261121T093000
    SUMMARY:Cadence call
    ATTENDEE:mailto:jane@acme.example
    ATTENDEE:mailto:005ada@tam.example
    END:VEVENT
    BEGIN:VEVENT
    DTSTART:20261121T120000
    SUMMARY:Lunch
    END:VEVENT
    END:VCALENDAR
    """

  private static func day(size: Size = Size(rows: 24, columns: 80)) throws -> HeadlessApp {
    let app = try HeadlessApp(files: ["calendar.ics": calendar], size: size)
    return try app.press("D")
  }

  @Test func `the day's customers come from the calendar and from CTAs due`() throws {
    expectScreen(
      try Self.day().screen,
      reads: """
         Portfolio / End of day                                connecting  never synced
         2026-11-21, today · 0 of 2 logged
        ▸ ○ Acme GmbH                 09:30 Cadence call
          ○ Globex                    due: Save the renewal
        ── Acme GmbH ───────────────────────────────────────────────────────────────────
          09:30 Cadence call, with jane@acme.example
          Tab takes the appointment over.
          No customer fits: Lunch













        [customer:] [meeting] [yesterday] subject @who !red #milestone todo: what (fri)…
        Log for Acme GmbH:
         enter log, next  ctrl+x nothing today  esc back  ctrl+t add  ctrl+o form
        """)
  }

  @Test func `on a small screen list and line fit`() throws {
    let app = try Self.day(size: Size(rows: 12, columns: 40)).type("Kickoff @ja")
    expectScreen(
      app.screen,
      reads: """
         End of day    connecting  never synced
         2026-11-21, today · 0 of 2 logged
        ▸ ◐ Acme GmbH    09:30 Cad… typed, not…
          ○ Globex       due: Save the renewal
        ── Acme GmbH ───────────────────────────
         with Jane Doe
         Acme GmbH · Call · today
        tab Jane Doe
            Jana Rossi (Acme Italia)
        [customer:] [meeting] [yesterday] subje…
        Log for Acme GmbH: Kickoff @ja
         enter log, next  ctrl+x nothing today
        """)
  }

  @Test func `at the end it says what was logged and what remains due`() throws {
    let app = try Self.day(size: Size(rows: 20, columns: 120))
    try app.type("Renewal plan !green").press("enter").type("Save it").press("enter")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / End of day                                                                connecting  2 unsent  synced now
         2026-11-21, today · 2 of 2 logged
          ● Acme GmbH                    09:30 Cadence call                                                        Renewal plan
        ▸ ● Globex                       due: Save the renewal                                                          Save it
        ── All of 2 customers logged ───────────────────────────────────────────────────────────────────────────────────────────
          due today: Save the renewal, Globex
          Esc leaves; a further line logs one more.










        [customer:] [meeting] [yesterday] subject @who !red #milestone todo: what (fri) -- notes
        Log for Globex:
         Logged activity Save it of Globex. ctrl+r undoes.
        """)
  }

  @Test func `five calls take few keys besides the text`() throws {
    let names = ["Hooli", "Initech", "Pied Piper", "Soylent", "Umbrella"]
    let rows = names.flatMap { name -> [Row] in
      [.account(name, name: name, silentFor: 20), .cta("cta-\(name)", of: name, dueIn: 0)]
    }
    let app = try HeadlessApp([.user("005bob")] + rows)
    try app.press("D")
    for name in names { try app.type("meeting Status of \(name) !green").press("enter") }
    #expect(app.text.contains("All of 5 customers logged"))
    #expect(app.keyCount <= 30)
    try app.press("esc")
    #expect(app.text.split(separator: "today").count > 5, "the last calls are of today")
  }

  @Test func `a customer is skipped, or has nothing to log`() throws {
    let app = try Self.day()
    try app.press("enter")
    #expect(app.text.contains("Log for Globex:"))
    try app.press("ctrl+x")
    #expect(app.text.contains("0 of 1 logged"))
    #expect(app.text.contains("1 without a call"))
    #expect(app.text.contains("Log for Acme GmbH:"))
    try app.type("Kickoff").press("enter")
    #expect(app.text.contains("All done: 1 logged, 1 without a call"))
    try app.press("ctrl+r")
    #expect(app.text.contains("0 of 1 logged"), "undo takes the entry back")
  }

  @Test func `a line that was typed is not given up by saying that there is nothing`() throws {
    let app = try Self.day().type("Half")
    try app.press("ctrl+x")
    #expect(app.text.contains("A line is typed for it"))
    #expect(app.text.contains("0 of 2 logged"))
    try app.press("ctrl+u", "ctrl+x")
    #expect(app.text.contains("0 of 1 logged"))
    #expect(try app.replica.localDrafts().isEmpty)
  }

  @Test func `a line that is not clear stays, and so does the cursor`() throws {
    let app = try Self.day()
    try app.type("Kickoff @zzyzx").press("enter")
    #expect(app.text.contains("Nobody fits @zzyzx"))
    #expect(app.text.contains("Log for Acme GmbH: Kickoff @zzyzx"))
    try app.press("down", "up")
    #expect(app.text.contains("Log for Acme GmbH: Kickoff @zzyzx"))
  }

  @Test func `tab takes the appointment over`() throws {
    let app = try Self.day()
    try app.press("tab", "enter")
    let entry = try #require(try app.replica.timeline(of: Account.ID("acme")).first)
    #expect(entry.subject == "Cadence call")
    #expect(entry.externalAttendees == ["jane@acme.example"])
  }

  @Test func `customers are added by name, or with one key wherever they are shown`() throws {
    let app = try HeadlessApp()
    try app.press("f").type("acme it").press("enter", "plus", "D")
    #expect(app.text.contains("Acme Italia"))
    try app.press("ctrl+t").type("acme g").press("enter")
    #expect(app.text.contains("Log for Acme GmbH:"))
  }

  @Test func `lines wait for whoever leaves, and are offered after a crash`() throws {
    let first = try Self.day()
    try first.type("Half a th").press("down").type("Another").press("esc", "D")
    #expect(first.text.contains("Log for Acme GmbH: Half a th"))
    let drafts = try first.replica.localDrafts()
    #expect(drafts.count == 2)

    let files = try Dictionary(
      uniqueKeysWithValues: drafts.map { ("drafts/\($0.id).json", try $0.json) })
    let app = try HeadlessApp(files: files)
    #expect(app.text.contains("A line “Another” for Globex was typed"))
    try app.press("r")
    try app.press("up")
    #expect(app.text.contains("Log for Acme GmbH: Half a th"))
    try app.type("ought").press("enter")
    #expect(try app.replica.timeline(of: Account.ID("acme")).first?.subject == "Half a thought")
    #expect(try app.replica.localDrafts().map(\.account) == [Account.ID("globex")])
  }

  @Test func `yesterday's calls are logged a day later, as of yesterday`() throws {
    let app = try Self.day()
    try app.press("pageup", "ctrl+t").type("glob").press("enter").type("Late note").press("enter")
    let entry = try #require(try app.replica.timeline(of: Account.ID("globex")).first)
    #expect(entry.day == Day.sampleToday.adding(days: -1))
    try app.press("pagedown", "pagedown")
    #expect(app.text.contains("That day is not over yet."))
  }

  @Test func `the form goes on with what the line says`() throws {
    let app = try Self.day()
    try app.type("meeting 45m Kickoff @jane !yellow todo: send quote").press("ctrl+o")
    try app.type("Long notes").press("ctrl+s")
    #expect(app.text.contains("Log for Globex:"), "the next customer waits")
    let entry = try #require(try app.replica.timeline(of: Account.ID("acme")).first)
    #expect(entry.type == .meeting)
    #expect(entry.durationMinutes == 45)
    #expect(entry.externalAttendees == ["jane@acme.example"])
    #expect(entry.sentiment == .yellow)
    #expect(entry.notes == "Long notes")
    #expect(app.text.contains("1 of 2 logged"))
    #expect(try app.replica.localDrafts().isEmpty)
  }

  @Test func `hostile names, titles and notes reach no screen with their tricks`() throws {
    let evil = "\u{1B}[2J\u{9B}31m\u{202E}evil\u{0}\u{7}"
    let rows: [Row] = [
      .user("005bob"), .account("x", name: evil, silentFor: 3),
      .cta("c", of: "x", name: evil, dueIn: 0),
      .contact("k", of: "x", "Mal \(evil)", email: "mal@x.example"),
      .activity("a", of: "x", evil, daysAgo: 0, notes: "\(evil)\n\(evil)"),
    ]
    let event = """
      BEGIN:VEVENT
      DTSTART:20261121T093000
      SUMMARY:\(evil)
      ATTENDEE:mailto:mal@x.example
      END:VEVENT
      """
    for size in [(12, 40), (24, 80), (40, 120), (60, 200)] {
      let app = try HeadlessApp(
        rows, files: ["calendar.ics": event], size: Size(rows: size.0, columns: size.1))
      for keys in [["T"], ["enter"], ["e"], ["tab", "m", "a"], ["esc", "D"], ["tab"]] {
        for key in keys { try app.press(key) }
        let tricks = app.text.unicodeScalars.filter {
          $0 != "\n" && ($0.value < 32 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}")
        }
        #expect(tricks.isEmpty, "\(keys) at \(size)")
      }
    }
  }

  @Test func `without customers it says where they would come from`() throws {
    let app = try HeadlessApp([.user("005bob")], size: Size(rows: 12, columns: 40))
    try app.press("D")
    #expect(app.text.contains("No CTA of yours is due"))
    #expect(app.text.contains("ctrl+t"))
  }
}
