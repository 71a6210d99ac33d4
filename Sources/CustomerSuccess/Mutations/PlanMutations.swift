/// Adds a success plan, with the objectives of its template.
package struct AddPlan: MutationArguments {
  static let name = "addPlan"

  package let id: SuccessPlan.ID
  package let account: Account.ID
  /// A name and a type at least; what is left out is a draft, and the author's own.
  package let fields: Fields
  /// Nil is none.
  package let objectives: [AddCTA]?
  /// Makes the row exactly as given, with nothing filled in.
  var isUndo: Bool?
  var restoring: HealthRestoration?

  package init(
    id: SuccessPlan.ID, account: Account.ID, fields: Fields, objectives: [AddCTA] = []
  ) {
    self.id = id
    self.account = account
    self.fields = fields
    self.objectives = objectives.isEmpty ? nil : objectives
  }

  var created: RowKey? { RowKey(SuccessPlan.table, id.rawValue) }
  var customer: Account.ID? { account }
  var needed: [RowKey] { [RowKey(Account.table, account.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let customer = try sheet.required(Account.table, account.rawValue)
    var row = try sheet.newRow(
      SuccessPlan.table, id: id.rawValue, account: customer, fields: fields,
      kept: [
        SuccessPlan.activeDate.column, SuccessPlan.createdAt.column, SuccessPlan.source.column,
        SuccessPlan.because.column, SuccessPlan.template.column, SuccessPlan.createdBy.column,
      ],
      isUndo: isUndo == true)
    if isUndo != true {
      try sheet.require(SuccessPlan.name, in: row)
      try sheet.require(SuccessPlan.type, in: row)
      try sheet.fill(SuccessPlan.status, in: &row, with: .draft)
      try sheet.fill(SuccessPlan.owner, in: &row, with: sheet.context.actor)
      try sheet.fill(SuccessPlan.createdAt, in: &row, with: sheet.context.at)
      // Whatever the edit says: what a person adds no rule opened.
      row[SuccessPlan.createdBy] = sheet.context.actor
      (row[SuccessPlan.source], row[SuccessPlan.because]) = (nil, nil)
      guard row[SuccessPlan.status] == .draft else {
        throw MutationRefusal.invalid(
          "a new success plan is a draft: add it first, then activate it", table: row.table,
          id: row.id, column: SuccessPlan.status.column)
      }
    }
    try sheet.insert(row)
    var inverse = DeletePlan(id: id)
    inverse.isUndo = true
    inverse.restoring = try sheet.updateOutcomes(
      of: account, isUndo: isUndo == true, restoring: restoring)
    // After the plan's own, so that an undo takes them back before it.
    inverse.objectives = try objectives?.map { try add($0, on: sheet) }
    return Outcome(
      inverse: .deletePlan(inverse), summary: "Added \(sheet.thing(row, of: customer))",
      account: account)
  }

  /// What takes the objective back.
  private func add(_ objective: AddCTA, on sheet: Worksheet) throws -> DeleteCTA {
    guard objective.account == account, objective.fields[CTA.plan] == id else {
      throw MutationRefusal.invalid(
        "the objective \(objective.id) belongs to another success plan: add it there",
        table: CTA.table, id: objective.id.rawValue)
    }
    guard case .deleteCTA(let inverse) = try objective.apply(on: sheet).inverse else {
      return DeleteCTA(id: objective.id)
    }
    return inverse
  }
}

/// Changes a success plan, but not its status.
package struct EditPlan: MutationArguments {
  static let name = "editPlan"

  package let id: SuccessPlan.ID
  package let changes: [FieldChange]
  var isUndo: Bool?
  var restoring: HealthRestoration?

  package init(id: SuccessPlan.ID, changes: [FieldChange]) {
    self.id = id
    self.changes = changes
  }

  var needed: [RowKey] { [RowKey(SuccessPlan.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(SuccessPlan.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let before = row
    try sheet.refuse(
      changes, of: [SuccessPlan.status.column], in: row, "set the status of the plan instead")
    let made = try sheet.settle(changes, in: &row, account: customer, isUndo: isUndo == true)
    if isUndo != true, before[SuccessPlan.name] != nil {
      try sheet.require(SuccessPlan.name, in: row)
    }
    if isUndo != true, let owner = row[SuccessPlan.owner], owner != before[SuccessPlan.owner] {
      try sheet.requireActive(owner)
    }
    try sheet.save(row)
    var inverse = EditPlan(id: id, changes: made.reversed().map(\.reversed))
    inverse.isUndo = true
    if !made.isEmpty {
      inverse.restoring = try sheet.updateOutcomes(
        of: Account.ID(customer.id), isUndo: isUndo == true, restoring: restoring)
    }
    return Outcome(
      inverse: .editPlan(inverse), summary: "Edited \(sheet.thing(before, of: customer))",
      account: Account.ID(customer.id),
      displaced: sheet.displaced(before[SuccessPlan.owner], by: row[SuccessPlan.owner]))
  }
}

/// Activates, closes or reopens a success plan; health and Cockpit count active plans only.
package struct SetPlanStatus: MutationArguments {
  static let name = "setPlanStatus"

  package let id: SuccessPlan.ID
  /// The status the author saw.
  package let from: SuccessPlanStatus
  package let status: SuccessPlanStatus
  var restoring: Restoration?

  /// What an undo puts back exactly.
  struct Restoration: Codable, Hashable, Sendable {
    /// Nil where an import left the status empty.
    let status: SuccessPlanStatus?
    let activeDate: Day?
    var health: HealthRestoration?
  }

  package init(id: SuccessPlan.ID, from: SuccessPlanStatus, status: SuccessPlanStatus) {
    self.id = id
    self.from = from
    self.status = status
  }

  var needed: [RowKey] { [RowKey(SuccessPlan.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(SuccessPlan.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let thing = sheet.thing(row, of: customer)
    let account = Account.ID(customer.id)
    let column = SuccessPlan.status.column
    try sheet.requireEditor(of: column, in: row, account: customer)
    let before = row
    let found = row[SuccessPlan.status] ?? .draft
    guard found != status else {
      return Outcome(
        summary: "\(thing) is \(found.rawValue.lowercased()) already", account: account)
    }
    guard found == from else {
      throw MutationRefusal.conflict(column, of: row, thing, yours: status.stored)
    }
    if restoring == nil, found == .draft, status == .active {
      try requireDatesInOrder(row, customer, on: sheet)
    }
    row[SuccessPlan.status] = status
    if let restoring {
      row[SuccessPlan.status] = restoring.status
      row[SuccessPlan.activeDate] = restoring.activeDate
    } else if status == .active {
      row[SuccessPlan.activeDate] = row[SuccessPlan.activeDate] ?? sheet.context.today
    } else if status == .draft {
      row[SuccessPlan.activeDate] = nil
    }
    try sheet.save(row)
    var inverse = SetPlanStatus(id: id, from: status, status: found)
    inverse.restoring = Restoration(
      status: before[SuccessPlan.status], activeDate: before[SuccessPlan.activeDate],
      health: try sheet.updateOutcomes(
        of: account, isUndo: restoring != nil, restoring: restoring?.health))
    return Outcome(
      inverse: .setPlanStatus(inverse), summary: "Set \(thing) to \(status.rawValue.lowercased())",
      account: account)
  }

  /// No objective may be due before one of its tasks (methodology 2.2).
  private func requireDatesInOrder(_ plan: Row, _ customer: Row, on sheet: Worksheet) throws {
    for objective in try sheet.ctas(of: plan, customer) {
      let tasks = try sheet.rows(CTATask.table, where: CTATask.cta, is: CTA.ID(objective.id))
      guard let due = objective[CTA.dueDate],
        let late = PlanExplanation.lastTask(tasks, after: due)
      else { continue }
      throw MutationRefusal.invalid(
        """
        \(sheet.thing(plan, of: customer)) cannot become active: its objective \
        \(sheet.name(objective)) is due on \(due), before its task \(sheet.name(late)) on \
        \(late[CTATask.dueDate]?.description ?? "no day"); move one of them
        """, table: plan.table, id: plan.id, column: SuccessPlan.status.column)
    }
  }
}

/// Takes back a success plan that has no objectives yet, or only those it came with.
package struct DeletePlan: MutationArguments {
  static let name = "deletePlan"

  package let id: SuccessPlan.ID
  /// Takes back the adding of it, and lets ROI rest.
  var isUndo: Bool?
  var restoring: HealthRestoration?
  /// Those that came with the plan, in an undo of adding it.
  var objectives: [DeleteCTA]?

  package init(id: SuccessPlan.ID) { self.id = id }

  var needed: [RowKey] { [RowKey(SuccessPlan.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    guard let row = try sheet.row(SuccessPlan.table, id.rawValue) else {
      return Outcome(summary: "The success plan \(id) is gone already")
    }
    let customer = try sheet.account(of: row)
    let account = Account.ID(customer.id)
    try sheet.editor()
    let thing = sheet.thing(row, of: customer)
    let own = Set((objectives ?? []).map(\.id.rawValue))
    guard try sheet.ctas(of: row, customer).allSatisfy({ own.contains($0.id) }) else {
      throw MutationRefusal.invalid(
        "\(thing) has objectives: delete them first, or close the plan", table: row.table,
        id: row.id)
    }
    let entries = try sheet.rows(Activity.table, where: Activity.account, is: account)
    guard !entries.contains(where: { $0[Activity.plan] == id }) else {
      throw MutationRefusal.invalid(
        "\(thing) is part of the timeline and stays: close it instead", table: row.table,
        id: row.id)
    }
    let deleted = try (objectives ?? []).compactMap { objective -> AddCTA? in
      guard case .addCTA(let add) = try objective.apply(on: sheet).inverse else { return nil }
      return add
    }
    try sheet.delete(SuccessPlan.table, id.rawValue)
    var inverse = AddPlan(
      id: id, account: account, fields: Fields(body: row), objectives: deleted)
    inverse.isUndo = true
    inverse.restoring = try sheet.updateOutcomes(
      of: account, isUndo: isUndo == true, restoring: restoring)
    return Outcome(inverse: .addPlan(inverse), summary: "Deleted \(thing)", account: account)
  }
}

extension Worksheet {
  /// The plan's objectives and other CTAs, found by the account, which is what the index knows.
  fileprivate func ctas(of plan: Row, _ customer: Row) throws -> [Row] {
    try rows(CTA.table, where: CTA.account, is: Account.ID(customer.id))
      .filter { $0[CTA.plan]?.rawValue == plan.id }
  }
}
