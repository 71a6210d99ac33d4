import CustomerSuccess

/// Keeps the row of each job that everybody's app shows, in the transaction that notes the run.
struct SourceStates {
  let work: UnitOfWork

  /// A name that is no job's any more is passed over, and so are rules: they are no source.
  func note(_ name: String, _ change: (inout Row) -> Void) throws {
    guard let job = Job.named(name), let connector = job.connector else { return }
    try work.merge(SourceState.table, job.name) { row, _ in
      describe(job, of: connector, &row)
      change(&row)
    }
  }

  /// Says when a job runs that never ran, so that nobody takes its source for forgotten.
  func announce(_ jobs: [Job]) throws {
    for job in jobs where try work.row(SourceState.table, job.name) == nil {
      try note(job.name) { _ in }
    }
  }

  private func describe(_ job: Job, of connector: Connector, _ row: inout Row) {
    row[SourceState.source] = connector.rawValue
    row[SourceState.summary] = job.summary
    row[SourceState.tables] = job.tables.map(\.name).joined(separator: ";")
    row[SourceState.schedule] = job.schedule?.description
    row[SourceState.nextAt] = Job.zone.flatMap { job.schedule?.next(after: work.now, in: $0) }
  }
}

extension Row {
  /// What a run says of itself when it begins or is not begun.
  mutating func take(begun run: JobRun) {
    self[SourceState.state] = run.state
    self[SourceState.startedAt] = run.startedAt
    self[SourceState.endedAt] = run.endedAt
    // Reasons are for those who run the service, and this row is everybody's.
    self[SourceState.note] =
      run.state == .skipped ? "skipped: `tamd jobs history \(run.job)` says why" : nil
  }

  /// What came of it.
  mutating func take(_ outcome: JobOutcome, at now: Instant) {
    let counts = outcome.report.objects.counts
    self[SourceState.state] = outcome.state
    self[SourceState.endedAt] = now
    self[SourceState.completeUntil] = outcome.until ?? self[SourceState.startedAt] ?? now
    self[SourceState.rowsRead] = counts.read
    self[SourceState.rowsInserted] = counts.inserted
    self[SourceState.rowsUpdated] = counts.updated
    self[SourceState.rowsRejected] = counts.rejected
    self[SourceState.note] = nil
  }
}

/// Notes that files were imported by hand: they are a source like others, of the tables that they
/// filled and as old as their newest row.
package struct HandImports: Sendable {
  private let store: Store

  package init(_ store: Store) { self.store = store }

  /// Repeating an import that changes nothing says nothing new.
  package func note(_ report: ImportReport, from connector: Connector) throws {
    let brought = connector.objects(of: report)
    guard !report.changedNothing, !brought.isEmpty else { return }
    try store.write(by: ImportSettings.actor, for: connector.rawValue) { work in
      try work.merge(SourceState.table, "\(connector.rawValue) files") { row, _ in
        let reports = brought.map(\.report)
        let counts = reports.counts
        row[SourceState.source] = connector.rawValue
        row[SourceState.summary] = "files imported by hand"
        let tables = brought.flatMap(\.tables).unique
        row[SourceState.tables] = tables.map(\.name).joined(separator: ";")
        row[SourceState.state] = counts.rejected > 0 ? .partial : .done
        row[SourceState.startedAt] = work.now
        row[SourceState.endedAt] = work.now
        // Nobody knows when the files were written; their newest row was there by then.
        let newest = reports.compactMap(\.newest).max()
        row[SourceState.completeUntil] = newest.map { min($0, work.now) }
        row[SourceState.rowsRead] = counts.read
        row[SourceState.rowsInserted] = counts.inserted
        row[SourceState.rowsUpdated] = counts.updated
        row[SourceState.rowsRejected] = counts.rejected
      }
    }
  }
}

extension Connector {
  /// What an import said of the files of this source, each with the tables that it fills.
  fileprivate func objects(of report: ImportReport) -> [(report: ObjectReport, tables: [Table])] {
    switch self {
    case .salesforce:
      SalesforceObject.allCases.compactMap { object in
        report.object(object.fileName).map { ($0, [object.table]) }
      }
    case .zendesk: report.object(ZendeskFile.tickets.fileName).map { [($0, [Ticket.table])] } ?? []
    case .snowflake:
      report.object("usage").map { [($0, [UsageSeries.table, Instance.table])] } ?? []
    }
  }
}

extension Job {
  /// The tables that it fills; none for what only says what is gone.
  var tables: [Table] {
    switch work {
    case .salesforce: SalesforceObject.allCases.map(\.table).unique
    case .objects(let objects): objects.map(\.table).unique
    case .tickets: [Ticket.table]
    case .usage: [UsageSeries.table, Instance.table]
    case .deletions, .sweep, .rules: []
    case .push(let part): part.fetched.map(\.table).unique
    }
  }
}

extension [Table] {
  fileprivate var unique: [Table] {
    reduce(into: []) { tables, table in
      if !tables.contains(table) { tables.append(table) }
    }
  }
}

extension [ObjectReport] {
  /// Over all objects.
  var counts: (read: Int, inserted: Int, updated: Int, rejected: Int) {
    reduce(into: (0, 0, 0, 0)) { sum, object in
      sum.0 += object.read
      sum.1 += object.inserted
      sum.2 += object.updated
      sum.3 += object.rejected
    }
  }
}
