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
  var needed: [RowKey] {
    [RowKey(Account.table, account.rawValue)]
      + (fields[Activity.cta].map { [RowKey(CTA.table, $0.rawValue)] } ?? [])
      + (fields[Activity.plan].map { [RowKey(SuccessPlan.table, $0.rawValue)] } ?? [])
  }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let customer = try sheet.required(Account.table, account.rawValue)
    var row = try sheet.newRow(
      Activity.table, id: id.rawValue, account: customer, fields: fields,
      kept: [
        Activity.author.column, Activity.createdAt.column, Activity.editedAt.column,
        Activity.siblingOf.column,
      ])
    row[Activity.author] = row[Activity.author] ?? sheet.context.actor
    if row[Activity.author] != sheet.context.actor {
      try sheet.requireManager(to: "log an activity in the name of somebody else")
    }
    try sheet.requireComplete(row)
    try sheet.insert(row, stamped: Activity.createdAt)
    let written = try sheet.take(draft)
    let opinion = restoring == nil ? try sheet.opinion(in: row, at: sheet.context.at) : nil
    let health = try sheet.updateHealth(
      of: account, timeline: .added(row), opinion: opinion, restoring: restoring)
    return Outcome(
      inverse: .deleteActivity(DeleteActivity(id: id, restoring: health, draft: written)),
      summary: "Logged \(sheet.thing(row, of: customer))", account: account)
  }
}

/// Changes an entry. When somebody rewrote the same text meanwhile, the edited version is kept beside
/// theirs as an entry of its own.
package struct EditActivity: MutationArguments {
  static let name = "editActivity"

  package let id: Activity.ID
  package let changes: [FieldChange]
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
    let checked = try changes.map { try sheet.checked($0, in: row, account: customer) }
    let isRival = checked.contains { $0.column.origin.conflict == .keepBoth && $0.isStale }
    guard !isRival else { return try keepBeside(row, checked, customer: customer, on: sheet) }

    let before = row
    let made = try checked.compactMap { try sheet.settle($0, in: &row, account: customer) }
    if !made.isEmpty {
      try sheet.requireComplete(row)
      row[Activity.editedAt] = editedAt.map(\.value) ?? sheet.context.at
    }
    try sheet.save(row)
    let isNewOpinion =
      restoring == nil && row[Activity.sentiment] != before[Activity.sentiment]
    let opinion = isNewOpinion ? try sheet.opinion(in: row, at: sheet.context.at) : nil
    let health = try sheet.updateHealth(
      of: Account.ID(customer.id), timeline: made.isEmpty ? .none : .edited, opinion: opinion,
      restoring: restoring)
    return Outcome(
      inverse: .editActivity(
        EditActivity(
          id: id, changes: made.map(\.reversed), editedAt: Stamp(before[Activity.editedAt]),
          restoring: health)),
      summary: "Edited \(sheet.thing(before, of: customer))", account: Account.ID(customer.id))
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
    try sheet.requireComplete(sibling)
    try sheet.insert(sibling, stamped: Activity.createdAt)
    let health = try sheet.updateHealth(of: Account.ID(customer.id), timeline: .added(sibling))
    return Outcome(
      inverse: .deleteActivity(DeleteActivity(id: .init(sibling.id), restoring: health)),
      summary: "Kept your version of \(sheet.thing(row, of: customer)) beside the other one",
      account: Account.ID(customer.id))
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
    again.restoring = health
    return Outcome(
      inverse: .logActivity(again), summary: "Deleted \(sheet.thing(row, of: customer))",
      account: account)
  }
}

extension Worksheet {
  /// What an entry says of the customer; nil when it says nothing, or an entry of a later day did.
  fileprivate func opinion(in activity: Row, at: Instant) throws -> Opinion? {
    guard let sentiment = activity[Activity.sentiment], let day = activity[Activity.day],
      let account = activity[Activity.account]
    else { return nil }
    let isOutdated = try rows(Activity.table, where: Activity.account, is: account).contains {
      $0[Activity.sentiment] != nil && ($0[Activity.day] ?? day) > day
    }
    guard !isOutdated else { return nil }
    return Opinion(
      score: ScoreBands.standard.points(of: sentiment),
      comment: activity[Activity.notes] ?? activity[Activity.subject],
      at: activity[Activity.editedAt] ?? activity[Activity.createdAt] ?? at,
      by: activity[Activity.author] ?? context.actor)
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
        "a duration of \(minutes) minutes is not 0 through \(Activity.longestMinutes)",
        table: row.table, id: row.id, column: Activity.durationMinutes.column)
    }
  }
}

extension Activity {
  /// A whole day; a longer one is a slip of the finger.
  fileprivate static let longestMinutes = 24 * 60
}
