package import CustomerSuccess

/// What the rules of the scorecard say of accounts of the store, and the rows that follow.
///
/// It reads one account at a time through prepared statements, so that each costs the same however
/// many there are.
package struct AccountScores {
  private let reader: StoreReader
  private let scoring: HealthScoring
  private let measures: Set<Measure>
  private let at: Instant

  /// - Parameter at: Its day in UTC is the day that is judged; it stamps what changes.
  package init(_ reader: StoreReader, _ configuration: HealthConfiguration, at: Instant) {
    self.reader = reader
    self.at = at
    scoring = HealthScoring(configuration)
    measures = Set(scoring.measures)
  }

  private var today: Day { at.day(secondsFromGMT: 0) }

  /// On Mondays the scores that only a TAM answers for are taken from accounts without one; on other
  /// days they stay, and count for nothing (methodology 1.3).
  private var clearsOrphans: Bool { today.weekday == 1 }

  /// Why each measure has which score; empty for an account that is not here.
  ///
  /// - Parameter wanted: Nil for all that have a rule; rows that others need are not read.
  package func findings(
    of id: String, for wanted: Set<Measure>? = nil
  ) throws -> [Measure: MeasureFinding] {
    guard let account = try reader.row(Account.table, id) else { return [:] }
    let wanted = wanted.map(measures.intersection) ?? measures
    let facts = try ScoringFacts(account, from: reader, today: today, for: wanted)
    return scoring.findings(facts).filter { wanted.contains($0.key) }
  }

  /// The rows of ``HealthMeasure`` that these measures have otherwise from now on.
  ///
  /// Empty when all scores stay as they are: a score that is confirmed every night and never moves
  /// is no news for any replica.
  package func measureRows(of id: String, for wanted: Set<Measure>? = nil) throws -> [Row] {
    guard let account = try reader.row(Account.table, id) else { return [] }
    let current = try measureRows(stored: id)
    let findings = try findings(of: id, for: wanted)
    return Measure.allCases.compactMap { findings[$0] }.compactMap { finding in
      changed(finding, of: account, from: current[finding.measure])
    }
  }

  private func changed(_ finding: MeasureFinding, of account: Row, from row: Row?) -> Row? {
    guard row?[HealthMeasure.score] != finding.score,
      !finding.measure.needsTAM || account[Account.tam] != nil || clearsOrphans
    else { return nil }
    // An opinion that ended keeps its words and its day: that is how one sees that it ended.
    if finding.measure == .tamSentiment, var row {
      row[HealthMeasure.previousScore] = row[HealthMeasure.score]
      row[HealthMeasure.score] = finding.score
      return row
    }
    return HealthMeasure.scored(
      finding.measure, of: Account.ID(account.id), from: row, score: finding.score,
      comment: finding.verdict, at: at, by: nil)
  }

  private func measureRows(stored id: String) throws -> [Measure: Row] {
    let rows = try reader.rows(
      HealthMeasure.table, where: HealthMeasure.account.name, equals: .text(id))
    return Dictionary(
      rows.compactMap { row in row[HealthMeasure.measure].map { ($0, row) } },
      uniquingKeysWith: { first, _ in first })
  }
}

extension AccountScores {
  /// What follows from the scores and the usage of an account: its health, the milestones of its
  /// subscriptions and its first value, and its history where the scores moved.
  ///
  /// - Parameter scored: Rows of ``HealthMeasure`` that are about to be saved.
  package func settledRows(of id: String, after scored: [Row] = []) throws -> [Row] {
    guard let stored = try reader.row(Account.table, id) else { return [] }
    var measures = try measureRows(stored: id)
    func take(_ rows: [Row]) {
      for row in rows {
        if let measure = row[HealthMeasure.measure] { measures[measure] = row }
      }
    }
    take(scored)
    let outcome = AccountRollup(scoring.configuration).recalculated(
      stored, measures: Array(measures.values), at: at, today: today)
    take(outcome.measures)

    let milestones = try milestones(of: stored)
    let account = milestones.withFirstValue(outcome.account)
    let history = try historyRow(of: account, measures)
    return outcome.measures + milestones.changedSubscriptions()
      + (account == stored ? [] : [account]) + [history].compactMap(\.self)
  }

  /// Everything that scoring an account anew changes.
  package func changedRows(of id: String) throws -> [Row] {
    let scored = try measureRows(of: id)
    return scored + (try settledRows(of: id, after: scored))
  }

  private func milestones(of account: Row) throws -> AccountMilestones {
    func own(_ table: Table) throws -> [Row] {
      try reader.rows(table, where: "account_id", equals: .text(account.id))
    }
    let series = ScoringFacts.series(
      try own(UsageSeries.table), instances: try own(Instance.table))
    return AccountMilestones(
      scoring.configuration, series: series, subscriptions: try own(Subscription.table),
      products: account[Account.products])
  }

  /// Nil when the newest row says the same.
  private func historyRow(of account: Row, _ measures: [Measure: Row]) throws -> Row? {
    let scores = Scorecard.counting(
      Scorecard.scores(in: measures.values), hasTAM: account[Account.tam] != nil)
    let packed = HealthHistory.packed(scores)
    let overall = account[Account.healthScore]
    let newest = try reader.query(
      "SELECT overall, measures FROM health_history WHERE account_id = $1 ORDER BY day DESC LIMIT 1",
      [.text(account.id)]
    ).first
    if let newest {
      var before = Row(HealthHistory.table, id: "")
      before[HealthHistory.measures] = String(stored: newest[1])
      let isSame =
        Double(stored: newest[0]) == overall && HealthHistory.scores(in: before) == scores
      guard !isSame else { return nil }
    } else if scores.isEmpty {
      return nil
    }
    let id = Account.ID(account.id)
    var row = Row(HealthHistory.table, id: HealthHistory.id(account: id, day: today))
    row[HealthHistory.account] = id
    row[HealthHistory.day] = today
    row[HealthHistory.overall] = overall
    row[HealthHistory.measures] = packed
    return row
  }
}
