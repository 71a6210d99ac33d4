import CustomerSuccess
import SyncEngine

/// Brings a store to the schema of this version: everything in an empty file, otherwise the tables
/// and columns that were added since.
struct StoreUpgrade {
  private let connection: Connection
  private let path: String

  init(_ connection: Connection, path: String) {
    self.connection = connection
    self.path = path
  }

  /// - Throws: ``StoreError/tooNew(path:found:newestKnown:)``.
  func run() throws {
    guard try tableNames().contains("meta") else { return try createAll() }
    let work = UnitOfWork(connection, now: Instant(microseconds: 0))
    try refuseNewer(work, "schema", Schema.version)
    try refuseNewer(work, "store", StoreSchema.version)
    if try work.reader.meta("schema") != String(Schema.version) {
      try addMissing()
      try work.setMeta("schema", String(Schema.version))
    }
    let found = try work.reader.meta("store").flatMap { Int($0) } ?? 1
    guard found < StoreSchema.version else { return }
    if found < 2 { try addHashes(work) }
    if found < 3 { try addDecisions(work) }
    if found < 4 { for sql in JobRuns.statements { try connection.script(sql) } }
    if found < 5 {
      for sql in AbsentTickets.statements + [ZendeskDirectory.addMerges] {
        try connection.script(sql)
      }
    }
    if found < 6 {
      for sql in StoreSchema.pushTables + AccountAliases.statements
        + [ZendeskDirectory.addDomains]
      {
        try connection.script(sql)
      }
      // Who looks after the data has queues in the book from now on.
      try BookKeeper(work: work).rebuildAll()
      try work.finish(actor: "upgrade", kind: "books")
    }
    if found < 7 { for sql in RuleRuns.statements { try connection.script(sql) } }
    try work.setMeta("store", String(StoreSchema.version))
  }

  /// From the second version to the third: what administrators decided about the public sector, and
  /// what an import has yet to calculate.
  private func addDecisions(_ work: UnitOfWork) throws {
    try connection.script("ALTER TABLE device DROP COLUMN lease_until")
    try connection.script("ALTER TABLE user_access ADD COLUMN sees_public_sector INTEGER")
    for sql in DirtyAccounts.statements { try connection.script(sql) }
    var decided: [String: Bool] = [:]
    try work.reader.forEachRow(of: User.table) { stored in
      // Whoever sees other than the role says was decided about.
      guard let sees = stored.row[User.seesPublicSector],
        sees != PublicSector.isCleared(stored.row)
      else { return }
      decided[stored.row.id] = sees
    }
    for (user, sees) in decided { try work.decidePublicSector(sees, of: user) }
  }

  /// From the first version to the second: what finds the news of a book.
  private func addHashes(_ work: UnitOfWork) throws {
    try connection.script("ALTER TABLE book ADD COLUMN hash INTEGER NOT NULL DEFAULT 0")
    for name in try connection.query("SELECT DISTINCT scope FROM book").compactMap({
      String(stored: $0[0])
    }) {
      try work.execute(
        "UPDATE book SET hash = $2 WHERE scope = $1",
        [.text(name), .integer(ScopeDigest.hash(of: Scope(rawValue: name)))])
    }
    for sql in StoreSchema.newsIndexes { try connection.script(sql) }
  }

  private func createAll() throws {
    for statement in StoreSchema.statements { try connection.script(statement) }
    let work = UnitOfWork(connection, now: Instant(microseconds: 0))
    try work.setMeta("schema", String(Schema.version))
    try work.setMeta("store", String(StoreSchema.version))
    try work.setMeta("epoch", "1")
  }

  private func refuseNewer(_ work: UnitOfWork, _ name: String, _ known: Int) throws {
    let found = try work.reader.meta(name).flatMap { Int($0) } ?? 0
    guard found <= known else {
      throw StoreError.tooNew(path: path, found: found, newestKnown: known)
    }
  }

  private func addMissing() throws {
    let existing = try tableNames()
    for table in Schema.tables {
      guard existing.contains(table.name) else {
        for statement in StoreSchema.statements(for: table) { try connection.script(statement) }
        continue
      }
      let columns = try columnNames(of: table)
      for column in table.columns where !columns.contains(column.name) {
        try connection.script(StoreSchema.addColumn(column, to: table))
      }
    }
  }

  /// SQLite's own catalog; another seam to another store.
  private func tableNames() throws -> Set<String> {
    try names("SELECT name FROM sqlite_master WHERE type = 'table'")
  }

  private func columnNames(of table: Table) throws -> Set<String> {
    try names("SELECT name FROM pragma_table_info('\(table.name)')")
  }

  private func names(_ sql: String) throws -> Set<String> {
    Set(try connection.query(sql).compactMap { String(stored: $0[0]) })
  }
}

extension UnitOfWork {
  /// Remembers a fact about the store itself.
  package func setMeta(_ name: String, _ value: String) throws {
    try connection.run(
      """
      INSERT INTO meta (name, value) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, [.text(name), .text(value)])
  }
}
