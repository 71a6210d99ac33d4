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

  /// What the rules say of one account, beside what is stored of it.
  package struct Judgment {
    /// A measure that has another score from now on.
    package struct Change {
      package let finding: MeasureFinding
      /// Nil when the measure never had a score.
      package let before: Row?
      package let after: Row
    }

    package let account: Row
    /// A score that is confirmed every night and never moves is no news for any replica.
    package let changes: [Change]
    fileprivate let facts: ScoringFacts
    fileprivate let knowsUsage: Bool
    fileprivate let measures: [Measure: Row]
  }

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

  /// Nil for an account that is not here.
  package func judgment(of id: String, for wanted: Set<Measure>? = nil) throws -> Judgment? {
    guard let account = try reader.row(Account.table, id) else { return nil }
    let wanted = wanted.map(measures.intersection) ?? measures
    let facts = try ScoringFacts(account, from: reader, today: today, for: wanted)
    let current = try measureRows(stored: id)
    let changes = Measure.allCases.filter(wanted.contains).compactMap { measure in
      scoring.finding(of: measure, facts).flatMap {
        change($0, of: account, from: current[measure])
      }
    }
    return Judgment(
      account: account, changes: changes, facts: facts,
      knowsUsage: wanted.contains(where: \.isOfUsage), measures: current)
  }

  /// The rows of ``HealthMeasure`` that these measures have otherwise from now on.
  package func measureRows(of id: String, for wanted: Set<Measure>? = nil) throws -> [Row] {
    try judgment(of: id, for: wanted)?.changes.map(\.after) ?? []
  }

  /// Nil when the score stays as it is.
  ///
  /// What only a TAM answers for stays as it is without one, and counts for nothing meanwhile: a rule
  /// of its own takes it away on Mondays (methodology 1.3).
  private func change(
    _ finding: MeasureFinding, of account: Row, from row: Row?
  ) -> Judgment.Change? {
    guard row?[HealthMeasure.score] != finding.score,
      !finding.measure.needsTAM || account[Account.tam] != nil
    else { return nil }
    if finding.measure == .tamSentiment, let row {
      return Judgment.Change(finding: finding, before: row, after: HealthMeasure.ended(row))
    }
    let after = HealthMeasure.scored(
      finding.measure, of: Account.ID(account.id), from: row, score: finding.score, at: at, by: nil)
    return Judgment.Change(finding: finding, before: row, after: after)
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
  package func settledRows(after judgment: Judgment) throws -> [Row] {
    let stored = judgment.account
    var measures = judgment.measures
    func take(_ rows: [Row]) {
      for row in rows {
        if let measure = row[HealthMeasure.measure] { measures[measure] = row }
      }
    }
    take(judgment.changes.map(\.after))
    let outcome = AccountRollup(scoring.configuration).recalculated(
      stored, measures: Array(measures.values), at: at, today: today)
    take(outcome.measures)

    let milestones = try milestones(after: judgment)
    let account = milestones.withFirstValue(outcome.account)
    let history = try historyRow(of: account, measures)
    return outcome.measures + milestones.changedSubscriptions()
      + (account == stored ? [] : [account]) + [history].compactMap(\.self)
  }

  /// Everything that scoring an account anew changes.
  package func changedRows(of id: String) throws -> [Row] {
    guard let judgment = try judgment(of: id) else { return [] }
    return judgment.changes.map(\.after) + (try settledRows(after: judgment))
  }

  private func milestones(after judgment: Judgment) throws -> AccountMilestones {
    var facts = judgment.facts
    if !judgment.knowsUsage {
      facts = try ScoringFacts(judgment.account, from: reader, today: today, for: [.licenseUsage])
    }
    return AccountMilestones(
      scoring.configuration, series: facts.series, subscriptions: facts.subscriptions,
      products: judgment.account[Account.products])
  }

  /// Nil when the newest row says the same.
  private func historyRow(of account: Row, _ measures: [Measure: Row]) throws -> Row? {
    let scores = Scorecard.counting(
      Scorecard.scores(in: measures.values), hasTAM: account[Account.tam] != nil)
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
    row[HealthHistory.measures] = HealthHistory.packed(scores)
    return row
  }
}
