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
      row[CTA.snoozedUntil] = restoring?.snoozedUntil
      row[CTA.snoozeReason] = restoring?.snoozeReason
      restoring?.restoreOutcome(in: &row)
    }
    try sheet.save(row)
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
    row[CTA.snoozedUntil] = restoring?.snoozedUntil
    row[CTA.snoozeReason] = restoring?.snoozeReason
    restoring?.restoreOutcome(in: &row)
    try sheet.save(row)
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
    let change = FieldChange(CTA.outcome, from: outcomeNow, to: row[CTA.outcome])
    outcome = change.from == change.to ? nil : change
  }

  func restoreOutcome(in row: inout Row) {
    guard let outcome, row[column: CTA.outcome.name] == outcome.from,
      CTA.outcome.column.problem(with: outcome.to) == nil
    else { return }
    row[column: CTA.outcome.name] = outcome.to
  }
}

/// Lets a CTA sleep through a day.
package struct SnoozeCTA: MutationArguments {
  static let name = "snoozeCTA"

  package let id: CTA.ID
  /// The last day of sleep; a later day than today.
  package let until: Day
  package let reason: SnoozeReason?
  var isUndo: Bool?

  package init(id: CTA.ID, until: Day, reason: SnoozeReason?) {
    self.id = id
    self.until = until
    self.reason = reason
  }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    guard isUndo == true || until > sheet.context.today else {
      throw MutationRefusal.invalid(
        "a CTA sleeps until a day after today, not \(until): choose a later day",
        table: CTA.table, id: id.rawValue, column: CTA.snoozedUntil.column)
    }
    return try setSnooze(
      of: id, until: until, reason: reason, on: sheet, verb: "Snoozed", rest: " until \(until)")
  }
}

/// Wakes a CTA.
package struct WakeCTA: MutationArguments {
  static let name = "wakeCTA"

  package let id: CTA.ID

  package init(id: CTA.ID) { self.id = id }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    try setSnooze(of: id, until: nil, reason: nil, on: sheet, verb: "Woke", rest: "")
  }
}

/// A closed CTA neither sleeps nor wakes: closing wins in whatever order the two arrive.
private func setSnooze(
  of id: CTA.ID, until: Day?, reason: SnoozeReason?, on sheet: Worksheet, verb: String,
  rest: String
) throws -> Outcome {
  var row = try sheet.required(CTA.table, id.rawValue)
  let customer = try sheet.account(of: row)
  let account = Account.ID(customer.id)
  let thing = sheet.thing(row, of: customer)
  try sheet.requireEditor(of: CTA.snoozedUntil.column, in: row, account: customer)
  guard row[CTA.status]?.isOpen != false else {
    return Outcome(summary: "\(thing) is closed and stays closed", account: account)
  }
  let before = row
  row[CTA.snoozedUntil] = until
  row[CTA.snoozeReason] = reason
  try sheet.save(row)
  var inverse = Mutation.wakeCTA(WakeCTA(id: id))
  if let until = before[CTA.snoozedUntil] {
    var snooze = SnoozeCTA(id: id, until: until, reason: before[CTA.snoozeReason])
    snooze.isUndo = true
    inverse = .snoozeCTA(snooze)
  }
  return Outcome(inverse: inverse, summary: "\(verb) \(thing)\(rest)", account: account)
}
