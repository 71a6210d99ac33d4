package import CustomerSuccess
import Rules

/// What made a rule run.
package enum RuleTrigger: String, Sendable {
  /// Its chain, at its time.
  case chain
  case hand
  /// By hand, for the rows that failed the last time.
  case retry
}

/// One run of a rule, as it is remembered.
package struct RuleRun: Equatable, Sendable {
  package let id: Int64
  package let rule: String
  package let at: Instant
  package let trigger: RuleTrigger
  package let state: RuleOutcome.State
  package let rowCount: Int
  package let changedRowCount: Int
  package let preventedCount: Int
  package let failedRowCount: Int
  package let reason: String?
}

/// A row of a run that changed something or failed.
package struct RuleRunRow: Equatable, Sendable {
  package let run: RuleRun
  package let key: String
  package let account: Account.ID?
  /// The row of the source: column and value.
  package let source: [NotedChange.Cell]
  package let changes: [NotedChange]
  package let failure: String?
}

/// A difference of a record as it was noted, in words.
package struct NotedChange: Equatable, Sendable {
  package struct Cell: Equatable, Sendable {
    package let column: String
    /// Nil for the value of a source, which changes nothing.
    package let before: String?
    package let after: String
  }

  package let kind: String
  package let table: String
  package let id: String
  package let cells: [Cell]
}

/// What is remembered of the runs of rules.
package struct RuleRuns: Sendable {
  private let store: Store

  package init(_ store: Store) { self.store = store }

  /// How long runs are kept: a renewal comes once a year, and one asks after it later.
  private static let keptDays = 500

  static let statements = [
    // Instants in microseconds.
    """
    CREATE TABLE rule_run (
      id INTEGER PRIMARY KEY NOT NULL, rule TEXT NOT NULL, at INTEGER NOT NULL,
      trigger_name TEXT NOT NULL, state TEXT NOT NULL, row_count INTEGER NOT NULL,
      changed INTEGER NOT NULL, prevented INTEGER NOT NULL, failed INTEGER NOT NULL, reason TEXT)
    """,
    "CREATE INDEX rule_run_by_rule ON rule_run (rule, id)",
    // Rows that changed something or failed; source and changes are written by ``NotedText``.
    """
    CREATE TABLE rule_run_row (
      run_id INTEGER NOT NULL, number INTEGER NOT NULL, row_key TEXT NOT NULL, account_id TEXT,
      source TEXT NOT NULL, changes TEXT NOT NULL, failure TEXT,
      PRIMARY KEY (run_id, number)) WITHOUT ROWID
    """,
    "CREATE INDEX rule_run_row_by_account ON rule_run_row (account_id, run_id)",
  ]

  /// Writes a run down.
  static func note(_ outcome: RuleOutcome, by trigger: RuleTrigger, in work: UnitOfWork) throws {
    let id = try begin(outcome.rule, by: trigger, in: work)
    for (number, row) in outcome.rows.enumerated() {
      try note(row, of: id, number: number, in: work)
    }
    try end(id, outcome, in: work)
  }

  /// Writes down that a run has begun; until ``end(_:_:in:)`` it is one that was cut off.
  static func begin(
    _ rule: String, by trigger: RuleTrigger, in work: UnitOfWork
  ) throws -> Int64 {
    let newest = try work.reader.query("SELECT coalesce(max(id), 0) FROM rule_run").first
    let id = Int64(newest.flatMap { Int(stored: $0[0]) } ?? 0) + 1
    try work.execute(
      "INSERT INTO rule_run (\(columns)) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, $6)",
      [
        .integer(id), .text(rule), work.now.stored, .text(trigger.rawValue),
        .text(RuleOutcome.State.failed.rawValue),
        .text("it was cut off: what it had done stays, and the next run does the rest"),
      ])
    return id
  }

  /// - Parameter number: Of the row among those of the run, from 0.
  static func note(
    _ row: RowOutcome, of run: Int64, number: Int, in work: UnitOfWork
  ) throws {
    try work.execute(
      """
      INSERT INTO rule_run_row (run_id, number, row_key, account_id, source, changes, failure)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      [
        .integer(run), number.stored, .text(row.key), row.account?.stored ?? .null,
        .text(NotedText.source(row.source)), .text(NotedText.changes(row.changes)),
        row.failure.map(Value.text) ?? .null,
      ])
  }

  /// Writes down how a run ended, and forgets those of the rule that are too old.
  static func end(_ run: Int64, _ outcome: RuleOutcome, in work: UnitOfWork) throws {
    try work.execute(
      """
      UPDATE rule_run SET state = $2, row_count = $3, changed = $4, prevented = $5, failed = $6,
        reason = $7 WHERE id = $1
      """,
      [
        .integer(run), .text(outcome.state.rawValue), outcome.rowCount.stored,
        outcome.changedRowCount.stored, outcome.preventedCount.stored,
        outcome.failedRowCount.stored, outcome.reason.map(Value.text) ?? .null,
      ])
    try forget(outcome.rule, before: work.now.adding(seconds: -keptDays * 86_400), in: work)
  }

  private static func forget(_ rule: String, before: Instant, in work: UnitOfWork) throws {
    let old = "SELECT id FROM rule_run WHERE rule = $1 AND at < $2"
    let values: [Value] = [.text(rule), before.stored]
    try work.execute("DELETE FROM rule_run_row WHERE run_id IN (\(old))", values)
    try work.execute("DELETE FROM rule_run WHERE rule = $1 AND at < $2", values)
  }

  /// The newest first.
  ///
  /// - Parameter rule: Its id; nil for all.
  package func history(of rule: String? = nil, limit: Int) throws -> [RuleRun] {
    let filter = rule == nil ? "" : "WHERE rule = $2"
    return try store.read { reader in
      try reader.query(
        "SELECT \(Self.columns) FROM rule_run \(filter) ORDER BY id DESC LIMIT $1",
        [limit.stored] + (rule.map { [.text($0)] } ?? [])
      ).compactMap { Self.run($0[...]) }
    }
  }

  /// The rows of a run that changed something or failed.
  package func rows(of run: RuleRun, limit: Int) throws -> [RuleRunRow] {
    try rows("WHERE r.id = $1 ORDER BY w.number LIMIT $2", [.integer(run.id), limit.stored])
  }

  /// What rules did to an account, the newest first; what was held back was not done.
  ///
  /// - Parameter record: Nil for all records of the account.
  package func rows(
    about account: Account.ID, touching record: Row? = nil, limit: Int
  ) throws -> [RuleRunRow] {
    let head = record.map { NotedText.head(of: $0.table.name, $0.id) }
    return try rows(
      """
      WHERE w.account_id = $1 AND r.state <> $2 \(head == nil ? "" : "AND instr(w.changes, $4) > 0")
      ORDER BY w.run_id DESC, w.number LIMIT $3
      """,
      [account.stored, .text(RuleOutcome.State.held.rawValue), limit.stored]
        + (head.map { [.text($0)] } ?? [])
    ).filter { row in
      // A head may begin like that of another record.
      record.map { one in
        row.changes.contains { $0.table == one.table.name && $0.id == one.id }
      } ?? true
    }
  }

  /// The keys of the rows that failed in the newest run that went over the rows; an empty one stands
  /// for a row that had none.
  func failedKeys(of rule: String) throws -> Set<String> {
    try store.read { reader in
      Set(
        try reader.query(
          """
          SELECT row_key FROM rule_run_row WHERE failure IS NOT NULL AND run_id = (
            SELECT max(id) FROM rule_run WHERE rule = $1 AND state IN ($2, $3))
          """,
          [
            .text(rule), .text(RuleOutcome.State.done.rawValue),
            .text(RuleOutcome.State.partial.rawValue),
          ]
        ).compactMap { String(stored: $0[0]) })
    }
  }

  private static let columns =
    "id, rule, at, trigger_name, state, row_count, changed, prevented, failed, reason"

  private func rows(_ end: String, _ values: [Value]) throws -> [RuleRunRow] {
    let runColumns = Self.columns.split(separator: ", ").map { "r.\($0)" }.joined(separator: ", ")
    return try store.read { reader in
      try reader.query(
        """
        SELECT \(runColumns), w.row_key, w.account_id, w.source, w.changes, w.failure
        FROM rule_run_row w JOIN rule_run r ON r.id = w.run_id \(end)
        """, values
      ).compactMap { row in
        Self.run(row[..<10]).map { run in
          RuleRunRow(
            run: run, key: String(stored: row[10]) ?? "", account: Account.ID(stored: row[11]),
            source: NotedText.source(reading: String(stored: row[12]) ?? ""),
            changes: NotedText.changes(reading: String(stored: row[13]) ?? ""),
            failure: String(stored: row[14]))
        }
      }
    }
  }

  /// Nil for a line of a version that knows more states.
  private static func run(_ row: ArraySlice<Value>) -> RuleRun? {
    let row = Array(row)
    guard let id = Int(stored: row[0]), let rule = String(stored: row[1]),
      let at = Instant(stored: row[2]),
      let trigger = String(stored: row[3]).flatMap(RuleTrigger.init),
      let state = String(stored: row[4]).flatMap(RuleOutcome.State.init)
    else { return nil }
    func count(_ place: Int) -> Int { Int(stored: row[place]) ?? 0 }
    return RuleRun(
      id: Int64(id), rule: rule, at: at, trigger: trigger, state: state, rowCount: count(5),
      changedRowCount: count(6), preventedCount: count(7), failedRowCount: count(8),
      reason: String(stored: row[9]))
  }
}
