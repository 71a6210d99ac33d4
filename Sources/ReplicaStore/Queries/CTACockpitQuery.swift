package import CustomerSuccess

/// Whose calls to action the Cockpit is about.
package enum CockpitScope: Hashable, Sendable {
  /// Those the person owns, and those with an open task of theirs.
  case mine
  /// Those of the customers of a book.
  case book(Book)
  /// Those of one customer; its objectives are with its plans unless asked for (methodology 2.1).
  case customer(Account.ID, withObjectives: Bool)
}

/// One call to action with what decides about it: the next step, and how the customer is.
package struct CockpitRow: Equatable, Identifiable, Sendable {
  package let cta: CTARow
  /// The first step that is open; nil when there is none.
  package let nextTask: NextTask?
  /// Whether an open step is the person's own, whoever owns the rest.
  package let hasMyTask: Bool
  /// When the first of the person's own open steps is due.
  package let myDue: Day?
  package let health: Sentiment?
  package let renewal: Day?
  /// The success plan it is an objective of.
  package let planName: String?
  /// The summary of its outcome.
  package let outcome: String?
  /// The stage of the product that an objective is about.
  package let stage: ProductStage?
  /// The newest day on which it began, a step of it was done, or something was logged about it; read
  /// of objectives about a stage alone, nil of all others.
  package let newestWork: Day?
  package let snoozeEvent: SnoozeEvent?
  /// Whether the event that it slept for has come, so that it is awake before its day.
  package let isEventOver: Bool

  package struct NextTask: Equatable, Sendable {
    package let id: CTATask.ID
    package let name: String
    package let due: Day?
    package let status: TaskStatus
  }

  package var id: CTA.ID { cta.id }

  /// The last day on which something happened to it, its creation included; nil for what is not about
  /// a stage.
  package var touched: Day? {
    guard stage != nil else { return nil }
    return [newestWork, cta.createdAt?.day(secondsFromGMT: 0)].compactMap(\.self).max()
  }

  /// A snooze is in effect through its day (methodology 2.2).
  package func isAsleep(on day: Day) -> Bool {
    guard let until = cta.snoozedUntil else { return false }
    return until >= day && !isEventOver
  }
}

extension Replica {
  /// Earliest due first, without a due date last; objectives of drafts and closed plans are left out
  /// (methodology 4).
  ///
  /// - Parameter closedSince: Also those closed on that day or later; nil for open ones alone.
  package func cockpit(_ scope: CockpitScope, closedSince: Day? = nil) throws -> [CockpitRow] {
    var conditions = Conditions()
    // The first parameter is the person, whatever the scope asks for.
    conditions.add("(?1 IS NULL OR 1)", me?.stored ?? .null)
    if let closedSince {
      conditions.add("(c.closed_date IS NULL OR c.closed_date >= ?)", closedSince.stored)
    } else {
      conditions.add("c.closed_date IS NULL")
    }
    conditions.add("(p.status IS NULL OR p.status = 'Active')")
    switch scope {
    case .mine: conditions.add(mine)
    case .book(let book): conditions.add(book, on: "a", me: me)
    case .customer(let id, let withObjectives):
      conditions.add("c.account_id = ?", id.stored)
      if !withObjectives { conditions.add("c.type IS NOT 'Objective'") }
    }
    let sql = """
      SELECT \(CTARow.columns), \(cockpitColumns) \(CTARow.source) \(cockpitJoins)
      WHERE \(conditions.sql) ORDER BY c.due_date IS NULL, c.due_date, c.id
      """
    return try file.read { try $0.all(sql, conditions.values) { CockpitRow(&$0) } }
  }

  /// One of them, whatever its state; nil when the replica does not hold it.
  package func cockpitRow(_ id: CTA.ID) throws -> CockpitRow? {
    let sql = """
      SELECT \(CTARow.columns), \(cockpitColumns) \(CTARow.source) \(cockpitJoins)
      WHERE c.id = ?2
      """
    return try file.read {
      try $0.first(sql, [me?.stored ?? .null, id.stored]) { CockpitRow(&$0) }
    }
  }

  /// What a snooze until an event is measured against.
  package func snoozeFacts(of account: Account.ID) throws -> SnoozeFacts {
    let sql = """
      SELECT (SELECT max(created_at) FROM activity WHERE account_id = a.id),
        (SELECT max(updated_at) FROM ticket
         WHERE account_id = a.id AND status IN ('solved', 'closed')),
        a.renewal_date, a.health
      FROM account a WHERE a.id = ?1
      """
    return try file.read { connection in
      try connection.first(sql, [account.stored]) { reader in
        SnoozeFacts(
          newestEntry: reader.instant(), newestTicketClosed: reader.instant(),
          renewal: reader.day(), health: reader.choice())
      }
    } ?? SnoozeFacts()
  }
}

private let mine = """
  c.id IN (
    SELECT id FROM cta WHERE owner_id = ?1
    UNION SELECT cta_id FROM cta_task WHERE owner_id = ?1 AND closed_date IS NULL)
  """

private let cockpitColumns = """
  t.id, t.name, t.due_date, t.status,
  EXISTS (SELECT 1 FROM cta_task m
    WHERE m.cta_id = c.id AND m.owner_id = ?1 AND m.closed_date IS NULL),
  (SELECT min(m.due_date) FROM cta_task m
    WHERE m.cta_id = c.id AND m.owner_id = ?1 AND m.closed_date IS NULL),
  a.health, a.renewal_date, p.name, c.outcome, c.stage,
  CASE WHEN c.stage IS NOT NULL THEN max(coalesce(c.start_date, ''),
    coalesce((SELECT max(n.closed_date) FROM cta_task n WHERE n.cta_id = c.id), ''),
    coalesce((SELECT max(y.activity_date) FROM activity y
      WHERE y.account_id = c.account_id AND y.cta_id = c.id), '')) END,
  c.snooze_event, c.snooze_mark,
  CASE c.snooze_event WHEN 'Activity logged'
    THEN (SELECT max(y.created_at) FROM activity y WHERE y.account_id = c.account_id) END,
  CASE c.snooze_event WHEN 'Ticket closed'
    THEN (SELECT max(k.updated_at) FROM ticket k
          WHERE k.account_id = c.account_id AND k.status IN ('solved', 'closed')) END
  """

private let cockpitJoins = """
  LEFT JOIN success_plan p ON p.id = c.plan_id
  LEFT JOIN cta_task t ON t.id = (
    SELECT n.id FROM cta_task n WHERE n.cta_id = c.id AND n.closed_date IS NULL
    ORDER BY n.position IS NULL, n.position, n.id LIMIT 1)
  """

extension CockpitRow {
  fileprivate init(_ reader: inout ColumnReader) {
    cta = CTARow(&reader)
    let task: CTATask.ID? = reader.id()
    let taskName = reader.requiredText()
    let taskDue = reader.day()
    let taskStatus: TaskStatus? = reader.choice()
    nextTask = task.map {
      NextTask(id: $0, name: taskName, due: taskDue, status: taskStatus ?? .open)
    }
    hasMyTask = reader.isTrue()
    myDue = reader.day()
    health = reader.choice()
    renewal = reader.day()
    planName = reader.text()
    outcome = reader.text()
    stage = reader.choice()
    newestWork = reader.day()
    snoozeEvent = reader.choice()
    let mark = reader.requiredText()
    let facts = SnoozeFacts(
      newestEntry: reader.instant(), newestTicketClosed: reader.instant(), renewal: renewal,
      health: health)
    isEventOver = snoozeEvent.map { facts.show($0, since: mark) } ?? false
  }
}
