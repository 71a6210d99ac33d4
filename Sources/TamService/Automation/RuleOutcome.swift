package import CustomerSuccess
package import Rules

/// What became of one row of a rule's source.
package struct RowOutcome: Sendable {
  /// Tells it from other rows of the run.
  package let key: String
  package let account: Account.ID?
  /// The row itself.
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
  /// Those that changed something, or failed.
  package var rows: [RowOutcome] = []
  /// What follows from the changes: health, dates of the onboarding.
  package var follows: [RecordChange] = []
  /// Why it was held back or failed, for a person.
  package var reason: String?

  package init(rule: String) { self.rule = rule }

  package var changes: [RecordChange] { rows.flatMap(\.changes) }
  package var changedRowCount: Int { rows.count { !$0.changes.isEmpty } }
  package var failedRowCount: Int { rows.count { $0.failure != nil } }
}
