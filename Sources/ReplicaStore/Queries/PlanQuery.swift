package import CustomerSuccess

/// A success plan with its objectives (methodology 4).
package struct PlanRow: Equatable, Identifiable, Sendable {
  /// All columns, by ``SuccessPlan``'s fields.
  package let plan: Row
  package let ownerName: String?
  /// Open ones first, then by due date.
  package let objectives: [ObjectiveRow]
  /// What was logged about it or one of its objectives, the newest first.
  package var entries: [ActivityRow] = []

  package var id: SuccessPlan.ID { SuccessPlan.ID(plan.id) }
  package var status: SuccessPlanStatus { plan[SuccessPlan.status] ?? .draft }

  package var progress: PlanProgress {
    var progress = PlanProgress()
    for objective in objectives {
      progress.addObjective(
        isClosed: objective.isClosed, tasks: objective.tasks.count,
        closedTasks: objective.closedTasks)
    }
    return progress
  }
}

/// An objective, or another CTA of a success plan, with its tasks.
package struct ObjectiveRow: Equatable, Identifiable, Sendable {
  /// All columns, by ``CTA``'s fields.
  package let cta: Row
  package let ownerName: String?
  /// Rows of ``CTATask``, in their order.
  package let tasks: [Row]

  package var id: CTA.ID { CTA.ID(cta.id) }
  package var isClosed: Bool { cta[CTA.closedDate] != nil }
  package var closedTasks: Int { tasks.count { $0[CTATask.closedDate] != nil } }

  /// How far it is, 0 through 1.
  package var progress: Double {
    var progress = PlanProgress()
    progress.addObjective(isClosed: isClosed, tasks: tasks.count, closedTasks: closedTasks)
    return progress.share
  }
}

extension Replica {
  /// The success plans of a customer: active ones first, then the newest.
  package func planRows(of account: Account.ID) throws -> [PlanRow] {
    let plans = try plans(of: account)
    guard !plans.isEmpty else { return [] }
    let found = try file.read { connection in
      let rows = RowReading(connection: connection)
      let planned = try rows.rows(CTA.table, where: CTA.account.name, equals: account.stored)
        .filter { $0[CTA.plan] != nil }
      var names: [User.ID: String?] = [:]
      func name(of user: User.ID?) throws -> String? {
        guard let user else { return nil }
        if let known = names[user] { return known }
        let name = try rows.row(User.table, user.rawValue)?[User.name]
        names[user] = .some(name)
        return name
      }
      let tasks = try rows.rows(
        CTATask.table, where: CTATask.account.name, equals: account.stored)
      let byCTA = Dictionary(grouping: tasks) { $0[CTATask.cta]?.rawValue ?? "" }
      let objectives = try planned.map { cta in
        ObjectiveRow(
          cta: cta, ownerName: try name(of: cta[CTA.owner]),
          tasks: (byCTA[cta.id] ?? []).sorted { $0.taskOrder < $1.taskOrder })
      }
      let byPlan = Dictionary(grouping: objectives) { $0.cta[CTA.plan]?.rawValue ?? "" }
      return try plans.map { plan in
        PlanRow(
          plan: plan, ownerName: try name(of: plan[SuccessPlan.owner]),
          objectives: (byPlan[plan.id] ?? []).sorted { $0.order < $1.order })
      }
    }
    let entries = try activitiesAboutPlans(of: account)
    return found.map { plan in
      let objectives = Set(plan.objectives.map(\.id))
      var plan = plan
      plan.entries = entries.filter { entry in
        entry.plan == plan.id || entry.cta.map(objectives.contains) == true
      }
      return plan
    }
  }
}

extension Replica {
  /// Why there is a plan and why it stands where it does; nil when the replica does not hold it.
  package func planExplanation(of id: SuccessPlan.ID) throws -> PlanExplanation? {
    guard let plan = try row(SuccessPlan.table, id.rawValue),
      let account = plan[SuccessPlan.account],
      let found = try planRows(of: account).first(where: { $0.id == id })
    else { return nil }
    let author = try plan[SuccessPlan.createdBy].flatMap {
      try row(User.table, $0.rawValue)?[User.name]
    }
    return PlanExplanation(
      plan, customer: try row(Account.table, account.rawValue)?[Account.name],
      objectives: found.objectives.map { .init($0.cta, tasks: $0.tasks) }, author: author,
      now: environment.now())
  }
}

extension ObjectiveRow {
  /// What is open first, then by due date; without one last.
  fileprivate var order: (Int, Int, String) {
    (isClosed ? 1 : 0, cta[CTA.dueDate]?.daysSinceEpoch ?? .max, cta.id)
  }
}

extension Row {
  fileprivate var taskOrder: (Int, String) { (self[CTATask.position] ?? .max, id) }
}
