/// Changes one column of an account or an opportunity that people in Tamarack write.
package struct SetAttribute: MutationArguments {
  static let name = "setAttribute"

  /// The tables whose columns it can change.
  private static let tables = [Account.table, Opportunity.table]

  /// `account` or `opportunity`.
  package let table: String
  package let id: String
  package let change: FieldChange
  var isUndo: Bool?
  var restoring: HealthRestoration?

  package init(table: Table, id: String, change: FieldChange) {
    self.table = table.name
    self.id = id
    self.change = change
  }

  package static func account<T>(
    _ id: Account.ID, _ field: Field<T>, from: T?, to: T?
  ) -> SetAttribute {
    SetAttribute(
      table: Account.table, id: id.rawValue, change: FieldChange(field, from: from, to: to))
  }

  package static func opportunity<T>(
    _ id: Opportunity.ID, _ field: Field<T>, from: T?, to: T?
  ) -> SetAttribute {
    SetAttribute(
      table: Opportunity.table, id: id.rawValue, change: FieldChange(field, from: from, to: to))
  }

  var needed: [RowKey] {
    Self.tables.filter { $0.name == table }.map { RowKey($0, id) }
  }

  func apply(on sheet: Worksheet) throws -> Outcome {
    guard let table = Self.tables.first(where: { $0.name == table }) else {
      throw MutationRefusal.invalid(
        "attributes of \"\(table)\" cannot be set one by one: use the edits made for them")
    }
    var row = try sheet.required(table, id)
    let customer = table == Account.table ? row : try sheet.account(of: row)
    let checked = try sheet.checked(change, in: row, account: customer, isUndo: isUndo == true)
    guard checked.column != Account.tam.column else {
      throw MutationRefusal.invalid(
        "the TAM is not set like other attributes: assign the account instead", table: table,
        id: id, column: checked.column)
    }
    let summary = """
      Set \(checked.column.label) of \(sheet.thing(row, of: customer)) to \
      \(checked.to.words(for: checked.column))
      """
    var outcome = Outcome(summary: summary, account: Account.ID(customer.id))
    guard let made = try sheet.settle(checked, in: &row, account: customer) else { return outcome }
    try sheet.save(row)
    var inverse = SetAttribute(table: table, id: id, change: made.reversed)
    inverse.isUndo = true
    if table == Account.table {
      let decidesOutcomes = isUndo != true && checked.column == Account.prioritization.column
      inverse.restoring = try sheet.updateHealth(
        of: Account.ID(id), rescoring: decidesOutcomes, restoring: restoring)
    }
    outcome.inverse = .setAttribute(inverse)
    return outcome
  }
}

/// Says how the author feels about a customer: the TAM Sentiment measure.
package struct SetSentiment: MutationArguments {
  static let name = "setSentiment"

  package let account: Account.ID
  /// Nil is NA: the measure then has no score.
  package let sentiment: Sentiment?
  /// Why; nil leaves the comment as it is.
  package let comment: String?
  /// The score the author saw; nil when there was none.
  package let seen: Double?
  /// Puts an earlier opinion back; the other arguments then say what it was.
  var restoring: HealthRestoration?

  package init(account: Account.ID, sentiment: Sentiment?, comment: String?, seen: Double?) {
    self.account = account
    self.sentiment = sentiment
    self.comment = comment
    self.seen = seen
  }

  var customer: Account.ID? { account }
  var needed: [RowKey] { [RowKey(Account.table, account.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let customer = try sheet.required(Account.table, account.rawValue)
    let key = HealthMeasure.id(account: account, measure: .tamSentiment)
    let row = try sheet.row(HealthMeasure.table, key) ?? Row(HealthMeasure.table, id: key)
    try sheet.requireEditor(of: HealthMeasure.score.column, in: row, account: customer)
    let found = row[HealthMeasure.score]
    let words = sentiment?.rawValue ?? "NA"
    var outcome = Outcome(
      summary: "Set the TAM sentiment of \(sheet.name(customer)) to \(words)", account: account)
    var opinion: Opinion?
    if let restoring {
      try requireUnchanged(row, customer, restoring, on: sheet)
    } else {
      opinion = try self.opinion(replacing: row, customer, on: sheet)
      guard opinion != nil else { return outcome }
    }
    let health = try sheet.updateHealth(of: account, opinion: opinion, restoring: restoring)
    let bands = try sheet.health().bands
    var inverse = SetSentiment(
      account: account, sentiment: found.map(bands.color), comment: nil,
      seen: nil)
    inverse.restoring = health ?? HealthRestoration()
    outcome.inverse = .setSentiment(inverse)
    return outcome
  }

  /// Nil when the measure says exactly that already.
  private func opinion(
    replacing row: Row, _ customer: Row, on sheet: Worksheet
  ) throws -> Opinion? {
    let found = row[HealthMeasure.score]
    let bands = try sheet.health().bands
    let wanted = sentiment.map(bands.points)
    let comment = self.comment.flatMap { $0.isEmpty ? nil : $0 }
    let isSameText = comment == nil || comment == row[HealthMeasure.comment]
    if found == wanted, isSameText, row[HealthMeasure.setBy] == sheet.context.actor { return nil }
    guard found == seen || found == wanted else {
      throw MutationRefusal.conflict(
        HealthMeasure.score.column, of: row, "the TAM sentiment of \(sheet.name(customer))",
        yours: wanted?.stored ?? .null)
    }
    if let comment {
      try sheet.check(
        .text(comment), for: HealthMeasure.comment.column, in: row, account: customer)
    }
    return Opinion(
      score: wanted, comment: comment, at: sheet.context.at, by: sheet.context.actor)
  }

  /// An undo does not sweep away what a colleague said since.
  private func requireUnchanged(
    _ row: Row, _ customer: Row, _ restoring: HealthRestoration, on sheet: Worksheet
  ) throws {
    guard let change = restoring.sentiment else { return }
    let current = try sheet.row(row.table, row.id)
    guard current.map(MeasureStamp.init) != change.from,
      current.map(MeasureState.init) != change.to
    else { return }
    throw MutationRefusal.conflict(
      HealthMeasure.score.column, of: row, "the TAM sentiment of \(sheet.name(customer))",
      yours: change.to?.score?.stored ?? .null)
  }
}

/// Gives an account to another TAM, and records it in the account's TAM history.
package struct AssignTAM: MutationArguments {
  static let name = "assignTAM"

  package let account: Account.ID
  /// Nil leaves the account without a TAM.
  package let tam: User.ID?
  /// The row of ``TAMHistory`` to make.
  package let history: TAMHistory.ID
  var restoring: Restoration?

  /// What an undo puts back.
  struct Restoration: Codable, Hashable, Sendable {
    /// The history row to take away; nil for one to make again.
    let removes: TAMHistory.ID?
    let changedAt: Stamp<Instant>
    let firstAssigned: Stamp<Day>
    let health: HealthRestoration?
  }

  package init(account: Account.ID, tam: User.ID?, history: TAMHistory.ID) {
    self.account = account
    self.tam = tam
    self.history = history
  }

  var customer: Account.ID? { account }
  var needed: [RowKey] { [RowKey(Account.table, account.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(Account.table, account.rawValue)
    try sheet.requireEditor(of: Account.tam.column, in: row, account: row)
    let before = row
    let old = row[Account.tam]
    let words = try tam.map { try sheet.name(of: $0) } ?? "nobody"
    let summary = "Assigned \(sheet.name(row)) to \(words)"
    guard old != tam else { return Outcome(summary: summary, account: account) }
    if let tam, restoring == nil { try sheet.requireActive(tam) }

    row[Account.tam] = tam
    if let restoring {
      row[Account.tamFirstAssigned] = restoring.firstAssigned.value
    } else if tam != nil, row[Account.tamFirstAssigned] == nil {
      row[Account.tamFirstAssigned] = sheet.context.today
    }
    try sheet.save(row)
    let changedAt = try record(from: old, in: before, on: sheet)
    let health = try sheet.updateHealth(
      of: account, rescoring: restoring == nil && (old == nil || tam == nil),
      restoring: restoring?.health)
    var inverse = AssignTAM(account: account, tam: old, history: history)
    inverse.restoring = Restoration(
      removes: restoring?.removes == nil ? history : nil, changedAt: changedAt,
      firstAssigned: Stamp(before[Account.tamFirstAssigned]), health: health)
    return Outcome(
      inverse: .assignTAM(inverse), summary: summary, account: account,
      displaced: old == sheet.context.actor ? nil : old)
  }

  /// Writes the history row, or takes away the one that is undone; when it was stamped.
  private func record(
    from old: User.ID?, in customer: Row, on sheet: Worksheet
  ) throws -> Stamp<Instant> {
    if let removed = restoring?.removes {
      let row = try sheet.row(TAMHistory.table, removed.rawValue)
      guard let row, row[TAMHistory.newTAM] == old, row[TAMHistory.oldTAM] == tam else {
        throw MutationRefusal.conflict(
          Account.tam.column, of: customer, sheet.name(customer), yours: tam?.stored ?? .null)
      }
      try sheet.delete(TAMHistory.table, removed.rawValue)
      return Stamp(row[TAMHistory.changedAt])
    }
    var row = Row(TAMHistory.table, id: history.rawValue)
    row[TAMHistory.account] = account
    row[TAMHistory.oldTAM] = old
    row[TAMHistory.newTAM] = tam
    row[TAMHistory.changedAt] = restoring?.changedAt.value ?? sheet.context.at
    try sheet.insert(row)
    return Stamp(nil)
  }
}

extension Worksheet {
  /// Refuses a user who is unknown or was deactivated.
  func requireActive(_ id: User.ID) throws {
    let user = try required(User.table, id.rawValue)
    guard user[User.isActive] != false else {
      throw MutationRefusal.invalid(
        "\(name(user)) was deactivated and cannot take work: choose somebody else",
        table: User.table, id: id.rawValue)
    }
  }
}
