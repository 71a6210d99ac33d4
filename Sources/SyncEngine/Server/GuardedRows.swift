import CustomerSuccess

/// The service's rows as one author may see and write them.
///
/// Rows outside the author's permissions do not exist for the mutation, so that no refusal tells
/// what they hold. Writes wait until all of them are known to be permitted.
final class GuardedRows<Transaction: ServiceTransaction>: RowStorage {
  private let transaction: Transaction
  private let author: User.ID
  /// Scopes that the author had then count as well; nil when only the present permissions do.
  private let gracePosition: Position?
  private var verdicts: [Scope: Bool] = [:]
  private var writes: [Write] = []
  /// The mutation asked for a row that it may not see.
  private(set) var didHide = false

  private enum Write {
    case save(Row)
    case delete(Table, String)
  }

  init(_ transaction: Transaction, author: User.ID, gracePosition: Position?) {
    self.transaction = transaction
    self.author = author
    self.gracePosition = gracePosition
  }

  func row(_ table: Table, _ id: String) throws -> Row? {
    guard let row = try transaction.row(table, id) else { return nil }
    return try isVisible(row) ? row : nil
  }

  func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row] {
    try transaction.rows(table, where: column, equals: value).filter(isVisible)
  }

  func save(_ row: Row) throws { writes.append(.save(row)) }

  func delete(_ table: Table, _ id: String) throws { writes.append(.delete(table, id)) }

  /// Writes everything, or nothing.
  ///
  /// - Throws: `MutationRefusal` when a row is or would be outside the author's permissions.
  func commit() throws {
    for write in writes {
      switch write {
      case .save(let row):
        try check(row.scope, row.table, row.id)
        try checkPresent(row.table, row.id)
      case .delete(let table, let id):
        try checkPresent(table, id)
      }
    }
    for write in writes {
      switch write {
      case .save(let row): try transaction.save(row)
      case .delete(let table, let id): try transaction.delete(table, id)
      }
    }
  }

  private func isVisible(_ row: Row) throws -> Bool {
    let isPermitted = try row.scope.map(permits) ?? false
    if !isPermitted { didHide = true }
    return isPermitted
  }

  /// The row that stands there now, if any, must be the author's to change.
  private func checkPresent(_ table: Table, _ id: String) throws {
    guard let present = try transaction.row(table, id) else { return }
    try check(present.scope, table, id)
  }

  private func check(_ scope: Scope?, _ table: Table, _ id: String) throws {
    guard let scope, try permits(scope) else { throw MutationRefusal.notInScope(table, id) }
  }

  private func permits(_ scope: Scope) throws -> Bool {
    if let verdict = verdicts[scope] { return verdict }
    var verdict = try transaction.permits(author, scope)
    if !verdict, let gracePosition {
      verdict = try transaction.held(scope, by: author, at: gracePosition)
    }
    verdicts[scope] = verdict
    return verdict
  }
}

extension MutationRefusal {
  /// The author has lost the customer, or never had it.
  static func notInScope(_ table: Table? = nil, _ id: String? = nil) -> MutationRefusal {
    MutationRefusal(
      .notInScope, table: table?.name, id: id,
      reason: """
        the customer is not in your book any more: copy what you need and ask its TAM or your \
        manager
        """)
  }
}
