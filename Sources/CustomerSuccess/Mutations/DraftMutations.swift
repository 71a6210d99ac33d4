/// Keeps a draft, or the newest text of one; nobody but its author sees it.
package struct SaveDraft: MutationArguments {
  static let name = "saveDraft"

  package let id: ActivityDraft.ID
  /// Columns of ``ActivityDraft``, complete: what is left out is empty.
  package let fields: Fields
  /// Keeps the draft exactly as given, saved then; nil saves it now.
  var savedAt: Stamp<Instant>?

  package init(id: ActivityDraft.ID, fields: Fields) {
    self.id = id
    self.fields = fields
  }

  /// The draft exactly as a row holds it.
  init(restoring row: Row) {
    self.init(id: .init(row.id), fields: Fields(body: row))
    savedAt = Stamp(row[ActivityDraft.savedAt])
  }

  var created: RowKey? { RowKey(ActivityDraft.table, id.rawValue) }
  var needed: [RowKey] { [] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    _ = try sheet.actor()
    var row = fields.row(ActivityDraft.table, id: id.rawValue)
    for column in row.table.columns {
      let given = row[column: column.name]
      let value = savedAt == nil ? column.normalized(given) : given
      row[column: column.name] = value
      let problem = savedAt == nil ? column.problem(with: value) : column.misfit(of: value)
      guard let problem else { continue }
      throw MutationRefusal.invalid(
        "\"\(column.label)\" of your draft \(problem)", table: row.table, id: row.id, column: column
      )
    }
    row[ActivityDraft.user] = sheet.context.actor
    let before = try sheet.row(ActivityDraft.table, id.rawValue)
    row[ActivityDraft.savedAt] = before?[ActivityDraft.savedAt]
    if let savedAt {
      row[ActivityDraft.savedAt] = savedAt.value
    } else if row != before {
      // The same text again was saved when it was saved first.
      row[ActivityDraft.savedAt] = sheet.context.at
    }
    guard before == nil || before?[ActivityDraft.user] == sheet.context.actor else {
      throw MutationRefusal.idTaken(ActivityDraft.table, id.rawValue)
    }
    try sheet.save(row)
    let inverse =
      before.map { Mutation.saveDraft(SaveDraft(restoring: $0)) }
      ?? .discardDraft(DiscardDraft(id: id))
    return Outcome(
      inverse: inverse, summary: "Saved the draft \(sheet.name(row))",
      account: row[ActivityDraft.account])
  }
}

/// Throws a draft away.
package struct DiscardDraft: MutationArguments {
  static let name = "discardDraft"

  package let id: ActivityDraft.ID

  package init(id: ActivityDraft.ID) { self.id = id }

  var needed: [RowKey] { [] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    _ = try sheet.actor()
    guard let draft = try sheet.take(id) else {
      return Outcome(summary: "The draft \(id) is gone already")
    }
    return Outcome(
      inverse: .saveDraft(draft),
      summary: "Discarded the draft \(draft.fields[ActivityDraft.subject] ?? id.rawValue)",
      account: draft.fields[ActivityDraft.account])
  }
}

extension Worksheet {
  /// Removes the author's draft; what brings it back, or nil when there is none.
  func take(_ draft: ActivityDraft.ID?) throws -> SaveDraft? {
    guard let draft, let row = try row(ActivityDraft.table, draft.rawValue) else { return nil }
    guard row[ActivityDraft.user] == context.actor else {
      throw MutationRefusal.notPermitted(
        "the draft \(draft) belongs to somebody else: only its author may log or discard it")
    }
    try delete(ActivityDraft.table, draft.rawValue)
    return SaveDraft(restoring: row)
  }
}
