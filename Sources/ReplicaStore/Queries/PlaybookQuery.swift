package import CustomerSuccess

// Playbooks and plan templates, and what using one would do.
extension Replica {
  /// By name; one that only a newer version of the app can read is left out.
  package func playbooks() throws -> [Playbook] {
    try file.read { try $0.all(StoredPlaybook.table) }.compactMap(StoredPlaybook.playbook)
  }

  /// By name, as playbooks are.
  package func planTemplates() throws -> [PlanTemplate] {
    try file.read { try $0.all(StoredPlanTemplate.table) }
      .compactMap(StoredPlanTemplate.template)
  }

  /// What giving a CTA that playbook does; nil when the replica holds no such CTA.
  ///
  /// - Parameter playbook: Nil takes the one it has away.
  package func change(
    of cta: CTA.ID, to playbook: Playbook?, today: Day
  ) throws -> PlaybookChange? {
    guard let detail = try self.cta(cta),
      let account = try self.row(Account.table, detail.summary.account.rawValue)
    else { return nil }
    let before = try detail.row[CTA.playbook].flatMap { try self.playbook($0) }
    return try PlaybookChange(
      applying: playbook, insteadOf: before, to: detail.row, of: account, tasks: detail.tasks,
      author: me, start: today, user: { try self.row(User.table, $0.rawValue) })
  }

  /// A CTA by the playbook, not stored yet; nil when the replica holds no such customer.
  ///
  /// - Parameter more: What the author says otherwise than the playbook.
  package func newCTA(
    by playbook: Playbook, of account: Account.ID, with more: Fields, today: Day
  ) throws -> AddCTA? {
    guard let row = try self.row(Account.table, account.rawValue), let me else { return nil }
    return try playbook.newCTA(
      of: row, with: more, author: me, today: today,
      user: { try self.row(User.table, $0.rawValue) })
  }

  /// A plan by the template with its objectives, not stored yet; nil when the replica holds no such
  /// customer.
  ///
  /// - Parameter more: What the author says otherwise than the template.
  package func newPlan(
    by template: PlanTemplate, of account: Account.ID, with more: Fields, today: Day
  ) throws -> AddPlan? {
    guard let row = try self.row(Account.table, account.rawValue), let me else { return nil }
    return try template.newPlan(
      of: row, with: more, author: me, today: today, playbook: playbook,
      user: { try self.row(User.table, $0.rawValue) })
  }

  /// Nil when there is none of that name.
  package func playbook(_ name: String) throws -> Playbook? {
    try row(StoredPlaybook.table, name).flatMap(StoredPlaybook.playbook)
  }
}

extension Connection {
  /// Every row, by id.
  fileprivate func all(_ table: Table) throws -> [Row] {
    try all(RowSQL.select(table) + " ORDER BY id", []) {
      Row(table, id: $0.requiredText(), values: $0.values(table.columns.count))
    }
  }
}
