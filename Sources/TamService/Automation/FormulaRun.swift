import CustomerSuccess
import Dispatch
import Rules
import Synchronization

/// Runs rules that judge by formulas: one walk over the customers, however many rules there are.
///
/// Customers are judged in snapshots. Only those that change are judged again where they are written,
/// a hundred in a transaction: nobody waits long, and memory does not grow with their rows. A run
/// that is cut off has judged some; the next judges the others.
struct FormulaRun: Sendable {
  /// One run takes so many rules at most.
  static let ruleLimit = UInt64.bitWidth
  /// Customers of one snapshot, and of one transaction at most.
  private static let chunkSize = 100

  private let store: Store
  private let rules: [Rule]
  private let at: Instant
  private let only: Set<String>?
  private let settlesAll: Bool
  private let rowLimit: Int

  /// - Parameters:
  ///   - only: Keys of the rows that count; nil counts all.
  ///   - settlesAll: Whether health, milestones and history of everybody are brought up to date, and
  ///     not only of those whose scores move.
  ///   - rowLimit: Rows that each outcome keeps; the others are counted and written down.
  init(
    _ store: Store, _ rules: [Rule], at: Instant, only: Set<String>? = nil,
    settlesAll: Bool = false, rowLimit: Int = RuleOutcome.rowLimit
  ) {
    self.store = store
    self.rules = rules
    self.at = at
    self.only = only
    self.settlesAll = settlesAll
    self.rowLimit = rowLimit
  }

  /// A customer, and which of the rules judge it.
  private struct Asked {
    let account: String
    /// A bit for each rule.
    var rules: UInt64 = 0

    func isAsked(by rule: Int) -> Bool { rules & 1 << UInt64(rule) != 0 }
  }

  /// One outcome for each rule, in their order.
  ///
  /// - Throws: ``StoreError``.
  func run(_ mode: RuleRunner.Mode, by trigger: RuleTrigger) throws -> [RuleOutcome] {
    var outcomes = rules.map { RuleOutcome(rule: $0.id) }
    let configuration = try store.read { try HealthConfiguration(in: $0) }
    let asked = try ask(configuration, &outcomes)
    guard case .writing(let isConfirmed) = mode else {
      try rehearse(asked, configuration, &outcomes)
      return outcomes.map(\.ended)
    }
    let found = try search(asked, configuration)
    var changing = found.changing
    if !isConfirmed { try hold(&changing, found.moved, &outcomes) }
    let ids = try begin(outcomes, by: trigger)
    try write(changing, configuration, ids, &outcomes)
    outcomes = outcomes.map(\.ended)
    try store.write(by: RuleRunner.actor, for: "rules") { work in
      for (id, outcome) in zip(ids, outcomes) { try RuleRuns.end(id, outcome, in: work) }
    }
    return outcomes
  }

  /// Writes down that the runs have begun, and the rows of their sources that failed already.
  private func begin(_ outcomes: [RuleOutcome], by trigger: RuleTrigger) throws -> [Int64] {
    try store.write(by: RuleRunner.actor, for: "rules") { work in
      try outcomes.map { outcome in
        let id = try RuleRuns.begin(outcome.rule, by: trigger, in: work)
        for (number, row) in outcome.rows.enumerated() {
          try RuleRuns.note(row, of: id, number: number, in: work)
        }
        return id
      }
    }
  }

  private func measures(_ one: Asked) -> Set<Measure> {
    rules.indices.reduce(into: []) { wanted, rule in
      if one.isAsked(by: rule) { wanted.formUnion(rules[rule].formulas ?? []) }
    }
  }
}

// MARK: Who is judged

extension FormulaRun {
  /// The customers in the sources of the rules, by id; equal sources are read once.
  private func ask(
    _ configuration: HealthConfiguration, _ outcomes: inout [RuleOutcome]
  ) throws -> [Asked] {
    var bits: [String: UInt64] = [:]
    let source = try RuleConnection(path: store.directory.storePath, configuration)
    for (sql, places) in Dictionary(grouping: rules.indices, by: { rules[$0].source }) {
      let bit = places.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
      var rowCount = 0
      do {
        try source.forEach(sql, today: at.day(secondsFromGMT: 0), now: at) { row in
          if let only, !only.contains(row.key ?? "") { return }
          rowCount += 1
          if let account = row.account {
            return bits[account.rawValue, default: 0] |= bit
          }
          let failed = RowOutcome.failed(row, row.key ?? "", "row \(rowCount) has no account_id")
          for place in places { outcomes[place].add(failed, keeping: rowLimit) }
        }
      } catch let error as RuleSourceError {
        for place in places { outcomes[place] = .init(rule: rules[place].id, failed: "\(error)") }
        for account in bits.keys { bits[account]? &= ~bit }
        continue
      }
      for place in places { outcomes[place].rowCount = rowCount }
    }
    if settlesAll { for id in try store.read(Self.active) { bits[id, default: 0] |= 0 } }
    // In the order of the table's key: neighbors are on one page.
    return bits.map { Asked(account: $0, rules: $1) }.sorted { $0.account < $1.account }
  }

  static func active(_ reader: StoreReader) throws -> [String] {
    try reader.query(
      "SELECT id FROM account WHERE status IS NULL OR status <> $1", [CompanyStatus.inactive.stored]
    ).compactMap { String(stored: $0[0]) }
  }

  /// Calls `body` for each in a snapshot of its chunk.
  private func forEach(
    _ asked: [Asked], _ configuration: HealthConfiguration,
    _ body: (Asked, AccountScores, StoreReader) throws -> Void
  ) throws {
    for start in stride(from: 0, to: asked.count, by: Self.chunkSize) {
      try store.read { reader in
        let scores = AccountScores(reader, configuration, at: at)
        for one in asked[start..<min(start + Self.chunkSize, asked.count)] {
          try body(one, scores, reader)
        }
      }
    }
  }

  /// What a search finds.
  private struct Found {
    /// The customers that change.
    var changing: [Asked] = []
    /// How many scores each rule would move that stand now.
    var moved: [Int]
  }

  /// Goes over the customers in two halves at once; the other readers are for those who sync.
  private func search(_ asked: [Asked], _ configuration: HealthConfiguration) throws -> Found {
    let middle = asked.count / 2
    let halves = [asked[..<middle], asked[middle...]]
    let results = Mutex<[Int: Result<Found, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: halves.count) { half in
      let result = Result { try search(half: Array(halves[half]), configuration) }
      results.withLock { $0[half] = result }
    }
    var found = Found(moved: Array(repeating: 0, count: rules.count))
    for half in halves.indices {
      guard let part = try results.withLock({ $0[half] })?.get() else { continue }
      found.changing += part.changing
      for rule in rules.indices { found.moved[rule] += part.moved[rule] }
    }
    return found
  }

  private func search(
    half asked: [Asked], _ configuration: HealthConfiguration
  ) throws -> Found {
    var found = Found(moved: Array(repeating: 0, count: rules.count))
    try forEach(asked, configuration) { one, scores, _ in
      guard let judgment = try scores.judgment(of: one.account, for: measures(one)) else {
        return found.changing.append(one)
      }
      for rule in rules.indices where one.isAsked(by: rule) {
        found.moved[rule] += judgment.changes.count { change in
          change.before?[HealthMeasure.score] != nil
            && rules[rule].formulas?.contains(change.finding.measure) == true
        }
      }
      let isSettled = try judgment.changes.isEmpty && scores.settledRows(after: judgment).isEmpty
      if !isSettled { found.changing.append(one) }
    }
    return found
  }

  /// Takes the rules out that would move more than their limit.
  ///
  /// A first score moves none: a company that is new here, or a measure, is no surprise.
  private func hold(
    _ changing: inout [Asked], _ moved: [Int], _ outcomes: inout [RuleOutcome]
  ) throws {
    let customers = try store.read { try $0.count(of: Account.table) }
    for (rule, count) in moved.enumerated() {
      let limit = rules[rule].limit(customers: customers)
      guard count > limit else { continue }
      outcomes[rule] = outcomes[rule].held(would: "move \(count) scores", limit)
      for place in changing.indices { changing[place].rules &= ~(1 << UInt64(rule)) }
    }
    if !settlesAll { changing.removeAll { $0.rules == 0 } }
  }
}

// MARK: What becomes of them

extension FormulaRun {
  private func rehearse(
    _ asked: [Asked], _ configuration: HealthConfiguration, _ outcomes: inout [RuleOutcome]
  ) throws {
    try forEach(asked, configuration) { one, scores, reader in
      let judgment = try scores.judgment(of: one.account, for: measures(one))
      _ = try note(one, judgment, &outcomes)
      guard let judgment, !judgment.changes.isEmpty else { return }
      try follow(try scores.settledRows(after: judgment), reader, &outcomes)
    }
  }

  private func write(
    _ changing: [Asked], _ configuration: HealthConfiguration, _ ids: [Int64],
    _ outcomes: inout [RuleOutcome]
  ) throws {
    var numbers = outcomes.map(\.rows.count)
    for start in stride(from: 0, to: changing.count, by: Self.chunkSize) {
      try store.write(by: RuleRunner.actor, for: "scores") { work in
        let scores = AccountScores(work.reader, configuration, at: at)
        for one in changing[start..<min(start + Self.chunkSize, changing.count)] {
          let judgment = try scores.judgment(of: one.account, for: measures(one))
          for (rule, row) in try note(one, judgment, &outcomes) {
            try RuleRuns.note(row, of: ids[rule], number: numbers[rule], in: work)
            numbers[rule] += 1
          }
          guard let judgment else { continue }
          let settled = try scores.settledRows(after: judgment)
          try follow(settled, work.reader, &outcomes)
          for row in judgment.changes.map(\.after) + settled { try work.put(row) }
        }
      }
    }
  }

  /// Adds what each rule makes of a customer to its outcome, and returns it.
  private func note(
    _ one: Asked, _ judgment: AccountScores.Judgment?, _ outcomes: inout [RuleOutcome]
  ) throws -> [(rule: Int, row: RowOutcome)] {
    var noted: [(rule: Int, row: RowOutcome)] = []
    for rule in rules.indices where one.isAsked(by: rule) {
      let row: RowOutcome
      if let judgment {
        let formulas = rules[rule].formulas ?? []
        let changes = judgment.changes.filter { formulas.contains($0.finding.measure) }
        guard !changes.isEmpty else { continue }
        row = RowOutcome(
          key: one.account, account: Account.ID(one.account),
          source: Self.source(judgment, changes),
          changes: changes.compactMap { RecordChange(from: $0.before, to: $0.after) })
      } else {
        let columns = SourceRow.Columns(["account_id"])
        let source = SourceRow(columns, [.text(one.account)])
        row = .failed(source, one.account, "there is no customer \(one.account)")
      }
      outcomes[rule].add(row, keeping: rowLimit)
      noted.append((rule, row))
    }
    return noted
  }

  /// What a single rule's run shows beside its own changes.
  private func follow(
    _ settled: [Row], _ reader: StoreReader, _ outcomes: inout [RuleOutcome]
  ) throws {
    guard outcomes.count == 1, outcomes[0].follows.count < rowLimit else { return }
    for row in settled {
      let change = RecordChange(from: try reader.row(row.table, row.id), to: row)
      if let change { outcomes[0].follows.append(change) }
    }
  }

  /// What the formulas found, as the row that made the scores: the verdict, and what it rests on.
  private static func source(
    _ judgment: AccountScores.Judgment, _ changes: [AccountScores.Judgment.Change]
  ) -> SourceRow {
    var cells: [(name: String, value: Value)] = [
      ("account_id", .text(judgment.account.id)),
      ("name", (judgment.account[Account.name] ?? "").stored),
    ]
    for change in changes {
      cells.append((change.finding.measure.rawValue, .text(change.finding.verdict)))
      cells += change.finding.facts.map { ($0.label, .text($0.value)) }
    }
    return SourceRow(SourceRow.Columns(cells.map(\.name)), cells.map(\.value))
  }
}

extension RuleOutcome {
  /// The same as one whose rows are all taken.
  fileprivate var ended: RuleOutcome {
    guard state == .done, failedRowCount > 0 else { return self }
    var ended = self
    ended.state = .partial
    return ended
  }
}
