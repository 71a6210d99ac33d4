import CustomerSuccess

/// What the dashboards ask of a customer's contacts, timeline and opportunities.
extension PortfolioDetailsQuery {
  func addMilestones(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      """
      SELECT id, original_contract_date, onboarding_start_date, onboarding_end_date,
        first_engagement_date, first_value_date, conversion_source
      FROM account
      """
    ) { reader in
      let account = reader.requiredText()
      var milestones = CustomerMilestones()
      milestones.contract = reader.day()
      milestones.onboardingStart = reader.day()
      milestones.onboardingEnd = reader.day()
      milestones.firstEngagement = reader.day()
      milestones.firstValue = reader.day()
      milestones.source = reader.choice()
      found[account, default: PortfolioDetails()].milestones = milestones
    }
  }

  func addOpinions(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      // One that counts no more still says when somebody had an opinion last.
      "SELECT account_id, set_at FROM health_measure WHERE measure = ?1",
      [Measure.tamSentiment.rawValue.stored]
    ) { reader in
      let account = reader.requiredText()
      found[account, default: PortfolioDetails()].opinion =
        reader.instant()?.day(secondsFromGMT: 0)
    }
  }

  func addEntries(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      """
      SELECT account_id, max(CASE WHEN meeting_type = ?1 THEN activity_date END),
        max(CASE WHEN requires_triage = 1 OR sentiment IN (?2, ?3) THEN activity_date END)
      FROM activity WHERE sibling_of IS NULL
        AND (meeting_type = ?1 OR requires_triage = 1 OR sentiment IN (?2, ?3))
      GROUP BY account_id
      """,
      [
        MeetingType.ebr.rawValue.stored, Sentiment.yellow.rawValue.stored,
        Sentiment.red.rawValue.stored,
      ]
    ) { reader in
      let account = reader.requiredText()
      found[account, default: PortfolioDetails()].review = reader.day()
      found[account]?.riskUpdate = reader.day()
    }
  }

  func addAdmins(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      """
      SELECT account_id, count(*) FROM contact
      WHERE gitlab_role = ?1 AND coalesce(inactive, 0) = 0 GROUP BY account_id
      """, [ContactRole.admin.rawValue.stored]
    ) { reader in
      let account = reader.requiredText()
      found[account, default: PortfolioDetails()].admins = reader.requiredInteger()
    }
  }

  func addRisks(to found: inout [String: PortfolioDetails]) throws {
    try connection.each(
      """
      SELECT account_id, risk_type, risk_reason FROM opportunity
      WHERE coalesce(is_closed, 0) = 0 AND coalesce(risk_type, risk_reason) IS NOT NULL
      """
    ) { reader in
      let account = reader.requiredText()
      found[account, default: PortfolioDetails()].riskTypes.keep(reader.choice())
      found[account]?.riskReasons.keep(reader.choice())
    }
  }
}

extension Array where Element: Enumeration & Equatable {
  /// Each choice once, in the order of all of them.
  fileprivate mutating func keep(_ choice: Element?) {
    guard let choice, !contains(choice) else { return }
    self = Element.allCases.filter { $0 == choice || contains($0) }
  }
}

extension Day? {
  mutating func keepLater(_ day: Day) { self = map { Swift.max($0, day) } ?? day }
}
