import CustomerSuccess

/// The statements that create the service's tables: one per table of ``Schema``, and its own.
///
/// Portable text but for the names of the types and `WITHOUT ROWID`, one seam to another store.
enum StoreSchema {
  /// Raised whenever a table below changes; the synced tables have ``Schema/version``.
  static let version = 7

  /// Everything, in an order that works on an empty file.
  static var statements: [String] {
    serviceTables + newsIndexes + ImportTables.statements + JobRuns.statements + pushTables
      + AccountAliases.statements + RuleRuns.statements
      + Schema.tables.flatMap(statements(for:)) + extraIndexes
  }

  static let pushTables = PushLedger.statements + EditStamps.statements

  /// A synced table: the position of its newest change, the columns of an import that the schema
  /// does not know (a JSON object, or null), and the schema's columns.
  static func statements(for table: Table) -> [String] {
    let columns = table.columns.map { "\"\($0.name)\" \(sqlType($0.type))" }
    let create = """
      CREATE TABLE "\(table.name)" (id TEXT PRIMARY KEY NOT NULL, _p INTEGER NOT NULL, aside TEXT, \
      \(columns.joined(separator: ", ")))
      """
    let indexes = table.indexes.map { names in
      let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
      let name = "\(table.name)_by_\(names.joined(separator: "_"))"
      return "CREATE INDEX \"\(name)\" ON \"\(table.name)\" (\(list))"
    }
    return [create] + indexes
  }

  /// For a column that a later version of the schema adds to a table that exists.
  static func addColumn(_ column: Column, to table: Table) -> String {
    "ALTER TABLE \"\(table.name)\" ADD COLUMN \"\(column.name)\" \(sqlType(column.type))"
  }

  private static func sqlType(_ type: ColumnType) -> String {
    switch type {
    case .text, .longText, .day, .choice, .list, .reference, .url, .email: "TEXT"
    case .integer, .money, .instant, .boolean: "INTEGER"
    case .real, .ratio: "REAL"
    case .data: "BLOB"
    }
  }

  /// Positions, changes, books, devices (sync reference 2.2); instants in microseconds.
  private static let serviceTables = [
    "CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",

    // One line a commit: allocates the position, and says who wrote when and why.
    """
    CREATE TABLE commit_log (
      pos INTEGER PRIMARY KEY NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
      kind TEXT NOT NULL)
    """,

    // The newest change of every row in every scope it has been in; op is 1 for put, 0 for del. What
    // changed after a position is found by going over the scope's lines: an index for that would cost
    // every import more than it ever saved a pull, which asks only for scopes that have changed.
    """
    CREATE TABLE change_idx (
      scope TEXT NOT NULL, tb TEXT NOT NULL, id TEXT NOT NULL, pos INTEGER NOT NULL,
      op INTEGER NOT NULL, PRIMARY KEY (scope, tb, id)) WITHOUT ROWID
    """,

    // Newest position, number of live rows and their checksum.
    """
    CREATE TABLE scope_head (
      scope TEXT PRIMARY KEY NOT NULL, pos INTEGER NOT NULL, cnt INTEGER NOT NULL,
      sum INTEGER NOT NULL) WITHOUT ROWID
    """,

    // Which scopes a user replicates, why (bits of BookReasons) and since when; a scope that has
    // left the book stays with its position of removal, so that devices hear of it. The hash is what
    // the scope adds to a ScopeDigest.
    """
    CREATE TABLE book (
      user_id TEXT NOT NULL, scope TEXT NOT NULL, added INTEGER NOT NULL, removed INTEGER,
      reasons INTEGER NOT NULL, hash INTEGER NOT NULL, PRIMARY KEY (user_id, scope)) WITHOUT ROWID
    """,
    "CREATE INDEX book_by_scope ON book (scope)",

    // What administrators decided of users, which no import changes: that one is deactivated, and
    // whether one sees the public sector, null when the role in Salesforce says so.
    """
    CREATE TABLE user_access (
      user_id TEXT PRIMARY KEY NOT NULL, status TEXT NOT NULL, changed_at INTEGER NOT NULL,
      sees_public_sector INTEGER)
    """,

    """
    CREATE TABLE device (
      id TEXT PRIMARY KEY NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL,
      token_hash BLOB NOT NULL UNIQUE, last_seq INTEGER NOT NULL, last_mid TEXT,
      status TEXT NOT NULL, created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL)
    """,
    "CREATE INDEX device_by_user ON device (user_id)",

    """
    CREATE TABLE enrollment (
      selector TEXT PRIMARY KEY NOT NULL, secret_hash BLOB NOT NULL, user_id TEXT NOT NULL,
      created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, attempts INTEGER NOT NULL,
      used_at INTEGER)
    """,

    // Every processed mutation, by its number on its device. A mutation id occurs twice when a copied
    // replica offers it again under a device of its own; refusal is JSON.
    """
    CREATE TABLE mutation (
      device TEXT NOT NULL, seq INTEGER NOT NULL, mid TEXT NOT NULL, name TEXT NOT NULL,
      ver INTEGER NOT NULL, status TEXT NOT NULL, refusal TEXT, created_table TEXT,
      created_id TEXT, pos INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (device, seq))
    """,
    "CREATE INDEX mutation_by_mid ON mutation (mid)",
    """
    CREATE INDEX mutation_rejected ON mutation (device, created_id)
    WHERE status <> 'ok' AND created_id IS NOT NULL
    """,

    "CREATE TABLE gc_scope (scope TEXT PRIMARY KEY NOT NULL, pos INTEGER NOT NULL)",
    "CREATE TABLE gc_book (user_id TEXT PRIMARY KEY NOT NULL, pos INTEGER NOT NULL)",
  ]

  /// What is new since a position, found without going over whole books.
  static let newsIndexes = [
    "CREATE INDEX scope_head_by_pos ON scope_head (pos)",
    "CREATE INDEX book_by_added ON book (user_id, added)",
    "CREATE INDEX book_by_removed ON book (user_id, removed) WHERE removed IS NOT NULL",
  ]

  /// What the service looks up in synced tables and replicas do not.
  private static let extraIndexes = [
    "CREATE INDEX follow_by_account ON follow (account_id)"
  ]
}
