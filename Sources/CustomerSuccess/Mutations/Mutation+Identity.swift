extension Mutation {
  /// The same edit with an id for the row it makes, if it was made without one.
  ///
  /// A screen knows no new ids: it leaves them empty, and whoever applies the edit fills them in.
  package func identified(newID: () -> String) -> Mutation {
    switch self {
    case .addCTA(let add) where add.id.rawValue.isEmpty:
      return .addCTA(add.identified(newID))
    case .addPlan(let add) where add.id.rawValue.isEmpty:
      let id = SuccessPlan.ID(newID())
      let objectives = add.objectives?.map { $0.identified(newID, in: id) }
      return .addPlan(
        AddPlan(id: id, account: add.account, fields: add.fields, objectives: objectives ?? []))
    case .applyPlaybook(let apply) where apply.adding.contains(where: \.id.rawValue.isEmpty):
      return .applyPlaybook(
        ApplyPlaybook(
          id: apply.id, playbook: apply.playbook, from: apply.from,
          adding: apply.adding.map { $0.identified(newID, in: apply.id) },
          removing: apply.removing))
    case .addTask(let add) where add.id.rawValue.isEmpty:
      return .addTask(AddTask(id: CTATask.ID(newID()), cta: add.cta, fields: add.fields))
    case .logActivity(let log) where log.id.rawValue.isEmpty:
      return .logActivity(
        LogActivity(
          id: Activity.ID(newID()), account: log.account, fields: log.fields, draft: log.draft))
    case .addContact(let add) where add.id.rawValue.isEmpty:
      return .addContact(
        AddContact(id: Contact.ID(newID()), account: add.account, fields: add.fields))
    default: return self
    }
  }
}

extension AddCTA {
  /// - Parameter plan: The plan it is an objective of; nil leaves the one it names.
  fileprivate func identified(_ newID: () -> String, in plan: SuccessPlan.ID? = nil) -> AddCTA {
    let id = CTA.ID(newID())
    var fields = fields
    if let plan { fields[CTA.plan] = plan }
    return AddCTA(
      id: id, account: account, fields: fields, tasks: tasks.map { $0.identified(newID, in: id) })
  }
}

extension AddTask {
  fileprivate func identified(_ newID: () -> String, in cta: CTA.ID) -> AddTask {
    AddTask(id: id.rawValue.isEmpty ? CTATask.ID(newID()) : id, cta: cta, fields: fields)
  }
}
