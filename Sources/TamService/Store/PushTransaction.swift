package import CustomerSuccess
import FoundationEssentials
package import SyncEngine

/// What applying a push reads and writes, inside one unit of work.
package final class PushTransaction: ServiceTransaction {
  private let work: UnitOfWork
  private let snapshot: StoreSnapshot
  /// Whose usage has to be calculated again, because instances count otherwise than before.
  private var relabeled: Set<String> = []
  private var operations = OperationsSettlement()

  package init(_ work: UnitOfWork) {
    self.work = work
    self.snapshot = StoreSnapshot(work.reader)
  }

  package func held(
    _ scope: Scope, by user: User.ID, at position: Position
  ) throws -> Bool {
    let line = try work.reader.query(
      """
      SELECT b.added, b.removed, c.at FROM book b LEFT JOIN commit_log c ON c.pos = b.removed
      WHERE b.user_id = $1 AND b.scope = $2
      """, [.text(user.rawValue), .text(scope.rawValue)]
    ).first
    guard let line, let added = Int(stored: line[0]) else { return false }
    guard let removed = Int(stored: line[1]) else { return true }
    let wasHeld = added <= position.rawValue && removed > position.rawValue
    guard wasHeld, let lostAt = Instant(stored: line[2]),
      lostAt.seconds(until: work.now) <= SyncLimits.graceDays * 86_400,
      let holding = try scope.accountID.flatMap(work.reader.holding)
    else { return false }
    return try work.reader.directory().mayView(user.rawValue, holding)
  }

  package var today: Day { work.now.day(secondsFromGMT: 0) }

  /// Brings along what follows from the edits and what only the service can calculate; the last
  /// step.
  func finish() throws {
    try operations.settle(work)
    for account in relabeled.sorted() { try UsageRollup(work: work).recompute(account) }
  }

  package func result(of device: Device.ID, sequence: Int64) throws -> MutationResult? {
    try work.reader.mutationResults(
      "WHERE device = $1 AND seq = $2", [device.stored, .integer(sequence)]
    ).first
  }

  package func outcome(of id: PendingMutation.ID) throws -> MutationRecord? {
    try work.reader.query(
      """
      SELECT device, seq, status, refusal, name, ver, created_table, created_id FROM mutation
      WHERE mid = $1 ORDER BY pos LIMIT 1
      """, [.text(id.rawValue)]
    ).first.map { line in
      MutationRecord(
        device: Device.ID(String(stored: line[0]) ?? ""),
        result: try MutationResult(id: id, line[1], line[2], line[3]),
        name: String(stored: line[4]) ?? "", version: Int(stored: line[5]) ?? 0,
        created: String(stored: line[6]).flatMap(Schema.table).flatMap { table in
          String(stored: line[7]).map { RowKey(table, $0) }
        })
    }
  }

  package func rejectedCreation(
    of key: RowKey, device: Device.ID
  ) throws -> PendingMutation.ID? {
    try work.reader.query(
      """
      SELECT mid FROM mutation
      WHERE device = $1 AND created_id = $2 AND created_table = $3 AND status <> 'ok'
      ORDER BY seq DESC LIMIT 1
      """, [.text(device.rawValue), .text(key.id), .text(key.table)]
    ).first.flatMap { PendingMutation.ID(stored: $0[0]) }
  }

  package func record(_ record: MutationRecord) throws {
    let refusal = try record.result.refusal.map {
      String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
    }
    try work.execute(
      """
      INSERT INTO mutation (
        device, seq, mid, name, ver, status, refusal, created_table, created_id, pos, at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      [
        record.device.stored, .integer(record.result.sequence), record.result.id.stored,
        record.name.stored, record.version.stored, record.result.status.rawValue.stored,
        refusal?.stored ?? .null, record.created?.table.stored ?? .null,
        record.created?.id.stored ?? .null, .integer(try work.position().rawValue),
        work.now.stored,
      ])
    try work.execute(
      "UPDATE device SET last_seq = $2, last_mid = $3 WHERE id = $1",
      [record.device.stored, .integer(record.result.sequence), record.result.id.stored])
  }
}

extension PushTransaction: RowStorage {
  package func row(_ table: Table, _ id: String) throws -> Row? { try work.row(table, id) }

  package func rows(
    _ table: Table, where column: String, equals value: Value
  ) throws -> [Row] {
    try work.rows(table, where: column, equals: value)
  }

  package func save(_ row: Row) throws {
    if EditStamps.covers(row.table) {
      try EditStamps(work: work).note(from: work.row(row.table, row.id), to: row)
    }
    try operations.note(row, over: work)
    try work.save(row)
    if row.table == Instance.table, let account = row[Instance.account] {
      relabeled.insert(account.rawValue)
    }
  }

  package func delete(_ table: Table, _ id: String) throws {
    if table == Account.table, let row = try work.row(table, id) { operations.noteRemoval(of: row) }
    try work.delete(table, id)
  }
}

extension PushTransaction: ServiceSnapshot {
  package func epoch() throws -> Int64 { try snapshot.epoch() }

  package func head() throws -> Position { try snapshot.head() }

  package func device(_ id: Device.ID) throws -> DeviceRecord? { try snapshot.device(id) }

  package func results(
    of device: Device.ID, after sequence: Int64
  ) throws -> [MutationResult] {
    try snapshot.results(of: device, after: sequence)
  }

  package func book(
    of user: User.ID, lane: Lane, _ part: BookPart, limit: Int
  ) throws -> [BookEntry] {
    try snapshot.book(of: user, lane: lane, part, limit: limit)
  }

  package func digest(of user: User.ID, lane: Lane) throws -> ScopeDigest {
    try snapshot.digest(of: user, lane: lane)
  }

  package func removals(
    of user: User.ID, lane: Lane, after: Position
  ) throws -> [Scope] {
    try snapshot.removals(of: user, lane: lane, after: after)
  }

  package func permits(_ user: User.ID, _ scope: Scope) throws -> Bool {
    try snapshot.permits(user, scope)
  }

  package func changes(
    in scope: Scope, after: Position, limit: Int
  ) throws -> [RowChange] {
    try snapshot.changes(in: scope, after: after, limit: limit)
  }

  package func rows(in scope: Scope, after: RowKey?, limit: Int) throws -> PackedRows {
    try snapshot.rows(in: scope, after: after, limit: limit)
  }

  package func placed(_ table: Table, _ id: String) throws -> PlacedRow? {
    try snapshot.placed(table, id)
  }
}

extension StoreReader {
  /// How mutations ended; `condition` is the end of the statement, with `$1` and on.
  func mutationResults(
    _ condition: String, _ values: [Value]
  ) throws -> [MutationResult] {
    try query("SELECT mid, seq, status, refusal FROM mutation \(condition)", values).map {
      try MutationResult(id: .init(String(stored: $0[0]) ?? ""), $0[1], $0[2], $0[3])
    }
  }
}

extension MutationResult {
  /// Reads the columns of `mutation`.
  fileprivate init(
    id: PendingMutation.ID, _ sequence: Value, _ status: Value, _ refusal: Value
  ) throws {
    let text = String(stored: refusal)
    self.init(
      sequence: Int64(Int(stored: sequence) ?? 0), id: id,
      // What this version cannot read was not applied by it: the safe answer is no.
      status: String(stored: status).flatMap(Status.init(rawValue:)) ?? .rejected,
      refusal: try text.map {
        try JSONDecoder().decode(MutationRefusal.self, from: Data($0.utf8))
      })
  }
}
