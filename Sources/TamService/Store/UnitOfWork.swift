package import CustomerSuccess
package import SyncEngine

/// What became of a row that was put.
package enum SaveOutcome: Sendable {
  case inserted
  case updated
  /// The store held exactly this row; nothing was written and nothing will be sent.
  case unchanged
}

/// Everything that one transaction writes; it becomes visible as a whole, at one position.
///
/// The position is that of the commit: SQLite hands the writer lock to one process at a time,
/// from the start of the transaction, so the next position may be read early and its line is
/// written to `commit_log` last. A store with concurrent writers has to take a lock of its own
/// before that (sync reference 2.3).
package final class UnitOfWork {
  package let reader: StoreReader
  /// When the transaction began, by the store's clock.
  package let now: Instant

  let connection: Connection
  var pending = PendingChanges()
  /// Hears of every row that is written, or removed when the second one is nil.
  var observer: ((_ old: Row?, _ new: Row?) -> Void)?

  init(_ connection: Connection, now: Instant) {
    self.connection = connection
    self.reader = StoreReader(connection: connection)
    self.now = now
  }

  /// Inserts or replaces a row; an identical one is left alone and does not count as a change.
  ///
  /// - Parameter aside: nil keeps what is stored; an empty text removes it.
  /// - Throws: ``StoreError/noScope(table:id:)`` when the row belongs to nobody.
  @discardableResult
  package func put(_ row: Row, aside: String? = nil) throws -> SaveOutcome {
    try write(row, aside: aside, over: reader.stored(row.table, row.id))
  }

  /// Reads a row once, lets `change` alter it, and writes the result when it differs.
  ///
  /// - Parameter change: gets an empty row and `true` when there is none yet.
  @discardableResult
  package func merge(
    _ table: Table, _ id: String, aside: String? = nil,
    _ change: (_ row: inout Row, _ isNew: Bool) throws -> Void
  ) throws -> SaveOutcome {
    let previous = try reader.stored(table, id)
    var row = previous?.row ?? Row(table, id: id)
    try change(&row, previous == nil)
    return try write(row, aside: aside, over: previous)
  }

  /// Runs SQL of ours on the service's own tables; synced tables are written by rows only.
  package func execute(_ sql: String, _ values: [Value] = []) throws {
    try connection.run(sql, values)
  }

  /// The position at which this transaction's changes will be visible; asking makes it a change.
  package func position() throws -> Position {
    if let position = pending.position { return position }
    let position = Position(try reader.head().rawValue + 1)
    pending.position = position
    return position
  }

  /// Runs `body`; when it throws, what it wrote is undone and the rest of the transaction stays.
  package func savepoint<T>(_ body: () throws -> T) throws -> T {
    let before = pending
    do {
      return try connection.savepoint(body)
    } catch {
      pending = before
      throw error
    }
  }
}

extension UnitOfWork: RowStorage {
  package func row(_ table: Table, _ id: String) throws -> Row? {
    try reader.row(table, id)
  }

  package func rows(
    _ table: Table, where column: String, equals value: Value
  ) throws -> [Row] {
    try reader.rows(table, where: column, equals: value)
  }

  package func save(_ row: Row) throws {
    try put(row)
  }

  /// Does nothing when there is no such row.
  package func delete(_ table: Table, _ id: String) throws {
    guard let previous = try reader.stored(table, id) else { return }
    try connection.run(TableStatements.of(table).delete, [.text(id)])
    guard let scope = previous.row.scope else { return }
    _ = try position()
    leave(scope, previous)
    pending.access.note(old: previous.row, new: nil)
    observer?(previous.row, nil)
  }
}

extension UnitOfWork {
  /// Writes a row over the stored one that the caller has read in this transaction.
  func write(
    _ row: Row, aside: String?, over previous: StoredRow?
  ) throws -> SaveOutcome {
    let keptAside = aside.map { $0.isEmpty ? nil : $0 } ?? previous?.aside
    if let previous, previous.row.values == row.values {
      if previous.aside != keptAside { try writeAside(keptAside, of: row) }
      return .unchanged
    }
    guard let scope = row.scope else {
      throw StoreError.noScope(table: row.table.name, id: row.id)
    }
    let position = try position()
    let statements = TableStatements.of(row.table)
    var values: [Value] = [
      .text(row.id), .integer(position.rawValue), keptAside.map(Value.text) ?? .null,
    ]
    values.reserveCapacity(values.count + row.values.count)
    values.append(contentsOf: row.values)
    try connection.run(previous == nil ? statements.insert : statements.update, values)
    if let previous, let old = previous.row.scope { leave(old, previous) }
    enter(scope, row, at: position)
    pending.access.note(old: previous?.row, new: row)
    observer?(previous?.row, row)
    return previous == nil ? .inserted : .updated
  }

  /// What the schema does not know is not replicated, so it moves no position.
  private func writeAside(_ aside: String?, of row: Row) throws {
    try connection.run(
      "UPDATE \"\(row.table.name)\" SET aside = $2 WHERE id = $1",
      [.text(row.id), aside.map(Value.text) ?? .null])
  }

  /// Notes a departure; should the row come back to the scope, ``enter(_:_:at:)`` overrules it.
  private func leave(_ scope: Scope, _ previous: StoredRow) {
    let row = previous.row
    pending.scopes[scope, default: .init()].rows[RowKey(row.table, row.id)] = false
    pending.scopes[scope]?.sum
      .subtract(table: row.table.name, id: row.id, position: previous.position)
  }

  private func enter(_ scope: Scope, _ row: Row, at position: Position) {
    pending.scopes[scope, default: .init()].rows[RowKey(row.table, row.id)] = true
    pending.scopes[scope]?.sum.add(table: row.table.name, id: row.id, position: position)
  }
}
