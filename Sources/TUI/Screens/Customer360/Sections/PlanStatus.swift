import CustomerSuccess
import ReplicaStore
import Terminal

/// Where plans, objectives and tasks stand, and how that changes.
extension PlansSection {
  /// `s`: asks where it stands now, and does it.
  func setStatus(
    _ item: PlanItem, _ request: SectionRequest, _ keys: KeyNames
  ) -> [AppEffect] {
    guard let value = request.value else { return [.show(.menu(statusMenu(item, request)))] }
    switch item {
    case .plan(let plan):
      return SuccessPlanStatus(stored: value).map { set(plan, to: $0) } ?? []
    case .objective(let objective, _):
      return CTAStatus(stored: value).map { set(objective, to: $0, request, keys) } ?? []
    case .task:
      return TaskStatus(stored: value).map { set(tasks(request), to: $0) } ?? []
    }
  }

  /// `x`: closes what is open, and opens again what is closed.
  func finish(
    _ item: PlanItem, _ request: SectionRequest, _ keys: KeyNames
  ) -> [AppEffect] {
    switch item {
    case .plan(let plan): return set(plan, to: plan.status == .closed ? .active : .closed)
    case .objective(let objective, _):
      guard !objective.isClosed else {
        return set(objective, to: .workInProgress, request, keys)
      }
      let choices = closing(objective).map { ($0.stored, Words.plain($0)) }
      return [.show(.menu(menu("Close as", choices, request, current: nil)))]
    case .task:
      let tasks = tasks(request)
      let isAllDone = tasks.allSatisfy { $0[CTATask.status]?.isOpen == false }
      return set(tasks, to: isAllDone ? .open : .closed)
    }
  }

  private func tasks(_ request: SectionRequest) -> [Row] {
    let wanted = Set(request.items)
    return (plans ?? []).flatMap(\.objectives).flatMap(\.tasks).filter { wanted.contains($0.id) }
  }

  // MARK: Menus

  private func statusMenu(_ item: PlanItem, _ request: SectionRequest) -> Menu {
    let choices: [(Value, SafeText)]
    let current: Value?
    switch item {
    case .plan(let plan):
      choices = SuccessPlanStatus.allCases.map { ($0.stored, Words.plain($0)) }
      current = plan.status.stored
    case .objective(let objective, _):
      let open = CTAStatus.allCases.filter(\.isOpen)
      choices = (open + closing(objective)).map { ($0.stored, Words.plain($0)) }
      current = objective.cta[CTA.status]?.stored
    case .task(let task, _):
      choices = TaskStatus.allCases.map { ($0.stored, Words.plain($0)) }
      current = task[CTATask.status]?.stored
    }
    return menu(item.name.truncated(to: 40), choices, request, current: current)
  }

  private func menu(
    _ title: SafeText, _ choices: [(Value, SafeText)], _ request: SectionRequest,
    current: Value?
  ) -> Menu {
    let items = choices.map { value, title in
      Menu.Item(
        title: title, effects: [.call(Self.request(.status, request.items, value: value))])
    }
    return Menu(
      title: title, items: items, selected: choices.firstIndex { $0.0 == current } ?? 0)
  }

  private func closing(_ objective: ObjectiveRow) -> [CTAStatus] {
    CTAStatus.closing(objective.cta[CTA.type] ?? .objective)
  }

  // MARK: Doing it

  private func set(_ plan: PlanRow, to status: SuccessPlanStatus) -> [AppEffect] {
    guard status != plan.status else { return [.say("It is \(Words.plain(status)) already.")] }
    let late = LateObjective.all(of: plan)
    if plan.status == .draft, status == .active, !late.isEmpty {
      return [.show(.question(LateObjective.question(late, plan)))]
    }
    let change = AppEffect.perform(
      [.setPlanStatus(SetPlanStatus(id: plan.id, from: plan.status, status: status))], label: nil)
    let open = plan.objectives.count { !$0.isClosed }
    guard status == .closed, open > 0 else { return [change] }
    return [
      .show(
        .question(
          Question(
            title: "Close the plan?",
            lines: [
              "\(Words.count(open, "objective is", "objectives are")) open; they stay as they are."
            ],
            answers: [
              .init(key: "y", title: "close it", effects: [change]),
              .init(key: "n", title: "leave it", effects: []),
            ])))
    ]
  }

  private func set(
    _ objective: ObjectiveRow, to status: CTAStatus, _ request: SectionRequest, _ keys: KeyNames
  ) -> [AppEffect] {
    let current = objective.cta[CTA.status] ?? .new
    guard status != current else { return [.say("It is \(Words.plain(status)) already.")] }
    if !status.isOpen, current.isOpen {
      // What was reached has to be said to close it.
      let purpose = Prompt.Purpose.words(
        for: Self.request(.status, [objective.cta.id], value: status.stored), label: "Outcome",
        advice: "what was reached? An objective cannot close without it")
      return [.show(.prompt(Prompt(purpose, text: objective.cta[CTA.outcome] ?? "")))]
    }
    guard status.isOpen else {
      return [.say("It is closed; \(keys["customer360.remove"]) opens it again first.")]
    }
    guard current.isOpen else {
      return [.perform([.reopenCTA(ReopenCTA(id: objective.id, from: current))], label: nil)]
    }
    let change = FieldChange(CTA.status, from: objective.cta[CTA.status], to: status)
    return [.perform([.editCTA(EditCTA(id: objective.id, changes: [change]))], label: nil)]
  }

  /// Closes an objective with the summary of its outcome (methodology 4).
  func takeOutcome(_ text: String, _ request: SectionRequest) -> PromptReply {
    let objective = (plans ?? []).flatMap(\.objectives).first { $0.cta.id == request.item }
    guard let objective, let status = request.value.flatMap({ CTAStatus(stored: $0) }) else {
      return .done([])
    }
    let seen = objective.cta[CTA.outcome]
    guard !text.isEmpty || objective.cta[CTA.type] != .objective else {
      return .refused("An objective closes with the summary of its outcome: what was reached?")
    }
    let close = CloseCTA(
      id: objective.id, status: status, outcome: text.isEmpty || text == seen ? nil : text,
      seen: seen)
    return .done([.perform([.closeCTA(close)], label: nil)])
  }

  private func set(_ tasks: [Row], to status: TaskStatus) -> [AppEffect] {
    let changes = tasks.filter { $0[CTATask.status] != status }.map { task in
      Mutation.setTaskStatus(
        SetTaskStatus(
          id: CTATask.ID(task.id), from: task[CTATask.status] ?? .open, status: status))
    }
    guard !changes.isEmpty else { return [.say("It is \(Words.plain(status)) already.")] }
    let many = "Set \(changes.count) tasks to \(status.rawValue.lowercased())"
    return [.perform(changes, label: changes.count == 1 ? nil : many)]
  }
}
