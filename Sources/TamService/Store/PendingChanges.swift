package import CustomerSuccess
package import SyncEngine

/// What a transaction has yet to settle before it commits.
struct PendingChanges {
  /// Nil until something is to be replicated.
  var position: Position?
  var scopes: [Scope: ScopeChanges] = [:]
  var access = AccessChanges()

  /// What changes in one scope.
  struct ScopeChanges {
    /// By how much the number of rows and the checksum change; the number may be negative.
    var sum = ScopeSum.empty
    /// For each row that was written, whether it is in the scope now.
    var rows: [RowKey: Bool] = [:]
  }
}

extension UnitOfWork {
  /// Settles books and scope heads and takes the position; the last step before the commit.
  func finish(actor: String, kind: String) throws {
    try BookKeeper(work: self).settle(pending.access)
    guard let position = pending.position else { return }
    // In the order of the tables' keys: neighbors are on one page, which is read and written once.
    for (scope, changes) in pending.scopes.sorted(by: { $0.key < $1.key }) {
      try index(changes.rows, in: scope, at: position)
      try raise(scope, by: changes.sum, to: position)
    }
    try connection.run(
      "INSERT INTO commit_log (pos, at, actor, kind) VALUES ($1, $2, $3, $4)",
      [
        .integer(position.rawValue), .integer(now.microseconds), .text(actor), .text(kind),
      ])
  }

  private func index(
    _ rows: [RowKey: Bool], in scope: Scope, at position: Position
  ) throws {
    let statement = try connection.statement(
      """
      INSERT INTO change_idx (scope, tb, id, pos, op) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (scope, tb, id) DO UPDATE SET pos = excluded.pos, op = excluded.op
      """)
    let ordered = rows.sorted { ($0.key.table, $0.key.id) < ($1.key.table, $1.key.id) }
    for (key, isPut) in ordered {
      try statement.run([
        .text(scope.rawValue), .text(key.table), .text(key.id), .integer(position.rawValue),
        .integer(isPut ? 1 : 0),
      ])
    }
  }

  /// Sums are added here and not in SQL, whose integers do not wrap.
  private func raise(_ scope: Scope, by change: ScopeSum, to position: Position) throws {
    let sum = try reader.sum(of: scope)
    try connection.run(
      """
      INSERT INTO scope_head (scope, pos, cnt, sum) VALUES ($1, $2, $3, $4)
      ON CONFLICT (scope) DO UPDATE
      SET pos = excluded.pos, cnt = excluded.cnt, sum = excluded.sum
      """,
      [
        .text(scope.rawValue), .integer(position.rawValue),
        .integer(Int64(sum.rows + change.rows)),
        .integer(Int64(bitPattern: sum.checksum &+ change.checksum)),
      ])
  }
}

extension StoreReader {
  /// What the rows of a scope add up to, as kept beside them; empty for an unknown scope.
  package func sum(of scope: Scope) throws -> ScopeSum {
    try connection.statement("SELECT cnt, sum FROM scope_head WHERE scope = $1")
      .first([.text(scope.rawValue)]) {
        ScopeSum(rows: Int($0.integer(0)), checksum: UInt64(bitPattern: $0.integer(1)))
      } ?? .empty
  }
}
