import CustomerSuccess
import SyncEngine

/// One write transaction on the replica file, as the sync core and the mutations see it.
final class SQLReplicaTransaction {
  let connection: Connection
  let writer: RowWriter
  private let reading: RowReading
  private let base: BaseRows
  private let meta: MetaFacts
  let now: Instant
  /// Mutations came to rest: the journal holds more than it must.
  var didSettle = false

  init(_ connection: Connection, now: Instant) {
    self.connection = connection
    self.writer = RowWriter(connection)
    self.reading = RowReading(connection: connection)
    self.base = BaseRows(connection: connection, scopes: writer.scopes)
    self.meta = MetaFacts(connection: connection)
    self.now = now
  }
}

// MARK: Rows

extension SQLReplicaTransaction: ReplicaTransaction {
  func placed(_ table: Table, _ id: String) throws -> PlacedRow? {
    try writer.index(table)
    let sql = "SELECT id, _s, _p, \(RowSQL.names(table)) FROM \"\(table.name)\" WHERE id = ?1"
    let found = try connection.first(sql, [.text(id)]) { reader in
      let id = reader.requiredText()
      let scope = Int64(reader.requiredInteger())
      let position = Position(Int64(reader.requiredInteger()))
      let row = Row(table, id: id, values: reader.values(table.columns.count))
      return (row: row, scope: scope, position: position)
    }
    return try found.map {
      PlacedRow($0.row, scope: try writer.scopes.scope($0.scope), position: $0.position)
    }
  }

  func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row] {
    try reading.rows(table, where: column, equals: value)
  }

  func place(_ row: PlacedRow) throws { try writer.place(row) }

  func put(_ row: PackedRow) throws -> Bool { try writer.put(row) }

  func remove(_ table: Table, _ id: String) throws { try writer.remove(table, id) }

  func removeRows(in scope: Scope) throws { try writer.removeRows(in: scope) }

  func removeRows(of lane: Lane) throws { try writer.removeRows(of: lane) }

  func sum(of scope: Scope) throws -> ScopeSum {
    var sum = ScopeSum.empty
    guard let number = try writer.scopes.existing(scope) else { return sum }
    for table in Schema.tables where table.lane == scope.lane {
      try writer.index(table)
      let sql = "SELECT id, _p FROM \"\(table.name)\" WHERE _s = ?1"
      try connection.each(sql, [.integer(number)]) { reader in
        sum.add(
          table: table.name, id: reader.requiredText(),
          position: Position(Int64(reader.requiredInteger())))
      }
    }
    return sum
  }

  // MARK: Pre-images

  func preimages() throws -> [Preimage] { try base.all() }

  func keep(_ preimage: Preimage) throws { try base.keep(preimage) }

  func removeAllPreimages() throws { try base.removeAll() }

  // MARK: Scopes and state

  func scopes(of lane: Lane) throws -> [HeldScope] {
    try connection.all("SELECT name, needs_repair FROM scope WHERE held = 1 ORDER BY name") {
      HeldScope(Scope(rawValue: $0.requiredText()), needsRepair: $0.isTrue())
    }.filter { $0.scope.lane == lane }
  }

  func digest(of lane: Lane) throws -> ScopeDigest {
    // Halves of the hashes, because SQL's integers do not wrap.
    let digest = try connection.first(
      """
      SELECT count(*), coalesce(sum(hash >> 32), 0), coalesce(sum(hash & 0xffffffff), 0)
      FROM scope WHERE held = 1 AND \(Self.isIn(lane))
      """
    ) { reader in
      ScopeDigest(
        count: reader.requiredInteger(), high: Int64(reader.requiredInteger()),
        low: Int64(reader.requiredInteger()))
    }
    return digest ?? ScopeDigest(of: [])
  }

  func scopesToRepair(in lane: Lane, limit: Int) throws -> [Scope] {
    try connection.all(
      """
      SELECT name FROM scope WHERE held = 1 AND needs_repair = 1 AND \(Self.isIn(lane))
      ORDER BY name LIMIT ?1
      """, [limit.stored]
    ) { Scope(rawValue: $0.requiredText()) }
  }

  /// Bulk scopes stand together in byte order; `;` follows `:`.
  private static func isIn(_ lane: Lane) -> String {
    let isBulk = "(name >= 'bulk:' AND name < 'bulk;')"
    return lane == .bulk ? isBulk : "NOT \(isBulk)"
  }

  func hold(_ scope: HeldScope) throws {
    try connection.run(
      """
      INSERT INTO scope (name, held, needs_repair, hash) VALUES (?1, 1, ?2, ?3)
      ON CONFLICT (name) DO UPDATE
      SET held = 1, needs_repair = excluded.needs_repair, hash = excluded.hash
      """,
      [
        .text(scope.scope.rawValue), scope.needsRepair.stored,
        .integer(ScopeDigest.hash(of: scope.scope)),
      ])
  }

  func release(_ scope: Scope) throws {
    // The number stays: rows of local edits may still carry it.
    try connection.run(
      "UPDATE scope SET held = 0, needs_repair = 0 WHERE name = ?1", [.text(scope.rawValue)])
  }

  func state() throws -> SyncState {
    guard let state = try meta.syncState() else { throw ReplicaError.notLoggedIn }
    return state
  }

  func save(_ state: SyncState) throws { try meta.save(state) }

  // MARK: Stage

  func stage(_ response: [UInt8], lane: Lane) throws {
    try connection.run(
      "INSERT INTO stage (lane, content) VALUES (?1, ?2)", [.text(lane.rawValue), .data(response)])
  }

  func stagedCount(lane: Lane) throws -> Int {
    try connection.count("SELECT count(*) FROM stage WHERE lane = ?1", [.text(lane.rawValue)])
  }

  func staged(_ index: Int, lane: Lane) throws -> [UInt8] {
    let content = try connection.first(
      "SELECT content FROM stage WHERE lane = ?1 ORDER BY number LIMIT 1 OFFSET ?2",
      [.text(lane.rawValue), index.stored]
    ) { $0.data() ?? [] }
    guard let content else { throw ReplicaError.noSuchItem(id: "staged page \(index)") }
    return content
  }

  func clearStage(lane: Lane) throws {
    try connection.run("DELETE FROM stage WHERE lane = ?1", [.text(lane.rawValue)])
  }
}
