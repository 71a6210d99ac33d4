/// Making rows and changing their columns, by the policy that each column declares.
extension Worksheet {
  /// Checks one value for one column: its type, its size, and that what it refers to exists.
  ///
  /// - Parameter isUndo: Puts back what was there, which an import may have brought in any shape.
  func check(
    _ value: Value, for column: Column, in row: Row, account: Row, isUndo: Bool = false
  ) throws {
    if let problem = isUndo ? column.misfit(of: value) : column.problem(with: value) {
      throw MutationRefusal.invalid(
        "\"\(column.label)\" of \(thing(row, of: account)) \(problem)", table: row.table,
        id: row.id,
        column: column)
    }
    guard case .reference(let name) = column.type, case .text(let id) = value,
      let table = Schema.table(name)
    else { return }
    // What was there may have named a row that is gone.
    guard let target = try isUndo ? self.row(table, id) : required(table, id) else { return }
    guard table.scope != .ofAccount || target[column: "account_id"] == .text(account.id) else {
      throw MutationRefusal.invalid(
        """
        "\(column.label)" of \(thing(row, of: account)) cannot be \(self.name(target)), which \
        belongs to another customer: choose one of \(self.name(account))
        """, table: row.table, id: row.id, column: column)
    }
  }

  /// The row that a creation asks for.
  ///
  /// - Parameters:
  ///   - kept: Columns that nobody edits later but that a creation sets.
  func newRow(
    _ table: Table, id: String, account: Row, fields: Fields, kept: [Column],
    isUndo: Bool = false
  ) throws -> Row {
    try editor()
    guard !id.isEmpty, id.utf8.count <= Self.idBytes else {
      throw MutationRefusal.invalid(
        """
        a new \(table.labelInSentence) needs an id of 1 through \(Self.idBytes) bytes: make it again, with a \
        new id
        """,
        table: table, id: id)
    }
    if let unknown = fields.columns.first(where: { table.column($0) == nil }) {
      throw MutationRefusal.invalid(
        "\(table.oneInSentence) has no \"\(unknown)\" here: update this program",
        table: table, id: id)
    }
    var row = fields.row(table, id: id)
    row[column: "account_id"] = .text(account.id)
    for column in table.columns where column.name != "account_id" {
      let given = row[column: column.name]
      let value = isUndo ? given : column.normalized(given)
      row[column: column.name] = value
      guard !value.isNull else { continue }
      if column.origin.editors == .nobody, !kept.contains(column) {
        throw MutationRefusal.fieldNotYours(column, of: row, thing(row, of: account))
      }
      try check(value, for: column, in: row, account: account, isUndo: isUndo)
    }
    return row
  }

  /// Ids are UUIDs, sometimes with a suffix; Salesforce's have 18 characters.
  private static let idBytes = 200

  /// Puts a new row on the sheet; the same row again is fine, as a creation may be sent twice.
  ///
  /// - Returns: Whether it was not there before.
  @discardableResult
  func insert(_ row: Row) throws -> Bool {
    let existing = try self.row(row.table, row.id)
    guard existing == nil || existing == row else {
      throw MutationRefusal.idTaken(row.table, row.id)
    }
    try save(row)
    return existing == nil
  }

  /// Fills in what a creation left out, as it was filled in the first time when it comes again.
  func fill<T>(
    _ field: Field<T>, in row: inout Row, with value: @autoclosure () throws -> T?
  ) throws {
    guard row[column: field.name].isNull else { return }
    row[field] = try self.row(row.table, row.id)?[field] ?? value()
  }

  /// Refuses a row whose column is empty.
  func require<T>(_ field: Field<T>, in row: Row) throws {
    guard row[column: field.name].isNull else { return }
    throw MutationRefusal.invalid(
      "\(row.table.oneInSentence) needs \"\(field.column.label)\": fill it in",
      table: row.table, id: row.id, column: field.column)
  }

  /// Finds the column of a change and checks who may change it and to what.
  func checked(
    _ change: FieldChange, in row: Row, account: Row, isUndo: Bool = false
  ) throws -> CheckedChange {
    guard let column = row.table.column(change.column) else {
      throw MutationRefusal.invalid(
        "\(row.table.oneInSentence) has no \"\(change.column)\": update this program",
        table: row.table, id: row.id)
    }
    try requireEditor(of: column, in: row, account: account)
    let to = isUndo ? change.to : column.normalized(change.to)
    try check(to, for: column, in: row, account: account, isUndo: isUndo)
    let found = row[column: column.name]
    let from = change.from == found ? found : column.normalized(change.from)
    return CheckedChange(column: column, from: from, to: to, found: found)
  }

  /// Checks and makes changes one after the other; those that changed something.
  func settle(
    _ changes: [FieldChange], in row: inout Row, account: Row, isUndo: Bool
  ) throws -> [FieldChange] {
    try changes.compactMap { change in
      let checked = try checked(change, in: row, account: account, isUndo: isUndo)
      return try settle(checked, in: &row, account: account)
    }
  }

  /// Sets the column by its policy; the change that was made, or nil when there was none to make.
  func settle(_ change: CheckedChange, in row: inout Row, account: Row) throws -> FieldChange? {
    guard change.found != change.to else { return nil }
    switch change.column.origin.conflict {
    case .lastToArrive, .assignment, .dateStamped: break
    case .threeWay, .transition, .keepBoth:
      guard !change.isStale else {
        throw MutationRefusal.conflict(
          change.column, of: row, thing(row, of: account), yours: change.to)
      }
    case .upstreamWins:
      throw MutationRefusal.fieldNotYours(change.column, of: row, thing(row, of: account))
    }
    row[column: change.column.name] = change.to
    return FieldChange(column: change.column.name, from: change.found, to: change.to)
  }
}

/// A change whose column is known and whose value fits.
struct CheckedChange {
  let column: Column
  /// What the editor saw.
  let from: Value
  let to: Value
  /// What the row holds.
  let found: Value

  /// The value is neither the one the editor saw nor the wanted one.
  var isStale: Bool { found != from && found != to }
}

extension Worksheet {
  /// Refuses changes of columns that have a mutation of their own.
  func refuse(
    _ changes: [FieldChange], of columns: [Column], in row: Row, _ remedy: String
  ) throws {
    guard let column = columns.first(where: { changes.map(\.column).contains($0.name) }) else {
      return
    }
    throw MutationRefusal.invalid(
      "\"\(column.label)\" cannot be edited like other fields: \(remedy)", table: row.table,
      id: row.id, column: column)
  }

  /// Refuses an undo where the value is neither the one to be taken back nor the wanted one.
  ///
  /// - Parameter seen: Nil for an edit that is no undo, and for one of an earlier version.
  func requireSeen<T>(
    _ seen: Stamp<T>?, at field: Field<T>, in row: Row, account: Row, wanted: T?
  ) throws {
    guard let seen, row[field] != seen.value, row[field] != wanted else { return }
    throw MutationRefusal.conflict(
      field.column, of: row, thing(row, of: account), yours: wanted?.stored ?? .null)
  }

  /// The person who had the work and should be told that somebody else has it now.
  func displaced(_ old: User.ID?, by new: User.ID?) -> User.ID? {
    old == new || old == context.actor ? nil : old
  }
}
