package import CustomerSuccess
package import SyncEngine

/// What a transaction has yet to settle before it commits.
struct PendingChanges {
  /// Nil until something is to be replicated.
  var position: Position?
  /// By how much each scope's number of rows and checksum change; the number may be negative.
  var heads: [Scope: ScopeSum] = [:]
  var access = AccessChanges()
}

extension UnitOfWork {
  /// Settles books and scope heads and takes the position; the last step before the commit.
  func finish(actor: String, kind: String) throws {
    try BookKeeper(work: self).settle(pending.access)
    guard let position = pending.position else { return }
    for (scope, change) in pending.heads {
      try raise(scope, by: change, to: position)
    }
    try connection.run(
      "INSERT INTO commit_log (pos, at, actor, kind) VALUES ($1, $2, $3, $4)",
      [
        .integer(position.rawValue), .integer(now.microseconds), .text(actor), .text(kind),
      ])
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
