import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the CS Ops screen.
enum CSOpsCommand: Equatable {
  case move(Motion)
  case select(CSOpsState.ItemID)
  case show(CSOpsState.Section)
  case nextSection
  case sectionBefore
  case open
  case accept
  case choose
  case remove
  case dismiss
  case showDismissed
  case mark
  case markAll

  static let table: [CommandSpec<CSOpsCommand>] =
    [
      .init(
        "csOps.section", "section", keys: ["tab", "]"],
        help: "Goes to the next section, such as accounts to merge, to delete, missing ones.",
        group: group, hint: 95, action: .nextSection),
      .init(
        "csOps.sectionBefore", "section before", keys: ["shift+tab", "["],
        help: "Goes to the section before.", group: group, action: .sectionBefore),
      .init(
        "csOps.accept", "accept", keys: ["a"],
        help: "Merges an account into the one kept; gives an organization to the one proposed.",
        group: group, hint: 90, action: .accept),
      .init(
        "csOps.choose", "choose", keys: ["A"],
        help: "The same with another account, which is chosen by name.", group: group, hint: 60,
        action: .choose),
      .init(
        "csOps.remove", "delete", keys: ["x"],
        help: "Removes the account or the marked ones for ever; for administrators.",
        group: group, hint: 85, action: .remove),
      .init(
        "csOps.dismiss", "leave alone", keys: ["z"],
        help: "Leaves an account as it is, or asks again; takes a given organization back.",
        group: group, hint: 70, action: .dismiss),
      .init(
        "csOps.dismissed", "left alone", keys: ["w"],
        help: "Lists what was left alone or given too, or no longer.", group: group,
        action: .showDismissed),
      .init(
        "csOps.open", "open", keys: ["enter", "right"],
        help: "Opens the Customer 360.", group: group, hint: 50, action: .open),
      .init(
        "csOps.mark", "mark", keys: ["space"],
        help: "Marks the account, to delete or leave alone several at once.", group: group,
        action: .mark),
      .init(
        "csOps.markAll", "mark all", keys: ["V"],
        help: "Marks everything listed, or takes all marks away.", group: group, action: .markAll),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "CS Ops"
}

extension CSOpsState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .csOps(let command) = command else { return [] }
    switch command {
    case .move(let motion): cursor.move(motion, in: ids, page: surroundings.bodyRows / 2)
    case .select(let id):
      guard cursor.selected != id else { return open() }
      cursor.selected = id
    case .show(let section): show(section)
    case .nextSection: step(by: 1)
    case .sectionBefore: step(by: -1)
    case .open: return open()
    case .accept: return accept()
    case .choose: return choose()
    case .remove: return remove()
    case .dismiss: return dismiss()
    case .showDismissed: toggleDismissed()
    case .mark: cursor.toggleMark(in: ids)
    case .markAll: cursor.toggleAll(in: ids)
    }
    return []
  }

  private mutating func step(by step: Int) {
    let sections = sections
    let place = sections.firstIndex(of: section) ?? 0
    show(sections[(place + step + sections.count) % sections.count])
  }

  private func open() -> [AppEffect] {
    guard let customer else { return [.say("There is no customer under the cursor.")] }
    return [.go(to: Customer360State(id: customer.id))]
  }

  private var rights: SafeText? {
    page?.isOperations == true ? nil : "Only CS Ops decides here: ask them."
  }

  /// Why nothing can be done about the row under the cursor; nil when something can.
  private var refusal: SafeText? {
    if let rights { return rights }
    return selectedAccount == nil ? "There is no account here that is gone from Salesforce." : nil
  }

  private func accept() -> [AppEffect] {
    if let rights { return [.warn(rights)] }
    if let row = selectedOrganization {
      guard let account = row.suggestion else { return choose() }
      return give(row, to: account)
    }
    guard let row = selectedAccount else { return [.warn("There is nothing to accept here.")] }
    guard let winner = row.winner, row.departure == .merged else { return choose() }
    return [.read(MergePreview(loser: row, winner: winner))]
  }

  private func give(_ row: SupportOrganizationRow, to account: Account.ID?) -> [AppEffect] {
    let edit = ClaimOrganization(organization: row.id, account: account)
    return [.perform([.claimOrganization(edit)], label: nil)]
  }

  /// Types the name of the account that gets everything.
  private func choose() -> [AppEffect] {
    if let rights { return [.warn(rights)] }
    let label: SafeText
    if let row = selectedOrganization {
      label = "Give \(SafeText(sanitizing: row.name, limit: 30)) to"
    } else if let row = selectedAccount {
      label = "Merge \(SafeText(sanitizing: row.name, limit: 30)) into"
    } else {
      return [.warn("There is nothing to choose an account for.")]
    }
    let purpose = Prompt.Purpose.words(
      for: .csOps(.choose), label: label, advice: "the name or the Salesforce id of an account")
    return [.show(.prompt(Prompt(purpose)))]
  }

  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    guard case .csOps(.choose) = command else { return .done([]) }
    guard !text.isEmpty else { return .refused("Type a name, or Esc to leave it.") }
    if let row = selectedOrganization {
      return .done([.read(TypedAccount(purpose: .give(row.id), text: text))])
    }
    guard let row = selectedAccount else { return .done([]) }
    return .done([.read(TypedAccount(purpose: .merge(row), text: text))])
  }

  private var targets: [DepartureRow] {
    let chosen = cursor.targets(in: ids)
    return page?.departures.filter { chosen.contains(.account($0.id)) } ?? []
  }

  private func remove() -> [AppEffect] {
    if let refusal { return [.warn(refusal)] }
    guard page?.bundle?.isAdministrator == true else {
      return [.warn("Only administrators remove accounts for ever: ask one.")]
    }
    return [.read(RemovalPreview(rows: targets))]
  }

  /// Those that all are left alone are asked about again.
  private mutating func dismiss() -> [AppEffect] {
    if rights == nil, let row = selectedOrganization {
      return row.account == nil
        ? [.say("It was given to nobody yet.")] : give(row, to: nil)
    }
    if let refusal { return [.warn(refusal)] }
    let rows = targets
    let isUndo = rows.allSatisfy(\.isDismissed)
    _ = cursor.clearMarks()
    return [
      .perform(
        rows.filter { $0.isDismissed == isUndo }.map {
          .dismissDeparture(DismissDeparture(account: $0.id, isDismissed: !isUndo))
        }, label: nil)
    ]
  }
}
