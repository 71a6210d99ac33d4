import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Search screen beside typing.
enum SearchCommand: Equatable {
  case move(Motion)
  case select(SearchHit.Key)
  case open
  case nextKind
  case previousKind
  case leave

  static let table: [CommandSpec<SearchCommand>] = [
    .init(
      "search.open", "open", keys: ["enter"],
      help: "Opens what was found where it belongs: the customer, the entry, the CTA.",
      group: "Search", hint: 90, action: .open),
    .init(
      "search.nextKind", "kind", keys: ["tab"],
      help: "Looks for one kind only: customers, contacts, instances, tickets and so on.",
      group: "Search", hint: 80, action: .nextKind),
    .init(
      "search.previousKind", "kind before", keys: ["shift+tab"],
      help: "Looks for the kind before.", group: "Search", action: .previousKind),
    .init(
      "search.next", "down", keys: ["down"], help: "One line down.", group: "Search", hint: 40,
      action: .move(.next)),
    .init(
      "search.previous", "up", keys: ["up"], help: "One line up.", group: "Search",
      action: .move(.previous)),
    .init(
      "search.pageDown", "page down", keys: ["pagedown", "ctrl+d"], help: "One screen down.",
      group: "Search", action: .move(.pageDown)),
    .init(
      "search.pageUp", "page up", keys: ["pageup"], help: "One screen up.", group: "Search",
      action: .move(.pageUp)),
    .init(
      "search.leave", "back", keys: ["esc"],
      help: "Looks for all kinds again, then leaves; the words are kept for the next time.",
      group: "Search", hint: 70, action: .leave),
  ]
}

extension SearchState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .search(let command) = command else { return [] }
    switch command {
    case .move(let motion):
      cursor.move(motion, in: keys, page: surroundings.bodyRows / 2)
    case .select(let key):
      guard cursor.selected != key else { return open() }
      cursor.selected = key
    case .open: return open()
    case .nextKind: return step(by: 1)
    case .previousKind: return step(by: -1)
    case .leave: return leave()
    }
    return []
  }

  /// Goes to the hit, once the answer to the words as they stand has come.
  private func open() -> [AppEffect] {
    guard let reading else { return [.say("Type what to look for.")] }
    guard answered == reading else { return [.say("Still looking…")] }
    guard let hit = selectedHit else { return [.say("Nothing holds all of these words.")] }
    guard let screen = hit.screen else {
      return [.say("It belongs to no customer, so there is no page of it.")]
    }
    return [.rememberSearch(reading.text), .go(to: screen)]
  }

  /// All kinds come before the first and after the last.
  private mutating func step(by step: Int) -> [AppEffect] {
    let kinds: [SearchHit.Kind?] = [nil] + SearchHit.Kind.allCases
    let before = reading
    let index = (kinds.firstIndex(of: kind) ?? 0) + step
    kind = kinds[(index + kinds.count) % kinds.count]
    return lookUp(unless: before)
  }

  private mutating func leave() -> [AppEffect] {
    let before = reading
    if goBack() { return lookUp(unless: before) }
    return (reading.map { [.rememberSearch($0.text)] } ?? []) + [.back]
  }
}

extension SearchHit {
  /// Where it is read in full; nil for what belongs to no customer.
  fileprivate var screen: (any Screen)? {
    guard let account else { return nil }
    switch kind {
    case .customer: return Customer360State(id: account)
    case .ticket:
      return Customer360State(id: account, section: TicketsSection.name, item: id, isOpen: true)
    case .instance:
      return Customer360State(
        id: account, section: InstancesSection.name, item: id, isOpen: true)
    case .contact:
      return Customer360State(id: account, section: ContactsSection.name, item: id)
    case .plan:
      return Customer360State(id: account, section: PlansSection.name, item: id, isOpen: true)
    // Closed ones and the objectives of plans stand in no Cockpit.
    case .cta: return CallToActionState(id: CTA.ID(id))
    case .task: return cta.map { CallToActionState(id: $0, task: CTATask.ID(id)) }
    case .activity:
      return Customer360State(
        id: account, section: TimelineSection.name, item: id, isOpen: true)
    }
  }
}
