import CustomerSuccess
import SyncEngine

/// A replica in memory.
final class MemoryReplica: ReplicaTransaction {
  private(set) var content: ReplicaContent
  /// What this replica does wrong, in tests that expect it to be caught.
  let bug: SeededBug?

  init(_ content: ReplicaContent, bug: SeededBug? = nil) {
    self.content = content
    self.bug = bug
  }

  convenience init(device: String, user: User.ID) {
    self.init(ReplicaContent(device: Device.ID(device), user: user))
  }

  /// Runs the body; when it throws, nothing happened.
  func transact<T>(_ body: (MemoryReplica) throws -> T) throws -> T {
    let before = content
    do {
      return try body(self)
    } catch {
      content = before
      throw error
    }
  }

  /// Damages the replica behind the sync core's back.
  func damage(_ change: (inout ReplicaContent) -> Void) { change(&content) }

  // MARK: Rows

  func placed(_ table: Table, _ id: String) -> PlacedRow? { content.rows[RowKey(table, id)] }

  func rows(_ table: Table, where column: String, equals value: Value) -> [Row] {
    content.rows.values.map(\.row).filter { $0.table == table && $0[column: column] == value }
  }

  func place(_ row: PlacedRow) { content.rows[row.key] = row }

  func remove(_ table: Table, _ id: String) { content.rows[RowKey(table, id)] = nil }

  func removeRows(in scope: Scope) {
    content.rows = content.rows.filter { $0.value.scope != scope }
  }

  func removeRows(of lane: Lane) {
    content.rows = content.rows.filter { $0.value.row.table.lane != lane }
  }

  func sum(of scope: Scope) -> ScopeSum {
    content.rows.values.reduce(into: .empty) { sum, row in
      guard row.scope == scope else { return }
      sum.add(table: row.key.table, id: row.key.id, position: row.position)
    }
  }

  // MARK: Pre-images

  func preimages() -> [Preimage] { Array(content.preimages.values) }

  func keep(_ preimage: Preimage) {
    if content.preimages[preimage.key] == nil { content.preimages[preimage.key] = preimage }
  }

  func removeAllPreimages() { content.preimages = [:] }

  // MARK: Mutations

  func outbox(after sequence: Int64, limit: Int) -> [PendingMutation] {
    Array(content.outbox.lazy.filter { $0.sequence > sequence }.prefix(limit))
  }

  func outboxCount(after sequence: Int64) -> Int {
    content.outbox.lazy.filter { $0.sequence > sequence }.count
  }

  func append(_ mutation: PendingMutation) { content.outbox.append(mutation) }

  func replaceOutbox(_ mutations: [PendingMutation]) { content.outbox = mutations }

  func settle(_ mutation: PendingMutation, as result: MutationResult?) {
    content.outbox.removeAll { $0.sequence == mutation.sequence }
    if result?.status == .applied {
      content.sent.append(mutation)
    } else if bug != .rejectionsAreDropped {
      content.attention.append(AttentionItem(mutation: mutation, result: result))
    }
  }

  func sent() -> [PendingMutation] { bug == .sentIsNotOfferedAgain ? [] : content.sent }

  func removeAllSent() { if bug != .sentIsNotOfferedAgain { content.sent = [] } }

  // MARK: State

  func scopes(of lane: Lane) -> [HeldScope] {
    content.scopes.values.filter { $0.scope.lane == lane }.sorted { $0.scope < $1.scope }
  }

  func digest(of lane: Lane) -> ScopeDigest { ScopeDigest(of: scopes(of: lane).map(\.scope)) }

  func scopesToRepair(in lane: Lane, limit: Int) -> [Scope] {
    Array(scopes(of: lane).lazy.filter(\.needsRepair).map(\.scope).prefix(limit))
  }

  func hold(_ scope: HeldScope) { content.scopes[scope.scope] = scope }

  func release(_ scope: Scope) { content.scopes[scope] = nil }

  func state() -> SyncState { content.sync }

  func save(_ state: SyncState) { content.sync = state }

  // MARK: Stage

  func stage(_ response: [UInt8], lane: Lane) { content.stages[lane, default: []].append(response) }

  func stagedCount(lane: Lane) -> Int { content.stages[lane]?.count ?? 0 }

  func staged(_ index: Int, lane: Lane) throws -> [UInt8] {
    guard let pages = content.stages[lane], pages.indices.contains(index) else {
      throw FrameError.truncated(frames: index)
    }
    return pages[index]
  }

  func clearStage(lane: Lane) { content.stages[lane] = nil }
}
