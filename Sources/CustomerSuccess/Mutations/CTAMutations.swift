/// Adds a call to action, with the tasks of its playbook.
package struct AddCTA: MutationArguments {
  static let name = "addCTA"

  package let id: CTA.ID
  package let account: Account.ID
  /// A name and a type at least; what is left out is new, of medium priority, started today, and
  /// the author's own.
  package let fields: Fields
  package let tasks: [AddTask]
  /// Makes the row exactly as given, with nothing filled in.
  var isUndo: Bool?
  var restoring: HealthRestoration?

  package init(id: CTA.ID, account: Account.ID, fields: Fields, tasks: [AddTask] = []) {
    self.id = id
    self.account = account
    self.fields = fields
    self.tasks = tasks
  }

  var created: RowKey? { RowKey(CTA.table, id.rawValue) }
  var customer: Account.ID? { account }
  var needed: [RowKey] {
    [RowKey(Account.table, account.rawValue)]
      + (fields[CTA.plan].map { [RowKey(SuccessPlan.table, $0.rawValue)] } ?? [])
  }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let customer = try sheet.required(Account.table, account.rawValue)
    let row = try row(of: customer, on: sheet)
    guard row[CTA.status]?.isOpen != false else {
      throw MutationRefusal.invalid(
        "a new CTA is open: add it first, then close it", table: row.table, id: row.id,
        column: CTA.status.column)
    }
    if isUndo != true {
      try sheet.require(CTA.name, in: row)
      try sheet.require(CTA.type, in: row)
      if row[CTA.type] == .objective { try sheet.require(CTA.plan, in: row) }
      try sheet.requireDueAfterStart(row)
    }
    try sheet.insert(row)
    for task in tasks {
      guard task.cta == id else {
        throw MutationRefusal.invalid(
          "the task \(task.id) belongs to another CTA: add it there", table: CTATask.table,
          id: task.id.rawValue)
      }
      _ = try task.apply(on: sheet)
    }
    var inverse = DeleteCTA(id: id)
    inverse.tasks = tasks.map(\.id)
    inverse.restoring = try sheet.updateHealth(
      of: account, after: [row], movesObjective: row[CTA.plan] != nil, isUndo: isUndo == true,
      restoring: restoring)
    return Outcome(
      inverse: .deleteCTA(inverse), summary: "Added \(sheet.thing(row, of: customer))",
      account: account)
  }

  private func row(of customer: Row, on sheet: Worksheet) throws -> Row {
    var row = try sheet.newRow(
      CTA.table, id: id.rawValue, account: customer, fields: fields,
      kept: [
        CTA.originalDueDate.column, CTA.startDate.column, CTA.closedDate.column,
        CTA.source.column, CTA.createdAt.column, CTA.because.column,
      ], isUndo: isUndo == true)
    guard isUndo != true else { return row }
    try sheet.fill(CTA.status, in: &row, with: .new)
    try sheet.fill(CTA.priority, in: &row, with: .medium)
    try sheet.fill(CTA.owner, in: &row, with: sheet.context.actor)
    try sheet.fill(CTA.startDate, in: &row, with: sheet.context.today)
    let due = row[CTA.dueDate]
    try sheet.fill(CTA.originalDueDate, in: &row, with: due)
    try sheet.fill(CTA.createdAt, in: &row, with: sheet.context.at)
    return row
  }
}

/// Changes a CTA, apart from closing, reopening and snoozing it.
package struct EditCTA: MutationArguments {
  static let name = "editCTA"

  package let id: CTA.ID
  package let changes: [FieldChange]
  var isUndo: Bool?
  var restoring: HealthRestoration?

  package init(id: CTA.ID, changes: [FieldChange]) {
    self.id = id
    self.changes = changes
  }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(CTA.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let before = row
    try sheet.refuse(
      changes,
      of: [
        CTA.snoozedUntil.column, CTA.snoozeReason.column, CTA.snoozeEvent.column,
        CTA.snoozeMark.column,
      ], in: row, "snooze or wake the CTA instead")
    let made = try changes.compactMap { change in
      let checked = try sheet.checked(change, in: row, account: customer, isUndo: isUndo == true)
      try requireOpen(checked, in: row, customer, on: sheet)
      return try sheet.keepBoth(checked, in: &row, account: customer)
        ?? sheet.settle(checked, in: &row, account: customer)
    }
    if isUndo != true {
      if before[CTA.name] != nil { try sheet.require(CTA.name, in: row) }
      if row[CTA.dueDate] != before[CTA.dueDate] { try sheet.requireDueAfterStart(row) }
    }
    try sheet.save(row)
    var inverse = EditCTA(id: id, changes: made.reversed().map(\.reversed))
    inverse.isUndo = true
    inverse.restoring = try sheet.updateHealth(
      of: Account.ID(customer.id), after: [before, row],
      movesObjective: before[CTA.plan] != row[CTA.plan], isUndo: isUndo == true,
      restoring: restoring)
    return Outcome(
      inverse: .editCTA(inverse), summary: "Edited \(sheet.thing(before, of: customer))",
      account: Account.ID(customer.id),
      displaced: sheet.displaced(before[CTA.owner], by: row[CTA.owner]))
  }

  /// The status may move between open states only.
  private func requireOpen(
    _ change: CheckedChange, in row: Row, _ customer: Row, on sheet: Worksheet
  ) throws {
    guard change.column == CTA.status.column, change.found != change.to else { return }
    // An import may have left the status empty, which an undo puts back.
    guard CTAStatus(stored: change.to)?.isOpen ?? (isUndo == true) else {
      throw MutationRefusal.invalid(
        "a CTA is closed with a reason, not by editing its status: close it instead",
        table: row.table, id: row.id, column: change.column)
    }
    guard row[CTA.status]?.isOpen != false else {
      throw MutationRefusal.conflict(
        change.column, of: row, sheet.thing(row, of: customer), yours: change.to)
    }
  }
}

/// Gives a CTA to somebody else, or to nobody.
package struct AssignCTA: MutationArguments {
  static let name = "assignCTA"

  package let id: CTA.ID
  package let owner: User.ID?
  /// The owner that an undo takes it from; nil takes it from anybody.
  var seen: Stamp<User.ID>?
  var isUndo: Bool?

  package init(id: CTA.ID, owner: User.ID?) {
    self.id = id
    self.owner = owner
  }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(CTA.table, id.rawValue)
    let customer = try sheet.account(of: row)
    try sheet.requireEditor(of: CTA.owner.column, in: row, account: customer)
    if let owner, isUndo != true { try sheet.requireActive(owner) }
    try sheet.requireSeen(seen, at: CTA.owner, in: row, account: customer, wanted: owner)
    let before = row[CTA.owner]
    row[CTA.owner] = owner
    try sheet.save(row)
    var inverse = AssignCTA(id: id, owner: before)
    inverse.seen = Stamp(owner)
    inverse.isUndo = true
    let words = try owner.map { try sheet.name(of: $0) } ?? "nobody"
    return Outcome(
      inverse: .assignCTA(inverse), summary: "Gave \(sheet.thing(row, of: customer)) to \(words)",
      account: Account.ID(customer.id), displaced: sheet.displaced(before, by: owner))
  }
}

/// Takes back an open CTA that nothing was built upon, with its tasks.
package struct DeleteCTA: MutationArguments {
  static let name = "deleteCTA"

  package let id: CTA.ID
  /// The tasks that came with the CTA, in an undo of adding it; nil deletes whatever tasks it has.
  var tasks: [CTATask.ID]?
  var restoring: HealthRestoration?

  package init(id: CTA.ID) { self.id = id }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    guard let row = try sheet.row(CTA.table, id.rawValue) else {
      return Outcome(summary: "The CTA \(id) is gone already")
    }
    let customer = try sheet.account(of: row)
    let account = Account.ID(customer.id)
    try sheet.editor()
    let thing = sheet.thing(row, of: customer)
    guard row[CTA.status]?.isOpen != false else {
      throw MutationRefusal.invalid(
        "\(thing) is closed and stays as a record: reopen it to delete it", table: row.table,
        id: row.id, column: CTA.status.column)
    }
    let entries = try sheet.rows(Activity.table, where: Activity.account, is: account)
    guard !entries.contains(where: { $0[Activity.cta] == id }) else {
      throw MutationRefusal.invalid(
        "\(thing) is part of the timeline and stays: close it instead", table: row.table,
        id: row.id)
    }
    let tasks = try sheet.rows(CTATask.table, where: CTATask.cta, is: id)
    try requireOwn(tasks, thing)
    for task in tasks { try sheet.delete(CTATask.table, task.id) }
    try sheet.delete(CTA.table, id.rawValue)
    var inverse = AddCTA(
      id: id, account: account, fields: Fields(body: row),
      tasks: tasks.map(AddTask.init(restoring:)))
    inverse.isUndo = true
    inverse.restoring = try sheet.updateHealth(
      of: account, after: [row], movesObjective: row[CTA.plan] != nil, isUndo: self.tasks != nil,
      restoring: restoring)
    return Outcome(inverse: .addCTA(inverse), summary: "Deleted \(thing)", account: account)
  }

  /// An undo does not sweep away what was planned since.
  private func requireOwn(_ found: [Row], _ thing: String) throws {
    guard let own = tasks,
      let other = found.first(where: { !own.contains(CTATask.ID($0.id)) })
    else { return }
    throw MutationRefusal.invalid(
      """
      \(thing) has the task "\(other[CTATask.name] ?? other.id)", which was added since: delete \
      that task first, or close the CTA instead
      """, table: CTATask.table, id: other.id)
  }
}

extension Worksheet {
  /// Recalculates what CTAs decide: the account's onboarding when one of those that changed may be its
  /// own, and ROI when an objective came or went.
  ///
  /// - Returns: What an undo needs; nil when the health stayed as it was.
  func updateHealth(
    of id: Account.ID, after changed: [Row], movesObjective: Bool, isUndo: Bool,
    restoring: HealthRestoration?
  ) throws -> HealthRestoration? {
    guard try updateOnboarding(of: id, with: changed) else {
      return movesObjective
        ? try updateOutcomes(of: id, isUndo: isUndo, restoring: restoring) : nil
    }
    // In the first days of an onboarding nothing but the sentiment is judged.
    return try updateHealth(of: id, rescoring: !isUndo, restoring: restoring)
  }

  /// - Returns: Whether the onboarding begins on another day.
  @discardableResult
  func updateOnboarding(of id: Account.ID, with changed: [Row]) throws -> Bool {
    guard changed.contains(where: { $0[CTA.type] == .lifecycle }) else { return false }
    let before = try required(Account.table, id.rawValue)
    let after = AccountRollup.withOnboarding(
      before, from: try rows(CTA.table, where: CTA.account, is: id))
    try save(after)
    return after[Account.onboardingStart] != before[Account.onboardingStart]
  }

  /// Refuses a due date before the start; a CTA without one of them is fine.
  fileprivate func requireDueAfterStart(_ row: Row) throws {
    guard let due = row[CTA.dueDate], let start = row[CTA.startDate], due < start else { return }
    throw MutationRefusal.invalid(
      "a CTA that starts on \(start) cannot be due on \(due): choose a later day",
      table: row.table, id: row.id, column: CTA.dueDate.column)
  }

  /// Puts a text beside the one that somebody else wrote meanwhile; nil when nobody did.
  fileprivate func keepBoth(
    _ change: CheckedChange, in row: inout Row, account: Row
  ) throws -> FieldChange? {
    guard change.column.origin.conflict == .keepBoth, change.isStale,
      case .text(let found) = change.found, case .text(var mine) = change.to
    else { return nil }
    if case .text(let seen) = change.from, mine.hasPrefix(seen) { mine.removeFirst(seen.count) }
    let author = try name(of: context.actor)
    let text = "— \(author), written at the same time:\n\(mine.trimmed)"
    // Sent a second time, the text is there already.
    guard !found.contains(text) else {
      return FieldChange(column: change.column.name, from: change.found, to: change.found)
    }
    let both = Value.text("\(found)\n\n\(text)")
    guard change.column.problem(with: both) == nil else {
      throw MutationRefusal.conflict(
        change.column, of: row, thing(row, of: account), yours: change.to)
    }
    row[column: change.column.name] = both
    return FieldChange(column: change.column.name, from: change.found, to: both)
  }
}

extension String {
  /// The text without white space around it.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
