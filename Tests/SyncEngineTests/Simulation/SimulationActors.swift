import CustomerSuccess
import Support
import SyncEngine

/// What people, imports and managers do.
extension Simulation {
  /// A TAM edits what is on screen.
  func edit(on replica: SimulatedReplica) throws {
    guard let mutation = randomMutation(try replica.store.held()) else { return }
    let id = PendingMutation.ID("m\(newNumber())")
    do {
      try replica.store.perform(mutation, id: id, at: now)
      replica.made.insert(id)
    } catch is MutationRefusal {
      return
    }
    try replica.step(.edited(unsent: replica.unsent), at: now, &random)
    try checkAccounts(of: replica)
  }

  private func randomMutation(_ content: ReplicaContent) -> Mutation? {
    let rows = content.rows.values.map(\.row).sorted { $0.id < $1.id }
    let cta = pick(rows.filter { $0.table == CTA.table })
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1: return addition(rows)
    case 2: return cta.map { .closeCTA(CloseCTA(id: CTA.ID($0.id), status: .notRelevant)) }
    case 3: return cta.map { .reopenCTA(ReopenCTA(id: CTA.ID($0.id), from: .notRelevant)) }
    case 4, 5: return cta.map(rename)
    case 6: return cta.map { .deleteCTA(DeleteCTA(id: CTA.ID($0.id))) }
    case 7: return cta.map(task)
    case 8, 9:
      let text = "draft \(newNumber())"
      var fields = Fields()
      fields[ActivityDraft.notes] = text
      return .saveDraft(SaveDraft(id: ActivityDraft.ID("d\(newNumber() % 2)"), fields: fields))
    case 10: return .discardDraft(DiscardDraft(id: ActivityDraft.ID("d\(newNumber() % 2)")))
    default: return call(rows)
    }
  }

  private func addition(_ rows: [Row]) -> Mutation? {
    guard let account = pick(rows.filter { $0.table == Account.table }) else { return nil }
    var fields = Fields()
    fields[CTA.name] = "CTA \(newNumber())"
    fields[CTA.type] = .risk
    return .addCTA(
      AddCTA(id: CTA.ID("c\(newNumber())"), account: Account.ID(account.id), fields: fields))
  }

  private func rename(_ row: Row) -> Mutation {
    let change = FieldChange(CTA.name, from: row[CTA.name], to: "name \(newNumber())")
    return .editCTA(EditCTA(id: CTA.ID(row.id), changes: [change]))
  }

  private func task(_ row: Row) -> Mutation {
    var fields = Fields()
    fields[CTATask.name] = "step"
    return .addTask(
      AddTask(id: CTATask.ID("t\(newNumber())"), cta: CTA.ID(row.id), fields: fields))
  }

  private func call(_ rows: [Row]) -> Mutation? {
    guard let account = pick(rows.filter { $0.table == Account.table }) else { return nil }
    var fields = Fields()
    fields[Activity.type] = .call
    fields[Activity.subject] = "Call"
    fields[Activity.day] = SimulatedCompany.today
    return .logActivity(
      LogActivity(
        id: Activity.ID("v\(newNumber())"), account: Account.ID(account.id), fields: fields))
  }

  /// An import, a merge of customers, a purge.
  func changeRows() throws {
    let movable = service.content.rows.values.map(\.row)
      .filter { $0.table == CTA.table || $0.table == Contact.table }.sorted { $0.id < $1.id }
    guard let account = pick(SimulatedCompany.accounts) else { return }
    let number = newNumber()
    try service.write { work in
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<4:
        guard var row = pick(movable) else { return }
        row[column: "account_id"] = .text(account)
        work.save(row)
      case 4: if let row = pick(movable) { work.delete(row.table, row.id) }
      case 5, 6:
        guard var row = pick(movable) else { return }
        row[column: row.table == CTA.table ? "name" : "last_name"] = .text("import \(number)")
        work.save(row)
      case 7: work.save(SimulatedCompany.contact("p\(number % 4)", of: account))
      case 8: work.save(SimulatedCompany.salesforceActivity("s\(number % 6)", of: account))
      default:
        var row = SimulatedCompany.accountRow(account)
        row[Account.name] = "Renamed \(number)"
        work.save(row)
      }
    }
  }

  /// A customer is given to a TAM or taken away, sometimes with the book lagging behind.
  func changeAccess() throws {
    guard let user = pick(SimulatedCompany.users), let account = pick(SimulatedCompany.accounts)
    else { return }
    let scopes = SimulatedCompany.scopes(of: account)
    let isLagging = lagging.contains { $0.user == user && $0.scopes == scopes }
    if isLagging || service.content.held(by: user).isSuperset(of: scopes) {
      let isBookLate = !isLagging && chance(30)
      try service.write { work in
        work.forbid(scopes, to: user)
        if !isBookLate { work.removeFromBook(scopes, of: user) }
      }
      lagging.removeAll { $0.user == user && $0.scopes == scopes }
      if isBookLate { lagging.append((user, scopes)) }
      guard chance(20), !isBookLate else { return }
    }
    try service.write { work in
      work.permit(scopes, to: user)
      work.addToBook(scopes, of: user)
    }
  }
}
