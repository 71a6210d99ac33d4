import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do in the inbox.
enum InboxCommand: Equatable {
  case move(Motion)
  case select(InboxItem.ID)
  case open
  case openCustomer
  case mark
  case markAll
  case work(CTAAction)

  static let table: [CommandSpec<InboxCommand>] =
    [
      .init(
        "inbox.open", "open", keys: ["enter", "right"],
        help: "Opens what settles it: the CTA, the log line of a call, the instances\u{2026}",
        group: "Inbox", hint: 90, action: .open),
      .init(
        "inbox.customer", "customer", keys: ["v"], help: "Opens the Customer 360.",
        group: "Inbox", hint: 60, action: .openCustomer),
      .init(
        "inbox.mark", "mark", keys: ["space"],
        help: "Marks a line; what is done next is done to the CTAs among the marked ones.",
        group: "Inbox", hint: 40, action: .mark),
      .init(
        "inbox.markAll", "mark all", keys: ["V"],
        help: "Marks everything listed, or takes all marks away.", group: "Inbox",
        action: .markAll),
    ] + CTAAction.table.map { $0.calling(work) } + Motion.table.map { $0.calling(move) }
}

extension InboxState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .inbox(let command) = command else { return [] }
    switch command {
    case .move(let motion): cursor.move(motion, in: ids, page: max(surroundings.bodyRows - 4, 1))
    case .select(let id):
      // A second click on the same line opens it.
      guard cursor.selected != id else { return open() }
      cursor.selected = id
    case .open: return open()
    case .openCustomer:
      return customer.map { [.go(to: Customer360State(id: $0.id))] } ?? []
    case .mark: cursor.toggleMark(in: ids)
    case .markAll: cursor.toggleAll(in: ids)
    case .work(let action): return work(surroundings).effects(of: action)
    }
    return []
  }

  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    guard case .inbox(.work(.ask(let words))) = command else { return .done([]) }
    return work(surroundings).take(text, for: words)
  }

  private func work(_ surroundings: Surroundings) -> CTAWork {
    CTAWork(
      targets: targets, people: people, customer: customer, surroundings: surroundings,
      command: { .inbox(.work($0)) })
  }

  private func open() -> [AppEffect] {
    guard let item = selectedItem else { return [] }
    switch item.need {
    case .cta(let row): return [.go(to: CallToActionState(id: row.id))]
    case .call: return [.call(.app(.log))]
    case .drop, .renewal: return [.go(to: Customer360State(id: item.customer.id))]
    case .instances: return [.go(to: InstancesState())]
    case .refusedEdits: return [.go(to: AttentionState())]
    }
  }
}
