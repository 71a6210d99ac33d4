package import CustomerSuccess

// What belongs to a customer and needs no joining: whole rows, read by the fields of their table.
extension Replica {
  /// Active ones first, then by last name.
  package func contacts(of account: Account.ID) throws -> [Row] {
    try children(Contact.table, of: account, "coalesce(inactive, 0), last_name, first_name, id")
  }

  /// Open ones first, then by close date.
  package func opportunities(of account: Account.ID) throws -> [Row] {
    try children(Opportunity.table, of: account, "coalesce(is_closed, 0), close_date, id")
  }

  /// Ending last first.
  package func subscriptions(of account: Account.ID) throws -> [Row] {
    try children(Subscription.table, of: account, "end_date DESC, id")
  }

  /// Open ones first, then the newest.
  package func tickets(of account: Account.ID) throws -> [Row] {
    try children(
      Ticket.table, of: account,
      "status IN ('solved', 'closed', 'deleted'), updated_at DESC, id")
  }

  /// The newest first, by the day of the answer or else of the sending.
  package func surveys(of account: Account.ID) throws -> [Row] {
    try children(Survey.table, of: account, "coalesce(answered_on, sent_on) DESC, id")
  }

  /// The scorecard's measures that have a row, in the scorecard's order.
  package func measures(of account: Account.ID) throws -> [Row] {
    try file.read { try $0.measures(of: account) }
  }

  /// Active ones first, then the newest.
  package func plans(of account: Account.ID) throws -> [Row] {
    try children(
      SuccessPlan.table, of: account,
      "CASE status WHEN 'Active' THEN 0 WHEN 'Draft' THEN 1 ELSE 2 END, created_at DESC, id")
  }

  /// By stage.
  package func stages(of account: Account.ID) throws -> [Row] {
    try children(StageAdoption.table, of: account, "stage, id")
  }

  /// Tasks and events of Salesforce, newest first.
  package func salesforceActivities(of account: Account.ID) throws -> [Row] {
    try children(SalesforceActivity.table, of: account, "activity_date DESC, id")
      .filter { !SalesforceActivity.hiddenTypes.contains($0[SalesforceActivity.type] ?? "") }
  }

  /// Oldest day first.
  package func healthHistory(of account: Account.ID) throws -> [Row] {
    try children(HealthHistory.table, of: account, "day, id")
  }

  package func usage(of account: Account.ID) throws -> [Row] {
    try children(UsageSeries.table, of: account, "id")
  }

  /// Newest first.
  package func tamHistory(of account: Account.ID) throws -> [Row] {
    try children(TAMHistory.table, of: account, "changed_at DESC, id")
  }

  /// All colleagues, by name.
  package func users() throws -> [Row] {
    let sql = RowSQL.select(User.table) + " ORDER BY name, id"
    return try file.read { try $0.rows(User.table, sql, []) }
  }

  /// The person this home belongs to; nil before the first sync.
  package func myself() throws -> Row? {
    try me.flatMap { try row(User.table, $0.rawValue) }
  }

  /// The person's own drafts kept by the service, newest first.
  package func drafts() throws -> [Row] {
    let sql = RowSQL.select(ActivityDraft.table) + " WHERE user_id = ?1 ORDER BY saved_at DESC, id"
    return try file.read { try $0.rows(ActivityDraft.table, sql, [me?.stored ?? .null]) }
  }

  private func children(
    _ table: Table, of account: Account.ID, _ order: String
  ) throws -> [Row] {
    try file.read { try $0.children(table, of: account, order) }
  }
}

extension Connection {
  /// In the scorecard's order.
  func measures(of account: Account.ID) throws -> [Row] {
    let order = Dictionary(
      Measure.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return try children(HealthMeasure.table, of: account, "id").sorted {
      let left = $0[HealthMeasure.measure].flatMap { order[$0] } ?? .max
      let right = $1[HealthMeasure.measure].flatMap { order[$0] } ?? .max
      return left < right
    }
  }

  fileprivate func children(
    _ table: Table, of account: Account.ID, _ order: String
  ) throws -> [Row] {
    let sql = RowSQL.select(table) + " WHERE account_id = ?1 ORDER BY \(order)"
    return try rows(table, sql, [account.stored])
  }

  /// Whole rows of a query that begins with `RowSQL.select`.
  fileprivate func rows(_ table: Table, _ sql: String, _ values: [Value]) throws -> [Row] {
    try all(sql, values) {
      Row(table, id: $0.requiredText(), values: $0.values(table.columns.count))
    }
  }
}
