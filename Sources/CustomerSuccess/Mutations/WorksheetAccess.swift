/// Finding rows, naming them in words, and deciding who may change them.
extension Worksheet {
  /// - Throws: ``MutationRefusal`` when there is no such row.
  func required(_ table: Table, _ id: String) throws -> Row {
    guard let row = try row(table, id) else { throw MutationRefusal.missing(table, id) }
    return row
  }

  /// The customer a row belongs to.
  func account(of row: Row) throws -> Row {
    guard case .text(let id) = row[column: "account_id"] else {
      throw MutationRefusal.invalid(
        "the \(row.table.labelInSentence) \(row.id) belongs to no customer: ask CS Ops to repair it",
        table: row.table, id: row.id)
    }
    return try required(Account.table, id)
  }

  /// The author's own row.
  ///
  /// - Throws: ``MutationRefusal`` when the author is unknown or was deactivated.
  func actor() throws -> Row {
    guard let user = try row(User.table, context.actor.rawValue), user[User.isActive] != false
    else {
      throw MutationRefusal.notPermitted(
        "your user \(context.actor) is unknown or was deactivated: ask CS Ops to activate it")
    }
    return user
  }

  /// The author, if their bundle lets them change customer data.
  @discardableResult
  func editor() throws -> Row {
    let user = try actor()
    guard let bundle = user[User.bundle] else {
      throw MutationRefusal.notPermitted(
        "you have no bundle, so you may look but not edit: ask CS Ops for one")
    }
    guard bundle.mayEdit else {
      throw MutationRefusal.notPermitted(
        "your bundle \(bundle.rawValue) may look but not edit: ask CS Ops for another")
    }
    return user
  }

  /// Whether the author does what managers do.
  func isManager() throws -> Bool { try editor()[User.bundle]?.isManager == true }

  /// - Throws: ``MutationRefusal`` unless the author is the account's own TAM or a manager.
  func requireOwnTAM(of account: Row, to action: String) throws {
    guard try !isManager(), account[Account.tam] != context.actor else { return }
    let owner = try account[Account.tam].map { "its TAM \(try name(of: $0))" } ?? "a TAM of its own"
    throw MutationRefusal.notPermitted(
      "only \(owner) or a manager may \(action) of \(name(account)): ask one of them")
  }

  /// - Throws: ``MutationRefusal`` unless the author is a manager.
  func requireManager(to action: String) throws {
    guard try !isManager() else { return }
    throw MutationRefusal.notPermitted("only managers may \(action): ask yours")
  }

  /// - Throws: ``MutationRefusal`` unless the author looks after the data.
  func requireOperations(to action: String) throws {
    guard !context.isAtService, try editor()[User.bundle]?.isOperations != true else { return }
    throw MutationRefusal.notPermitted("only CS Ops may \(action): ask them")
  }

  /// - Throws: ``MutationRefusal`` unless the author is an administrator.
  func requireAdministrator(to action: String) throws {
    guard !context.isAtService, try editor()[User.bundle]?.isAdministrator != true else { return }
    throw MutationRefusal.notPermitted("only administrators may \(action): ask one")
  }

  /// - Throws: ``MutationRefusal`` unless the author may change that column of that row.
  func requireEditor(of column: Column, in row: Row, account: Row) throws {
    try editor()
    switch column.origin.editors {
    case .nobody: throw MutationRefusal.fieldNotYours(column, of: row, thing(row, of: account))
    case .accountTeam: return
    case .ownTAM: try requireOwnTAM(of: account, to: "change \"\(column.label)\"")
    case .managers: try requireManager(to: "change \"\(column.label)\"")
    }
  }

  /// What a row is called: its name, subject, host, or its id when it has none of these.
  func name(_ row: Row) -> String {
    for column in ["name", "subject", "hostname", "namespace_name"] {
      if case .text(let text) = row[column: column], !text.isEmpty { return text }
    }
    let parts = ["first_name", "last_name"].compactMap { String(stored: row[column: $0]) }
    if !parts.isEmpty { return parts.joined(separator: " ") }
    return String(stored: row[column: "email"]) ?? row.id
  }

  /// The name of a colleague; the id when the user is not known here.
  func name(of user: User.ID) throws -> String {
    try row(User.table, user.rawValue).map(name) ?? user.rawValue
  }

  /// Such as `CTA Renewal plan of Acme`.
  func thing(_ row: Row, of account: Row) -> String {
    guard row.table != Account.table else { return name(row) }
    return "\(row.table.labelInSentence) \(name(row)) of \(name(account))"
  }
}
