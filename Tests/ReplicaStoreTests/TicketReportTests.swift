import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct TicketReportTests {
  private let today = Day(year: 2026, month: 11, day: 21) ?? Day(daysSinceEpoch: 0)

  private func ticket(
    _ subject: String, _ status: TicketStatus = .open, priority: String? = nil, age: Int = 1,
    tags: String? = nil
  ) -> Row {
    var row = Row(Ticket.table, id: subject)
    row[Ticket.subject] = subject
    row[Ticket.status] = status
    row[Ticket.priority] = priority
    row[Ticket.tags] = tags
    row[Ticket.createdAt] = Instant(startOf: today.adding(days: -age))
    row[Ticket.updatedAt] = Instant(startOf: today.adding(days: -age / 2))
    return row
  }

  @Test(arguments: [
    ("", ["Runner", "Login", "Quota", "Old"]),
    ("is:open", ["Runner", "Login"]),
    ("is:done", ["Quota", "Old"]),
    ("is:unassigned -is:done", ["Runner", "Login"]),
    ("priority:urgent,high", ["Runner", "Quota"]),
    ("priority:none", ["Login", "Old"]),
    ("-priority:urgent", ["Login", "Quota", "Old"]),
    ("opened:>30", ["Quota", "Old"]),
    ("opened:>=2026-11", ["Runner", "Login"]),
    ("tag:escalat", ["Runner"]),
    ("runn", ["Runner"]),
    ("rating:bad", ["Quota"]),
    ("rating:none", ["Runner", "Login"]),
    ("is:reopened", ["Old"]),
    ("reopens:>1", ["Old"]),
  ])
  func `a filter keeps what every term allows`(_ text: String, _ expected: [String]) {
    var tickets = [
      ticket("Runner", priority: "urgent", tags: "ci, escalated"), ticket("Login", .pending),
      ticket("Quota", .solved, priority: "high", age: 40), ticket("Old", .closed, age: 200),
    ]
    tickets[2][Ticket.satisfaction] = .bad
    tickets[3][Ticket.satisfaction] = .offered
    tickets[3][Ticket.reopens] = 2
    let filter = TicketFilter(text)
    #expect(filter.problems.isEmpty)
    #expect(tickets.filter { filter.keeps($0, today: today) }.map(\.id) == expected)
  }

  @Test(arguments: ["is:fine", "urgency:high", "opened:<soon"])
  func `a term that means nothing is named and hides nothing`(_ text: String) {
    let filter = TicketFilter(text)
    #expect(filter.problems.count == 1)
    #expect(filter.keeps(ticket("Runner"), today: today))
  }

  @Test func `groups stand from the most urgent to none`() {
    let report = TicketReport(name: "r", group: .priority)
    let groups = report.groups(
      of: [ticket("a"), ticket("b", priority: "low"), ticket("c", priority: "urgent")],
      today: today)
    #expect(groups.map(\.name) == ["urgent", "low", "no priority"])
  }

  @Test func `what was rated bad stands before what was rated good or not at all`() {
    var (good, bad) = (ticket("good"), ticket("bad"))
    good[Ticket.satisfaction] = .good
    bad[Ticket.satisfaction] = .bad
    let report = TicketReport(name: "r", group: .rating)
    let groups = report.groups(of: [ticket("new"), good, bad], today: today)
    #expect(groups.map(\.name) == ["bad", "good", "nobody was asked"])
  }

  @Test func `months stand newest first`() {
    let report = TicketReport(name: "r", group: .month, order: .opened)
    let groups = report.groups(
      of: [ticket("old", age: 40), ticket("new"), ticket("newer", age: 0)], today: today)
    #expect(groups.map(\.name) == ["2026-11", "2026-10"])
    #expect(groups[0].tickets.map(\.id) == ["newer", "new"])
  }

  @Test func `what has nothing to sort by stands last either way`() {
    let tickets = [
      ticket("none"), ticket("low", priority: "low"), ticket("top", priority: "urgent"),
    ]
    for (isReversed, expected) in [
      (false, ["top", "low", "none"]), (true, ["low", "top", "none"]),
    ] {
      let report = TicketReport(name: "r", order: .priority, isReversed: isReversed)
      #expect(report.groups(of: tickets, today: today)[0].tickets.map(\.id) == expected)
    }
  }

  @Test func `a report survives its file, and what means nothing there is named`() {
    var report = TicketReport.shipped[1]
    report.group = .assignee
    let values = Dictionary(report.values.map { ($0.key, $0.value) }) { first, _ in first }
    #expect(TicketReport.read(name: report.name, values).report == report)
    #expect(TicketReport.read(name: report.name, values).problems.isEmpty)

    let (read, problems) = TicketReport.read(
      name: "mine", ["group": "color", "sort": "opened", "filter": "is:fine"])
    #expect(read.order == .opened)
    #expect(
      problems == [
        .init(key: "filter", words: "a ticket is open, done, unassigned or reopened, not \"fine\""),
        .init(key: "group", words: "nothing is grouped by \"color\""),
      ])
  }

  @Test func `every shipped report has a filter that is understood, and a name of its own`() {
    let names = TicketReport.shipped.map(\.name)
    #expect(Set(names).count == names.count)
    for report in TicketReport.shipped {
      #expect(TicketFilter(report.filter).problems.isEmpty)
      #expect(PortfolioView.problem(inName: report.name) == nil)
    }
  }
}
