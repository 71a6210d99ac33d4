import CustomerSuccess
import Support

extension MutationRandom {
  /// Any edit of the catalog, of rows that exist more often than not.
  mutating func mutation(of rows: MemoryRows) -> Mutation {
    switch number(below: 6) {
    case 0: timelineMutation(rows)
    case 1: ctaMutation(rows)
    case 2: ctaStateMutation(rows)
    case 3: taskOrPlanMutation(rows)
    case 4: accountMutation(rows)
    default: contactOrInstanceMutation(rows)
    }
  }

  private mutating func id(of table: Table, _ rows: MemoryRows) -> String {
    chance(4) ? "nowhere" : pick(rows.all(table))?.id ?? "nowhere"
  }

  private mutating func account() -> Account.ID {
    chance(3) ? Account.ID("nowhere") : pick([.acme, .globex]) ?? .acme
  }

  /// A change of a column, mostly one whose old value was seen.
  private mutating func change<T>(
    _ field: Field<T>, of id: String, _ rows: MemoryRows, to value: T?
  ) -> FieldChange {
    let table = Schema.tables.first { $0.column(field.name) == field.column }
    let found = table.flatMap { rows.row($0, id) }?[column: field.name] ?? .null
    let seen = chance(85) ? found : value?.stored ?? .null
    return FieldChange(column: field.name, from: seen, to: value?.stored ?? .null)
  }

  private mutating func timelineMutation(_ rows: MemoryRows) -> Mutation {
    let id = id(of: Activity.table, rows)
    let draft = ActivityDraft.ID(pick(["acme-draft", "globex-draft", "d1"]) ?? "d1")
    switch number(below: 6) {
    case 0, 1:
      var fields = Fields.call(
        text() ?? "Call", day: day(around: 2), notes: text(),
        sentiment: maybe(Sentiment.allCases))
      fields[Activity.type] = pick(ActivityType.allCases)
      let new = chance(10) ? id : newID()
      return .logActivity(
        LogActivity(
          id: Activity.ID(new), account: account(), fields: fields, draft: maybe([draft])))
    case 2:
      var changes = [
        change(Activity.notes, of: id, rows, to: text()),
        change(Activity.type, of: id, rows, to: pick(ActivityType.allCases)),
      ]
      if chance(50) { changes.append(change(Activity.day, of: id, rows, to: day(around: 3))) }
      if chance(50) {
        changes.append(change(Activity.sentiment, of: id, rows, to: maybe(Sentiment.allCases)))
      }
      if chance(30) { changes.append(change(Activity.subject, of: id, rows, to: text())) }
      return .editActivity(EditActivity(id: Activity.ID(id), changes: changes))
    case 3: return .deleteActivity(DeleteActivity(id: Activity.ID(id)))
    case 4:
      let text = text()
      return .saveDraft(SaveDraft(id: draft, fields: .with { $0[ActivityDraft.notes] = text }))
    default: return .discardDraft(DiscardDraft(id: draft))
    }
  }

  private mutating func ctaMutation(_ rows: MemoryRows) -> Mutation {
    let id = id(of: CTA.table, rows)
    switch number(below: 5) {
    case 4: return playbook(of: id, rows)
    case 0:
      let new = CTA.ID(newID())
      let tasks = chance(50) ? [AddTask(id: CTATask.ID(newID()), cta: new, fields: task())] : []
      return .addCTA(AddCTA(id: new, account: account(), fields: cta(), tasks: tasks))
    case 1:
      var changes = [
        change(CTA.comments, of: id, rows, to: text()),
        change(CTA.dueDate, of: id, rows, to: maybe([day()])),
      ]
      if chance(30) { changes.append(change(CTA.owner, of: id, rows, to: maybe(Self.users))) }
      if chance(30) {
        let status = pick([CTAStatus.new, .workInProgress, .closedSuccess])
        changes.append(change(CTA.status, of: id, rows, to: status))
      }
      return .editCTA(EditCTA(id: CTA.ID(id), changes: changes))
    case 2: return .assignCTA(AssignCTA(id: CTA.ID(id), owner: maybe(Self.users)))
    default: return .deleteCTA(DeleteCTA(id: CTA.ID(id)))
    }
  }

  private mutating func playbook(of cta: String, _ rows: MemoryRows) -> Mutation {
    let id = CTA.ID(cta)
    let found = rows.row(CTA.table, cta)?[CTA.playbook]
    let steps = rows.all(CTATask.table).filter { $0[CTATask.cta] == id && chance(70) }
    let adding = (0..<number(below: 3)).map { _ in
      AddTask(id: CTATask.ID(newID()), cta: id, fields: task())
    }
    return .applyPlaybook(
      ApplyPlaybook(
        id: id, playbook: maybe(["Handoff", "New Customer Onboarding"]),
        from: chance(85) ? found : "another", adding: adding,
        removing: steps.map { CTATask.ID($0.id) }))
  }

  private mutating func cta() -> Fields {
    var fields = Fields()
    fields[CTA.name] = text() ?? "Call"
    fields[CTA.type] = pick(CTAType.allCases)
    fields[CTA.dueDate] = maybe([day(around: 400)])
    fields[CTA.priority] = maybe(Priority.allCases)
    return fields
  }

  private mutating func task() -> Fields {
    var fields = Fields()
    fields[CTATask.name] = text() ?? "Step"
    fields[CTATask.dueDate] = maybe([day()])
    return fields
  }

  private mutating func ctaStateMutation(_ rows: MemoryRows) -> Mutation {
    let id = CTA.ID(id(of: CTA.table, rows))
    let status = rows.row(CTA.table, id.rawValue)?[CTA.status] ?? .new
    let outcome = rows.row(CTA.table, id.rawValue)?[CTA.outcome]
    switch number(below: 4) {
    case 0:
      let closing = chance(70) ? CTAStatus.closedSuccess : pick(CTAStatus.allCases) ?? .new
      return .closeCTA(
        CloseCTA(id: id, status: closing, outcome: maybe(["done"]), seen: outcome))
    case 1: return .reopenCTA(ReopenCTA(id: id, from: status))
    case 2:
      return .snoozeCTA(
        SnoozeCTA(
          id: id, until: day(), reason: maybe(SnoozeReason.allCases),
          event: maybe(SnoozeEvent.allCases), mark: text()))
    default: return .wakeCTA(WakeCTA(id: id))
    }
  }

  private mutating func taskOrPlanMutation(_ rows: MemoryRows) -> Mutation {
    let step = CTATask.ID(id(of: CTATask.table, rows))
    let plan = SuccessPlan.ID(id(of: SuccessPlan.table, rows))
    switch number(below: 8) {
    case 0:
      let cta = CTA.ID(id(of: CTA.table, rows))
      return .addTask(AddTask(id: CTATask.ID(newID()), cta: cta, fields: task()))
    case 1:
      return .editTask(
        EditTask(
          id: step,
          changes: [
            change(CTATask.name, of: step.rawValue, rows, to: text()),
            change(CTATask.position, of: step.rawValue, rows, to: 5),
          ]))
    case 2:
      let found = rows.row(CTATask.table, step.rawValue)?[CTATask.status] ?? .open
      return .setTaskStatus(
        SetTaskStatus(id: step, from: found, status: pick(TaskStatus.allCases) ?? .open))
    case 3: return .deleteTask(DeleteTask(id: step))
    case 4:
      var fields = Fields()
      fields[SuccessPlan.name] = text() ?? "Plan"
      fields[SuccessPlan.type] = pick(SuccessPlanType.allCases)
      let (id, customer) = (SuccessPlan.ID(newID()), account())
      let objectives = (0..<number(below: 3)).map { _ in
        var fields = cta()
        fields[CTA.plan] = id
        let new = CTA.ID(newID())
        let tasks = [AddTask(id: CTATask.ID(newID()), cta: new, fields: task())]
        return AddCTA(id: new, account: customer, fields: fields, tasks: tasks)
      }
      return .addPlan(AddPlan(id: id, account: customer, fields: fields, objectives: objectives))
    case 5:
      let change = change(SuccessPlan.strategy, of: plan.rawValue, rows, to: text())
      return .editPlan(EditPlan(id: plan, changes: [change]))
    case 6:
      let found = rows.row(SuccessPlan.table, plan.rawValue)?[SuccessPlan.status] ?? .draft
      return .setPlanStatus(
        SetPlanStatus(
          id: plan, from: found, status: pick(SuccessPlanStatus.allCases) ?? .active))
    default: return .deletePlan(DeletePlan(id: plan))
    }
  }

  private mutating func accountMutation(_ rows: MemoryRows) -> Mutation {
    let id = account()
    switch number(below: 6) {
    case 0:
      let change = change(
        Account.prioritization, of: id.rawValue, rows, to: maybe(Prioritization.allCases))
      return .setAttribute(SetAttribute(table: Account.table, id: id.rawValue, change: change))
    case 1:
      let deal = "\(id)-deal"
      let change = change(Opportunity.tamNotes, of: deal, rows, to: text())
      return .setAttribute(SetAttribute(table: Opportunity.table, id: deal, change: change))
    case 2:
      let key = HealthMeasure.id(account: id, measure: .tamSentiment)
      let seen = rows.row(HealthMeasure.table, key)?[HealthMeasure.score]
      return .setSentiment(
        SetSentiment(
          account: id, sentiment: maybe(Sentiment.allCases), comment: text(), seen: seen))
    case 3:
      return .assignTAM(
        AssignTAM(account: id, tam: maybe(Self.users), history: TAMHistory.ID(newID())))
    case 4: return .follow(FollowAccount(account: id))
    default: return .unfollow(UnfollowAccount(account: id))
    }
  }

  private mutating func contactOrInstanceMutation(_ rows: MemoryRows) -> Mutation {
    let box = Instance.ID(id(of: Instance.table, rows))
    let person = Contact.ID(id(of: Contact.table, rows))
    switch number(below: 5) {
    case 0: return .labelInstance(LabelInstance(id: box, type: maybe(InstanceType.allCases)))
    case 1:
      return .setInstanceHealthInclusion(
        SetInstanceHealthInclusion(id: box, inclusion: maybe(HealthInclusion.allCases)))
    case 2:
      let id = newID()
      var fields = Fields()
      fields[Contact.lastName] = text() ?? "Doe"
      fields[Contact.email] = chance(80) ? "\(id)@x.example" : "nobody"
      return .addContact(AddContact(id: Contact.ID(id), account: account(), fields: fields))
    case 3:
      return .editContact(
        EditContact(
          id: person,
          changes: [
            change(Contact.email, of: person.rawValue, rows, to: "p@y.example"),
            change(Contact.title, of: person.rawValue, rows, to: text()),
          ]))
    default: return .deleteContact(DeleteContact(id: person))
    }
  }
}
