import CustomerSuccess
import Support
import Testing

@testable import ReplicaStore

@Suite struct DayAgendaTests {
  private static let today = ReplicaWorld.today

  @Test func `an appointment belongs to the customer of an attendee, of the title, of a domain`()
    throws
  {
    let world = try ReplicaWorld([
      .account("acme", name: "Acme GmbH"), .account("globex", name: "Globex Corporation"),
      .account("initech", name: "Initech"),
      .contact("c1", of: "acme", email: "jane@acme.example"),
      .contact("c2", of: "initech", email: "bill@initech.example"),
    ])
    let events = [
      CalendarEvent(title: "Call", minute: 600, attendees: ["jane@acme.example"]),
      CalendarEvent(title: "Cadence with globex", minute: 540, attendees: []),
      CalendarEvent(title: "Intro", minute: nil, attendees: ["new@initech.example"]),
      CalendarEvent(title: "Lunch", minute: 720, attendees: ["friend@elsewhere.example"]),
    ]
    let agenda = try world.replica.agenda(of: Self.today, events: events)
    #expect(agenda.customers.map(\.id.rawValue) == ["globex", "acme", "initech"])
    #expect(agenda.others.map(\.title) == ["Lunch"])
  }

  @Test func `two customers whose names fit as well are neither`() throws {
    let world = try ReplicaWorld([
      .account("a1", name: "Acme GmbH"), .account("a2", name: "Acme Inc"),
    ])
    let event = CalendarEvent(title: "Acme call", minute: nil, attendees: [])
    let agenda = try world.replica.agenda(of: Self.today, events: [event])
    #expect(agenda.customers.isEmpty)
    #expect(agenda.others == [event])
  }

  @Test func `own CTAs due that day, own entries and picked customers are on the list`() throws {
    let world = try ReplicaWorld([
      .account("due"), .account("late"), .account("logged"), .account("theirs"),
      .account("picked"),
      .cta("c1", of: "due", due: Self.today),
      .cta("c2", of: "due", due: Self.today.adding(days: -3)),
      .cta("c3", of: "late", due: Self.today.adding(days: -1)),
      .activity("x1", of: "logged", subject: "Call", on: Self.today),
    ])
    try world.replica.plan(.pick(Account.ID("picked")), on: Self.today)
    try world.replica.plan(.toggleIdle(Account.ID("due")), on: Self.today)
    let customers = try world.replica.agenda(of: Self.today, events: []).customers
    #expect(customers.map(\.id.rawValue) == ["due", "logged", "picked"])
    #expect(customers.map(\.isIdle) == [true, false, false])
    #expect(customers.first?.dueCTAs.map(\.id.rawValue) == ["c2", "c1"])
    #expect(customers.map(\.entries.count) == [0, 1, 0])
  }

  @Test func `what was said of a day is forgotten a week later`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.plan(.pick(Account.ID("acme")), on: Self.today)
    #expect(try world.replica.dayPlan(of: Self.today).picked == [Account.ID("acme")])
    world.advance(seconds: 9 * 86_400)
    try world.replica.plan(.pick(Account.ID("acme")), on: Self.today.adding(days: 9))
    #expect(try world.replica.dayPlan(of: Self.today) == DayPlan())
  }

  @Test func `a missing calendar is none, a folder or a pipe is not read`() throws {
    let world = try ReplicaWorld([])
    #expect(try world.replica.events(on: Self.today, calendar: "/nowhere/calendar.ics") == nil)
    #expect(try world.replica.events(on: Self.today, calendar: world.home.path) == nil)
  }
}
