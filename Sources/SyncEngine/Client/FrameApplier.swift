import CustomerSuccess

/// Brings the frames of whole answers into the base, one answer after another, and verifies the
/// sums that each of them announces.
///
/// Scopes as a whole come first, then rows; with the guards on rows, the order of an answer's
/// frames does not matter.
struct FrameApplier<Transaction: ReplicaTransaction> {
  private let transaction: Transaction
  private(set) var report: CheckpointReport
  /// What was put into scopes that the present answer replaces, so that they need not be read back.
  private var replaced: [Scope: ScopeSum] = [:]
  /// The scope of the frame before and its sum: rows of one scope come together.
  private var recent: (scope: Scope, sum: ScopeSum?)?

  init(_ transaction: Transaction, _ report: CheckpointReport) {
    self.transaction = transaction
    self.report = report
  }

  mutating func apply(_ response: PullResponse) throws {
    replaced = [:]
    recent = nil
    for frame in response.others { try applyScope(frame) }
    for row in response.rows { try put(row) }
    for case .delete(let key, let scope, let position) in response.others {
      try delete(key, scope, position)
    }
    flushRecent()
    for case .sum(let scope, let expected) in response.others {
      try verify(scope, expected)
    }
    for case .keep(let scopes) in response.others {
      try keep(Set(scopes), lane: response.begin.lane)
    }
  }

  private mutating func applyScope(_ frame: Frame) throws {
    switch frame {
    case .drop(let scope):
      try drop(scope)
    case .replace(let scope, _):
      try transaction.removeRows(in: scope)
      try transaction.hold(HeldScope(scope))
      replaced[scope] = .empty
      report.scopesReplaced += 1
      touch(scope)
    case .begin, .put, .delete, .result, .sum, .keep, .end:
      break
    }
  }

  private mutating func put(_ row: PackedRow) throws {
    move(to: row.scope)
    guard try transaction.put(row) else { return }
    recent?.sum?.add(row.checksum)
    report.rowsPut += 1
  }

  /// Deletes the row only where the frame says it was: it may have moved to another scope, or have
  /// been written again since.
  private mutating func delete(_ key: RowKey, _ scope: Scope, _ position: Position) throws {
    guard let table = Schema.table(key.table), let row = try transaction.placed(table, key.id),
      row.scope == scope, row.position <= position
    else { return }
    try transaction.remove(table, key.id)
    report.rowsDeleted += 1
    forgetSum(of: scope)
    touch(scope)
  }

  private mutating func drop(_ scope: Scope) throws {
    try transaction.removeRows(in: scope)
    try transaction.release(scope)
    report.scopesDropped += 1
    touch(scope)
  }

  private mutating func verify(_ scope: Scope, _ expected: ScopeSum) throws {
    if replaced[scope] == expected { return }
    guard try transaction.sum(of: scope) != expected else { return }
    try transaction.hold(HeldScope(scope, needsRepair: true))
    report.repairs.append(scope)
  }

  /// The service's list of the book: what is not in it goes, what is missing here is asked for.
  private mutating func keep(_ listed: Set<Scope>, lane: Lane) throws {
    let held = Set(try transaction.scopes(of: lane).map(\.scope))
    for scope in held.subtracting(listed).sorted() { try drop(scope) }
    for scope in listed.subtracting(held).sorted() {
      try transaction.hold(HeldScope(scope, needsRepair: true))
      report.repairs.append(scope)
    }
  }

  private mutating func move(to scope: Scope) {
    guard recent?.scope != scope else { return }
    flushRecent()
    recent = (scope, replaced[scope])
    touch(scope)
  }

  private mutating func flushRecent() {
    guard let recent, let sum = recent.sum else { return }
    replaced[recent.scope] = sum
  }

  /// The scope's rows must be read back.
  private mutating func forgetSum(of scope: Scope) {
    replaced[scope] = nil
    if recent?.scope == scope { recent?.sum = nil }
  }

  private mutating func touch(_ scope: Scope) {
    if let account = scope.accountID {
      report.accounts.insert(Account.ID(account))
    } else {
      report.touchesOthers = true
    }
  }
}
