/// Closes a CTA for a reason that its type allows.
///
/// Closing wakes it, and what is closed stays closed.
package struct CloseCTA: MutationArguments {
  static let name = "closeCTA"

  package let id: CTA.ID
  /// A closed status.
  package let status: CTAStatus
  /// The summary of the outcome, which an objective must have; nil leaves it as it is.
  package let outcome: FieldChange?
  var restoring: CTAState?

  /// - Parameters:
  ///   - outcome: The new summary; nil leaves the one that is there.
  ///   - seen: The summary the author saw.
  package init(id: CTA.ID, status: CTAStatus, outcome: String? = nil, seen: String? = nil) {
    self.id = id
    self.status = status
    self.outcome = outcome.map { FieldChange(CTA.outcome, from: seen, to: $0) }
  }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(CTA.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let thing = sheet.thing(row, of: customer)
    let account = Account.ID(customer.id)
    let column = CTA.status.column
    try sheet.requireEditor(of: column, in: row, account: customer)
    let before = row
    let found = row[CTA.status] ?? .new
    guard found.isOpen || found == status else {
      throw MutationRefusal.conflict(column, of: row, thing, yours: status.stored)
    }
    if let outcome {
      let checked = try sheet.checked(
        FieldChange(column: CTA.outcome.name, from: outcome.from, to: outcome.to), in: row,
        account: customer)
      _ = try sheet.settle(checked, in: &row, account: customer)
    }
    if found.isOpen {
      if restoring == nil { try requireReason(row, thing, on: sheet) }
      row[CTA.status] = status
      row[CTA.closedDate] = restoring == nil ? sheet.context.today : restoring?.closedDate
      row.setSnooze(restoring?.snooze)
      restoring?.restoreOutcome(in: &row)
    }
    try sheet.save(row)
    try sheet.updateOnboarding(of: account, with: [row])
    var inverse = ReopenCTA(id: id, from: status)
    inverse.restoring = CTAState(before, outcomeNow: row[CTA.outcome])
    return Outcome(
      inverse: found.isOpen ? .reopenCTA(inverse) : outcomeInverse(before, row),
      summary: "Closed \(thing)", account: account)
  }

  /// Closed the same way already: only the summary may have come with this one.
  private func outcomeInverse(_ before: Row, _ after: Row) -> Mutation {
    let change = FieldChange(CTA.outcome, from: after[CTA.outcome], to: before[CTA.outcome])
    var inverse = EditCTA(id: id, changes: [change])
    inverse.isUndo = true
    return .editCTA(inverse)
  }

  private func requireReason(_ row: Row, _ thing: String, on sheet: Worksheet) throws {
    let allowed = row[CTA.type].map(CTAStatus.closing) ?? CTAStatus.allCases.filter { !$0.isOpen }
    guard allowed.contains(status) else {
      let names = allowed.map(\.rawValue).joined(separator: ", ")
      throw MutationRefusal.invalid(
        "\(thing) cannot be closed as \"\(status.rawValue)\"; its type allows: \(names)",
        table: row.table, id: row.id, column: CTA.status.column)
    }
    guard row[CTA.type] != .objective || row[CTA.outcome] != nil else {
      throw MutationRefusal.invalid(
        "\(thing) is an objective: write the summary of its outcome to close it",
        table: row.table, id: row.id, column: CTA.outcome.column)
    }
  }
}

/// Opens a closed CTA again, as work in progress.
package struct ReopenCTA: MutationArguments {
  static let name = "reopenCTA"

  package let id: CTA.ID
  /// The closed status the author saw.
  package let from: CTAStatus
  var restoring: CTAState?

  package init(id: CTA.ID, from: CTAStatus) {
    self.id = id
    self.from = from
  }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(CTA.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let thing = sheet.thing(row, of: customer)
    let column = CTA.status.column
    try sheet.requireEditor(of: column, in: row, account: customer)
    let before = row
    let status = restoring == nil ? .workInProgress : restoring?.status
    guard row[CTA.status] == from, !from.isOpen, status?.isOpen != false else {
      throw MutationRefusal.conflict(column, of: row, thing, yours: status?.stored ?? .null)
    }
    row[CTA.status] = status
    row[CTA.closedDate] = restoring?.closedDate
    row.setSnooze(restoring?.snooze)
    restoring?.restoreOutcome(in: &row)
    try sheet.save(row)
    try sheet.updateOnboarding(of: Account.ID(customer.id), with: [row])
    var inverse = CloseCTA(id: id, status: from)
    inverse.restoring = CTAState(before, outcomeNow: row[CTA.outcome])
    return Outcome(
      inverse: .closeCTA(inverse), summary: "Reopened \(thing)", account: Account.ID(customer.id))
  }
}

/// What closing and reopening change, for the undo of either.
struct CTAState: Codable, Hashable, Sendable {
  /// Nil where an import left it empty, which counts as new.
  let status: CTAStatus?
  let closedDate: Day?
  let snoozedUntil: Day?
  let snoozeReason: SnoozeReason?
  let snoozeEvent: SnoozeEvent?
  let snoozeMark: String?
  /// Nil when the summary of the outcome stayed as it was.
  let outcome: FieldChange?

  /// The state to go back to.
  ///
  /// - Parameter outcomeNow: The summary as it was left; somebody's later one is kept.
  init(_ row: Row, outcomeNow: String?) {
    status = row[CTA.status]
    closedDate = row[CTA.closedDate]
    snoozedUntil = row[CTA.snoozedUntil]
    snoozeReason = row[CTA.snoozeReason]
    snoozeEvent = row[CTA.snoozeEvent]
    snoozeMark = row[CTA.snoozeMark]
    let change = FieldChange(CTA.outcome, from: outcomeNow, to: row[CTA.outcome])
    outcome = change.from == change.to ? nil : change
  }

  /// A mark that does not fit was never set here.
  var snooze: Snooze {
    let mark = snoozeMark.flatMap {
      CTA.snoozeMark.column.misfit(of: .text($0)) == nil ? $0 : nil
    }
    return Snooze(until: snoozedUntil, reason: snoozeReason, event: snoozeEvent, mark: mark)
  }

  func restoreOutcome(in row: inout Row) {
    guard let outcome, row[column: CTA.outcome.name] == outcome.from,
      CTA.outcome.column.problem(with: outcome.to) == nil
    else { return }
    row[column: CTA.outcome.name] = outcome.to
  }
}
