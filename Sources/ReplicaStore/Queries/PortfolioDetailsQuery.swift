import CustomerSuccess

/// Reads details for all customers of the replica, each in one pass.
struct PortfolioDetailsQuery {
  let connection: Connection
  let wanted: Set<PortfolioDetail>

  /// By customer; who has none of them is left out.
  func all() throws -> [String: PortfolioDetails] {
    var found: [String: PortfolioDetails] = [:]
    if wanted.contains(.measures) { try addMeasures(to: &found) }
    if wanted.contains(.plans) { try addPlans(to: &found) }
    if wanted.contains(.nextDue) { try addNextDue(to: &found) }
    if wanted.contains(.parent) { try addParents(to: &found) }
    if wanted.contains(.milestones) { try addMilestones(to: &found) }
    if wanted.contains(.opinions) { try addOpinions(to: &found) }
    if wanted.contains(.entries) { try addEntries(to: &found) }
    if wanted.contains(.admins) { try addAdmins(to: &found) }
    if wanted.contains(.risks) { try addRisks(to: &found) }
    return found
  }

  private func addMeasures(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      "SELECT account_id, measure, score FROM health_measure WHERE score IS NOT NULL"
    ) { reader in
      let account = reader.requiredText()
      guard let measure = reader.choice(Measure.self) else { return }
      found[account, default: PortfolioDetails()].measures[measure] = reader.real()
    }
  }

  /// Health and Cockpit only count plans that are active (methodology 4), and so does this.
  private func addPlans(to found: inout [String: PortfolioDetails]) throws {
    try connection.each("SELECT account_id FROM success_plan WHERE status = 'Active'") {
      found[$0.requiredText(), default: PortfolioDetails()].plan = PlanProgress()
    }
    try connection.each(
      """
      SELECT c.account_id, c.closed_date IS NOT NULL,
        (SELECT count(*) FROM cta_task t WHERE t.cta_id = c.id),
        (SELECT count(*) FROM cta_task t WHERE t.cta_id = c.id AND t.closed_date IS NOT NULL)
      FROM cta c JOIN success_plan p ON p.id = c.plan_id WHERE p.status = 'Active'
      """
    ) { reader in
      let account = reader.requiredText()
      let isClosed = reader.isTrue()
      let (tasks, closedTasks) = (reader.requiredInteger(), reader.requiredInteger())
      found[account, default: PortfolioDetails()].plan?
        .addObjective(isClosed: isClosed, tasks: tasks, closedTasks: closedTasks)
    }
    try addPlanDays(to: &found)
  }

  /// When an active plan was begun, an entry of it logged, a task or an objective of it done.
  private func addPlanDays(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      """
      SELECT p.account_id, max(coalesce(p.active_date, ''),
        coalesce((SELECT max(y.activity_date) FROM activity y
          WHERE y.account_id = p.account_id AND y.plan_id = p.id), ''),
        coalesce((SELECT max(c.closed_date) FROM cta c
          WHERE c.account_id = p.account_id AND c.plan_id = p.id), ''),
        coalesce((SELECT max(t.closed_date) FROM cta c JOIN cta_task t ON t.cta_id = c.id
          WHERE c.account_id = p.account_id AND c.plan_id = p.id), ''))
      FROM success_plan p WHERE p.status = 'Active'
      """
    ) { reader in
      let account = reader.requiredText()
      guard let day = reader.day() else { return }
      found[account, default: PortfolioDetails()].planTouched.keepLater(day)
    }
  }

  private func addNextDue(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      """
      SELECT account_id, min(due_date) FROM cta
      WHERE closed_date IS NULL AND due_date IS NOT NULL GROUP BY account_id
      """
    ) { reader in
      let account = reader.requiredText()
      found[account, default: PortfolioDetails()].nextDue = reader.day()
    }
  }

  private func addParents(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      "SELECT a.id, p.name FROM account a JOIN account p ON p.id = a.parent_id"
    ) { reader in
      let account = reader.requiredText()
      found[account, default: PortfolioDetails()].parentName = reader.text()
    }
  }
}
