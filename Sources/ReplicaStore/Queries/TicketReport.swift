package import CustomerSuccess

/// A way to look at a customer's support tickets: what is in it, in which groups and order.
///
/// Values are plain words, so that a file can be written by hand.
package struct TicketReport: Equatable, Sendable {
  /// The name in menus and, with `.yaml`, of the file.
  package var name: String
  /// As it is typed; see ``TicketFilter``.
  package var filter: String
  /// Nil for one list.
  package var group: Group?
  package var order: Order
  package var isReversed: Bool

  package init(
    name: String, filter: String = "", group: Group? = nil, order: Order = .updated,
    isReversed: Bool = false
  ) {
    self.name = name
    self.filter = filter
    self.group = group
    self.order = order
    self.isReversed = isReversed
  }

  package enum Group: String, CaseIterable, Sendable {
    case priority, status, month, type, requester, assignee, rating
  }

  /// The first is the newest, or the most urgent.
  package enum Order: String, CaseIterable, Sendable {
    case updated, opened, closed, priority
  }
}

extension TicketReport {
  /// The reports that are always there; the sources name none, so which there are is our choice.
  package static let shipped: [TicketReport] = [
    TicketReport(name: "Open by priority", filter: "is:open", group: .priority),
    TicketReport(name: "Open oldest first", filter: "is:open", order: .opened, isReversed: true),
    TicketReport(name: "Recent", filter: "updated:<=30"),
    TicketReport(name: "Urgent and open", filter: "is:open priority:urgent", order: .opened),
    TicketReport(name: "Escalated", filter: "is:open tag:escalat", order: .opened),
    TicketReport(name: "Done in the last 30 days", filter: "is:done updated:<=30"),
    TicketReport(name: "All by month", group: .month, order: .opened),
    TicketReport(name: "Done by rating", filter: "is:done", group: .rating),
    TicketReport(name: "Reopened", filter: "is:reopened"),
  ]
}

extension TicketReport {
  /// What a report's file says, in the order of writing.
  package var values: [(key: String, value: String)] {
    var values: [(key: String, value: String)] = []
    if !filter.isEmpty { values.append(("filter", filter)) }
    if let group { values.append(("group", group.rawValue)) }
    values.append(("sort", order.rawValue))
    if isReversed { values.append(("reversed", "true")) }
    return values
  }

  /// Reads what a file says.
  ///
  /// - Returns: The report, and what in the file means nothing here.
  package static func read(
    name: String, _ values: [String: String]
  ) -> (report: TicketReport, problems: [PortfolioView.Problem]) {
    var report = TicketReport(name: name)
    var problems: [PortfolioView.Problem] = []
    for (key, word) in values.sorted(by: { $0.key < $1.key }) {
      if let words = report.take(key, word) { problems.append(.init(key: key, words: words)) }
    }
    return (report, problems)
  }

  private mutating func take(_ key: String, _ word: String) -> String? {
    switch key {
    case "filter":
      filter = word
      return TicketFilter(word).problems.first
    case "group":
      group = Group(rawValue: word)
      return group == nil ? "nothing is grouped by \"\(word)\"" : nil
    case "sort":
      guard let order = Order(rawValue: word) else { return "nothing is sorted by \"\(word)\"" }
      self.order = order
    case "reversed": isReversed = word == "true"
    default: return "\"\(key)\" is no setting of a report"
    }
    return nil
  }
}

/// Tickets of a report that stand together.
package struct TicketGroup: Equatable, Sendable {
  /// In words; empty in a report without groups.
  package let name: String
  /// Rows of ``Ticket``.
  package let tickets: [Row]
}

extension TicketReport {
  /// What of these tickets is in the report, as it shows it; a group without tickets is left out.
  package func groups(of tickets: [Row], today: Day) -> [TicketGroup] {
    let filter = TicketFilter(filter)
    let kept = sorted(tickets.filter { filter.keeps($0, today: today) })
    guard let group else { return kept.isEmpty ? [] : [TicketGroup(name: "", tickets: kept)] }
    return Dictionary(grouping: kept, by: { group.key(of: $0) })
      .sorted { group.precedes($0.key, $1.key) }
      .map { TicketGroup(name: $0.key.isEmpty ? group.absent : $0.key, tickets: $0.value) }
  }

  private func sorted(_ tickets: [Row]) -> [Row] {
    let keyed = tickets.enumerated().map { ($0.offset, order.key(of: $0.element), $0.element) }
    let ordered = keyed.sorted { left, right in
      // What has no key stands last either way, and equals stay as they were.
      guard left.1 != right.1 else { return left.0 < right.0 }
      guard let one = left.1 else { return false }
      guard let other = right.1 else { return true }
      return isReversed ? one < other : one > other
    }
    return ordered.map(\.2)
  }
}

extension TicketReport.Order {
  fileprivate func key(of ticket: Row) -> Int64? {
    switch self {
    case .updated: ticket[Ticket.updatedAt]?.microseconds
    case .opened: ticket[Ticket.createdAt]?.microseconds
    case .closed: ticket[Ticket.closedAt]?.microseconds
    case .priority: TicketPriority.rank(ticket[Ticket.priority]).map { Int64(-$0) }
    }
  }
}

extension TicketReport.Group {
  /// What tickets of a group have in common; empty when there is nothing.
  fileprivate func key(of ticket: Row) -> String {
    switch self {
    case .priority: ticket[Ticket.priority] ?? ""
    case .status: ticket[Ticket.status]?.rawValue ?? ""
    case .month:
      ticket[Ticket.createdAt].map {
        String($0.day(secondsFromGMT: 0).description.prefix(Self.monthLength))
      } ?? ""
    case .type: ticket[Ticket.type] ?? ""
    case .requester: ticket[Ticket.requesterName] ?? ""
    case .assignee: ticket[Ticket.assigneeName] ?? ""
    case .rating: ticket[Ticket.satisfaction]?.rawValue ?? ""
    }
  }

  /// `2026-11`.
  private static let monthLength = 7

  fileprivate var absent: String {
    switch self {
    case .priority: "no priority"
    case .status: "no status"
    case .month: "no date"
    case .type: "no type"
    case .requester: "nobody"
    case .assignee: "nobody assigned"
    case .rating: "nobody was asked"
    }
  }

  fileprivate func precedes(_ left: String, _ right: String) -> Bool {
    guard !left.isEmpty, !right.isEmpty else { return !left.isEmpty }
    switch self {
    case .priority:
      let (one, other) = (TicketPriority.rank(left), TicketPriority.rank(right))
      return one == other ? left < right : (one ?? .max) < (other ?? .max)
    case .status:
      let order = TicketStatus.allCases.map(\.rawValue)
      return (order.firstIndex(of: left) ?? .max) < (order.firstIndex(of: right) ?? .max)
    case .rating:
      let order: [TicketSatisfaction] = [.bad, .good, .offered]
      let places = [left, right].map { name in
        order.firstIndex { $0.rawValue == name } ?? .max
      }
      return places[0] < places[1]
    case .month: return left > right
    case .type, .requester, .assignee: return left < right
    }
  }
}

/// Zendesk's priorities.
package enum TicketPriority: String, CaseIterable, Sendable {
  case urgent, high, normal, low

  /// 0 for the most urgent; nil for none, and for one that Zendesk does not have.
  package static func rank(_ name: String?) -> Int? {
    name.flatMap(Self.init).flatMap { allCases.firstIndex(of: $0) }
  }
}
