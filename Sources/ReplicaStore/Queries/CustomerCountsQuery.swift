package import CustomerSuccess

/// How much there is of everything that belongs to a customer, for the side panel of the 360.
package struct CustomerCounts: Equatable, Sendable {
  package var activities = 0
  package var openCTAs = 0
  package var measures = 0
  /// Drafts and active ones.
  package var openPlans = 0
  /// Without the inactive ones.
  package var contacts = 0
  /// Contacts whose sponsor tracking stands anywhere, and active ones who are sponsors by role.
  package var sponsors = 0
  /// Those of them who are inactive: they left.
  package var lostSponsors = 0
  package var openTickets = 0
  package var subscriptions = 0
  package var openOpportunities = 0
  package var salesforceActivities = 0
  package var answeredSurveys = 0
  package var instances = 0
  package var unknownInstances = 0
  package var adoptedStages = 0
  package var usageSeries = 0
  /// The customer itself, its parents and all below them, as far as the replica holds them.
  package var family = 1

  package init() {}
}

/// How new the newest of each kind is that the replica holds of a customer; nil where there is none.
package struct CustomerFreshness: Equatable, Sendable {
  /// When the last complete checkpoint was applied.
  package var lastCheckpoint: Instant?
  package var ticketUpdated: Instant?
  package var lastPing: Instant?
  /// The newest month of usage.
  package var usageMonth: Day?
  /// When a score was last set or confirmed.
  package var scoreSet: Instant?
  /// The last day in the history of scores.
  package var scoreDay: Day?

  package init() {}
}

extension Connection {
  func counts(of account: Account.ID) throws -> CustomerCounts {
    try first(countsOfCustomer, [account.stored]) { reader in
      var counts = CustomerCounts()
      counts.activities = reader.requiredInteger()
      counts.openCTAs = reader.requiredInteger()
      counts.measures = reader.requiredInteger()
      counts.openPlans = reader.requiredInteger()
      counts.contacts = reader.requiredInteger()
      counts.sponsors = reader.requiredInteger()
      counts.lostSponsors = reader.requiredInteger()
      counts.openTickets = reader.requiredInteger()
      counts.subscriptions = reader.requiredInteger()
      counts.openOpportunities = reader.requiredInteger()
      counts.salesforceActivities = reader.requiredInteger()
      counts.answeredSurveys = reader.requiredInteger()
      counts.instances = reader.requiredInteger()
      counts.unknownInstances = reader.requiredInteger()
      counts.adoptedStages = reader.requiredInteger()
      counts.usageSeries = reader.requiredInteger()
      counts.family = max(reader.requiredInteger(), 1)
      return counts
    } ?? CustomerCounts()
  }

  func freshness(of account: Account.ID) throws -> CustomerFreshness {
    var freshness = CustomerFreshness()
    freshness.lastCheckpoint = try MetaFacts(connection: self).instant(.lastCheckpoint)
    _ = try first(freshnessOfCustomer, [account.stored]) { reader in
      freshness.ticketUpdated = reader.instant()
      freshness.lastPing = reader.instant()
      freshness.usageMonth = reader.day()
      freshness.scoreSet = reader.instant()
      freshness.scoreDay = reader.day()
    }
    return freshness
  }

  /// Rows with an edit that the service has not confirmed; few, because they are sent soon.
  func unsentRows() throws -> Set<RowKey> {
    let keys = try all("SELECT tb, id FROM base_row") { reader in
      (table: reader.requiredText(), id: reader.requiredText())
    }
    return Set(keys.compactMap { key in Schema.table(key.table).map { RowKey($0, key.id) } })
  }
}

private let hiddenTypes = SalesforceActivity.hiddenTypes.map { "'\($0)'" }.joined(separator: ", ")

private let countsOfCustomer = """
  \(familyTree)
  SELECT
    (SELECT count(*) FROM activity WHERE account_id = ?1),
    (SELECT count(*) FROM cta WHERE account_id = ?1 AND closed_date IS NULL),
    (SELECT count(*) FROM health_measure WHERE account_id = ?1 AND score IS NOT NULL),
    (SELECT count(*) FROM success_plan WHERE account_id = ?1
      AND coalesce(status, 'Draft') <> 'Closed'),
    (SELECT count(*) FROM contact WHERE account_id = ?1 AND coalesce(inactive, 0) = 0),
    (SELECT count(*) FROM contact WHERE account_id = ?1 AND (sponsor_status IS NOT NULL
      OR gitlab_role = 'Executive Sponsor' AND coalesce(inactive, 0) = 0)),
    (SELECT count(*) FROM contact WHERE account_id = ?1 AND sponsor_status IS NOT NULL
      AND inactive = 1),
    (SELECT count(*) FROM ticket WHERE account_id = ?1
      AND status NOT IN ('solved', 'closed', 'deleted')),
    (SELECT count(*) FROM subscription WHERE account_id = ?1),
    (SELECT count(*) FROM opportunity WHERE account_id = ?1 AND coalesce(is_closed, 0) = 0),
    (SELECT count(*) FROM salesforce_activity WHERE account_id = ?1
      AND coalesce(type, '') NOT IN (\(hiddenTypes))),
    (SELECT count(*) FROM survey WHERE account_id = ?1
      AND coalesce(answered_on, nps_score, satisfaction) IS NOT NULL),
    (SELECT count(*) FROM instance WHERE account_id = ?1),
    (SELECT count(*) FROM instance WHERE account_id = ?1
      AND (instance_type IS NULL OR instance_type = 'Unknown')),
    (SELECT count(*) FROM stage_adoption WHERE account_id = ?1 AND is_adopted = 1),
    (SELECT count(*) FROM usage_series WHERE account_id = ?1),
    (SELECT count(DISTINCT id) FROM down)
  """

private let freshnessOfCustomer = """
  SELECT
    (SELECT max(updated_at) FROM ticket WHERE account_id = ?1),
    (SELECT max(last_ping) FROM instance WHERE account_id = ?1),
    (SELECT max(last_month) FROM usage_series WHERE account_id = ?1),
    (SELECT max(set_at) FROM health_measure WHERE account_id = ?1),
    (SELECT max(day) FROM health_history WHERE account_id = ?1)
  """
