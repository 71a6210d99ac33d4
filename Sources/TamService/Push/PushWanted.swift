import Connectors
import CustomerSuccess

/// A record as Salesforce should have it.
struct WantedRecord {
  /// Our id.
  let id: String
  /// Salesforce's id, or ours where that is the key there.
  let target: String
  let account: String
  /// By API name.
  var values: [String: JSONValue]
  /// Of fields that both sides write, what Salesforce said last.
  var expected: [String: JSONValue] = [:]
}

extension JSONValue {
  /// A stored value in the form in which Salesforce takes it.
  init(_ value: CustomerSuccess.Value, _ type: ColumnType = .text) {
    switch value {
    case .null: self = .null
    case .integer(let number):
      if case .boolean = type { self = .boolean(number != 0) } else { self = .number("\(number)") }
    case .real(let number): self = .number("\(number)")
    case .text(let text): self = .text(text)
    case .data: self = .null
    }
  }
}

extension PushedField {
  fileprivate var type: ColumnType {
    if case .column(let column) = source { column.type } else { .text }
  }

  func json(of facts: PushFacts, _ health: HealthConfiguration) -> JSONValue {
    JSONValue(value(of: facts, health), type)
  }
}

extension Row {
  /// Whether its id is one of Salesforce's, as ours never are.
  fileprivate var isOfFormerSystem: Bool {
    // What is no such id is the answer.
    (try? SalesforceID.normalized(id)) != nil
  }
}

extension StoreReader {
  /// The records of a stretch of an object's table with the values of these fields.
  ///
  /// - Parameter departed: Accounts that are left out with what belongs to them.
  func wanted(
    _ object: PushedObject, _ fields: [(field: PushedField, name: String)], in range: IDRange,
    besides departed: Set<String>, today: Day
  ) throws -> [WantedRecord] {
    let health = try HealthConfiguration(in: self)
    let isMadeHere = object == .task
    let facts = object == .account ? try accountFacts(in: range, today: today) : [:]
    var records: [WantedRecord] = []
    try forEachRow(of: object.table, in: range) { stored in
      guard let account = stored.row.scope?.accountID, !departed.contains(account),
        // Salesforce had the entries of the former system from that.
        !isMadeHere || !stored.row.isOfFormerSystem
      else { return }
      var rowFacts = facts[account] ?? PushFacts(stored.row)
      rowFacts.row = stored.row
      records.append(
        WantedRecord(
          id: stored.row.id, target: stored.row.id, account: account,
          values: Dictionary(
            fields.map { ($0.name, $0.field.json(of: rowFacts, health)) },
            uniquingKeysWith: { first, _ in first })))
    }
    return records
  }

  func departedAccounts() throws -> Set<String> {
    let column = Account.isMarkedForDeletion.name
    return Set(
      try query("SELECT id FROM account WHERE \(column) = 1").compactMap { String(stored: $0[0]) })
  }

  /// What accounts are sent that does not stand in their rows.
  private func accountFacts(in range: IDRange, today: Day) throws -> [String: PushFacts] {
    var facts: [String: PushFacts] = [:]
    func change(_ id: Value, _ body: (inout PushFacts) -> Void) {
      guard let id = String(stored: id) else { return }
      body(&facts[id, default: PushFacts(Row(Account.table, id: id))])
    }
    let isInRange = "account_id > $1 AND account_id <= $2"
    let measures = "SELECT account_id, measure, score FROM health_measure WHERE \(isInRange)"
    try forEach(measures, range.values) { row in
      guard let measure = Measure(stored: row[1]) else { return }
      change(row[0]) { $0.measures[measure] = Double(stored: row[2]) }
    }
    let plans = """
      SELECT account_id, type, count(*) FROM success_plan WHERE \(isInRange) GROUP BY 1, 2
      """
    try forEach(plans, range.values) { row in
      let isAccountPlan = SuccessPlanType(stored: row[1]) == .accountPlan
      change(row[0]) { facts in
        let count = Int(stored: row[2]) ?? 0
        if isAccountPlan { facts.accountPlans += count } else { facts.successPlans += count }
      }
    }
    let contacts = [ActivityType.call, .meeting, .email].map(\.stored)
    let latest = today.adding(days: TimelineDates.daysAhead)
    let sql = """
      SELECT account_id, max(activity_date) FROM activity
      WHERE \(isInRange) AND activity_date <= $3 AND type IN ($4, $5, $6) GROUP BY 1
      """
    try forEach(sql, range.values + [latest.stored] + contacts) { row in
      change(row[0]) { $0.lastContact = Day(stored: row[1]) }
    }
    return facts
  }
}
