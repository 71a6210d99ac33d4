/// How an edit of the timeline changes the dates that follow from it.
enum TimelineEdit {
  case none
  case added(Row)
  case removed(Row)
  case edited
}

/// An opinion about an account and where it comes from.
struct Opinion {
  let score: Double?
  let comment: String?
  let at: Instant
  let by: User.ID
}

extension Worksheet {
  /// Recalculates the account's dates and health after an edit, setting an opinion on the way.
  ///
  /// - Parameter rescoring: Whether the edit is one that ROI follows from.
  /// - Returns: What an undo needs; nil when the health stayed as it was.
  func updateHealth(
    of id: Account.ID, timeline: TimelineEdit = .none, opinion: Opinion? = nil,
    rescoring: Bool = false, restoring: HealthRestoration? = nil
  ) throws -> HealthRestoration? {
    let restoring = context.hasLostCustomer ? nil : restoring
    let before = try HealthView(self, id)
    if let opinion {
      try save(
        HealthMeasure.scored(
          .tamSentiment, of: id, from: before.sentiment, score: opinion.score,
          comment: opinion.comment, at: opinion.at, by: opinion.by))
    }
    if let change = restoring?.sentiment {
      try restore(change, as: .tamSentiment, on: before.sentiment, of: id)
    }
    if let change = restoring?.outcomes, before.outcomes.map(MeasureStamp.init) == change.from {
      try restore(change, as: .roi, on: before.outcomes, of: id)
    } else if rescoring || restoring?.outcomes != nil, let row = try rescoredOutcomes(of: id) {
      try save(row)
    }
    let dates = try timelineDates(of: before.account, timeline)
    let outcome = AccountRollup(try health()).recalculated(
      before.account, timeline: dates, measures: try measures(of: id), at: context.at,
      today: context.judgedOn)
    try outcome.measures.forEach(save)
    try save(restoring.map { restored(outcome.account, $0, before) } ?? outcome.account)
    if let change = restoring?.engagement { try settle(change, before: before, of: id) }
    return before.restoration(after: try HealthView(self, id))
  }

  /// Recalculates the health when ROI comes out otherwise after an edit of plans or objectives, and
  /// when an undo has something to put back, or somebody scored it meanwhile by what is undone.
  ///
  /// - Returns: What an undo needs; nil when the health stayed as it was.
  func updateOutcomes(
    of id: Account.ID, isUndo: Bool, restoring: HealthRestoration?
  ) throws -> HealthRestoration? {
    guard !isUndo else {
      return try restoring.flatMap { try updateHealth(of: id, restoring: $0) }
    }
    guard try rescoredOutcomes(of: id) != nil else { return nil }
    return try updateHealth(of: id, rescoring: true)
  }

  /// The row of the ROI measure as its rule has it now; nil when it says that already.
  private func rescoredOutcomes(of id: Account.ID) throws -> Row? {
    let account = try required(Account.table, id.rawValue)
    let facts = try ScoringFacts(account, from: self, today: context.judgedOn, for: [.roi])
    let finding = HealthScoring(try health()).finding(of: .roi, facts)
    let current = try row(HealthMeasure.table, HealthMeasure.id(account: id, measure: .roi))
    guard let finding, current?[HealthMeasure.score] != finding.score else { return nil }
    return HealthMeasure.scored(
      .roi, of: id, from: current, score: finding.score, at: context.at, by: nil)
  }

  private func measures(of id: Account.ID) throws -> [Row] {
    try rows(HealthMeasure.table, where: HealthMeasure.account, is: id)
  }

  private func timelineDates(of account: Row, _ edit: TimelineEdit) throws -> TimelineDates {
    let dates = TimelineDates(account: account)
    switch edit {
    case .none: return dates
    case .added(let row):
      guard let day = row[Activity.day] else { return dates }
      return dates.adding(row[Activity.type] ?? .update, on: day, today: context.today)
    case .removed(let row):
      guard let day = row[Activity.day],
        !dates.canForget(row[Activity.type] ?? .update, on: day)
      else { return dates }
    case .edited: break
    }
    return TimelineDates(
      activities: try rows(Activity.table, where: Activity.account, is: Account.ID(account.id)),
      today: context.today)
  }

  /// Puts a score back, unless somebody else gave a newer one meanwhile.
  private func restore(
    _ change: HealthRestoration.MeasureChange, as measure: Measure, on before: Row?,
    of id: Account.ID
  ) throws {
    guard before.map(MeasureStamp.init) == change.from else { return }
    if let score = change.to?.score, !(0...100).contains(score) {
      throw MutationRefusal.invalid("a score of \(score) is not 0 through 100")
    }
    try put(change.to, as: measure, of: id)
  }

  /// Puts the stamps of the Engagement measure back when the same score came out again.
  private func settle(
    _ change: HealthRestoration.MeasureChange, before: HealthView, of id: Account.ID
  ) throws {
    let key = HealthMeasure.id(account: id, measure: .engagement)
    guard before.engagement.map(MeasureStamp.init) == change.from,
      try row(HealthMeasure.table, key)?[HealthMeasure.score] == change.to?.score
    else { return }
    try put(change.to, as: .engagement, of: id)
  }

  private func put(_ state: MeasureState?, as measure: Measure, of id: Account.ID) throws {
    if let state {
      try save(checked(state, as: measure, of: id))
    } else {
      try delete(HealthMeasure.table, HealthMeasure.id(account: id, measure: measure))
    }
  }

  /// An undo comes over the wire like any edit: what it puts back must fit, and must not put words
  /// into the mouth of somebody who never gave that score.
  private func checked(
    _ state: MeasureState, as measure: Measure, of id: Account.ID
  ) throws -> Row {
    let row = state.row(measure, of: id)
    for column in [
      HealthMeasure.comment.column, HealthMeasure.setAt.column, HealthMeasure.setBy.column,
    ] {
      if let problem = column.misfit(of: row[column: column.name]) {
        throw MutationRefusal.invalid(
          "\"\(column.label)\" of the measure \(measure.rawValue) \(problem)", table: row.table,
          id: row.id, column: column)
      }
    }
    guard let author = state.setBy, author != context.actor, try !didScore(author, row, of: id)
    else { return row }
    throw MutationRefusal.invalid(
      "\(try name(of: author)) did not give that score: set it in your own name",
      table: row.table, id: row.id, column: HealthMeasure.setBy.column)
  }

  /// Whether the score stands there, stood there before, or follows from what the author wrote.
  private func didScore(_ author: User.ID, _ row: Row, of id: Account.ID) throws -> Bool {
    let score = row[HealthMeasure.score]
    if let current = try self.row(row.table, row.id),
      [current[HealthMeasure.score], current[HealthMeasure.previousScore]].contains(score)
    {
      return true
    }
    let bands = try health().bands
    return try rows(Activity.table, where: Activity.account, is: id).contains { entry in
      guard let sentiment = entry[Activity.sentiment] else { return false }
      return entry[Activity.author] == author && bands.points(of: sentiment) == score
    }
  }

  private func restored(
    _ account: Row, _ restoration: HealthRestoration, _ before: HealthView
  ) -> Row {
    guard let change = restoration.overall, change.from == .init(before.account),
      account[Account.healthScore] == change.to.score
    else { return account }
    var account = account
    account[Account.previousHealthScore] = change.to.previous
    return account
  }
}

/// The rows that an edit can change the health in, at one moment.
private struct HealthView {
  let account: Row
  let sentiment: Row?
  let engagement: Row?
  let outcomes: Row?

  init(_ sheet: Worksheet, _ id: Account.ID) throws {
    account = try sheet.required(Account.table, id.rawValue)
    func measure(_ measure: Measure) throws -> Row? {
      try sheet.row(HealthMeasure.table, HealthMeasure.id(account: id, measure: measure))
    }
    sentiment = try measure(.tamSentiment)
    engagement = try measure(.engagement)
    outcomes = try measure(.roi)
  }

  func restoration(after: HealthView) -> HealthRestoration? {
    func change(_ before: Row?, _ after: Row?) -> HealthRestoration.MeasureChange? {
      before == after
        ? nil : .init(from: after.map(MeasureStamp.init), to: before.map(MeasureState.init))
    }
    let old = HealthRestoration.OverallState(account)
    let new = HealthRestoration.OverallState(after.account)
    let restoration = HealthRestoration(
      sentiment: change(sentiment, after.sentiment),
      engagement: change(engagement, after.engagement),
      outcomes: change(outcomes, after.outcomes),
      overall: old == new ? nil : .init(from: new, to: old))
    return restoration == HealthRestoration() ? nil : restoration
  }
}
