import Connectors
package import CustomerSuccess
import Foundation

/// What Salesforce is known to hold of what we write there, and how sending it went last.
package struct PushLedger: Sendable {
  private let store: Store

  package init(_ store: Store) { self.store = store }

  static let statements = [
    // filled lists the fields that we gave a value, as JSON, which are ours to empty again;
    // target is Salesforce's id of a record that was made here; held is what Salesforce held when it was read or written last, refused what it did not take of
    // us, both JSON objects by API name; fields and candidates are JSON lists. Instants are in
    // microseconds.
    """
    CREATE TABLE push_record (
      object TEXT NOT NULL, record TEXT NOT NULL, account TEXT NOT NULL, held TEXT NOT NULL,
      compared_at INTEGER, state TEXT NOT NULL, attempts INTEGER NOT NULL, at INTEGER NOT NULL,
      run INTEGER NOT NULL, target TEXT, code TEXT, message TEXT, fields TEXT NOT NULL,
      candidates TEXT NOT NULL, refused TEXT NOT NULL, filled TEXT NOT NULL,
      PRIMARY KEY (object, record)) WITHOUT ROWID
    """
  ]

  private static let columns = """
    record, held, compared_at, state, attempts, refused, code, message, fields, candidates, target,
    filled, at
    """

  /// What is known of an object's records in a stretch of its table, by our id.
  static func entries(
    of object: String, in range: IDRange, _ reader: StoreReader
  ) throws -> [String: PushEntry] {
    var entries: [String: PushEntry] = [:]
    let sql = """
      SELECT \(columns) FROM push_record WHERE record > $1 AND record <= $2 AND object = $3
      """
    try reader.forEach(sql, range.values + [.text(object)]) { row in
      guard let id = String(stored: row[0]) else { return }
      entries[id] = PushEntry(
        held: JSONText.members(row[1]), comparedAt: Instant(stored: row[2]),
        state: String(stored: row[3]).flatMap(PushState.init) ?? .unknown,
        attempts: Int(stored: row[4]) ?? 0, refused: JSONText.members(row[5]),
        complaint: String(stored: row[6]).map {
          UpstreamComplaint(code: $0, message: String(stored: row[7]) ?? "")
        }, blamed: JSONText.texts(row[8]), candidates: JSONText.texts(row[9]),
        target: String(stored: row[10]), filled: Set(JSONText.texts(row[11])),
        triedAt: Instant(stored: row[12]))
    }
    return entries
  }

  /// Records that are not as we want them, by account.
  ///
  /// - Parameter limit: Of lines.
  package func failures(limit: Int) throws -> [PushFailure] {
    try store.read { reader in
      let sql = """
        SELECT p.object, p.record, p.account, a.name, p.state, p.attempts, p.at, p.run, p.code,
          p.message, p.fields, p.candidates
        FROM push_record p LEFT JOIN account a ON a.id = p.account
        WHERE p.state <> $1
          AND (p.object <> 'Account' OR p.record IN (SELECT id FROM account))
          AND (p.object <> 'Contact' OR p.record IN (SELECT id FROM contact))
          AND (p.object <> 'Task' OR p.target IS NOT NULL OR p.record IN (SELECT id FROM activity))
        ORDER BY p.object, a.name, p.record LIMIT $2
        """
      return try reader.query(sql, [.text(PushState.sent.rawValue), .integer(Int64(limit))])
        .compactMap(PushFailure.init)
    }
  }

  /// Salesforce's ids of records that were made here.
  static func targets(of object: String, _ reader: StoreReader) throws -> Set<String> {
    let sql = "SELECT target FROM push_record WHERE object = $1 AND target IS NOT NULL"
    return Set(try reader.query(sql, [.text(object)]).compactMap { String(stored: $0[0]) })
  }

  /// Entries of the timeline that are gone here and of which Salesforce has, or may have, a task, as
  /// it was sent once and more: our id, and the account; the next ones after an id.
  static func removedTasks(
    after id: String, limit: Int, _ reader: StoreReader
  ) throws -> [(id: String, account: String)] {
    let sql = """
      SELECT record, account FROM push_record
      WHERE object = $1 AND record > $2 AND (target IS NOT NULL OR attempts > 0)
        AND record NOT IN (SELECT id FROM activity) ORDER BY record LIMIT $3
      """
    let values: [Value] = [
      .text(PushedObject.task.rawValue), .text(id), .integer(Int64(limit)),
    ]
    return try reader.query(sql, values).compactMap { row in
      String(stored: row[0]).map { ($0, String(stored: row[1]) ?? "") }
    }
  }

  static func forget(_ object: String, _ record: String, _ work: UnitOfWork) throws {
    try work.execute(
      "DELETE FROM push_record WHERE object = $1 AND record = $2", [.text(object), .text(record)])
  }

  /// Lets everything be compared with what Salesforce holds.
  static func compareAnew(_ work: UnitOfWork) throws {
    try work.execute("UPDATE push_record SET compared_at = NULL, refused = '{}', held = '{}'")
  }

  /// Forgets all: nothing of it is true of another organization.
  static func clear(_ work: UnitOfWork) throws { try work.execute("DELETE FROM push_record") }

  static func note(
    _ object: String, _ record: WantedRecord, _ entry: PushEntry, run: Int64, _ work: UnitOfWork
  ) throws {
    try work.execute(
      """
      INSERT INTO push_record (
        object, record, account, held, compared_at, state, attempts, at, run, code, message, fields,
        candidates, refused, target, filled)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
      ON CONFLICT (object, record) DO UPDATE SET
        account = excluded.account, held = excluded.held, compared_at = excluded.compared_at,
        state = excluded.state, attempts = excluded.attempts, at = excluded.at,
        run = excluded.run, code = excluded.code, message = excluded.message,
        fields = excluded.fields, candidates = excluded.candidates, refused = excluded.refused,
        target = excluded.target, filled = excluded.filled
      """,
      [
        .text(object), .text(record.id), .text(record.account), JSONText.value(entry.held),
        entry.comparedAt?.stored ?? .null, .text(entry.state.rawValue),
        .integer(Int64(entry.attempts)), work.now.stored, .integer(run),
        entry.complaint.map { .text($0.code) } ?? .null,
        entry.complaint.map { .text($0.message) } ?? .null, JSONText.value(entry.blamed),
        JSONText.value(entry.candidates), JSONText.value(entry.refused),
        entry.target.map(Value.text) ?? .null, JSONText.value(entry.filled.sorted()),
      ])
  }
}

/// How sending a record went last.
package enum PushState: String, CaseIterable, Codable, Sendable {
  /// Salesforce holds what we want.
  case sent
  /// Sent again only with other values, or after a week.
  case refused
  /// Deleted or merged in Salesforce, or hidden from us; looked for after a week.
  case gone
  /// Salesforce has a newer value, which the next pull brings.
  case overtaken
  /// Locked by others; sent again with the next run.
  case postponed
  /// Sent without an answer; compared with the next run.
  case unknown
  /// The run ended before; sent with the next.
  case waiting
}

/// A record that Salesforce did not take as it is.
package struct PushFailure: Equatable, Sendable {
  package let object: String
  /// Our id.
  package let record: String
  package let account: String
  package let accountName: String?
  package let state: PushState
  package let attempts: Int
  package let at: Instant
  package let run: Int64
  /// Salesforce's, such as `FIELD_CUSTOM_VALIDATION_EXCEPTION`.
  package let code: String?
  package let message: String?
  package let fields: [String]
  /// Salesforce ids of records that stand in the way, or that this one was merged into.
  package let candidates: [String]

  /// Nil for a line of a version that knows more states.
  fileprivate init?(_ row: [Value]) {
    guard let object = String(stored: row[0]), let record = String(stored: row[1]),
      let account = String(stored: row[2]),
      let state = String(stored: row[4]).flatMap(PushState.init), let at = Instant(stored: row[6])
    else { return nil }
    self.object = object
    self.record = record
    self.account = account
    accountName = String(stored: row[3])
    self.state = state
    attempts = Int(stored: row[5]) ?? 0
    self.at = at
    run = Int64(Int(stored: row[7]) ?? 0)
    code = String(stored: row[8])
    message = String(stored: row[9])
    fields = JSONText.texts(row[10])
    candidates = JSONText.texts(row[11])
  }
}

/// JSON in columns of the ledger.
private enum JSONText {
  static func value(_ members: [String: JSONValue]) -> Value {
    .text(String(decoding: JSONValue.object(members).bytes, as: UTF8.self))
  }

  static func value(_ texts: [String]) -> Value {
    .text(String(decoding: JSONValue.list(texts.map(JSONValue.text)).bytes, as: UTF8.self))
  }

  /// What cannot be read is not known: it is compared again.
  static func members(_ value: Value) -> [String: JSONValue] { parsed(value)?.object ?? [:] }

  static func texts(_ value: Value) -> [String] {
    (parsed(value)?.list ?? []).compactMap(\.text)
  }

  private static func parsed(_ value: Value) -> JSONValue? {
    // As above.
    String(stored: value).flatMap { try? JSONValue(parsing: Array($0.utf8)) }
  }
}
