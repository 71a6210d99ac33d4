package import CustomerSuccess
package import Rules

/// What became of one row of a rule's source.
package struct RowOutcome: Sendable {
  /// Tells it from other rows of the run; empty for a row that has none.
  package let key: String
  package let account: Account.ID?
  /// The row itself; of a formula, what it found.
  package let source: SourceRow
  /// What the rule wrote.
  package var changes: [RecordChange] = []
  /// Why nothing was written; the other rows are not touched by that.
  package var failure: String?
}

/// What a run of a rule did, or would do.
package struct RuleOutcome: Sendable {
  package enum State: String, Sendable {
    case done
    /// Some rows failed; the others are written.
    case partial
    /// More changes than its limit: nothing is written.
    case held
    /// Nothing is written.
    case failed
  }

  package let rule: String
  package var state = State.done
  /// Rows of the source.
  package var rowCount = 0
  /// Rows for which something like it was there already.
  package var preventedCount = 0
  /// Those that changed something, or failed; of a formula the first ``rowLimit``.
  package private(set) var rows: [RowOutcome] = []
  package private(set) var changedRowCount = 0
  package private(set) var failedRowCount = 0
  package private(set) var newRecordCount = 0
  package private(set) var changedRecordCount = 0
  /// What follows from the changes: health, dates of the onboarding.
  package var follows: [RecordChange] = []
  /// Why it was held back or failed, for a person.
  package var reason: String?

  /// More than anybody reads; a formula may change the records of a whole company.
  package static let rowLimit = 10_000

  package init(rule: String) { self.rule = rule }

  /// One that came to nothing as a whole.
  init(rule: String, failed reason: String) {
    self.rule = rule
    self.reason = reason
    state = .failed
  }

  /// Those of ``rows``.
  package var changes: [RecordChange] { rows.flatMap(\.changes) }
  package var recordCount: Int { newRecordCount + changedRecordCount }

  /// - Parameter limit: Rows that are kept; the others are only counted.
  mutating func add(_ row: RowOutcome, keeping limit: Int = .max) {
    if row.failure != nil { failedRowCount += 1 }
    if !row.changes.isEmpty { changedRowCount += 1 }
    let new = row.changes.count { $0.kind == .new }
    newRecordCount += new
    changedRecordCount += row.changes.count - new
    if rows.count < limit { rows.append(row) }
  }
}
