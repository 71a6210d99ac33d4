package import CustomerSuccess

/// One write transaction on a replica, as the sync core needs it.
///
/// The caller opens it, hands it to one function of this module, and commits when that returns or
/// rolls back when it throws. Conforming types have reference semantics; nothing escapes.
///
/// "Base" means what the service sent; rows on screen are the base with the pending mutations
/// applied. What those changed is kept as *pre-images*, so that the base can be put back exactly.
package protocol ReplicaTransaction: AnyObject {
  // MARK: Rows

  /// The row as it is now, with its scope and position; nil when there is none.
  func placed(_ table: Table, _ id: String) throws -> PlacedRow?

  /// The rows whose column holds exactly that value, in any order.
  func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row]

  /// Inserts the row, or replaces the one with the same id, whatever its scope and position.
  func place(_ row: PlacedRow) throws

  /// Does nothing when there is no such row.
  func remove(_ table: Table, _ id: String) throws

  /// Inserts the row unless one with the same id has a *greater* position; whether it was written.
  ///
  /// A default does it with ``placed(_:_:)`` and ``place(_:)``; SQL does it in one statement
  /// (`ON CONFLICT(id) DO UPDATE … WHERE excluded._p >= _p`), and this is the hot path.
  func put(_ row: PackedRow) throws -> Bool

  /// Removes every row whose scope is that one, in all tables of the scope's lane.
  func removeRows(in scope: Scope) throws

  /// Removes every row of the lane's tables.
  func removeRows(of lane: Lane) throws

  /// Counted from the rows that are there now, never from a stored number. One statement over all
  /// tables of the scope's lane, on an index of (`_s`, `id`, `_p`).
  func sum(of scope: Scope) throws -> ScopeSum

  // MARK: Pre-images

  /// What stands in the base where pending mutations have written, in any order.
  func preimages() throws -> [Preimage]

  /// Keeps the pre-image unless one of the same row is kept already.
  func keep(_ preimage: Preimage) throws

  func removeAllPreimages() throws

  // MARK: Mutations

  /// What was made here and is not settled, by ascending sequence from the one after `sequence`.
  func outbox(after sequence: Int64, limit: Int) throws -> [PendingMutation]

  func outboxCount(after sequence: Int64) throws -> Int

  func append(_ mutation: PendingMutation) throws

  /// Replaces the outbox as a whole, when its numbers change. Journals are not concerned.
  func replaceOutbox(_ mutations: [PendingMutation]) throws

  /// Moves a mutation from the outbox to the list of sent ones or, when it was not applied, to
  /// those that need attention. A nil result means that the service no longer knows how it ended:
  /// attention, too.
  func settle(_ mutation: PendingMutation, as result: MutationResult?) throws

  /// The mutations applied by the service and still kept (``SyncLimits/retentionDays``), in the
  /// order in which they were settled.
  func sent() throws -> [PendingMutation]

  /// Empties the list of sent mutations: they wait in the outbox again.
  func removeAllSent() throws

  // MARK: State

  /// The scopes that the replica holds in a lane.
  func scopes(of lane: Lane) throws -> [HeldScope]

  /// The same, as a digest.
  func digest(of lane: Lane) throws -> ScopeDigest

  /// Those of them whose rows do not add up, at most `limit`.
  func scopesToRepair(in lane: Lane, limit: Int) throws -> [Scope]

  /// Inserts or replaces.
  func hold(_ scope: HeldScope) throws

  /// Forgets a scope; its rows are removed apart from this.
  func release(_ scope: Scope) throws

  func state() throws -> SyncState

  func save(_ state: SyncState) throws

  // MARK: Stage

  /// Appends one validated response to the lane's stage, byte for byte.
  func stage(_ response: [UInt8], lane: Lane) throws

  func stagedCount(lane: Lane) throws -> Int

  /// One staged response; the first has index 0.
  func staged(_ index: Int, lane: Lane) throws -> [UInt8]

  func clearStage(lane: Lane) throws
}

extension ReplicaTransaction {
  package func put(_ row: PackedRow) throws -> Bool {
    if let present = try placed(row.table, row.id), present.position > row.position {
      return false
    }
    try place(row.placed)
    return true
  }
}

/// A row of the base as it was before pending mutations touched it.
package struct Preimage: Hashable, Sendable {
  package let key: RowKey
  /// Nil when the base has no such row.
  package let row: PlacedRow?

  package init(_ key: RowKey, _ row: PlacedRow?) {
    self.key = key
    self.row = row
  }
}

/// A scope that the replica holds.
package struct HeldScope: Hashable, Sendable {
  package let scope: Scope
  /// Its rows do not add up; the next pull asks for it whole.
  package var needsRepair: Bool

  package init(_ scope: Scope, needsRepair: Bool = false) {
    self.scope = scope
    self.needsRepair = needsRepair
  }
}
