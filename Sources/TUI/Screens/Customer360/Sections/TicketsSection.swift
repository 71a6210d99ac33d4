import CustomerSuccess
import ReplicaStore
import Terminal

/// The customer's support tickets, through a chooser of reports (features A4).
struct TicketsSection: @MainActor CustomerSection {
  static let name = "tickets"
  static let title: SafeText = "Zendesk Tickets"
  static let letter: Character = "z"
  static let group = CustomerSectionGroup.business

  static func count(in counts: CustomerCounts) -> Int? { counts.openTickets }

  /// Rows of ``Ticket``; nil until it was read.
  var tickets: [Row]?
  /// What is shown; one that was changed by hand keeps the name it came from.
  var report = TicketReport.shipped[0]

  func readings(of customer: Account.ID) -> [Load] { [Load(TicketReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let tickets = loaded.answer(to: TicketReading(id: customer)) { self.tickets = tickets }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let tickets else { return SectionLine.loading(frame) }
    guard !tickets.isEmpty else { return SectionLine.note(absence(in: frame), in: frame) }
    let groups = report.groups(of: tickets, today: frame.today)
    let shown = groups.reduce(0) { $0 + $1.tickets.count }
    let heading = "\(title(frame)): \(shown) of \(tickets.count)" as SafeText
    let problems = TicketFilter(report.filter).problems.map { SafeText(sanitizing: $0) }
    let notes = problems.flatMap { SectionLine.note($0, in: frame) }
    guard shown > 0 else {
      return [.heading(heading)] + notes
        + SectionLine.note(
          """
          None of its \(Words.count(tickets.count, "ticket", "tickets")) is in this report. \
          \(frame.keys["customer360.view"]) shows another one.
          """, in: frame)
    }
    return [.heading(heading)] + notes
      + groups.flatMap { group -> [SectionLine] in
        let name = SafeText(sanitizing: group.name, limit: 40)
        let over: [SectionLine] =
          name.isEmpty ? [] : [.heading("\(name): \(group.tickets.count)")]
        return over + group.tickets.flatMap { lines(of: $0, in: frame) }
      }
  }

  /// The report, and how it was changed since it was chosen.
  private func title(_ frame: SectionFrame) -> SafeText {
    let name = SafeText(sanitizing: report.name, limit: 30)
    let isAsSaved = Self.reports(frame.surroundings).contains(report)
    return isAsSaved ? name : "\(name), changed"
  }

  /// Why there is none, and what to do about it.
  private func absence(in frame: SectionFrame) -> SafeText {
    frame.page.customer.account[Account.zendeskOrganization] == nil
      ? """
      No ticket can be matched: Salesforce holds no Zendesk organization for this customer. \
      Have CS Ops fill in "Zendesk Organization ID" there.
      """ : "Support has never had a ticket of this customer."
  }

  private func lines(of ticket: Row, in frame: SectionFrame) -> [SectionLine] {
    let line = SectionLine.item(
      ticket.id, .init(row: ticket), words: ticket[Ticket.subject] ?? ""
    ) { $0.ticket(ticket, frame) }
    guard frame.isOpen(ticket.id) else { return [line] }
    let columns = Ticket.table.columns.filter { $0.name != Ticket.account.name }
    let values = columns.compactMap { column -> SafeText? in
      let value = AttributeText.shown(
        ticket[column: column.name], column: column, currency: nil, userNames: [:])
      return value.isEmpty ? nil : "\(SafeText(sanitizing: column.label)): \(value)"
    }
    let number = "Ticket \(SafeText(sanitizing: ticket.id, limit: 40))" as SafeText
    return [line] + SectionLine.details(of: ticket.id, [number] + values, in: frame)
  }
}

/// The tickets of one customer.
nonisolated struct TicketReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Row] { try replica.tickets(of: id) }
}

/// What is worth noticing of a ticket.
private enum TicketText {
  /// How the help was rated, or else that it was not done when it was said to be; empty otherwise.
  static func mark(_ ticket: Row) -> (text: SafeText, role: Role) {
    let reopens = ticket[Ticket.reopens] ?? 0
    let again: SafeText = reopens > 1 ? "reopened \(reopens)x" : "reopened"
    switch ticket[Ticket.satisfaction] {
    case .bad: return ("rated bad", .risk)
    case .good where reopens == 0: return ("rated good", .good)
    case .good, .offered, nil: return reopens > 0 ? (again, .watch) : ("", .muted)
    }
  }
}

extension Canvas {
  /// Age, status, priority, subject; how it was rated; with room also who asked and when it last
  /// changed.
  fileprivate mutating func ticket(_ ticket: Row, _ frame: SectionFrame) {
    let isOpen = ticket[Ticket.status]?.isOpen == true
    let age = ticket[Ticket.createdAt].map {
      Words.days(max($0.day(secondsFromGMT: 0).days(until: frame.today), 0))
    }
    write((age ?? "?").fitted(to: 5, alignment: .trailing), row: 0, role: .muted)
    let status = ticket[Ticket.status].map(Words.plain) ?? ""
    write(status.truncated(to: 7), row: 0, column: 6, role: isOpen ? .text : .muted)
    let priority = ticket[Ticket.priority]
    write(
      SafeText(sanitizing: priority ?? "", limit: 6), row: 0, column: 14,
      role: !isOpen ? .muted : priority == "urgent" ? .risk : priority == "high" ? .watch : .muted)
    var room = columns - 21
    var end = 0
    if columns >= 56 {
      let changed = ticket[Ticket.updatedAt].map { Words.age($0, now: frame.now) } ?? ""
      trailing(changed, role: .muted)
      end = 9
      room -= 9
    }
    let mark = TicketText.mark(ticket)
    if !mark.text.isEmpty, columns < 90 {
      trailing(mark.text, role: mark.role, endingBefore: end)
      room -= mark.text.width + 1
    }
    if columns >= 90 {
      trailing(mark.text.fitted(to: 12), role: mark.role, endingBefore: 36)
      room -= 13
      let who = SafeText(sanitizing: ticket[Ticket.requesterName] ?? "", limit: 24)
      write(who, row: 0, column: columns - 9 - 25, role: .muted)
      room -= 26
    }
    let subject = SafeText(sanitizing: ticket[Ticket.subject] ?? "", limit: max(room, 0))
    write(subject, row: 0, column: 21, role: isOpen ? .text : .muted)
  }
}
