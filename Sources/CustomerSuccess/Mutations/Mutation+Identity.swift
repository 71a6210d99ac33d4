extension Mutation {
  /// The same edit with an id for the row it makes, if it was made without one.
  ///
  /// A screen knows no new ids: it leaves them empty, and whoever applies the edit fills them in.
  package func identified(newID: () -> String) -> Mutation {
    switch self {
    case .addCTA(let add) where add.id.rawValue.isEmpty:
      let id = CTA.ID(newID())
      let tasks = add.tasks.map { task in
        AddTask(
          id: task.id.rawValue.isEmpty ? CTATask.ID(newID()) : task.id, cta: id,
          fields: task.fields)
      }
      return .addCTA(AddCTA(id: id, account: add.account, fields: add.fields, tasks: tasks))
    case .addPlan(let add) where add.id.rawValue.isEmpty:
      return .addPlan(
        AddPlan(id: SuccessPlan.ID(newID()), account: add.account, fields: add.fields))
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
