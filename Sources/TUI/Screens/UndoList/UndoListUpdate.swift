import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do with the steps of the undo list.
enum UndoListCommand: Equatable {
  case move(Motion)
  case select(UndoStep.ID)
  case downToHere
  case onlyThis
  case customer

  static let table: [CommandSpec<UndoListCommand>] =
    [
      .init(
        "undoList.downToHere", "down to here", keys: ["enter"],
        help: "Takes back every step down to this one; of undone steps, does all up to it again.",
        group: group, hint: 90, action: .downToHere),
      .init(
        "undoList.onlyThis", "only this one", keys: ["x"],
        help: "Takes back this step alone, where nothing later changed the same.", group: group,
        hint: 80, action: .onlyThis),
      .init(
        "undoList.customer", "customer", keys: ["o", "right"],
        help: "Opens the Customer 360 of its customer, or lists its customers.", group: group,
        hint: 50, action: .customer),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "Undo list"
}

extension UndoListState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .undoList(let command) = command else { return [] }
    switch command {
    case .move(let motion): cursor.move(motion, in: ids, page: surroundings.bodyRows * 2 / 3)
    case .select(let id): cursor.selected = id
    case .downToHere, .onlyThis, .customer:
      guard let step = selectedStep else { return [.say("There is nothing to undo.")] }
      switch command {
      case .downToHere: return walk(to: step)
      case .onlyThis:
        return step.isUndone
          ? [
            .say("It is undone already; \(surroundings.keys["edit.redo"]) does the next one again.")
          ]
          : [.history(.takeBack([step.id]))]
      default: return openCustomer(of: step)
      }
    }
    return []
  }

  /// More than one step is shown first.
  private func walk(to step: UndoStep) -> [AppEffect] {
    let all = page?.steps ?? []
    let steps: [UndoStep] =
      step.isUndone
      ? all.filter { $0.isUndone && $0.id <= step.id }.reversed()
      : all.filter { !$0.isUndone && $0.id >= step.id }
    let effect = AppEffect.history(
      step.isUndone ? .redoUp(to: step.id) : .undoDown(to: step.id))
    guard steps.count > 1 else { return [effect] }
    let verb: SafeText = step.isUndone ? "Do again" : "Take back"
    return [
      .show(
        .question(
          Question(
            title: "\(verb) \(steps.count) steps?",
            lines: steps.map { "\u{2022} \(SafeText(sanitizing: $0.label))" },
            answers: [
              .init(key: "y", title: "all of these", effects: [effect]),
              .init(key: "n", title: "none", effects: []),
            ])))
    ]
  }

  private func openCustomer(of step: UndoStep) -> [AppEffect] {
    guard let first = step.customers.first else {
      return [.say("This step was about no customer.")]
    }
    guard step.customers.count > 1 else { return [.go(to: Customer360State(id: first.id))] }
    return [
      .show(
        .menu(
          Menu(
            title: "Customers of this step",
            items: step.customers.map { customer in
              Menu.Item(
                title: SafeText(sanitizing: customer.name, limit: 50),
                effects: [.go(to: Customer360State(id: customer.id))])
            })))
    ]
  }
}
