import CustomerSuccess
import ReplicaStore
import Terminal

/// An objective that is due before its last task, which keeps its plan a draft (methodology 2.2).
struct LateObjective {
  let objective: ObjectiveRow
  let due: Day
  /// The task that is due last.
  let task: Row
  let lastDue: Day

  static func all(of plan: PlanRow) -> [LateObjective] {
    plan.objectives.compactMap { objective in
      guard let due = objective.cta[CTA.dueDate],
        let last = PlanExplanation.lastTask(objective.tasks, after: due),
        let lastDue = last[CTATask.dueDate]
      else { return nil }
      return LateObjective(objective: objective, due: due, task: last, lastDue: lastDue)
    }
  }

  /// Says what is in the way, and offers to move it out of the way.
  static func question(_ late: [LateObjective], _ plan: PlanRow) -> Question {
    let lines = late.map { one -> SafeText in
      let name = SafeText(sanitizing: one.objective.cta[CTA.name] ?? "", limit: 60)
      let task = SafeText(sanitizing: one.task[CTATask.name] ?? "", limit: 60)
      return """
        \u{2022} \(name) is due \(Words.plain(one.due)), its task \u{201C}\(task)\u{201D} \
        \(Words.plain(one.lastDue))
        """
    }
    let moves = late.map { one in
      let change = FieldChange(CTA.dueDate, from: one.due, to: one.lastDue)
      return Mutation.editCTA(EditCTA(id: one.objective.id, changes: [change]))
    }
    let activation = Mutation.setPlanStatus(
      SetPlanStatus(id: plan.id, from: plan.status, status: .active))
    let name = plan.plan[SuccessPlan.name] ?? "the plan"
    return Question(
      title: "It cannot become active yet",
      lines: ["No objective may be due before one of its tasks:"] + lines,
      answers: [
        .init(
          key: "y", title: "move to the last task, activate",
          effects: [.perform(moves + [activation], label: "Activated \(name)")]),
        .init(key: "n", title: "leave it a draft", effects: []),
      ])
  }
}
