/// Puts an entry on the timeline; its sentiment, if it has one, becomes the account's.
package struct LogActivity: MutationArguments {
  static let name = "logActivity"
  static let isAppendOnly = true

  package let id: Activity.ID
  package let account: Account.ID
  /// Type, subject and date at least; the author is whoever logs.
  package let fields: Fields
  /// The draft it was written as, which goes away with it.
  package let draft: ActivityDraft.ID?
  /// Makes the entry exactly as given, and lets its sentiment rest.
  var isUndo: Bool?
  var restoring: HealthRestoration?

  package init(
    id: Activity.ID, account: Account.ID, fields: Fields, draft: ActivityDraft.ID? = nil
  ) {
    self.id = id
    self.account = account
    self.fields = fields
    self.draft = draft
  }

  var created: RowKey? { RowKey(Activity.table, id.rawValue) }
  var customer: Account.ID? { account }
  var needed: [RowKey] { [RowKey(Account.table, account.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let customer = try sheet.required(Account.table, account.rawValue)
    let row = try row(of: customer, on: sheet)
    var outcome = Outcome(summary: "Logged \(sheet.thing(row, of: customer))", account: account)
    let isNew = try sheet.insert(row)
    let written = try sheet.take(draft)
    guard isNew else { return outcome }
    let health = try sheet.updateHealth(
      of: account, timeline: .added(row),
      opinion: isUndo == true ? nil : try sheet.opinion(in: row), restoring: restoring)
    outcome.inverse = .deleteActivity(DeleteActivity(id: id, restoring: health, draft: written))
    return outcome
  }

  private func row(of customer: Row, on sheet: Worksheet) throws -> Row {
    var row = try sheet.newRow(
      Activity.table, id: id.rawValue, account: customer,
      fields: try sheet.withoutDeadLinks(fields),
      kept: [
        Activity.author.column, Activity.createdAt.column, Activity.editedAt.column,
        Activity.siblingOf.column,
      ], isUndo: isUndo == true)
    if isUndo != true {
      try sheet.fill(Activity.author, in: &row, with: sheet.context.actor)
      try sheet.fill(Activity.createdAt, in: &row, with: sheet.context.at)
      try sheet.requireComplete(row)
    }
    if row[Activity.author] != sheet.context.actor {
      try sheet.requireManager(to: "log an activity in the name of somebody else")
    }
    return row
  }
}

/// Changes an entry.
///
/// When somebody rewrote the same text meanwhile, the edited version is kept beside theirs as an
/// entry of its own.
package struct EditActivity: MutationArguments {
  static let name = "editActivity"

  package let id: Activity.ID
  package let changes: [FieldChange]
  /// Puts back exactly what was there, edited then; nil is an edit of now.
  var editedAt: Stamp<Instant>?
  var restoring: HealthRestoration?

  package init(id: Activity.ID, changes: [FieldChange]) {
    self.id = id
    self.changes = changes
  }

  init(
    id: Activity.ID, changes: [FieldChange], editedAt: Stamp<Instant>,
    restoring: HealthRestoration?
  ) {
    self.init(id: id, changes: changes)
    self.editedAt = editedAt
    self.restoring = restoring
  }

  var needed: [RowKey] { [RowKey(Activity.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(Activity.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let account = Account.ID(customer.id)
    let summary = "Edited \(sheet.thing(row, of: customer))"
    let checked = try changes.map {
      try sheet.checked($0, in: row, account: customer, isUndo: editedAt != nil)
    }
    // Taking an edit back is no new version: somebody's later text is a conflict then.
    let isRival =
      editedAt == nil && checked.contains { $0.column.origin.conflict == .keepBoth && $0.isStale }
    guard !isRival else { return try keepBeside(row, checked, customer: customer, on: sheet) }

    let before = row
    let made = try checked.compactMap { try sheet.settle($0, in: &row, account: customer) }
    guard !made.isEmpty else { return Outcome(summary: summary, account: account) }
    if editedAt == nil { try sheet.requireComplete(row) }
    row[Activity.editedAt] = editedAt.map(\.value) ?? sheet.context.at
    try sheet.save(row)
    let isNewOpinion = editedAt == nil && row[Activity.sentiment] != before[Activity.sentiment]
    let health = try sheet.updateHealth(
      of: account, timeline: .edited,
      opinion: isNewOpinion ? try sheet.opinion(in: row, replacing: before) : nil,
      restoring: restoring)
    return Outcome(
      inverse: .editActivity(
        EditActivity(
          id: id, changes: made.reversed().map(\.reversed),
          editedAt: Stamp(before[Activity.editedAt]),
          restoring: health)), summary: summary, account: account)
  }

  /// The whole edited version goes beside the other one: people compare versions, not columns.
  private func keepBeside(
    _ row: Row, _ changes: [CheckedChange], customer: Row, on sheet: Worksheet
  ) throws -> Outcome {
    let fingerprint = Fingerprint(sheet.context.actor.rawValue, self.changes).text
    var sibling = Row(row.table, id: "\(row.id)~\(fingerprint)", values: row.values)
    for change in changes { sibling[column: change.column.name] = change.to }
    sibling[Activity.siblingOf] = row[Activity.siblingOf] ?? id
    sibling[Activity.author] = sheet.context.actor
    sibling[Activity.createdAt] = nil
    sibling[Activity.editedAt] = nil
    try sheet.fill(Activity.createdAt, in: &sibling, with: sheet.context.at)
    try sheet.requireComplete(sibling)
    let account = Account.ID(customer.id)
    var outcome = Outcome(
      summary: "Kept your version of \(sheet.thing(row, of: customer)) beside the other one",
      account: account)
    guard try sheet.insert(sibling) else { return outcome }
    let health = try sheet.updateHealth(of: account, timeline: .added(sibling))
    outcome.inverse = .deleteActivity(DeleteActivity(id: .init(sibling.id), restoring: health))
    return outcome
  }
}

/// Takes back an entry; only its author or a manager may.
package struct DeleteActivity: MutationArguments {
  static let name = "deleteActivity"

  package let id: Activity.ID
  var restoring: HealthRestoration?
  /// The draft to bring back with it.
  var draft: SaveDraft?

  package init(id: Activity.ID) { self.id = id }

  init(id: Activity.ID, restoring: HealthRestoration?, draft: SaveDraft? = nil) {
    self.init(id: id)
    self.restoring = restoring
    self.draft = draft
  }

  var needed: [RowKey] { [RowKey(Activity.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    guard let row = try sheet.row(Activity.table, id.rawValue) else {
      return Outcome(summary: "The activity \(id) is gone already")
    }
    let customer = try sheet.account(of: row)
    let account = Account.ID(customer.id)
    try sheet.editor()
    if row[Activity.author] != sheet.context.actor {
      try sheet.requireManager(to: "delete \(sheet.thing(row, of: customer)), which another wrote")
    }
    let versions = try sheet.rows(Activity.table, where: Activity.account, is: account)
    guard !versions.contains(where: { $0[Activity.siblingOf] == id }) else {
      throw MutationRefusal.invalid(
        """
        \(sheet.thing(row, of: customer)) has a concurrent version by a colleague: settle that one \
        first
        """, table: row.table, id: row.id)
    }
    try sheet.delete(Activity.table, id.rawValue)
    if let draft { _ = try draft.apply(on: sheet) }
    let health = try sheet.updateHealth(
      of: account, timeline: .removed(row), restoring: restoring)
    var again = LogActivity(id: id, account: account, fields: Fields(body: row), draft: draft?.id)
    again.isUndo = true
    again.restoring = health
    return Outcome(
      inverse: .logActivity(again), summary: "Deleted \(sheet.thing(row, of: customer))",
      account: account)
  }
}

extension Worksheet {
  /// What an entry says of the customer; nil when it says nothing, when something newer was said, or
  /// when the customer is not the author's any more.
  ///
  /// - Parameter before: The entry as it was, when it is edited.
  fileprivate func opinion(in activity: Row, replacing before: Row? = nil) throws -> Opinion? {
    guard !context.hasLostCustomer, let sentiment = activity[Activity.sentiment],
      let day = activity[Activity.day], let account = activity[Activity.account]
    else { return nil }
    let voices = try rows(Activity.table, where: Activity.account, is: account)
      .filter { $0[Activity.sentiment] != nil }
    guard !voices.contains(where: { ($0[Activity.day] ?? day) > day }),
      try !wasSetByHand(after: day, of: account, apart: voices + [before].compactMap(\.self))
    else { return nil }
    return Opinion(
      score: try health().bands.points(of: sentiment),
      comment: activity[Activity.notes] ?? activity[Activity.subject],
      at: activity[Activity.editedAt] ?? activity[Activity.createdAt] ?? context.at,
      by: activity[Activity.author] ?? context.actor)
  }

  /// Whether somebody set the sentiment itself on a later day; the stamp of one that an entry set is
  /// the entry's.
  private func wasSetByHand(
    after day: Day, of account: Account.ID, apart entries: [Row]
  ) throws -> Bool {
    let key = HealthMeasure.id(account: account, measure: .tamSentiment)
    guard day < context.today,
      let setAt = try row(HealthMeasure.table, key)?[HealthMeasure.setAt],
      setAt.day(secondsFromGMT: 0) > day
    else { return false }
    return !entries.contains {
      $0[Activity.createdAt] == setAt || $0[Activity.editedAt] == setAt
    }
  }

  /// An entry outlives what it was linked to: a CTA or plan deleted meanwhile is left out.
  fileprivate func withoutDeadLinks(_ fields: Fields) throws -> Fields {
    var fields = fields
    if let cta = fields[Activity.cta], try row(CTA.table, cta.rawValue) == nil {
      fields[Activity.cta] = nil
    }
    if let plan = fields[Activity.plan], try row(SuccessPlan.table, plan.rawValue) == nil {
      fields[Activity.plan] = nil
    }
    return fields
  }

  /// What every entry has, whoever writes it.
  fileprivate func requireComplete(_ row: Row) throws {
    try require(Activity.type, in: row)
    try require(Activity.subject, in: row)
    try require(Activity.day, in: row)
    let newest = context.today.adding(days: TimelineDates.daysAhead)
    if let day = row[Activity.day], day > newest {
      throw MutationRefusal.invalid(
        "an activity on \(day) has not happened yet: log it then, or add a CTA for it",
        table: row.table, id: row.id, column: Activity.day.column)
    }
    if let minutes = row[Activity.durationMinutes], !(0...Activity.longestMinutes).contains(minutes)
    {
      throw MutationRefusal.invalid(
        "a duration of \(minutes) minutes is not 0 through \(Activity.longestMinutes): correct it",
        table: row.table, id: row.id, column: Activity.durationMinutes.column)
    }
  }
}

extension Activity {
  /// A whole day; a longer one is a slip of the finger.
  fileprivate static let longestMinutes = 24 * 60
}
