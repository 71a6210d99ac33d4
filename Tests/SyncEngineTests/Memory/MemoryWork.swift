import CustomerSuccess
import SyncEngine

/// One write transaction on the service in memory; its effects get one position when it commits.
final class MemoryWork: ServiceTransaction {
  private(set) var content: ServiceContent
  private let before: ServiceContent
  private let bug: SeededBug?
  private let expected: PushRequest?
  /// Rows written since the last record, to notice a mutation that has its effects twice.
  private var hasWritten = false
  private var needsPosition = false
  /// Mutations that changed rows although they had done so before.
  private(set) var appliedTwice: [PendingMutation.ID] = []

  init(_ content: ServiceContent, bug: SeededBug? = nil, expected: PushRequest? = nil) {
    self.expected = expected
    self.content = content
    before = content
    self.bug = bug
  }

  // MARK: Rows

  func row(_ table: Table, _ id: String) -> Row? { content.rows[RowKey(table, id)]?.row }

  func rows(_ table: Table, where column: String, equals value: Value) -> [Row] {
    content.rows.values.map(\.row).filter { $0.table == table && $0[column: column] == value }
  }

  func save(_ row: Row) {
    guard let scope = row.scope else { return }
    let key = RowKey(row.table, row.id)
    content.rows[key] = PlacedRow(
      row, scope: scope, position: content.rows[key]?.position ?? .zero)
    hasWritten = true
  }

  func delete(_ table: Table, _ id: String) {
    content.rows[RowKey(table, id)] = nil
    hasWritten = true
  }

  // MARK: Access

  func permit(_ scopes: some Sequence<Scope>, to user: User.ID) {
    content.permissions[user, default: []].formUnion(scopes)
    needsPosition = true
  }

  func forbid(_ scopes: some Sequence<Scope>, to user: User.ID) {
    content.permissions[user, default: []].subtract(scopes)
    needsPosition = true
  }

  func addToBook(_ scopes: some Sequence<Scope>, of user: User.ID) {
    for scope in scopes
    where content.books[user]?[scope]?.removed != nil
      || content.books[user]?[scope] == nil
    {
      var added = content.newest.next
      if bug == .returnIsIgnored, let earlier = content.books[user]?[scope] {
        added = earlier.added
      }
      content.books[user, default: [:]][scope] = BookMembership(added: added)
    }
    needsPosition = true
  }

  func removeFromBook(_ scopes: some Sequence<Scope>, of user: User.ID) {
    let position = content.newest.next
    for scope in scopes where content.books[user]?[scope]?.removed == nil {
      content.books[user]?[scope]?.removed = position
    }
    needsPosition = true
  }

  func enroll(_ device: Device.ID, of user: User.ID) {
    content.devices[device] = DeviceRecord(id: device, user: user)
  }

  /// Forgets deletions and departures up to the position.
  func forget(before position: Position) {
    for (scope, changes) in content.changes {
      content.changes[scope] = changes.filter { _, change in
        !change.isDeletion || change.position > position
      }
      if bug != .forgottenDeletions { content.forgotten[scope] = position }
    }
    for (user, book) in content.books {
      content.books[user] = book.filter { ($0.value.removed ?? .init(.max)) > position }
    }
  }

  // MARK: Mutations

  var today: Day { SimulatedCompany.today }

  func held(_ scope: Scope, by user: User.ID, at position: Position) -> Bool {
    guard let membership = content.books[user]?[scope] else { return false }
    return membership.added <= position && membership.removed.map { $0 > position } ?? true
  }

  func result(of device: Device.ID, sequence: Int64) -> MutationResult? {
    if bug == .noForkCheck,
      let offer = expected?.mutations.first(where: { $0.sequence == sequence })
    {
      return MutationResult(sequence: sequence, id: offer.id, status: .applied)
    }
    return content.log.first { $0.device == device && $0.result.sequence == sequence }?.result
  }

  func outcome(of id: PendingMutation.ID) -> MutationRecord? {
    bug == .noDeduplication ? nil : content.log.first { $0.result.id == id }
  }

  func rejectedCreation(of key: RowKey, device: Device.ID) -> PendingMutation.ID? {
    content.log.first {
      $0.device == device && $0.created == key && $0.result.status != .applied
    }?.result.id
  }

  func record(_ record: MutationRecord) {
    let id = record.result.id
    if hasWritten, content.didProcess(id) { appliedTwice.append(id) }
    hasWritten = false
    content.log.append(record)
    content.devices[record.device]?.lastSequence = record.result.sequence
    content.devices[record.device]?.lastMutationID = id
    needsPosition = true
  }

  // MARK: Commit

  /// The store after this transaction: changed rows get the next position.
  func committed() -> ServiceContent {
    let keys = Set(before.rows.keys).union(content.rows.keys)
    let changed = keys.filter { before.rows[$0] != content.rows[$0] }
    guard needsPosition || !changed.isEmpty else { return content }
    content.newest = content.newest.next
    for key in changed { note(key) }
    return content
  }

  private func note(_ key: RowKey) {
    let position = content.newest
    if let old = before.rows[key] {
      content.sums[old.scope, default: .empty].subtract(
        table: key.table, id: key.id, position: old.position)
      content.heads[old.scope] = position
      content.changes[old.scope, default: [:]][key] = RowChange(
        key, position: position, isDeletion: true)
    }
    guard var row = content.rows[key] else { return }
    row.position = position
    content.rows[key] = row
    content.sums[row.scope, default: .empty].add(
      table: key.table, id: key.id, position: position)
    content.heads[row.scope] = position
    content.changes[row.scope, default: [:]][key] = RowChange(
      key, position: position, isDeletion: false)
  }
}

/// What is read is what this transaction has written.
extension MemoryWork: ServiceSnapshot {
  func epoch() -> Int64 { content.currentEpoch }
  func head() -> Position { content.newest }
  func device(_ id: Device.ID) -> DeviceRecord? { content.devices[id] }

  func results(of device: Device.ID, after sequence: Int64) -> [MutationResult] {
    content.results(of: device, after: sequence)
  }

  func book(of user: User.ID, lane: Lane, _ part: BookPart, limit: Int) -> [BookEntry] {
    content.book(of: user, lane: lane, part, limit: limit)
  }

  func digest(of user: User.ID, lane: Lane) -> ScopeDigest { content.digest(of: user, lane: lane) }

  func removals(of user: User.ID, lane: Lane, after: Position) -> [Scope] {
    content.removals(of: user, lane: lane, after: after)
  }

  func permits(_ user: User.ID, _ scope: Scope) -> Bool { content.permits(user, scope) }

  func changes(in scope: Scope, after: Position, limit: Int) -> [RowChange] {
    content.changes(in: scope, after: after, limit: limit)
  }

  func rows(in scope: Scope, after: RowKey?, limit: Int) -> PackedRows {
    content.rows(in: scope, after: after, limit: limit)
  }

  func placed(_ table: Table, _ id: String) -> PlacedRow? { content.placed(table, id) }
}

extension Position {
  var next: Position { Position(rawValue + 1) }
}
