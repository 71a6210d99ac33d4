import CustomerSuccess

/// The tables of a replica file: one for each of the schema's, and our own beside them.
enum ReplicaLayout {
  /// Raised when our own tables change; the schema's version counts separately.
  private static let ownVersion = 3

  /// What `PRAGMA user_version` says of a file this version wrote.
  static let version = ownVersion * 1_000 + Schema.version

  /// Makes the synced tables with what a first load needs; ``LoadFinisher`` makes the rest.
  static func createSyncedTables(_ connection: Connection) throws {
    for sql in Schema.tables.map(creation) + loadIndexes { try connection.execute(sql) }
    try connection.execute(forgetting)
    try SearchIndex(connection: connection).create()
  }

  /// Whether a lane's tables have everything that queries and search need.
  static func isLoadFinished(_ connection: Connection, _ lane: Lane) throws -> Bool {
    try MetaFacts(connection: connection).integer(.isFinished(lane)) == 1
  }

  static func dropAll(_ connection: Connection) throws {
    let names = Schema.tables.map(\.name) + ownTableNames
    for name in names { try connection.execute("DROP TABLE IF EXISTS \"\(name)\"") }
  }

  /// Every row carries the number of its scope (`_s`, see the `scope` table) and the position of
  /// its last change (`_p`; 0 for a row only we know).
  ///
  /// `_n` is its stable number for search.
  private static func creation(_ table: Table) -> String {
    let columns = table.columns.map { "\"\($0.name)\" \(sqlType($0.type))" }
    return """
      CREATE TABLE "\(table.name)" (
        _n INTEGER PRIMARY KEY, id TEXT NOT NULL, _s INTEGER NOT NULL, _p INTEGER NOT NULL,
        \(columns.joined(separator: ", ")))
      """
  }

  /// What the portfolio walks while it fills.
  private static let loadIndexes = [
    """
    CREATE INDEX account_worst ON account (
      health_score IS NULL, health_score, renewal_date IS NULL, renewal_date, id)
    """,
    """
    CREATE INDEX account_worst_of_tam ON account (
      tam_id, health_score IS NULL, health_score, renewal_date IS NULL, renewal_date, id)
    """,
    "CREATE INDEX cta_open ON cta (account_id, due_date) WHERE closed_date IS NULL",
    """
    CREATE INDEX instance_unknown ON instance (account_id)
    WHERE instance_type IS NULL OR instance_type = 'Unknown'
    """,
  ]

  /// What only queries need.
  static func queryIndexes(_ lane: Lane) -> [(name: String, sql: String)] {
    let declared = Schema.tables.filter { $0.lane == lane }.flatMap { table in
      table.indexes.enumerated().compactMap { number, columns -> (name: String, sql: String)? in
        guard !isCovered(table, columns) else { return nil }
        let name = "\(table.name)_\(number)"
        let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        return (name, "CREATE INDEX \"\(name)\" ON \"\(table.name)\" (\(list))")
      }
    }
    guard lane == .core else { return declared }
    let due =
      "CREATE INDEX cta_due ON cta (due_date IS NULL, due_date, id) WHERE closed_date IS NULL"
    return declared + [("cta_due", due)]
  }

  /// The index made for the portfolio begins with the same column.
  private static func isCovered(_ table: Table, _ columns: [String]) -> Bool {
    table == Account.table && columns.first == Account.tam.name
  }

  /// The scopes that the replica holds or held, by the numbers that rows carry.
  static let scopeTable = """
    CREATE TABLE scope (
      n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, held INTEGER NOT NULL DEFAULT 0,
      needs_repair INTEGER NOT NULL DEFAULT 0, hash INTEGER NOT NULL DEFAULT 0)
    """

  static let ownTables: [String] =
    [
      scopeTable,
      """
      CREATE TABLE base_row (
        tb TEXT NOT NULL, id TEXT NOT NULL, existed INTEGER NOT NULL, scope INTEGER NOT NULL,
        position INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (tb, id)) WITHOUT ROWID
      """,
      """
      CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY, mid TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
        pending TEXT NOT NULL)
      """,
      """
      CREATE TABLE sent (
        mid TEXT PRIMARY KEY, seq INTEGER NOT NULL, pending TEXT NOT NULL,
        settled_at INTEGER NOT NULL, is_discarded INTEGER NOT NULL) WITHOUT ROWID
      """,
      """
      CREATE TABLE attention (
        mid TEXT PRIMARY KEY, seq INTEGER NOT NULL, pending TEXT NOT NULL, result TEXT,
        settled_at INTEGER NOT NULL) WITHOUT ROWID
      """,
      """
      CREATE TABLE edit_label (
        mid TEXT PRIMARY KEY, summary TEXT NOT NULL, account_id TEXT) WITHOUT ROWID
      """,
      """
      CREATE TABLE undo_journal (
        step INTEGER PRIMARY KEY, label TEXT NOT NULL, at INTEGER NOT NULL,
        is_undone INTEGER NOT NULL DEFAULT 0, size INTEGER NOT NULL, mutations TEXT NOT NULL)
      """,
      "CREATE TABLE stage (number INTEGER PRIMARY KEY, lane TEXT NOT NULL, content BLOB NOT NULL)",
      "CREATE TABLE submitted_draft (id TEXT PRIMARY KEY) WITHOUT ROWID",
      "CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    ] + laterTables

  /// Tables that files of older versions lack: which edits a step to undo consists of; when the
  /// person was here, and how the customers stood then.
  static let laterTables: [String] = [
    """
    CREATE TABLE IF NOT EXISTS undo_edit (
      mid TEXT PRIMARY KEY, step INTEGER NOT NULL, account_id TEXT) WITHOUT ROWID
    """,
    "CREATE INDEX IF NOT EXISTS undo_edit_step ON undo_edit (step)",
    """
    CREATE TABLE IF NOT EXISTS visit (
      left_at INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, instance_number INTEGER NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS visit_account (
      left_at INTEGER NOT NULL, account_id TEXT NOT NULL, health_score REAL, renewal_date TEXT,
      arr INTEGER, status TEXT, lifecycle_stage TEXT, tam_prioritization TEXT,
      PRIMARY KEY (left_at, account_id)) WITHOUT ROWID
    """,
  ]

  /// How a customer stood leaves the disk with the customer.
  private static let forgetting = """
    CREATE TRIGGER account_forgotten AFTER DELETE ON account BEGIN
      DELETE FROM visit_account WHERE account_id = old.id;
    END
    """

  private static let ownTableNames = [
    "scope", "base_row", "outbox", "sent", "attention", "edit_label", "undo_journal", "stage",
    "submitted_draft", "meta", "visit", "visit_account", "undo_edit",
  ]

  private static func sqlType(_ type: ColumnType) -> String {
    switch type {
    case .text, .longText, .day, .choice, .list, .reference, .url, .email: "TEXT"
    case .integer, .money, .instant, .boolean: "INTEGER"
    case .real, .ratio: "REAL"
    case .data: "BLOB"
    }
  }
}
