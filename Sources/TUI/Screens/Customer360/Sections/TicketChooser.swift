import CustomerSuccess
import ReplicaStore
import Terminal

/// What `v` asks of the tickets, as the column of a request.
private enum TicketQuestion: String {
  case report
  case filter
  case group
  case order
  case reverse
  /// Keeps what is shown under a name.
  case keep
  case delete
}

extension TicketsSection {
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    guard request.verb == .view else { return nil }
    guard let question = request.column.flatMap(TicketQuestion.init) else {
      return [.show(.menu(reportMenu(frame)))]
    }
    guard let answer = request.value else { return ask(question, frame) }
    let word = String(stored: answer) ?? ""
    switch question {
    case .report: report = Self.reports(frame.surroundings).first { $0.name == word } ?? report
    case .filter: report.filter = word
    case .group: report.group = TicketReport.Group(rawValue: word)
    case .order: report.order = TicketReport.Order(rawValue: word) ?? report.order
    case .reverse: report.isReversed.toggle()
    case .keep:
      report.name = word
      let name = SafeText(sanitizing: word, limit: 60)
      return [
        .saveReport(report),
        .say("Saved the report \(name); \(frame.keys["customer360.view"]) shows it."),
      ]
    case .delete:
      return [
        .deleteReport(word), .say("Deleted the report \(SafeText(sanitizing: word, limit: 60))."),
      ]
    }
    return []
  }

  func take(
    _ text: String, for request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    if request.column == TicketQuestion.keep.rawValue {
      let name = text.split(separator: " ").joined(separator: " ")
      if let problem = PortfolioView.problem(inName: name) {
        return .refused(SafeText(sanitizing: problem))
      }
      return .done([.call(Self.answer(.keep, name))])
    }
    if let problem = TicketFilter(text).problems.first {
      return .refused(SafeText(sanitizing: problem))
    }
    return .done([.call(Self.answer(.filter, text.trimmingBlanks))])
  }

  private static func answer(_ question: TicketQuestion, _ word: String?) -> Command {
    request(.view, [], column: question.rawValue, value: word.map { .text($0) })
  }

  /// Shipped reports, those saved under their names instead, then the other saved ones.
  static func reports(_ surroundings: Surroundings) -> [TicketReport] {
    let saved = surroundings.reports
    let shipped = TicketReport.shipped
    return shipped.map { shipped in saved.first { $0.name == shipped.name } ?? shipped }
      + saved.filter { saved in !shipped.contains { $0.name == saved.name } }
  }

  /// Every report with how much is in it, then what can be changed about the one on screen.
  private func reportMenu(_ frame: SectionFrame) -> Menu {
    let all = Self.reports(frame.surroundings)
    let width = all.map { SafeText(sanitizing: $0.name, limit: 40).width }.max() ?? 0
    let reports = all.map { report in
      let count = report.groups(of: tickets ?? [], today: frame.today)
        .reduce(0) { $0 + $1.tickets.count }
      let name = SafeText(sanitizing: report.name, limit: 40).fitted(to: width)
      let number = SafeText("\(count)").fitted(to: 4, alignment: .trailing)
      return Menu.Item(
        title: "\(name)\(number)", effects: [.call(Self.answer(.report, report.name))])
    }
    var changes: [(SafeText, TicketQuestion, String?)] = [
      ("Filter…", .filter, nil), ("Group by…", .group, nil), ("Sort by…", .order, nil),
      ("Turn the order around", .reverse, ""), ("Save this report…", .keep, nil),
    ]
    if !frame.surroundings.reports.isEmpty { changes.append(("Delete a report…", .delete, nil)) }
    let items = changes.map { title, question, word in
      Menu.Item(title: title, effects: [.call(Self.answer(question, word))])
    }
    return Menu(
      title: "Reports", items: reports + items,
      selected: all.firstIndex { $0.name == report.name } ?? 0)
  }

  private func ask(_ question: TicketQuestion, _ frame: SectionFrame) -> [AppEffect] {
    switch question {
    case .report, .reverse: return []
    case .filter:
      let advice = SafeText(sanitizing: TicketFilter.advice)
      return prompt(.filter, "Tickets", advice, text: report.filter)
    case .keep:
      return prompt(
        .keep, "Save as", "a name; one that is there already is replaced, a shipped one too",
        text: report.name)
    case .delete:
      let items = frame.surroundings.reports.map { report in
        Menu.Item(
          title: SafeText(sanitizing: report.name, limit: 50),
          effects: [.call(Self.answer(.delete, report.name))])
      }
      return [.show(.menu(Menu(title: "Delete which report?", items: items)))]
    case .group:
      let groups = TicketReport.Group.allCases
      let items = groups.map { group in
        Menu.Item(
          title: group.title, effects: [.call(Self.answer(.group, group.rawValue))])
      }
      let none = Menu.Item(title: "(one list)", effects: [.call(Self.answer(.group, ""))])
      let selected = report.group.flatMap { groups.firstIndex(of: $0) } ?? groups.count
      return [.show(.menu(Menu(title: "Group by", items: items + [none], selected: selected)))]
    case .order:
      let orders = TicketReport.Order.allCases
      let items = orders.map { order in
        Menu.Item(
          title: order.title, effects: [.call(Self.answer(.order, order.rawValue))])
      }
      let selected = orders.firstIndex(of: report.order) ?? 0
      return [.show(.menu(Menu(title: "Sort by", items: items, selected: selected)))]
    }
  }

  private func prompt(
    _ question: TicketQuestion, _ label: SafeText, _ advice: SafeText, text: String
  ) -> [AppEffect] {
    let purpose = Prompt.Purpose.words(
      for: Self.answer(question, nil), label: label, advice: advice)
    return [.show(.prompt(Prompt(purpose, text: text)))]
  }
}

extension TicketReport.Group {
  fileprivate var title: SafeText {
    switch self {
    case .priority: "priority"
    case .status: "status"
    case .month: "month it was opened in"
    case .type: "type"
    case .requester: "who asked"
    case .assignee: "who works on it"
    case .rating: "how the help was rated"
    }
  }
}

extension TicketReport.Order {
  fileprivate var title: SafeText {
    switch self {
    case .updated: "last change, newest first"
    case .opened: "opening, newest first"
    case .closed: "closing, newest first"
    case .priority: "priority, most urgent first"
    }
  }
}
