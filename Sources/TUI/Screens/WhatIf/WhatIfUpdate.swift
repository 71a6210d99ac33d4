import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on What If.
enum WhatIfCommand: Equatable {
  case move(Motion)
  case select(Account.ID)
  case open
  case all
  case order
  case book
  case mark
  case markAll
  case assign
  case lines

  static let table: [CommandSpec<WhatIfCommand>] =
    [
      .init(
        "whatIf.customer", "customer", keys: ["enter", "right"],
        help: "Opens the Customer 360 of the customer under the cursor, as it is.", group: group,
        hint: 90, action: .open),
      .init(
        "whatIf.all", "all", keys: ["a"],
        help: "Lists those that stay as they are too, or only those that change.", group: group,
        hint: 75, action: .all),
      .init(
        "whatIf.order", "order", keys: ["s"],
        help: "What changes most in front, or the worst health in front.", group: group, hint: 70,
        action: .order),
      .init(
        "whatIf.lines", "make it real", keys: ["w"],
        help: "Shows the lines of the service's scorecard.yaml that would make it so, to hand on.",
        group: group, hint: 65, action: .lines),
      .init(
        "whatIf.assign", "assign", keys: ["A"],
        help: "Really gives the marked customers, or the one here, to a TAM, after a look at it.",
        group: group, action: .assign),
      .init(
        "whatIf.book", "book", keys: ["b"],
        help: "Whose customers: the own, the team's, or all that may be seen.", group: group,
        hint: 40, action: .book),
      .init(
        "whatIf.mark", "mark", keys: ["space"],
        help: "Marks a customer; another owner is tried out on the marked ones.", group: group,
        action: .mark),
      .init(
        "whatIf.markAll", "mark all", keys: ["V"],
        help: "Marks everything listed, or takes all marks away.", group: group,
        action: .markAll),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "What If"
}

extension WhatIfState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .whatIf(let command) = command else { return [] }
    let before = reading
    switch command {
    case .move(let motion): cursor.move(motion, in: ids, page: max(surroundings.bodyRows - 8, 1))
    case .select(let id):
      // A second click on the same line opens it.
      guard cursor.selected != id else { return open() }
      cursor.selected = id
    case .open: return open()
    case .all: toggleAll()
    case .order: toggleOrder()
    case .book: show(book.next(surroundings.team))
    case .mark: cursor.toggleMark(in: ids)
    case .markAll: cursor.toggleAll(in: ids)
    case .assign: return assign()
    case .lines: return lines(surroundings.keys)
    }
    return reading == before ? [] : [.read(reading)]
  }

  private func open() -> [AppEffect] {
    guard let row = selectedRow else { return [.say("There is no customer to open.")] }
    return [.go(to: Customer360State(id: row.id))]
  }

  /// The owner tried out is not asked for again.
  private func assign() -> [AppEffect] {
    guard let owner = page?.owner, isCurrent else {
      return targets.isEmpty
        ? [.say("There is no customer here.")] : [.read(TAMChoice(accounts: targets))]
    }
    let moving = ids.filter { rows[$0]?.isMoving == true }
    guard !moving.isEmpty else { return [.say("None of them would move.")] }
    return [.read(CustomersWork(accounts: moving, work: .assign(owner.id, name: owner.name)))]
  }

  /// What to hand on, and to whom.
  private func lines(_ keys: KeyNames) -> [AppEffect] {
    guard let page, isCurrent else { return [.say("Still judging\u{2026}")] }
    let lines = page.tried.lines(unlike: page.present)
    guard !lines.isEmpty else {
      return [
        .say(
          page.owner == nil
            ? "No number is another one than now: nothing to make real."
            : "\(keys["whatIf.assign"]) gives the customers to the owner; no number changes.")
      ]
    }
    let advice: SafeText = """
      Whoever runs the service puts these lines into scorecard.yaml in its data folder, in place of \
      the parts of these names, and tries them with tamd scorecard --check. Within ten minutes \
      everybody is judged by them.
      """
    let text = lines.map { SafeText(sanitizing: $0, limit: 2_000) }
    let file = "# " + page.question.text + "\n" + lines.joined(separator: "\n") + "\n"
    return [
      .show(
        .question(
          Question(
            title: "To make it real", lines: [advice, ""] + text,
            answers: [
              .init(
                key: "w", title: "write to ~/\(SafeText(sanitizing: Self.fileName))",
                effects: [.write(file, to: "~/\(Self.fileName)")]),
              .init(key: "n", title: "close", effects: []),
            ])))
    ]
  }

  /// Not the name that the service takes up by itself.
  private static let fileName = "scorecard-trial.yaml"
}
