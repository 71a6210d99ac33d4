/// Lets a CTA sleep through a day, or until an event that comes before.
package struct SnoozeCTA: MutationArguments {
  static let name = "snoozeCTA"

  package let id: CTA.ID
  /// The last day of sleep, event or not; a later day than today.
  package let until: Day
  package let reason: SnoozeReason?
  package let event: SnoozeEvent?
  /// The fact that the event is measured against, as the author saw it; see ``SnoozeFacts``.
  package let mark: String?
  /// How it slept when an undo takes that back; nil sets it over any other.
  var seen: Snooze?
  var isUndo: Bool?

  /// - Parameter mark: `SnoozeFacts.mark(of:)` of the event; nil without one.
  package init(
    id: CTA.ID, until: Day, reason: SnoozeReason?, event: SnoozeEvent? = nil, mark: String? = nil
  ) {
    self.id = id
    self.until = until
    self.reason = reason
    self.event = event
    self.mark = mark
  }

  /// How long an event may take to come; nothing sleeps for ever.
  package static let eventDays = 90

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    guard isUndo == true || until > sheet.context.today else {
      throw MutationRefusal.invalid(
        "a CTA sleeps until a day after today, not \(until): choose a later day",
        table: CTA.table, id: id.rawValue, column: CTA.snoozedUntil.column)
    }
    let rest = event.map { " until: \($0.rawValue.lowercased()), at the latest \(until)" }
    return try Snooze(until: until, reason: reason, event: event, mark: mark).put(
      on: id, of: sheet, seen: seen, verb: "Snoozed", rest: rest ?? " until \(until)")
  }
}

/// Wakes a CTA.
package struct WakeCTA: MutationArguments {
  static let name = "wakeCTA"

  package let id: CTA.ID
  /// How it slept when an undo takes that back; nil wakes it anyhow.
  var seen: Snooze?

  package init(id: CTA.ID) { self.id = id }

  var needed: [RowKey] { [RowKey(CTA.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    try Snooze().put(on: id, of: sheet, seen: seen, verb: "Woke", rest: "")
  }
}

/// How a CTA sleeps; all nil when it is awake.
struct Snooze: Codable, Hashable, Sendable {
  var until: Day?
  var reason: SnoozeReason?
  var event: SnoozeEvent?
  var mark: String?

  /// A closed CTA neither sleeps nor wakes: closing wins in whatever order the two arrive.
  fileprivate func put(
    on id: CTA.ID, of sheet: Worksheet, seen: Snooze?, verb: String, rest: String
  ) throws -> Outcome {
    var row = try sheet.required(CTA.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let account = Account.ID(customer.id)
    let thing = sheet.thing(row, of: customer)
    try sheet.requireEditor(of: CTA.snoozedUntil.column, in: row, account: customer)
    guard row[CTA.status]?.isOpen != false else {
      return Outcome(summary: "\(thing) is closed and stays closed", account: account)
    }
    let before = row.snooze
    guard seen == nil || before == seen || before == self else {
      throw MutationRefusal.conflict(
        CTA.snoozedUntil.column, of: row, thing, yours: until?.stored ?? .null)
    }
    row.setSnooze(self)
    try sheet.save(row)
    return Outcome(
      inverse: before.inverse(on: id, of: self), summary: "\(verb) \(thing)\(rest)",
      account: account)
  }

  /// Goes back to this from the other.
  private func inverse(on id: CTA.ID, of other: Snooze) -> Mutation {
    guard let until else {
      var wake = WakeCTA(id: id)
      wake.seen = other
      return .wakeCTA(wake)
    }
    var snooze = SnoozeCTA(id: id, until: until, reason: reason, event: event, mark: mark)
    snooze.seen = other
    snooze.isUndo = true
    return .snoozeCTA(snooze)
  }
}

extension Row {
  /// How the CTA sleeps.
  var snooze: Snooze {
    Snooze(
      until: self[CTA.snoozedUntil], reason: self[CTA.snoozeReason], event: self[CTA.snoozeEvent],
      mark: self[CTA.snoozeMark])
  }

  /// Puts the CTA to sleep, or wakes it when there is nothing to sleep for.
  mutating func setSnooze(_ snooze: Snooze?) {
    self[CTA.snoozedUntil] = snooze?.until
    self[CTA.snoozeReason] = snooze?.reason
    self[CTA.snoozeEvent] = snooze?.event
    self[CTA.snoozeMark] = snooze?.mark
  }
}
