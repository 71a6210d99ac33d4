/// Moves everything that is ours of an account that is gone from Salesforce to the one that was
/// kept: what people wrote, and what upstream brought (features C10).
///
/// The other one stays, empty, until an administrator removes it. There is no inverse: whose a row
/// was is not known any more afterwards.
package struct MergeAccounts: MutationArguments {
  static let name = "mergeAccounts"
  static let isForOperations = true

  package let loser: Account.ID
  package let winner: Account.ID

  package init(loser: Account.ID, winner: Account.ID) {
    self.loser = loser
    self.winner = winner
  }

  var customer: Account.ID? { winner }
  var needed: [RowKey] {
    [RowKey(Account.table, loser.rawValue), RowKey(Account.table, winner.rawValue)]
  }

  func apply(on sheet: Worksheet) throws -> Outcome {
    try sheet.requireOperations(to: "merge accounts")
    let loser = try sheet.required(Account.table, loser.rawValue)
    let winner = try sheet.required(Account.table, winner.rawValue)
    try check(loser, winner, on: sheet)
    let isRepeated = loser[Account.absorbedBy] == self.winner
    try move(on: sheet)
    var kept = try sheet.required(Account.table, winner.id)
    if !isRepeated { try kept.inherit(from: loser, on: sheet) }
    kept = AccountRollup.withOnboarding(
      kept, from: try sheet.rows(CTA.table, where: CTA.account, is: self.winner))
    try sheet.save(kept)
    var gone = try sheet.required(Account.table, loser.id)
    gone[Account.tam] = nil
    gone[Account.absorbedBy] = self.winner
    gone[Account.dismissedDeparture] = nil
    try sheet.save(gone)
    for account in [self.winner, self.loser] {
      _ = try sheet.updateHealth(of: account, timeline: .edited, rescoring: true)
    }
    return Outcome(
      summary: "Merged \(sheet.name(loser)) into \(sheet.name(winner))", account: self.winner,
      displaced: sheet.displaced(loser[Account.tam], by: kept[Account.tam]))
  }

  private func check(_ loser: Row, _ winner: Row, on sheet: Worksheet) throws {
    func refuse(_ reason: String) -> MutationRefusal {
      .invalid(reason, table: Account.table, id: loser.id)
    }
    let (name, other) = (sheet.name(loser), sheet.name(winner))
    guard loser.id != winner.id else {
      throw refuse("\(name) cannot be merged into itself: choose another account")
    }
    guard loser[Account.departure] != nil else {
      throw refuse(
        "\(name) is in Salesforce: merge it there, then it is found here with the account kept")
    }
    if let other = loser[Account.absorbedBy], other != self.winner {
      let kept = try sheet.row(Account.table, other.rawValue).map(sheet.name) ?? other.rawValue
      throw refuse("\(name) was merged into \(kept) already: what was ours of it is there")
    }
    guard loser[Account.isPublicSector] != true || winner[Account.isPublicSector] == true else {
      throw refuse(
        """
        \(name) is of the public sector and \(other) is not, so people would see it who may not: \
        choose an account of the public sector
        """)
    }
    if let departure = winner[Account.departure] {
      throw refuse(
        """
        \(other) is gone from Salesforce itself (\(departure.rawValue)): choose an account that is \
        there
        """)
    }
  }

  /// Rows of the account, accounts below it, and accounts that were merged into it before.
  private func move(on sheet: Worksheet) throws {
    for table in AccountDependencies.belongings {
      // Days of two accounts between each other would be the history of neither.
      let isHistory = table == HealthHistory.table
      let hasOwn =
        try isHistory && !sheet.rows(table, where: "account_id", is: winner.stored).isEmpty
      for row in try sheet.rows(table, where: "account_id", is: loser.stored) {
        guard !hasOwn else {
          try sheet.delete(table, row.id)
          continue
        }
        try sheet.move(row, from: loser, to: winner)
      }
    }
    let above = try sheet.required(Account.table, loser.rawValue)[Account.parent]
    for var child in try sheet.rows(Account.table, where: Account.parent, is: loser) {
      // The kept one cannot stand below itself.
      let isKept = child.id == winner.rawValue
      child[Account.parent] = isKept ? (above == winner ? nil : above) : winner
      try sheet.save(child)
    }
    for var earlier in try sheet.rows(Account.table, where: Account.absorbedBy, is: loser) {
      earlier[Account.absorbedBy] = winner
      try sheet.save(earlier)
    }
  }
}

/// Removes an account for ever, with what upstream brought of it; nothing that people wrote may
/// hang on it (features C10).
package struct RemoveAccount: MutationArguments {
  static let name = "removeAccount"
  static let isForOperations = true

  package let account: Account.ID

  package init(account: Account.ID) { self.account = account }

  var customer: Account.ID? { account }
  var needed: [RowKey] { [RowKey(Account.table, account.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    try sheet.requireAdministrator(to: "remove accounts for ever")
    let row = try sheet.required(Account.table, account.rawValue)
    try check(row, on: sheet)
    for table in AccountDependencies.belongings {
      for row in try sheet.rows(table, where: "account_id", is: account.stored) {
        try sheet.delete(table, row.id)
      }
    }
    for var child in try sheet.rows(Account.table, where: Account.parent, is: account) {
      child[Account.parent] = nil
      try sheet.save(child)
    }
    try sheet.delete(Account.table, row.id)
    return Outcome(summary: "Removed \(sheet.name(row)) for ever", account: account)
  }

  private func check(_ row: Row, on sheet: Worksheet) throws {
    let name = sheet.name(row)
    func refuse(_ reason: String) -> MutationRefusal {
      .invalid(reason, table: Account.table, id: row.id)
    }
    guard row[Account.departure] != nil else {
      throw refuse("\(name) is in Salesforce: delete it there first, then it is found here")
    }
    guard row[Account.departure] != .missing || row[Account.absorbedBy] != nil else {
      throw refuse(
        """
        \(name) is only missing, which may be for want of a permission: see what became of it in \
        Salesforce, then merge it into the account that its things belong to now, or leave it alone
        """)
    }
    let dependencies = try AccountDependencies(tam: row[Account.tam]) { table in
      try sheet.rows(table, where: "account_id", is: account.stored).count
    }
    guard dependencies.isEmpty else {
      let tam = try row[Account.tam].map { try sheet.name(of: $0) }
      throw refuse(
        """
        \(name) still has \(dependencies.words(tamName: tam)): merge it into the account that they \
        belong to now, then remove it
        """)
    }
    let ownContacts = try sheet.rows(Contact.table, where: Contact.account, is: account)
      .filter { $0[Contact.salesforceID] == nil }
    guard ownContacts.isEmpty else {
      throw refuse(
        """
        \(name) still has \(Contact.table.counted(ownContacts.count)) that Salesforce does not know: \
        merge it into the account that they belong to now, then remove it
        """)
    }
    let written = row[Account.absorbedBy] == nil ? try self.written(of: row, on: sheet) : []
    guard written.isEmpty else {
      throw refuse(
        """
        \(name) still has what people wrote here: \(written.joined(separator: ", ")). Merge it into \
        the account that this belongs to now, or empty it, then remove it
        """)
    }
  }

  /// What nothing upstream would bring again, beside the rows that people make, such as `Summary` or
  /// `TAM notes of 2 opportunities`.
  private func written(of account: Row, on sheet: Worksheet) throws -> [String] {
    var words = Account.table.columns.filter { column in
      column.isInherited && column.type == .longText && !account[column: column.name].isNull
    }.map(\.label)
    for table in [Contact.table, Opportunity.table, Instance.table, HealthMeasure.table] {
      let rows = try sheet.rows(table, where: "account_id", is: self.account.stored)
      for column in table.columns where column.isInherited {
        let count = rows.count { $0.isWritten(column) }
        if count > 0 { words.append("\(column.label) of \(table.counted(count))") }
      }
    }
    return words
  }
}

/// Leaves an account that is gone from Salesforce as it is, so that nobody is asked about it again
/// until something else becomes of it.
package struct DismissDeparture: MutationArguments {
  static let name = "dismissDeparture"
  static let isForOperations = true

  package let account: Account.ID
  /// False asks about it again.
  package let isDismissed: Bool

  package init(account: Account.ID, isDismissed: Bool = true) {
    self.account = account
    self.isDismissed = isDismissed
  }

  var customer: Account.ID? { account }
  var needed: [RowKey] { [RowKey(Account.table, account.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    try sheet.requireOperations(to: "leave accounts alone that are gone from Salesforce")
    var row = try sheet.required(Account.table, account.rawValue)
    guard let departure = row[Account.departure] else {
      throw MutationRefusal.invalid(
        "\(sheet.name(row)) is in Salesforce: there is nothing to leave alone",
        table: Account.table, id: row.id)
    }
    row[Account.dismissedDeparture] = isDismissed ? departure : nil
    try sheet.save(row)
    return Outcome(
      inverse: .dismissDeparture(DismissDeparture(account: account, isDismissed: !isDismissed)),
      summary: isDismissed
        ? "Left \(sheet.name(row)) alone" : "Asked about \(sheet.name(row)) again",
      account: account)
  }
}

extension Worksheet {
  /// Gives a row to another account; one whose id begins with that of the account gets another id,
  /// and gives way where the other account has its own.
  fileprivate func move(_ row: Row, from loser: Account.ID, to winner: Account.ID) throws {
    let prefix = loser.rawValue + ":"
    let id =
      row.id.hasPrefix(prefix) ? "\(winner.rawValue):\(row.id.dropFirst(prefix.count))" : row.id
    var moved = Row(row.table, id: id, values: row.values)
    moved[column: "account_id"] = winner.stored
    if id != row.id {
      try delete(row.table, row.id)
      if var own = try self.row(row.table, id) {
        let comment = try joinedComment(of: own, row, from: loser)
        if own.lacksScore(of: row) { own = moved }
        if row.table == HealthMeasure.table { own[HealthMeasure.comment] = comment }
        return try save(own)
      }
    }
    try save(moved)
  }

  /// What people said about a measure of both accounts, one below the other; the kept account's own
  /// alone when both are more than fits.
  private func joinedComment(
    of own: Row, _ other: Row, from loser: Account.ID
  ) throws -> String? {
    guard own.table == HealthMeasure.table else { return nil }
    let (first, second) = (own[HealthMeasure.comment], other[HealthMeasure.comment])
    guard let first, let second, first != second else { return first ?? second }
    let name = try row(Account.table, loser.rawValue).map(name) ?? loser.rawValue
    let both = "\(first)\n\n\(name):\n\(second)"
    return HealthMeasure.comment.column.problem(with: .text(both)) == nil ? both : first
  }
}

extension Row {
  /// Whether people gave the column its value.
  ///
  /// Of what is on GitLab.com the first label is ours, and scores without an author are a rule's.
  fileprivate func isWritten(_ column: Column) -> Bool {
    let value = self[column: column.name]
    switch column {
    case Instance.type.column:
      return self[Instance.type] ?? .unknown != .unknown && self[Instance.deliveryType] != .saas
    case HealthMeasure.score.column: return false
    default: return !value.isNull
    }
  }

  /// Whether this measure has no score and the other one has.
  fileprivate func lacksScore(of other: Row) -> Bool {
    table == HealthMeasure.table && self[HealthMeasure.score] == nil
      && other[HealthMeasure.score] != nil
  }

  /// Takes over what people wrote on the row of another account, where this one says nothing; long
  /// texts are put one below the other.
  fileprivate mutating func inherit(from loser: Row, on sheet: Worksheet) throws {
    for column in table.columns where column.isInherited {
      let (own, other) = (self[column: column.name], loser[column: column.name])
      if own.isNull {
        self[column: column.name] = other
      } else if column.type == .longText, let own = String(stored: own),
        let other = String(stored: other), own != other
      {
        let both = Value.text("\(own)\n\n\(sheet.name(loser)):\n\(other)")
        if column.problem(with: both) == nil { self[column: column.name] = both }
      }
    }
    guard self[Account.tam] == nil, let tam = loser[Account.tam] else { return }
    self[Account.tam] = tam
    self[Account.tamFirstAssigned] = loser[Account.tamFirstAssigned]
    var change = Row(TAMHistory.table, id: "\(id):\(sheet.context.at.microseconds)")
    change[TAMHistory.account] = Account.ID(id)
    change[TAMHistory.newTAM] = tam
    change[TAMHistory.changedAt] = sheet.context.at
    try sheet.save(change)
  }
}

extension Column {
  /// Whether people write it about an account; the TAM has a history beside it.
  fileprivate var isInherited: Bool { origin.owner == .tamarack && origin.editors != .nobody }
}
