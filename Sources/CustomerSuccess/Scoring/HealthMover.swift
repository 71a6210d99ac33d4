/// How many points of a change of the overall score one measure made.
package struct HealthMover: Hashable, Sendable {
  package let measure: Measure
  package let points: Double
}

extension Scorecard {
  /// What moved the overall score when weights or scores became others, the most first; together they
  /// are the whole change.
  ///
  /// A measure that gains weight moves it by how far its score is from the overall one, since what it
  /// gains the others lose. Empty when there is no overall score before or after.
  package func movers(
    of old: [Measure: Double], to scorecard: Scorecard, _ new: [Measure: Double]
  ) -> [HealthMover] {
    guard let before = overall(of: old)?.score, scorecard.overall(of: new) != nil else { return [] }
    let (oldShares, newShares) = (shares(of: old), scorecard.shares(of: new))
    return Measure.allCases.compactMap { measure -> HealthMover? in
      let (oldShare, newShare) = (oldShares[measure] ?? 0, newShares[measure] ?? 0)
      guard let score = new[measure] ?? old[measure], oldShare > 0 || newShare > 0 else {
        return nil
      }
      let moved = oldShare * (score - (old[measure] ?? score))
      return HealthMover(
        measure: measure, points: (newShare - oldShare) * (score - before) + moved)
    }.sorted { abs($0.points) > abs($1.points) }
  }
}
