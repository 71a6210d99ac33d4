/// Recalculates what a TAM's own edit changes on an account: the dates of the timeline, the
/// Engagement measure, and the health.
///
/// The replica runs it on an edit, the service on the same edit and after an import, so both show the
/// same. Nothing is recalculated twice to a different result: a second run changes nothing.
package struct AccountRollup: Sendable {
  package let configuration: HealthConfiguration

  package init(_ configuration: HealthConfiguration = .standard) {
    self.configuration = configuration
  }

  /// An account after recalculation, and the measures that changed with it.
  package struct Outcome: Hashable, Sendable {
    package let account: Row
    /// Rows of ``HealthMeasure`` to save, new or changed; empty when the measures stay as they are.
    package let measures: [Row]
  }

  /// - Parameters:
  ///   - timeline: After one more entry, `TimelineDates(account:).adding(…)`; otherwise made from
  ///     all the account's activities.
  ///   - measures: All rows of ``HealthMeasure`` of the account, in any order.
  ///   - at: The stamp for a measure that changes.
  ///   - today: Where the author is; for the service, the day in UTC.
  package func recalculated(
    _ account: Row, timeline: TimelineDates, measures: [Row], at: Instant, today: Day
  ) -> Outcome {
    var account = account
    account[Account.lastActivityDate] = timeline.lastActivity
    account[Account.lastTimelineActivity] = timeline.lastEntry
    account[Account.firstEngagement] = timeline.firstEngagement

    let score = configuration.cadence.cadence(of: account, today: today)
      .score(configuration.bands)
    var scores = Scorecard.scores(in: measures)
    var changed: [Row] = []
    if scores[.engagement] != score {
      let current = measures.first { $0[HealthMeasure.measure] == .engagement }
      changed = [
        HealthMeasure.scored(
          .engagement, of: Account.ID(account.id), from: current, score: score, at: at, by: nil)
      ]
      scores[.engagement] = score
    }
    setHealth(of: &account, Scorecard.counting(scores, hasTAM: account[Account.tam] != nil))
    return Outcome(account: account, measures: changed)
  }

  /// The same when no activity came or went: after a sentiment, a new TAM, or overnight.
  package func recalculated(_ account: Row, measures: [Row], at: Instant, today: Day) -> Outcome {
    recalculated(
      account, timeline: TimelineDates(account: account), measures: measures, at: at,
      today: today)
  }

  /// The account with the days on which its onboarding began and ended: the first onboarding CTA
  /// says both (methodology 5.2).
  ///
  /// - Parameter ctas: All CTAs of the account, in any order; one that never started counts for
  ///   nothing.
  package static func withOnboarding(_ account: Row, from ctas: [Row]) -> Row {
    let first = ctas.filter(isOnboarding).compactMap { cta in
      cta[CTA.startDate].map { (start: $0, cta: cta) }
    }.min { ($0.start, $0.cta.id) < ($1.start, $1.cta.id) }
    var account = account
    account[Account.onboardingStart] = first?.start
    account[Account.onboardingEnd] = first?.cta[CTA.closedDate]
    return account
  }

  private static func isOnboarding(_ cta: Row) -> Bool {
    // A check-in comes after it, and is no part of it.
    guard cta[CTA.type] == .lifecycle, cta[CTA.reason] != "Post-onboarding check-in"
    else { return false }
    return [cta[CTA.playbook], cta[CTA.reason], cta[CTA.name]].contains {
      $0?.lowercased().contains("onboarding") ?? false
    }
  }

  /// The previous score is kept only when the score moves, so that the trend lasts until the next.
  private func setHealth(of account: inout Row, _ scores: [Measure: Double]) {
    let health = Scorecard(configuration.scorecard).overall(of: scores)
    let old = account[Account.healthScore]
    if old != health?.score { account[Account.previousHealthScore] = old }
    account[Account.healthScore] = health?.score
    account[Account.healthColor] = health?.color
  }
}

extension HealthMeasure {
  /// The row of a measure with a score set or confirmed.
  ///
  /// - Parameters:
  ///   - row: The row as it stands; nil makes a new one.
  ///   - score: 0 through 100; nil is NA.
  ///   - comment: Nil leaves the comment as it is.
  ///   - user: Nil when a rule sets it.
  package static func scored(
    _ measure: Measure, of account: Account.ID, from row: Row?, score: Double?,
    comment: String? = nil, at: Instant, by user: User.ID?
  ) -> Row {
    var row = row ?? Row(table, id: id(account: account, measure: measure))
    row[HealthMeasure.account] = account
    row[HealthMeasure.measure] = measure
    if row[HealthMeasure.score] != score {
      row[HealthMeasure.previousScore] = row[HealthMeasure.score]
      row[HealthMeasure.score] = score
    }
    if let comment { row[HealthMeasure.comment] = comment }
    row[HealthMeasure.setAt] = at
    row[HealthMeasure.setBy] = user
    return row
  }

  /// The row of an opinion that counts no more: its words, its day and whose it is stay, and that is
  /// how one sees that it ended.
  package static func ended(_ row: Row) -> Row {
    var row = row
    row[HealthMeasure.previousScore] = row[HealthMeasure.score]
    row[HealthMeasure.score] = nil
    return row
  }
}
