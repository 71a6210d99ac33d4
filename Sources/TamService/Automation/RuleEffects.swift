import CustomerSuccess
import Rules

/// Why one row of a source came to nothing, as a sentence without its customer.
struct RowFailure: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// What the actions of a rule make of a row of its source; it only reads.
final class RuleEffects {
  let rule: Rule
  let reader: StoreReader
  let at: Instant
  private var knownConfiguration: HealthConfiguration?

  init(_ rule: Rule, _ reader: StoreReader, at: Instant) {
    self.rule = rule
    self.reader = reader
    self.at = at
  }

  /// What an action makes of a row.
  enum Effect {
    case rows([Row])
    /// Something like it is there.
    case prevented
  }

  var today: Day { at.day(secondsFromGMT: 0) }

  /// - Throws: ``RowFailure``, and ``StoreError``.
  func effect(of action: RuleAction, on row: SourceRow, key: String) throws -> Effect {
    switch action {
    case .load(let load): try loaded(load, from: row)
    case .openCTA(let cta): try opened(cta, for: row, key: key)
    case .closeCTA(let cta): try closed(cta, for: row)
    case .openPlan(let plan): try opened(plan, for: row)
    case .score(let score): try scored(score, from: row)
    }
  }

  /// What everybody judges by, read once.
  func configuration() throws -> HealthConfiguration {
    if let knownConfiguration { return knownConfiguration }
    let found = try HealthConfiguration(in: reader)
    knownConfiguration = found
    return found
  }

  func customer(of row: SourceRow) throws -> Row {
    guard let id = row.account, let account = try reader.row(Account.table, id.rawValue) else {
      throw RowFailure("there is no customer \(RecordChange.words(row["account_id"]))")
    }
    return account
  }

  /// Refuses a row of which a value does not fit its column.
  func check(_ row: Row) throws {
    for (place, column) in row.table.columns.enumerated() {
      guard let problem = column.problem(with: row.values[place]) else { continue }
      throw RowFailure("\(row.table.name).\(column.name) \(problem)")
    }
  }

  /// The same on the same day for the same row, so that a run that is repeated makes the same.
  func freeID(_ table: Table, _ key: String) throws -> String {
    let first = "\(rule.id):\(key):\(today)"
    var id = first
    var number = 1
    while try reader.row(table, id) != nil {
      number += 1
      id = "\(first):\(number)"
    }
    return id
  }
}
