/// Adds a step to a CTA.
package struct AddTask: MutationArguments {
  static let name = "addTask"

  package let id: CTATask.ID
  package let cta: CTA.ID
  /// A name at least; what is left out is open, of medium priority, at the end, and of the CTA's
  /// owner.
  package let fields: Fields
  /// Makes the row exactly as given, with nothing filled in.
  var isUndo: Bool?

  package init(id: CTATask.ID, cta: CTA.ID, fields: Fields) {
    self.id = id
    self.cta = cta
    self.fields = fields
  }

  init(restoring row: Row) {
    var fields = Fields(body: row)
    fields[CTATask.cta] = nil
    self.init(
      id: CTATask.ID(row.id), cta: row[CTATask.cta] ?? CTA.ID(""), fields: fields)
    isUndo = true
  }

  var created: RowKey? { RowKey(CTATask.table, id.rawValue) }
  var needed: [RowKey] { [RowKey(CTA.table, cta.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let parent = try sheet.required(CTA.table, cta.rawValue)
    let customer = try sheet.account(of: parent)
    guard isUndo == true || parent[CTA.status]?.isOpen != false else {
      throw MutationRefusal.invalid(
        "\(sheet.thing(parent, of: customer)) is closed: reopen it to add tasks",
        table: CTA.table, id: parent.id, column: CTA.status.column)
    }
    let row = try row(of: parent, customer, on: sheet)
    if isUndo != true {
      try sheet.require(CTATask.name, in: row)
      guard row[CTATask.status]?.isOpen != false else {
        throw MutationRefusal.invalid(
          "a new task is open: add it first, then set its status", table: row.table, id: row.id,
          column: CTATask.status.column)
      }
    }
    try sheet.insert(row)
    return Outcome(
      inverse: .deleteTask(DeleteTask(id: id)),
      summary: "Added \(sheet.thing(row, of: customer))", account: Account.ID(customer.id))
  }

  private func row(of parent: Row, _ customer: Row, on sheet: Worksheet) throws -> Row {
    var fields = fields
    fields[CTATask.cta] = cta
    var row = try sheet.newRow(
      CTATask.table, id: id.rawValue, account: customer, fields: fields,
      kept: [
        CTATask.cta.column, CTATask.closedDate.column, CTATask.playbookMark.column,
      ], isUndo: isUndo == true)
    guard isUndo != true else { return row }
    try sheet.fill(CTATask.status, in: &row, with: .open)
    try sheet.fill(CTATask.priority, in: &row, with: .medium)
    try sheet.fill(CTATask.owner, in: &row, with: parent[CTA.owner] ?? sheet.context.actor)
    try sheet.fill(CTATask.position, in: &row, with: nextPosition(on: sheet))
    return row
  }

  private func nextPosition(on sheet: Worksheet) throws -> Int {
    let others = try sheet.rows(CTATask.table, where: CTATask.cta, is: cta)
    let last = others.compactMap { $0[CTATask.position] }.max() ?? 0
    // An import may have brought any number.
    return last < NumberLimit.integer ? last + 1 : last
  }
}

/// Changes a step, but not its status.
package struct EditTask: MutationArguments {
  static let name = "editTask"

  package let id: CTATask.ID
  package let changes: [FieldChange]
  var isUndo: Bool?

  package init(id: CTATask.ID, changes: [FieldChange]) {
    self.id = id
    self.changes = changes
  }

  var needed: [RowKey] { [RowKey(CTATask.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(CTATask.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let before = row
    try sheet.refuse(
      changes, of: [CTATask.status.column], in: row, "set the status of the task instead")
    let made = try sheet.settle(changes, in: &row, account: customer, isUndo: isUndo == true)
    if isUndo != true { try sheet.require(CTATask.name, in: row) }
    try sheet.save(row)
    var inverse = EditTask(id: id, changes: made.reversed().map(\.reversed))
    inverse.isUndo = true
    return Outcome(
      inverse: .editTask(inverse),
      summary: "Edited \(sheet.thing(before, of: customer))", account: Account.ID(customer.id),
      displaced: sheet.displaced(before[CTATask.owner], by: row[CTATask.owner]))
  }
}

/// Moves a step on, or back.
package struct SetTaskStatus: MutationArguments {
  static let name = "setTaskStatus"

  package let id: CTATask.ID
  /// The status the author saw.
  package let from: TaskStatus
  package let status: TaskStatus
  var restoring: Restoration?

  /// What an undo puts back exactly.
  struct Restoration: Codable, Hashable, Sendable {
    /// Nil where an import left the status empty.
    let status: TaskStatus?
    let closedDate: Day?
  }

  package init(id: CTATask.ID, from: TaskStatus, status: TaskStatus) {
    self.id = id
    self.from = from
    self.status = status
  }

  var needed: [RowKey] { [RowKey(CTATask.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(CTATask.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let column = CTATask.status.column
    try sheet.requireEditor(of: column, in: row, account: customer)
    let before = row
    let found = row[CTATask.status] ?? .open
    let thing = sheet.thing(row, of: customer)
    let account = Account.ID(customer.id)
    // Done is done: a move between open states that comes late changes nothing.
    if found == status || (!found.isOpen && from.isOpen && status.isOpen) {
      return Outcome(
        summary: "\(thing) is \(found.rawValue.lowercased()) already", account: account)
    }
    guard found == from || (found.isOpen && from.isOpen) else {
      throw MutationRefusal.conflict(column, of: row, thing, yours: status.stored)
    }
    let closed = status.isOpen ? nil : row[CTATask.closedDate] ?? sheet.context.today
    row[CTATask.status] = restoring == nil ? status : restoring?.status
    row[CTATask.closedDate] = restoring == nil ? closed : restoring?.closedDate
    try sheet.save(row)
    var inverse = SetTaskStatus(id: id, from: status, status: found)
    inverse.restoring = Restoration(
      status: before[CTATask.status], closedDate: before[CTATask.closedDate])
    return Outcome(
      inverse: .setTaskStatus(inverse), summary: "Set \(thing) to \(status.rawValue.lowercased())",
      account: account)
  }
}

/// Takes a step away.
package struct DeleteTask: MutationArguments {
  static let name = "deleteTask"

  package let id: CTATask.ID

  package init(id: CTATask.ID) { self.id = id }

  var needed: [RowKey] { [RowKey(CTATask.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    guard let row = try sheet.row(CTATask.table, id.rawValue) else {
      return Outcome(summary: "The task \(id) is gone already")
    }
    let customer = try sheet.account(of: row)
    try sheet.editor()
    guard row[CTATask.status]?.isOpen != false else {
      throw MutationRefusal.invalid(
        "\(sheet.thing(row, of: customer)) is done and stays as a record: reopen it to delete it",
        table: row.table,
        id: row.id, column: CTATask.status.column)
    }
    try sheet.delete(CTATask.table, id.rawValue)
    return Outcome(
      inverse: .addTask(AddTask(restoring: row)),
      summary: "Deleted \(sheet.thing(row, of: customer))", account: Account.ID(customer.id))
  }
}
