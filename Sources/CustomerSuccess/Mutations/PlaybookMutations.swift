/// Gives a CTA the tasks of a playbook, or of another one in place of the one it has.
///
/// The tasks come with it as they were shown to the author, because a playbook may change before the
/// service hears of this.
package struct ApplyPlaybook: MutationArguments {
  static let name = "applyPlaybook"

  package let id: CTA.ID
  /// Nil leaves the CTA without one.
  package let playbook: String?
  /// The one the author saw.
  package let from: String?
  /// In their order; they come after the tasks that stay.
  package let adding: [AddTask]
  /// Tasks of the playbook before that nobody touched; one that somebody touched meanwhile stays.
  package let removing: [CTATask.ID]
  var isUndo: Bool?
  var restoring: HealthRestoration?

  package init(
    id: CTA.ID, playbook: String?, from: String?, adding: [AddTask], removing: [CTATask.ID]
  ) {
    self.id = id
    self.playbook = playbook
    self.from = from
    self.adding = adding
    self.removing = removing
  }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let before = try sheet.required(CTA.table, id.rawValue)
    let customer = try sheet.account(of: before)
    let account = Account.ID(customer.id)
    let thing = sheet.thing(before, of: customer)
    let column = CTA.playbook.column
    try sheet.requireEditor(of: column, in: before, account: customer)
    let found = before[CTA.playbook]
    if found == playbook, try isDone(on: sheet) {
      return Outcome(summary: "\(thing) follows that playbook already", account: account)
    }
    guard found == from else {
      throw MutationRefusal.conflict(
        column, of: before, thing, yours: playbook?.stored ?? .null)
    }
    guard isUndo == true || before[CTA.status]?.isOpen != false else {
      throw MutationRefusal.invalid(
        "\(thing) is closed: reopen it to work on it by a playbook", table: before.table,
        id: before.id, column: CTA.status.column)
    }
    let removed = try remove(on: sheet)
    let added = try add(on: sheet)
    var row = before
    row[CTA.playbook] = playbook
    try sheet.check(
      row[column: column.name], for: column, in: row, account: customer, isUndo: isUndo == true)
    try sheet.save(row)
    var inverse = ApplyPlaybook(
      id: id, playbook: from, from: playbook, adding: removed.map(AddTask.init(restoring:)),
      removing: added)
    inverse.isUndo = true
    inverse.restoring = try sheet.updateHealth(
      of: account, after: [before, row], movesObjective: false, isUndo: isUndo == true,
      restoring: restoring)
    let summary =
      playbook.map { "Applied the playbook \($0) to \(thing)" }
      ?? "Took the playbook from \(thing)"
    return Outcome(inverse: .applyPlaybook(inverse), summary: summary, account: account)
  }

  /// Whether it was applied before, as it may be sent twice.
  private func isDone(on sheet: Worksheet) throws -> Bool {
    guard !adding.isEmpty else { return playbook != from }
    return try adding.allSatisfy { try sheet.row(CTATask.table, $0.id.rawValue) != nil }
  }

  private func remove(on sheet: Worksheet) throws -> [Row] {
    try removing.compactMap { id in
      guard let row = try sheet.row(CTATask.table, id.rawValue), row[CTATask.cta] == self.id,
        row[CTATask.status] ?? .open == .open
      else { return nil }
      if let mark = row[CTATask.playbookMark] {
        guard let from, mark == CTATask.mark(of: row, from: from) else { return nil }
      }
      try sheet.delete(CTATask.table, row.id)
      return row
    }
  }

  /// The tasks that were not there before.
  private func add(on sheet: Worksheet) throws -> [CTATask.ID] {
    var added: [CTATask.ID] = []
    for task in adding {
      guard task.cta == id else {
        throw MutationRefusal.invalid(
          "the task \(task.id) belongs to another CTA: add it there", table: CTATask.table,
          id: task.id.rawValue)
      }
      if try sheet.row(CTATask.table, task.id.rawValue) == nil { added.append(task.id) }
      _ = try task.apply(on: sheet)
    }
    return added
  }
}
