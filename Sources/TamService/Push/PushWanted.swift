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
  /// All records of an object with the values of these fields; deleted and merged accounts, and what
  /// belongs to them, are left out.
  func wanted(
    _ object: PushedObject, _ fields: [(field: PushedField, name: String)], today: Day
  ) throws -> [WantedRecord] {
    let departed = try departedAccounts()
    let health = try HealthConfiguration(in: self)
    let isMadeHere = object == .task
    let facts = object == .account ? try accountFacts(today: today) : [:]
    var records: [WantedRecord] = []
    try forEachRow(of: object.table) { stored in
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
  private func accountFacts(today: Day) throws -> [String: PushFacts] {
    var facts: [String: PushFacts] = [:]
    func change(_ id: Value, _ body: (inout PushFacts) -> Void) {
      guard let id = String(stored: id) else { return }
      body(&facts[id, default: PushFacts(Row(Account.table, id: id))])
    }
    try forEach("SELECT account_id, measure, score FROM health_measure") { row in
      guard let measure = Measure(stored: row[1]) else { return }
      change(row[0]) { $0.measures[measure] = Double(stored: row[2]) }
    }
    try forEach("SELECT account_id, type, count(*) FROM success_plan GROUP BY 1, 2") { row in
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
      WHERE type IN ($1, $2, $3) AND activity_date <= $4 GROUP BY 1
      """
    try forEach(sql, contacts + [latest.stored]) { row in
      change(row[0]) { $0.lastContact = Day(stored: row[1]) }
    }
    return facts
  }
}
