import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the What changed screen.
enum WhatChangedCommand: Equatable {
  case move(Motion)
  case select(ChangeRow.ID)
  case open
  case since(WhatChangedState.Period)
  case toggleGrouping
  case nextBook

  static let table: [CommandSpec<WhatChangedCommand>] =
    [
      .init(
        "whatChanged.customer", "open", keys: ["enter", "right"],
        help: "Opens what changed: the customer, the entry, the CTA.", group: group, hint: 90,
        action: .open),
      .init(
        "whatChanged.grouping", "by customer", keys: ["tab"],
        help: "Puts changes together by customer, or by what they are.", group: group, hint: 70,
        action: .toggleGrouping),
      .init(
        "whatChanged.book", "book", keys: ["b"],
        help: "From the one customer to the own book, the team's and every customer.",
        group: group, hint: 40, action: .nextBook),
      since("lastVisit", "last visit", .lastVisit, "Since you left the app the last time."),
      since("yesterday", "yesterday", .yesterday, "Since yesterday morning."),
      since("week", "week", .week, "Since seven days ago."),
      since("visitBefore", "visit before", .visitBefore, "Since you left the time before."),
      since(
        "visitBeforeThat", "the one before", .visitBeforeThat,
        "Since you left the time before that."),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "What changed"

  private static func since(
    _ name: String, _ title: SafeText, _ period: WhatChangedState.Period, _ help: SafeText
  ) -> CommandSpec<WhatChangedCommand> {
    .init(
      "whatChanged.\(name)", title,
      keys: ["\(period.rawValue)"].compactMap { KeyChord($0) }, help: help, group: group,
      action: .since(period))
  }
}

extension WhatChangedState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .whatChanged(let command) = command else { return [] }
    switch command {
    case .move(let motion):
      cursor.move(motion, in: visible.map(\.id), page: surroundings.bodyRows - 2)
    case .select(let id):
      guard cursor.selected != id else { return open() }
      cursor.selected = id
    case .open: return open()
    case .since(let period):
      guard period != self.period else { return [] }
      self.period = period
      return ask()
    case .toggleGrouping:
      isByCustomer.toggle()
      refilter()
    case .nextBook:
      book = account == nil ? book.next(surroundings.team) : .own
      account = nil
      return ask()
    }
    return []
  }

  private func open() -> [AppEffect] {
    guard let row = selectedRow else { return [.say("There is no change to open.")] }
    return [.go(to: row.page)]
  }
}

extension ChangeRow {
  /// The 360 where the change is seen.
  fileprivate var page: Customer360State {
    switch change {
    case .health(let measure, _, _):
      Customer360State(
        id: account, section: ScorecardSection.name,
        item: measure?.rawValue ?? ScorecardSection.overallItem, isOpen: measure != nil)
    case .ticketOpened, .ticketClosed:
      Customer360State(id: account, section: TicketsSection.name, item: id.row, isOpen: true)
    case .instanceSeen:
      Customer360State(id: account, section: InstancesSection.name, item: id.row)
    case .attribute(let name, _, _):
      Customer360State(id: account, section: AttributesSection.name, item: name)
    case .arr:
      Customer360State(
        id: account, section: AttributesSection.name, item: Account.arr.name)
    case .tam:
      Customer360State(
        id: account, section: AttributesSection.name, item: Account.tam.name)
    case .ctaOpened, .ctaClosed:
      Customer360State(id: account, section: CockpitSection.name, item: id.row)
    case .planMade: Customer360State(id: account, section: PlansSection.name, item: id.row)
    case .logged:
      Customer360State(id: account, section: TimelineSection.name, item: id.row, isOpen: true)
    case .surveyAnswered:
      Customer360State(id: account, section: SurveysSection.name, item: id.row, isOpen: true)
    }
  }
}
