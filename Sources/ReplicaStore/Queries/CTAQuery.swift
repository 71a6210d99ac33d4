package import CustomerSuccess

/// Which calls to action are wanted; the empty filter lets all open ones through.
package struct CTAFilter: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    case open
    case closed
    case all
  }

  package var state: State = .open
  /// One customer; nil for all of the book.
  package var account: Account.ID?
  package var book: Book = .everything
  package var owner: User.ID?
  package var plan: SuccessPlan.ID?
  /// Empty means all.
  package var types: Set<CTAType> = []
  /// Empty means all that the state allows.
  package var statuses: Set<CTAStatus> = []
  /// Due before that day.
  package var dueBefore: Day?
  /// Due on that day or later.
  package var dueSince: Day?
  /// Leaves out what sleeps through that day; nil keeps it.
  package var awakeOn: Day?

  package init() {}
}

/// One call to action, or objective of a success plan.
package struct CTARow: Equatable, Identifiable, Sendable {
  package let id: CTA.ID
  package let account: Account.ID
  package let accountName: String
  package let name: String
  package let type: CTAType?
  package let reason: String?
  package let status: CTAStatus?
  package let priority: Priority?
  package let owner: User.ID?
  package let ownerName: String?
  package let dueDate: Day?
  package let originalDueDate: Day?
  /// Nil while it is open.
  package let closedDate: Day?
  package let playbook: String?
  package let comments: String
  package let plan: SuccessPlan.ID?
  package let isImportant: Bool
  /// Asleep through this day; nil when awake.
  package let snoozedUntil: Day?
  package let snoozeReason: SnoozeReason?
  package let createdAt: Instant?
  package let taskCount: Int
  package let openTaskCount: Int
  /// Holds an edit that the service has not confirmed.
  package let isUnsent: Bool

  package var isOpen: Bool { closedDate == nil }
}

/// A call to action with everything on its page.
package struct CTADetail: Equatable, Sendable {
  package let summary: CTARow
  /// All columns, by ``CTA``'s fields.
  package let row: Row
  /// In the order of their positions; by ``CTATask``'s fields.
  package let tasks: [Row]
}

extension Replica {
  /// Earliest due first, without a due date last.
  package func ctas(_ filter: CTAFilter = CTAFilter(), limit: Int? = nil) throws -> [CTARow] {
    let conditions = filter.conditions(me: me)
    let sql = """
      SELECT \(CTARow.columns) \(CTARow.source) WHERE \(conditions.sql)
      ORDER BY c.due_date IS NULL, c.due_date, c.id LIMIT \(limit ?? -1)
      """
    return try file.read { try $0.all(sql, conditions.values) { CTARow(&$0) } }
  }

  /// Nil when the replica does not hold it.
  package func cta(_ id: CTA.ID) throws -> CTADetail? {
    try file.read { connection in
      let rows = RowReading(connection: connection)
      guard let row = try rows.row(CTA.table, id.rawValue),
        let summary = try connection.first(
          "SELECT \(CTARow.columns) \(CTARow.source) WHERE c.id = ?1", [id.stored],
          { CTARow(&$0) })
      else { return nil }
      let tasks = try rows.rows(CTATask.table, where: CTATask.cta.name, equals: id.stored)
      return CTADetail(
        summary: summary, row: row,
        tasks: tasks.sorted {
          ($0[CTATask.position] ?? .max, $0.id) < ($1[CTATask.position] ?? .max, $1.id)
        })
    }
  }
}

extension CTAFilter {
  fileprivate func conditions(me: User.ID?) -> Conditions {
    var conditions = Conditions()
    switch state {
    case .open: conditions.add("c.closed_date IS NULL")
    case .closed: conditions.add("c.closed_date IS NOT NULL")
    case .all: break
    }
    if let account { conditions.add("c.account_id = ?", account.stored) }
    conditions.add(book, on: "a", me: me)
    if let owner { conditions.add("c.owner_id = ?", owner.stored) }
    if let plan { conditions.add("c.plan_id = ?", plan.stored) }
    if !types.isEmpty { conditions.add("c.type", isOneOf: types.map(\.rawValue).sorted()) }
    if !statuses.isEmpty {
      conditions.add("c.status", isOneOf: statuses.map(\.rawValue).sorted())
    }
    if let dueBefore { conditions.add("c.due_date < ?", dueBefore.stored) }
    if let dueSince { conditions.add("c.due_date >= ?", dueSince.stored) }
    if let awakeOn {
      conditions.add("(c.snoozed_until IS NULL OR c.snoozed_until < ?)", awakeOn.stored)
    }
    return conditions
  }
}

extension CTARow {
  /// What ``init(_:)`` reads, of ``source``.
  static let columns = """
    c.id, c.account_id, a.name, c.name, c.type, c.reason, c.status, c.priority, c.owner_id,
    (SELECT u.name FROM user u WHERE u.id = c.owner_id), c.due_date, c.original_due_date,
    c.closed_date, c.playbook, c.comments, c.plan_id, c.is_important, c.snoozed_until,
    c.snooze_reason, c.created_at,
    (SELECT count(*) FROM cta_task t WHERE t.cta_id = c.id),
    (SELECT count(*) FROM cta_task t WHERE t.cta_id = c.id AND t.closed_date IS NULL),
    EXISTS (SELECT 1 FROM base_row b WHERE b.tb = 'cta' AND b.id = c.id)
    """

  static let source = "FROM cta c LEFT JOIN account a ON a.id = c.account_id"

  init(_ reader: inout ColumnReader) {
    id = reader.requiredID()
    account = reader.requiredID()
    accountName = reader.requiredText()
    name = reader.requiredText()
    type = reader.choice()
    reason = reader.text()
    status = reader.choice()
    priority = reader.choice()
    owner = reader.id()
    ownerName = reader.text()
    dueDate = reader.day()
    originalDueDate = reader.day()
    closedDate = reader.day()
    playbook = reader.text()
    comments = reader.requiredText()
    plan = reader.id()
    isImportant = reader.isTrue()
    snoozedUntil = reader.day()
    snoozeReason = reader.choice()
    createdAt = reader.instant()
    taskCount = reader.requiredInteger()
    openTaskCount = reader.requiredInteger()
    isUnsent = reader.isTrue()
  }
}
