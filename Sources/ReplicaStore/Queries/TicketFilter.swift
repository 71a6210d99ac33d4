package import CustomerSuccess

/// What was typed to narrow a list of tickets, understood: every term must hold.
///
/// `is:open priority:urgent,high opened:<30 -tag:billing runner`: words look through the subject, a
/// comma stands for "or", a minus sign turns a term around. Any text makes a filter; a term that
/// cannot be understood hides nothing and is named in ``problems``.
package struct TicketFilter: Equatable, Sendable {
  package private(set) var problems: [String] = []
  private var terms: [Term] = []

  fileprivate struct Term: Equatable {
    let isNegated: Bool
    let test: Test
  }

  fileprivate enum Test: Equatable {
    case words(String)
    case state(State)
    case field(Field, anyOf: [PortfolioFilter.Condition])
  }

  fileprivate enum State: String, CaseIterable {
    case open, done, unassigned, reopened
  }

  fileprivate enum Field: String, CaseIterable {
    case status, priority, type, requester, assignee, tag, rating, reopens, opened, updated, closed

    var kind: PortfolioColumn.Kind {
      switch self {
      case .opened, .updated, .closed: .days
      case .requester, .assignee, .tag: .text
      case .status, .priority, .type, .rating: .words
      case .reopens: .count
      }
    }
  }

  package init(_ text: String) {
    for term in TypedTerm.terms(of: text) { take(term) }
  }

  /// What may be typed.
  package static let advice =
    "is:open is:done is:reopened rating:bad priority:urgent,high opened:<30 updated:<7 tag:… words"

  private mutating func take(_ term: TypedTerm) {
    guard let test = test(of: term) else { return }
    terms.append(Term(isNegated: term.isNegated, test: test))
  }

  /// Nil, and a problem, for what means nothing.
  private mutating func test(of term: TypedTerm) -> Test? {
    let value = term.value.lowercased()
    guard let name = term.column else { return value.isEmpty ? nil : .words(value) }
    if name == "is" {
      if let state = State(rawValue: value) { return .state(state) }
      problems.append("a ticket is open, done, unassigned or reopened, not \"\(value)\"")
      return nil
    }
    guard let field = Field(rawValue: name) else {
      let names = Field.allCases.map(\.rawValue).joined(separator: ", ")
      problems.append("\"\(name)\" is nothing of a ticket; there are \(names)")
      return nil
    }
    let conditions = term.values.map {
      PortfolioFilterParser.condition($0.lowercased(), of: field.kind)
    }
    guard !conditions.isEmpty, !conditions.contains(nil) else {
      problems.append("\(field.rawValue): \(field.kind.advice)")
      return nil
    }
    return .field(field, anyOf: conditions.compactMap(\.self))
  }

  /// Whether a row of ``Ticket`` passes; days count back from today.
  package func keeps(_ ticket: Row, today: Day) -> Bool {
    terms.allSatisfy { holds($0.test, ticket, today) != $0.isNegated }
  }

  private func holds(_ test: Test, _ ticket: Row, _ today: Day) -> Bool {
    switch test {
    case .words(let words): return (ticket[Ticket.subject] ?? "").lowercased().contains(words)
    case .state(let state): return state.holds(ticket)
    case .field(let field, let conditions):
      let cell = field.cell(ticket, today)
      return conditions.contains { $0.holds(cell, kind: field.kind) }
    }
  }
}

extension TicketFilter.State {
  fileprivate func holds(_ ticket: Row) -> Bool {
    let isOpen = ticket[Ticket.status]?.isOpen == true
    switch self {
    case .open: return isOpen
    case .done: return !isOpen
    case .reopened: return (ticket[Ticket.reopens] ?? 0) > 0
    case .unassigned: return (ticket[Ticket.assigneeName] ?? "").isEmpty
    }
  }
}

extension TicketFilter.Field {
  fileprivate func cell(_ ticket: Row, _ today: Day) -> PortfolioCell {
    switch self {
    case .status: words(ticket[Ticket.status]?.rawValue)
    case .priority: words(ticket[Ticket.priority])
    case .type: words(ticket[Ticket.type])
    case .requester: words(ticket[Ticket.requesterName])
    case .assignee: words(ticket[Ticket.assigneeName])
    case .tag: words(ticket[Ticket.tags])
    case .rating: words(ticket[Ticket.satisfaction]?.rawValue)
    case .reopens: PortfolioCell(ticket[Ticket.reopens], nil)
    case .opened: age(ticket[Ticket.createdAt], today)
    case .updated: age(ticket[Ticket.updatedAt], today)
    case .closed: age(ticket[Ticket.closedAt], today)
    }
  }

  private func words(_ text: String?) -> PortfolioCell { PortfolioCell(nil as Int?, text) }

  private func age(_ instant: Instant?, _ today: Day) -> PortfolioCell {
    let day = instant?.day(secondsFromGMT: 0)
    return PortfolioCell(day.map { $0.days(until: today) }, day?.description)
  }
}
