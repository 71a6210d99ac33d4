import CustomerSuccess
import Rules

extension RuleEffects {
  /// The calculated columns of a record as the source has them.
  func loaded(_ action: LoadAction, from row: SourceRow) throws -> Effect {
    guard let id = String(stored: row["id"]) else { throw RowFailure("it has no id") }
    guard
      var record = try reader.row(action.table, id)
        ?? (action.makesRows ? Row(action.table, id: id) : nil)
    else { throw RowFailure("there is no \(action.table.name) \(id)") }
    let before = record
    for loaded in action.columns {
      let value = Self.fitting(row[loaded.from], loaded.column.type)
      if let problem = loaded.column.problem(with: value) {
        throw RowFailure("\(action.table.name).\(loaded.column.name) \(problem)")
      }
      record[column: loaded.column.name] = value
    }
    guard record.scope != nil else { throw RowFailure("it names no customer") }
    return record == before ? .rows([]) : .rows([record])
  }

  /// A whole number is stored as a broken one where the column holds those.
  private static func fitting(_ value: Value, _ type: ColumnType) -> Value {
    guard type == .real || type == .ratio, case .integer(let number) = value else { return value }
    return .real(Double(number))
  }

  /// A measure of the scorecard, confirmed or set.
  func scored(_ action: ScoreAction, from row: SourceRow) throws -> Effect {
    let account = Account.ID(try customer(of: row).id)
    if action.value == .formula {
      let scores = AccountScores(reader, try configuration(), at: at)
      return .rows(try scores.measureRows(of: account.rawValue, for: [action.measure]))
    }
    let id = HealthMeasure.id(account: account, measure: action.measure)
    let current = try reader.row(HealthMeasure.table, id)
    let score = try score(action, from: row)
    guard !isConfirmed(current, score, action) else { return .rows([]) }
    if action.value == .none, action.measure == .tamSentiment, let current {
      return .rows([HealthMeasure.ended(current)])
    }
    return .rows([
      HealthMeasure.scored(
        action.measure, of: account, from: current, score: score,
        comment: action.comment?.filled(from: row), at: at, by: nil)
    ])
  }

  /// Nil is NA.
  private func score(_ action: ScoreAction, from row: SourceRow) throws -> Double? {
    guard let column = action.value.column, !row[column].isNull else { return nil }
    guard let score = Double(stored: row[column]), (0...100).contains(score) else {
      throw RowFailure("\(column) is \(RecordChange.words(row[column])): a score is 0 through 100")
    }
    return score
  }

  /// Whether the measure says the same, so that writing it again would be no news.
  ///
  /// What the source says is news once a day even then: somebody has said it again.
  private func isConfirmed(_ current: Row?, _ score: Double?, _ action: ScoreAction) -> Bool {
    guard current?[HealthMeasure.score] == score else { return false }
    guard case .column = action.value else { return true }
    return current?[HealthMeasure.setAt]?.day(secondsFromGMT: 0) == today
  }
}
