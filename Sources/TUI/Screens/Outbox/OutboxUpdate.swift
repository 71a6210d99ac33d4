import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do with edits on their way to the service.
enum OutboxCommand: Equatable {
  case move(Motion)
  case select(OutboxItem.ID)
  case mark
  case markAll
  case open
  case customer
  case retry
  case discard

  static let table: [CommandSpec<OutboxCommand>] =
    [
      .init(
        "outbox.look", "open", keys: ["enter", "right"],
        help: "Opens its customer; of a refused edit, the page that decides on it.", group: group,
        hint: 80, action: .open),
      .init(
        "outbox.retry", "try now", keys: ["r"],
        help: "Sends now what waits; makes a refused edit again on what is there now.",
        group: group, hint: 90, action: .retry),
      .init(
        "outbox.discard", "take back", keys: ["x"],
        help: "Takes back what waits, or gives up what was refused, after asking.", group: group,
        hint: 85, action: .discard),
      .init(
        "outbox.customer", "customer", keys: ["o"],
        help: "Opens the Customer 360 of its customer.", group: group, hint: 40,
        action: .customer),
      .init(
        "outbox.mark", "mark", keys: ["space"],
        help: "Marks the edit, to take several back at once.", group: group, action: .mark),
      .init(
        "outbox.markAll", "mark all", keys: ["V"],
        help: "Marks all of them, or takes all marks away.", group: group, action: .markAll),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "Outbox"
}

extension OutboxState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .outbox(let command) = command else { return [] }
    switch command {
    case .move(let motion): cursor.move(motion, in: ids, page: surroundings.bodyRows / 2)
    case .select(let id):
      guard cursor.selected != id else { return open() }
      cursor.selected = id
    case .mark: cursor.toggleMark(in: ids)
    case .markAll: cursor.toggleAll(in: ids)
    case .open: return open()
    case .customer: return openCustomer()
    case .retry: return retry()
    case .discard: return discard(surroundings.keys)
    }
    return []
  }

  private func open() -> [AppEffect] {
    guard let item = selectedRefused else { return openCustomer() }
    return [.go(to: AttentionState(at: item.id))]
  }

  private func openCustomer() -> [AppEffect] {
    guard cursor.selected != nil else { return [.say("There is no edit here.")] }
    guard let customer else { return [.say("It belongs to no customer in your book.")] }
    return [.go(to: Customer360State(id: customer.id))]
  }

  private func retry() -> [AppEffect] {
    let chosen = cursor.targets(in: ids)
    let refused = refused.map(\.id).filter(chosen.contains)
    if !refused.isEmpty { return [.settle(.retry(refused))] }
    return [.syncNow, .say(waiting.isEmpty ? "Nothing waits; syncing…" : "Sending…")]
  }

  /// What waits is undone, so that the service gets the edit and its undoing; nothing that may have
  /// been sent already is ever dropped.
  private func discard(_ keys: KeyNames) -> [AppEffect] {
    let chosen = cursor.targets(in: ids)
    guard !chosen.isEmpty else { return [.say("There is no edit here.")] }
    let refused = refused.filter { chosen.contains($0.id) }
    let waiting = waiting.filter { chosen.contains($0.id) }
    // Steps are taken back from the last one made.
    let steps = Set(waiting.compactMap(\.step)).sorted(by: >)
    guard !steps.isEmpty || !refused.isEmpty else {
      let isUndoing = waiting.contains(where: \.isUndoing)
      return [
        .warn(
          isUndoing
            ? "This edit takes another one back; \(keys["edit.redo"]) does that one again."
            : "This edit was taken back already; its undoing waits behind it.")
      ]
    }
    var effects: [AppEffect] = []
    if !steps.isEmpty { effects.append(.history(.takeBack(steps))) }
    if !refused.isEmpty { effects.append(.settle(.discard(refused.map(\.id)))) }
    let count = Words.count(chosen.count, "edit", "edits")
    return [
      .show(
        .question(
          Question(
            title: "Take back \(count)?", lines: lines(waiting, refused),
            answers: [
              .init(key: "y", title: "take back", effects: effects),
              .init(key: "n", title: "leave as it is", effects: []),
            ])))
    ]
  }

  private func lines(_ waiting: [OutboxItem], _ refused: [AttentionItem]) -> [SafeText] {
    var lines: [SafeText] = []
    if !waiting.isEmpty {
      lines.append("Undone here at once; the service gets the edit and then its undoing:")
      lines += waiting.map { item in
        let more: SafeText =
          item.stepSize > 1 ? " (with all \(item.stepSize) of its step)" : ""
        let kept: SafeText = item.step == nil ? " stays: it was undone, or undoes another" : more
        return "\u{2022} \(SafeText(sanitizing: item.summary))\(kept)"
      }
    }
    if !refused.isEmpty {
      lines.append("Given up; what the service has stays:")
      lines += refused.map { "\u{2022} \(SafeText(sanitizing: $0.summary))" }
    }
    return lines
  }
}
