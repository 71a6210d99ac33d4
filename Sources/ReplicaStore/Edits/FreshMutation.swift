import CustomerSuccess

/// The same wish as a refused edit, said to the rows as they are now.
///
/// An edit names the values its author saw, and is refused where they have changed. Whoever decides
/// to have it again has seen the present ones.
struct FreshMutation {
  let row: (Table, String) throws -> Row?

  func again(_ mutation: Mutation) throws -> Mutation {
    switch mutation {
    case .editActivity(let edit):
      return .editActivity(
        EditActivity(id: edit.id, changes: try seen(edit.changes, Activity.table, edit.id.rawValue))
      )
    case .editCTA(let edit):
      return .editCTA(
        EditCTA(id: edit.id, changes: try seen(edit.changes, CTA.table, edit.id.rawValue)))
    case .editTask(let edit):
      return .editTask(
        EditTask(id: edit.id, changes: try seen(edit.changes, CTATask.table, edit.id.rawValue)))
    case .editPlan(let edit):
      return .editPlan(
        EditPlan(id: edit.id, changes: try seen(edit.changes, SuccessPlan.table, edit.id.rawValue)))
    case .editContact(let edit):
      return .editContact(
        EditContact(id: edit.id, changes: try seen(edit.changes, Contact.table, edit.id.rawValue)))
    case .setAttribute(let edit):
      guard let table = Schema.table(edit.table),
        let change = try seen([edit.change], table, edit.id).first
      else { return mutation }
      return .setAttribute(SetAttribute(table: table, id: edit.id, change: change))
    case .setSentiment(let edit):
      let id = HealthMeasure.id(account: edit.account, measure: .tamSentiment)
      let score = try row(HealthMeasure.table, id)?[HealthMeasure.score]
      return .setSentiment(
        SetSentiment(
          account: edit.account, sentiment: edit.sentiment, comment: edit.comment, seen: score))
    case .setTaskStatus, .setPlanStatus, .reopenCTA, .closeCTA: return try movingOn(mutation)
    case .applyPlaybook(let edit):
      let playbook = try row(CTA.table, edit.id.rawValue)?[CTA.playbook]
      return .applyPlaybook(
        ApplyPlaybook(
          id: edit.id, playbook: edit.playbook, from: playbook, adding: edit.adding,
          removing: edit.removing))
    case .snoozeCTA, .wakeCTA, .assignCTA, .labelInstance, .setInstanceHealthInclusion:
      return mutation.overriding
    // These name no value that somebody else may have changed.
    case .logActivity, .deleteActivity, .saveDraft, .discardDraft, .addCTA, .deleteCTA, .addTask,
      .deleteTask, .addPlan, .deletePlan, .addContact, .deleteContact, .assignTAM, .follow,
      .unfollow, .mergeAccounts, .removeAccount, .dismissDeparture, .claimOrganization:
      return mutation
    }
  }

  /// A move between states, from the state of now.
  private func movingOn(_ mutation: Mutation) throws -> Mutation {
    if case .setTaskStatus(let edit) = mutation {
      let status = try row(CTATask.table, edit.id.rawValue)?[CTATask.status]
      return .setTaskStatus(
        SetTaskStatus(id: edit.id, from: status ?? edit.from, status: edit.status))
    }
    if case .setPlanStatus(let edit) = mutation {
      let status = try row(SuccessPlan.table, edit.id.rawValue)?[SuccessPlan.status]
      return .setPlanStatus(
        SetPlanStatus(id: edit.id, from: status ?? edit.from, status: edit.status))
    }
    if case .reopenCTA(let edit) = mutation {
      let status = try row(CTA.table, edit.id.rawValue)?[CTA.status]
      return .reopenCTA(ReopenCTA(id: edit.id, from: status ?? edit.from))
    }
    if case .closeCTA(let edit) = mutation, let change = edit.outcome {
      let outcome = try row(CTA.table, edit.id.rawValue)?[CTA.outcome]
      return .closeCTA(
        CloseCTA(
          id: edit.id, status: edit.status, outcome: String(stored: change.to), seen: outcome))
    }
    return mutation
  }

  private func seen(
    _ changes: [FieldChange], _ table: Table, _ id: String
  ) throws -> [FieldChange] {
    guard let present = try row(table, id) else { return changes }
    return changes.map {
      FieldChange(column: $0.column, from: present[column: $0.column], to: $0.to)
    }
  }
}
