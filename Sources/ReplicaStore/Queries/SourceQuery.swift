package import CustomerSuccess

/// How a source stands, as the service noted it.
package struct SourceRow: Equatable, Identifiable, Sendable {
  /// The name of the job.
  package let id: String
  /// Such as `salesforce`.
  package let source: String
  package let summary: String
  /// Names of the tables that it fills.
  package let tables: [String]
  /// Nil for what runs when asked for.
  package let schedule: String?
  /// Nil before the first run.
  package let state: RunState?
  package let startedAt: Instant?
  package let endedAt: Instant?
  /// Up to when everything of it is here; nil before the first good run.
  package let completeUntil: Instant?
  package let nextAt: Instant?
  package let read: Int
  package let inserted: Int
  package let updated: Int
  package let rejected: Int
  package let note: String?
}

extension Replica {
  /// By source, and there in the order of their names.
  package func sources() throws -> [SourceRow] {
    try file.read { try $0.all(sourceColumns + " ORDER BY source, id") { SourceRow(&$0) } }
  }
}

extension Connection {
  /// The newest moment up to which everything of a table is here; nil when no source fills it, or
  /// none has ever run well.
  func sourceAge(of table: Table) throws -> Instant? {
    try all(sourceColumns) { SourceRow(&$0) }
      .filter { $0.tables.contains(table.name) }.compactMap(\.completeUntil).max()
  }
}

private let sourceColumns = """
  SELECT id, source, summary, tables, schedule, state, started_at, ended_at, complete_until, next_at,
    rows_read, rows_inserted, rows_updated, rows_rejected, note
  FROM source_state
  """

extension SourceRow {
  fileprivate init(_ reader: inout ColumnReader) {
    id = reader.requiredText()
    source = reader.requiredText()
    summary = reader.requiredText()
    tables = reader.list()
    schedule = reader.text()
    state = reader.choice()
    startedAt = reader.instant()
    endedAt = reader.instant()
    completeUntil = reader.instant()
    nextAt = reader.instant()
    read = reader.requiredInteger()
    inserted = reader.requiredInteger()
    updated = reader.requiredInteger()
    rejected = reader.requiredInteger()
    note = reader.text()
  }
}
