/// One edit by a person: a name, a version and arguments, never a changed row.
///
/// The replica applies it at once and the service applies it again with the same code; the ids of
/// new rows are arguments, so both make the same rows.
package enum Mutation: Hashable, Sendable {
  case logActivity(LogActivity)
  case editActivity(EditActivity)
  case deleteActivity(DeleteActivity)
  case saveDraft(SaveDraft)
  case discardDraft(DiscardDraft)
  case addCTA(AddCTA)
  case editCTA(EditCTA)
  case closeCTA(CloseCTA)
  case reopenCTA(ReopenCTA)
  case snoozeCTA(SnoozeCTA)
  case wakeCTA(WakeCTA)
  case assignCTA(AssignCTA)
  case deleteCTA(DeleteCTA)
  case applyPlaybook(ApplyPlaybook)
  case addTask(AddTask)
  case editTask(EditTask)
  case setTaskStatus(SetTaskStatus)
  case deleteTask(DeleteTask)
  case labelInstance(LabelInstance)
  case setInstanceHealthInclusion(SetInstanceHealthInclusion)
  case setAttribute(SetAttribute)
  case setSentiment(SetSentiment)
  case addPlan(AddPlan)
  case editPlan(EditPlan)
  case setPlanStatus(SetPlanStatus)
  case deletePlan(DeletePlan)
  case addContact(AddContact)
  case editContact(EditContact)
  case deleteContact(DeleteContact)
  case assignTAM(AssignTAM)
  case follow(FollowAccount)
  case unfollow(UnfollowAccount)
  case mergeAccounts(MergeAccounts)
  case removeAccount(RemoveAccount)
  case dismissDeparture(DismissDeparture)
  case claimOrganization(ClaimOrganization)
}

extension Mutation {
  /// Such as `logActivity`; stable on the wire.
  package var name: String { type(of: arguments).name }

  /// Raised when the meaning of the arguments changes.
  package var version: Int { type(of: arguments).version }

  /// Adds to a customer's record without changing what is there (sync reference 2.4).
  package var isAppendOnly: Bool { type(of: arguments).isAppendOnly }

  /// The row it makes, if it makes one.
  package var created: RowKey? { arguments.created }

  /// Rows it cannot do without.
  ///
  /// When the mutation that should have made one was refused, refuse this one with
  /// ``MutationRefusal/parentRejected(_:)``.
  package var needed: [RowKey] { arguments.needed }

  /// The customer it concerns, whose scope the author must have; nil for a draft, and when the row
  /// to change does not exist.
  package func account(in rows: some RowStorage) throws -> Account.ID? {
    if let customer = arguments.customer { return customer }
    for key in needed {
      guard let table = Schema.table(key.table), let row = try rows.row(table, key.id) else {
        continue
      }
      if table == Account.table { return Account.ID(row.id) }
      if let id = String(stored: row[column: "account_id"]) { return Account.ID(id) }
    }
    return nil
  }

  /// Applies it to the rows, or changes nothing at all.
  ///
  /// - Throws: ``MutationRefusal`` for a permanent no, and whatever the storage throws.
  package func apply(
    to rows: some RowStorage, in context: MutationContext
  ) throws -> AppliedMutation {
    if !arguments.isForOperations { try refuseAbsorbed(in: rows) }
    let sheet = Worksheet(rows, context)
    let outcome = try arguments.apply(on: sheet)
    let didChange = try sheet.commit()
    return AppliedMutation(
      inverse: didChange ? outcome.inverse : nil, summary: outcome.summary,
      account: outcome.account, didChange: didChange,
      displaced: didChange ? outcome.displaced : nil)
  }

  /// An edit of an account that was merged here would be lost on what is left of it.
  private func refuseAbsorbed(in rows: some RowStorage) throws {
    guard let id = try account(in: rows), let row = try rows.row(Account.table, id.rawValue),
      let winner = row[Account.absorbedBy]
    else { return }
    let kept = try rows.row(Account.table, winner.rawValue)
    throw MutationRefusal.absorbed(
      row[Account.name] ?? row.id, by: kept?[Account.name] ?? winner.rawValue, account: id)
  }

  /// The payload, whatever the case.
  var arguments: any MutationArguments {
    switch self {
    case .logActivity(let arguments): arguments
    case .editActivity(let arguments): arguments
    case .deleteActivity(let arguments): arguments
    case .saveDraft(let arguments): arguments
    case .discardDraft(let arguments): arguments
    case .addCTA(let arguments): arguments
    case .editCTA(let arguments): arguments
    case .closeCTA(let arguments): arguments
    case .reopenCTA(let arguments): arguments
    case .snoozeCTA(let arguments): arguments
    case .wakeCTA(let arguments): arguments
    case .assignCTA(let arguments): arguments
    case .deleteCTA(let arguments): arguments
    case .applyPlaybook(let arguments): arguments
    case .addTask(let arguments): arguments
    case .editTask(let arguments): arguments
    case .setTaskStatus(let arguments): arguments
    case .deleteTask(let arguments): arguments
    case .labelInstance(let arguments): arguments
    case .setInstanceHealthInclusion(let arguments): arguments
    case .setAttribute(let arguments): arguments
    case .setSentiment(let arguments): arguments
    case .addPlan(let arguments): arguments
    case .editPlan(let arguments): arguments
    case .setPlanStatus(let arguments): arguments
    case .deletePlan(let arguments): arguments
    case .addContact(let arguments): arguments
    case .editContact(let arguments): arguments
    case .deleteContact(let arguments): arguments
    case .assignTAM(let arguments): arguments
    case .follow(let arguments): arguments
    case .unfollow(let arguments): arguments
    case .mergeAccounts(let arguments): arguments
    case .removeAccount(let arguments): arguments
    case .dismissDeparture(let arguments): arguments
    case .claimOrganization(let arguments): arguments
    }
  }
}
