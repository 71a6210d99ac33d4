/// What a mutation did to an account's health, for the undo that takes it back.
///
/// Scores are recalculated and not restored, because time goes on; only what no formula knows is
/// brought back: an opinion, the ROI as it was before a plan changed, and who set a measure when,
/// where the same score comes out again.
/// Whatever somebody else changed meanwhile stays.
package struct HealthRestoration: Codable, Hashable, Sendable {
  var sentiment: MeasureChange?
  var engagement: MeasureChange?
  /// ROI, which only the plans' own mutations score here.
  var outcomes: MeasureChange?
  var overall: OverallChange?

  /// One measure: how it was left, and how it was before.
  struct MeasureChange: Codable, Hashable, Sendable {
    /// Nil when the measure had no row.
    let from: MeasureStamp?
    let to: MeasureState?
  }

  /// The account's own score.
  struct OverallChange: Codable, Hashable, Sendable {
    let from: OverallState
    let to: OverallState
  }

  struct OverallState: Codable, Hashable, Sendable {
    let score: Double?
    let previous: Double?

    init(_ account: Row) {
      score = account[Account.healthScore]
      previous = account[Account.previousHealthScore]
    }
  }
}

/// Enough of a measure to know whether it is still as one edit left it.
struct MeasureStamp: Codable, Hashable, Sendable {
  let score: Double?
  let setAt: Instant?
  let setBy: User.ID?

  init(_ row: Row) {
    score = row[HealthMeasure.score]
    setAt = row[HealthMeasure.setAt]
    setBy = row[HealthMeasure.setBy]
  }
}

/// Everything a measure's row holds.
struct MeasureState: Codable, Hashable, Sendable {
  let score: Double?
  let previousScore: Double?
  let comment: String?
  let setAt: Instant?
  let setBy: User.ID?

  init(_ row: Row) {
    score = row[HealthMeasure.score]
    previousScore = row[HealthMeasure.previousScore]
    comment = row[HealthMeasure.comment]
    setAt = row[HealthMeasure.setAt]
    setBy = row[HealthMeasure.setBy]
  }

  func row(_ measure: Measure, of account: Account.ID) -> Row {
    var row = Row(HealthMeasure.table, id: HealthMeasure.id(account: account, measure: measure))
    row[HealthMeasure.account] = account
    row[HealthMeasure.measure] = measure
    row[HealthMeasure.score] = score
    row[HealthMeasure.previousScore] = previousScore
    row[HealthMeasure.comment] = comment
    row[HealthMeasure.setAt] = setAt
    row[HealthMeasure.setBy] = setBy
    return row
  }
}
