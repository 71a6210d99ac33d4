package import CustomerSuccess

/// An entry to continue after, going back in time.
package struct TimelinePosition: Hashable, Sendable {
  let day: Day?
  let createdAt: Instant?
  let id: Activity.ID
}

/// One entry of the timeline.
package struct ActivityRow: Equatable, Identifiable, Sendable {
  package let id: Activity.ID
  package let account: Account.ID
  package let accountName: String
  package let type: ActivityType?
  package let subject: String
  package let day: Day?
  package let notes: String
  package let author: User.ID?
  package let authorName: String?
  package let meetingType: MeetingType?
  package let sentiment: Sentiment?
  package let productRisk: String?
  package let milestoneType: MilestoneType?
  package let internalAttendees: [User.ID]
  /// E-mail addresses.
  package let externalAttendees: [String]
  package let hasExecutiveSponsor: Bool
  package let requiresTriage: Bool
  package let durationMinutes: Int?
  package let cta: CTA.ID?
  /// Nil also for a CTA that is gone.
  package let ctaName: String?
  package let plan: SuccessPlan.ID?
  /// Nil also for a plan that is gone.
  package let planName: String?
  package let createdAt: Instant?
  package let editedAt: Instant?
  /// The entry this one is a concurrent version of.
  package let siblingOf: Activity.ID?
  /// Holds an edit that the service has not confirmed.
  package let isUnsent: Bool

  /// Where the next page begins.
  package var position: TimelinePosition {
    TimelinePosition(day: day, createdAt: createdAt, id: id)
  }
}

extension Replica {
  /// Entries of one customer or of all, newest first.
  ///
  /// - Parameters:
  ///   - account: Nil for the customers of the filter's book.
  ///   - limit: How many at most.
  ///   - before: The last entry already shown; nil to begin with the newest.
  package func timeline(
    of account: Account.ID? = nil, filter: TimelineFilter = TimelineFilter(), limit: Int = 200,
    before: TimelinePosition? = nil
  ) throws -> [ActivityRow] {
    var conditions = filter.conditions(me: me, isOfOneCustomer: account != nil)
    if let account { conditions.add("x.account_id = ?", account.stored) }
    if let before {
      conditions.add(
        """
        (coalesce(x.activity_date, ''), coalesce(x.created_at, 0), x.id) < (?, ?, ?)
        """,
        before.day?.stored ?? .text(""), before.createdAt?.stored ?? .integer(0),
        before.id.stored)
      if let day = before.day { conditions.add("x.activity_date <= ?", day.stored) }
    }
    let sql = """
      \(activityColumns) WHERE \(conditions.sql)
      ORDER BY x.activity_date DESC, x.created_at DESC, x.id DESC LIMIT \(max(0, limit))
      """
    let values = conditions.values
    return try file.read { try $0.all(sql, values) { ActivityRow(&$0) } }
  }

  /// The entries that are about a CTA, the newest first.
  package func activities(about cta: CTA.ID, of account: Account.ID) throws -> [ActivityRow] {
    // The customer finds them by an index; a CTA's own entries have none.
    let sql = """
      \(activityColumns) WHERE x.account_id = ?1 AND x.cta_id = ?2
      ORDER BY x.activity_date DESC, x.created_at DESC, x.id DESC
      """
    return try file.read { try $0.all(sql, [account.stored, cta.stored]) { ActivityRow(&$0) } }
  }

  /// The entries that are about a plan or an objective of one, the newest first.
  func activitiesAboutPlans(of account: Account.ID) throws -> [ActivityRow] {
    let sql = """
      \(activityColumns) WHERE x.account_id = ?1 AND (x.plan_id IS NOT NULL OR x.cta_id IN (
        SELECT c.id FROM cta c WHERE c.account_id = ?1 AND c.plan_id IS NOT NULL))
      ORDER BY x.activity_date DESC, x.created_at DESC, x.id DESC
      """
    return try file.read { try $0.all(sql, [account.stored]) { ActivityRow(&$0) } }
  }

  /// Nil when the replica does not hold the entry.
  package func activity(_ id: Activity.ID) throws -> ActivityRow? {
    try file.read {
      try $0.first(activityColumns + " WHERE x.id = ?1", [id.stored]) { ActivityRow(&$0) }
    }
  }
}

private let activityColumns = """
  SELECT x.id, x.account_id, a.name, x.type, x.subject, x.activity_date, x.notes, x.author_id,
    (SELECT u.name FROM user u WHERE u.id = x.author_id), x.meeting_type, x.sentiment,
    x.product_risk, x.milestone_type, x.internal_attendees, x.external_attendees,
    x.executive_sponsor_present, x.requires_triage, x.duration_minutes, x.cta_id,
    (SELECT c.name FROM cta c WHERE c.id = x.cta_id), x.plan_id,
    (SELECT p.name FROM success_plan p WHERE p.id = x.plan_id), x.created_at, x.edited_at, x.sibling_of,
    EXISTS (SELECT 1 FROM base_row b WHERE b.tb = 'activity' AND b.id = x.id)
  FROM activity x LEFT JOIN account a ON a.id = x.account_id
  """

extension ActivityRow {
  fileprivate init(_ reader: inout ColumnReader) {
    id = reader.requiredID()
    account = reader.requiredID()
    accountName = reader.requiredText()
    type = reader.choice()
    subject = reader.requiredText()
    day = reader.day()
    notes = reader.requiredText()
    author = reader.id()
    authorName = reader.text()
    meetingType = reader.choice()
    sentiment = reader.choice()
    productRisk = reader.text()
    milestoneType = reader.choice()
    internalAttendees = reader.list().map { User.ID($0) }
    externalAttendees = reader.list()
    hasExecutiveSponsor = reader.isTrue()
    requiresTriage = reader.isTrue()
    durationMinutes = reader.integer()
    cta = reader.id()
    ctaName = reader.text()
    plan = reader.id()
    planName = reader.text()
    createdAt = reader.instant()
    editedAt = reader.instant()
    siblingOf = reader.id()
    isUnsent = reader.isTrue()
  }
}
