package import CustomerSuccess

/// One consistent read of the service's store; everything a pull sends comes from one of these.
///
/// Conforming types may be a SQLite read transaction or a repeatable-read one of PostgreSQL.
package protocol ServiceSnapshot {
  /// The store's incarnation; raised by a restore from backup.
  func epoch() throws -> Int64

  /// The newest position that is visible here.
  func head() throws -> Position

  /// Nil when the device was never enrolled. Revoked devices are refused before this module.
  func device(_ id: Device.ID) throws -> DeviceRecord?

  /// How the device's mutations after that number ended, by ascending sequence.
  func results(of device: Device.ID, after sequence: Int64) throws -> [MutationResult]

  /// The scopes of that part of the lane that are in the user's book now, by ascending scope (byte
  /// order); at most `limit`, fewer only at the end. Core holds `org`, `user:<id>` and accounts.
  func book(of user: User.ID, lane: Lane, _ part: BookPart, limit: Int) throws -> [BookEntry]

  /// Which scopes of the lane are in the user's book now.
  func digest(of user: User.ID, lane: Lane) throws -> ScopeDigest

  /// The scopes of the lane that left the user's book after that position and are not in it now.
  func removals(of user: User.ID, lane: Lane, after: Position) throws -> [Scope]

  /// Whether the user may see and write rows of the scope *now*, asked of the live facts and not of
  /// the book. Asked once per scope before any of its rows is encoded.
  func permits(_ user: User.ID, _ scope: Scope) throws -> Bool

  /// The newest change of each row of the scope after that position, deletions and departures
  /// included, by ascending position; at most `limit`.
  func changes(in scope: Scope, after: Position, limit: Int) throws -> [RowChange]

  /// Live rows of the scope in the order of tables in `Schema.tables`, then of ids (byte order),
  /// after that key; at most `limit`, fewer only at the end.
  func rows(in scope: Scope, after: RowKey?, limit: Int) throws -> PackedRows

  func placed(_ table: Table, _ id: String) throws -> PlacedRow?
}

/// Which scopes of a book are asked for.
package enum BookPart: Hashable, Sendable {
  /// All, after that one.
  case all(after: Scope?)
  /// All but the first so many.
  case past(count: Int)
  /// Those that entered the book, changed or had deletions forgotten since that position, and those
  /// named, after that scope. The cost is that of what is new, whatever the book holds.
  case news(since: Position, named: Set<Scope>, after: Scope?)
}

/// A device as the service knows it.
package struct DeviceRecord: Hashable, Sendable {
  package let id: Device.ID
  package let user: User.ID
  /// The newest processed mutation; 0 for none.
  package var lastSequence: Int64
  /// Its id; nil for none.
  package var lastMutationID: PendingMutation.ID?

  package init(
    id: Device.ID, user: User.ID, lastSequence: Int64 = 0,
    lastMutationID: PendingMutation.ID? = nil
  ) {
    self.id = id
    self.user = user
    self.lastSequence = lastSequence
    self.lastMutationID = lastMutationID
  }
}

/// One scope of a user's book, with the facts that decide what a pull must send.
package struct BookEntry: Hashable, Sendable {
  package let scope: Scope
  /// When it (last) entered the book.
  package let added: Position
  /// The newest change in the scope (`scope_head`); zero when it never had a row.
  package let head: Position
  package let sum: ScopeSum
  /// Deletions in the scope up to here are forgotten (`gc_scope`); zero when none are.
  package let forgotten: Position

  package init(
    scope: Scope, added: Position, head: Position, sum: ScopeSum, forgotten: Position = .zero
  ) {
    self.scope = scope
    self.added = added
    self.head = head
    self.sum = sum
    self.forgotten = forgotten
  }
}

/// The newest change of one row in one scope (`change_idx`).
package struct RowChange: Hashable, Sendable {
  package let key: RowKey
  package let position: Position
  /// The row was deleted or moved to another scope.
  package let isDeletion: Bool

  package init(_ key: RowKey, position: Position, isDeletion: Bool) {
    self.key = key
    self.position = position
    self.isDeletion = isDeletion
  }
}
