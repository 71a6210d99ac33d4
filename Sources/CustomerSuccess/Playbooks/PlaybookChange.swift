/// What applying a playbook to a CTA does to its tasks, to be shown before it is done.
package struct PlaybookChange: Hashable, Sendable {
  /// New tasks, in order and without ids.
  package let adding: [Row]
  /// Tasks of the playbook before that nobody touched.
  package let removing: [Row]
  /// All others, which stay.
  package let keeping: [Row]
  package let mutation: Mutation

  /// - Parameters:
  ///   - playbook: Nil takes the one it has away.
  ///   - before: The playbook it has; nil when it has none, or one that nobody knows any more. Then
  ///     tasks stay.
  ///   - tasks: All tasks of the CTA.
  ///   - author: Owns what would be the CTA's owner's, where it has none.
  ///   - user: The row of a user; nil when there is none.
  package init(
    applying playbook: Playbook?, insteadOf before: Playbook?, to cta: Row, of account: Row,
    tasks: [Row], author: User.ID?, start: Day, user: (User.ID) throws -> Row?
  ) rethrows {
    var owned = cta
    owned[CTA.owner] = cta[CTA.owner] ?? author
    let leaves = { (task: Row) in before.map { CTATask.isUntouched(task, from: $0) } ?? false }
    removing = tasks.filter(leaves)
    keeping = tasks.filter { !leaves($0) }
    adding =
      try playbook?.taskRows(
        of: owned, account: account, start: start,
        after: keeping.compactMap { $0[CTATask.position] }.max() ?? 0, user: user,
        ids: { _ in CTATask.ID("") }) ?? []
    mutation = .applyPlaybook(
      ApplyPlaybook(
        id: CTA.ID(cta.id), playbook: playbook?.name, from: cta[CTA.playbook],
        adding: adding.map { AddTask(copying: $0, to: CTA.ID(cta.id)) },
        removing: removing.map { CTATask.ID($0.id) }))
  }
}

extension Playbook {
  /// A CTA that follows the playbook, with its tasks; none of them has an id yet.
  ///
  /// - Parameters:
  ///   - more: What the author says otherwise than the playbook.
  ///   - author: Owns it unless `more` names somebody.
  ///   - user: The row of a user; nil when there is none.
  package func newCTA(
    of account: Row, with more: Fields = Fields(), author: User.ID, today: Day,
    user: (User.ID) throws -> Row?
  ) rethrows -> AddCTA {
    var fields = fields(start: today)
    for column in more.columns { fields[column: column] = more[column: column] }
    fields[CTA.owner] = fields[CTA.owner] ?? author
    let row = fields.row(CTA.table, id: "")
    let tasks = try taskRows(
      of: row, account: account, start: today, user: user, ids: { _ in CTATask.ID("") })
    return AddCTA(
      id: CTA.ID(""), account: Account.ID(account.id), fields: fields,
      tasks: tasks.map { AddTask(copying: $0, to: CTA.ID("")) })
  }
}

extension PlanTemplate {
  /// A draft of a plan with its objectives; nothing of it has an id yet.
  ///
  /// An objective whose playbook is not known comes without tasks.
  ///
  /// - Parameters:
  ///   - more: What the author says otherwise than the template.
  ///   - author: Owns all of it.
  ///   - playbook: A playbook by its name; nil when there is none.
  ///   - user: The row of a user; nil when there is none.
  package func newPlan(
    of account: Row, with more: Fields = Fields(), author: User.ID, today: Day,
    playbook: (String) throws -> Playbook?, user: (User.ID) throws -> Row?
  ) rethrows -> AddPlan {
    var fields = Fields()
    fields[SuccessPlan.name] = name
    fields[SuccessPlan.type] = type
    fields[SuccessPlan.template] = name
    fields[SuccessPlan.owner] = author
    fields[SuccessPlan.strategy] = strategy
    fields[SuccessPlan.highlights] = highlights
    fields[SuccessPlan.dueDate] = dueDay(start: today)
    for column in more.columns { fields[column: column] = more[column: column] }
    let added = try objectives.map { objective -> AddCTA in
      var fields = objective.fields(today: today)
      guard let known = try objective.playbook.flatMap(playbook) else {
        fields[CTA.owner] = author
        return AddCTA(id: CTA.ID(""), account: Account.ID(account.id), fields: fields)
      }
      return try known.newCTA(
        of: account, with: fields, author: author, today: today, user: user)
    }
    return AddPlan(
      id: SuccessPlan.ID(""), account: Account.ID(account.id), fields: fields, objectives: added)
  }
}

extension PlanTemplate.Objective {
  fileprivate func fields(today: Day) -> Fields {
    var fields = Fields()
    fields[CTA.name] = name
    fields[CTA.type] = .objective
    fields[CTA.objectiveCategory] = category
    fields[CTA.stage] = stage
    fields[CTA.dueDate] = dueAfterDays.map(today.adding(days:))
    fields[CTA.successCriteria] = successCriteria
    return fields
  }
}

extension AddTask {
  /// A new task like that row; it takes its place behind the others.
  fileprivate init(copying row: Row, to cta: CTA.ID) {
    var fields = Fields(body: row)
    fields[CTATask.cta] = nil
    fields[CTATask.position] = nil
    self.init(id: CTATask.ID(row.id), cta: cta, fields: fields)
  }
}
