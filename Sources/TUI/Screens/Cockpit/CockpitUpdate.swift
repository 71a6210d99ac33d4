import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Cockpit.
enum CockpitCommand: Equatable {
  case move(Motion)
  case select(CTA.ID)
  case open
  case openCustomer
  case mark
  case markAll
  case scope
  case group
  case groupBy(CockpitGrouping)
  case sort
  case sortBy(CockpitOrder)
  case reverse
  case snoozed
  case closed
  case work(CTAAction)

  static let table: [CommandSpec<CockpitCommand>] =
    [
      .init(
        "cockpit.open", "open", keys: ["enter", "right"],
        help: "Opens the CTA under the cursor: all of it, with its tasks.", group: "Cockpit",
        hint: 90, action: .open),
      .init(
        "cockpit.mark", "mark", keys: ["space"],
        help: "Marks the CTA and goes on; what is done next is done to all marked ones.",
        group: "Cockpit", hint: 45, action: .mark),
      .init(
        "cockpit.markAll", "mark all", keys: ["V"],
        help: "Marks everything that the filter shows, or takes all marks away.",
        group: "Cockpit", hint: 44, action: .markAll),
      .init(
        "cockpit.scope", "whose", keys: ["b"],
        help: "My CTAs, those of my customers, of my team, all; or a customer's objectives too.",
        group: "Cockpit", hint: 65, action: .scope),
      .init(
        "cockpit.group", "group", keys: ["o"],
        help: "Chooses what the headings are: due date, type, customer, owner\u{2026}",
        group: "Cockpit", hint: 62, action: .group),
      .init(
        "cockpit.sort", "sort", keys: ["s"], help: "Chooses what comes first under each heading.",
        group: "Cockpit", hint: 40, action: .sort),
      .init(
        "cockpit.reverse", "reverse", keys: ["S"], help: "Turns the order around.",
        group: "Cockpit", action: .reverse),
      .init(
        "cockpit.snoozed", "snoozed", keys: ["w"],
        help: "Shows the snoozed ones too, or hides them.", group: "Cockpit", hint: 38,
        action: .snoozed),
      .init(
        "cockpit.closed", "closed", keys: ["d"],
        help: "Shows those closed in the last 90 days too, or hides them.", group: "Cockpit",
        action: .closed),
      .init(
        "cockpit.customer", "customer", keys: ["v"],
        help: "Opens the Customer 360 of the CTA under the cursor.", group: "Cockpit", hint: 55,
        action: .openCustomer),
    ] + CTAAction.table.map { $0.calling(work) } + Motion.table.map { $0.calling(move) }
}

extension CockpitState {
  /// Carries a command out; what is then shown besides is read.
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .cockpit(let command) = command else { return [] }
    take(surroundings.size)
    let before = readings
    let effects = run(command, surroundings)
    return effects + readings.filter { !before.contains($0) }.map(AppEffect.load)
  }

  private mutating func run(
    _ command: CockpitCommand, _ surroundings: Surroundings
  ) -> [AppEffect] {
    switch command {
    case .move(let motion):
      cursor.move(motion, in: ids, page: max(surroundings.bodyRows - 2, 1))
    case .select(let id):
      // A second click on the same line opens it.
      if cursor.selected == id { return open() }
      cursor.selected = id
    case .open: return open()
    case .openCustomer:
      return selectedRow.map { [.go(to: Customer360State(id: $0.cta.account))] } ?? []
    case .mark: cursor.toggleMark(in: ids)
    case .markAll: cursor.toggleAll(in: ids)
    case .scope: nextScope(team: surroundings.team)
    case .group: return [.show(.menu(groupMenu))]
    case .groupBy(let grouping): group(by: grouping)
    case .sort: return [.show(.menu(sortMenu))]
    case .sortBy(let order): sort(by: order)
    case .reverse: reverse()
    case .snoozed: toggleSnoozed()
    case .closed: toggleClosed()
    case .work(let action): return work(surroundings).effects(of: action)
    }
    return []
  }

  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    guard case .cockpit(.work(.ask(let words))) = command else { return .done([]) }
    return work(surroundings).take(text, for: words)
  }

  private func work(_ surroundings: Surroundings) -> CTAWork {
    CTAWork(
      targets: targets, people: people, customer: customer, surroundings: surroundings,
      command: { .cockpit(.work($0)) })
  }

  private func open() -> [AppEffect] {
    cursor.selected.map { [.go(to: CallToActionState(id: $0))] } ?? []
  }

  private var groupMenu: Menu {
    Menu(
      title: "Group by",
      items: CockpitGrouping.allCases.map {
        Menu.Item(title: $0.title, effects: [.call(.cockpit(.groupBy($0)))])
      }, selected: CockpitGrouping.allCases.firstIndex(of: grouping) ?? 0)
  }

  private var sortMenu: Menu {
    Menu(
      title: "First under each heading",
      items: CockpitOrder.allCases.map {
        Menu.Item(title: $0.title, effects: [.call(.cockpit(.sortBy($0)))])
      }, selected: CockpitOrder.allCases.firstIndex(of: order) ?? 0)
  }
}
