/// How something that fetches from a source ran last, by which everybody knows how old what is shown
/// can be (features C1, C17).
///
/// Its id is the name of the job.
package enum SourceState: SyncedTable {
  package typealias ID = Identifier<SourceState>
  package static let tableName = "source_state"

  /// `salesforce`, `zendesk` or `snowflake`.
  package static let source = Field<String>("source", "Source", .computed())
  /// What it brings, for a person.
  package static let summary = Field<String>("summary", "Brings", .computed())
  /// Names of the tables that it fills.
  package static let tables = Field<String>("tables", "Tables", .list, .computed())
  /// Such as `05:00 on weekdays`, in Los Angeles; nil for what runs when asked for.
  package static let schedule = Field<String>("schedule", "Runs at", .computed())
  /// Nil before the first run.
  package static let state = Field<RunState>("state", "Last run", .computed())
  package static let startedAt = Field<Instant>("started_at", "Started", .computed())
  /// Nil while it runs.
  package static let endedAt = Field<Instant>("ended_at", "Ended", .computed())
  /// Up to when everything of the source is here; nil before the first good run.
  package static let completeUntil = Field<Instant>(
    "complete_until", "Complete until", .computed())
  package static let nextAt = Field<Instant>("next_at", "Next run", .computed())
  package static let rowsRead = Field<Int>("rows_read", "Read", .computed(), unit: "rows")
  package static let rowsInserted = Field<Int>("rows_inserted", "New", .computed(), unit: "rows")
  package static let rowsUpdated = Field<Int>("rows_updated", "Changed", .computed(), unit: "rows")
  package static let rowsRejected = Field<Int>(
    "rows_rejected", "Rejected", .computed(), unit: "rows")
  /// Where to read why it failed or was skipped.
  package static let note = Field<String>("note", "Note", .longText, .computed())

  package static let table = Table(
    tableName, "Source", scope: .organization,
    columns: [
      source.column, summary.column, tables.column, schedule.column, state.column,
      startedAt.column, endedAt.column, completeUntil.column, nextAt.column, rowsRead.column,
      rowsInserted.column, rowsUpdated.column, rowsRejected.column, note.column,
    ])
}

/// How a run stands or ended.
package enum RunState: String, Enumeration {
  /// Also one that a service left which is not there any more: it is taken up again.
  case running
  case done
  /// Something was rejected or lacks; the report and the notes name it.
  case partial
  case failed
  /// It was its time, and something stood against it.
  case skipped

  /// Whether what it was to bring is here.
  package var isGood: Bool { self == .done || self == .partial }
}
