import CustomerSuccess

/// What the portfolio counts for each customer, one by one for a screenful or all in one pass.
///
/// Both ways run on covering indexes: the work is that of what is open, not of what there is.
final class PortfolioCounts {
  private let connection: Connection
  private let today: Day
  /// Nil when each customer is counted by itself.
  private var whole: Whole?
  private var owners: [User.ID: Owner?] = [:]
  /// Edits by customer that wait for the service.
  let unsentEdits: [String: Int]
  /// Edits by customer that need attention.
  let refusedEdits: [String: Int]
  /// Customers that the person follows.
  let followed: Set<String>

  struct Owner {
    let name: String?
    let team: String?
  }

  private struct Whole {
    var openCTAs: [String: (open: Int, overdue: Int)] = [:]
    var unknownInstances: [String: Int] = [:]
  }

  init(_ connection: Connection, today: Day, isWhole: Bool, me: User.ID?) throws {
    self.connection = connection
    self.today = today
    unsentEdits = try Self.edits(in: "outbox", connection)
    refusedEdits = try Self.edits(in: "attention", connection)
    followed = try connection.followed(by: me)
    if isWhole { whole = try Self.whole(connection, today) }
  }

  func openCTAs(of account: String) throws -> (open: Int, overdue: Int) {
    if let whole { return whole.openCTAs[account] ?? (0, 0) }
    return try connection.first(
      """
      SELECT count(*), total(due_date < ?2) FROM cta
      WHERE account_id = ?1 AND closed_date IS NULL
      """, [.text(account), today.stored]
    ) { ($0.requiredInteger(), $0.requiredInteger()) } ?? (0, 0)
  }

  func unknownInstances(of account: String) throws -> Int {
    if let whole { return whole.unknownInstances[account] ?? 0 }
    return try connection.count(
      """
      SELECT count(*) FROM instance WHERE account_id = ?1
        AND (instance_type IS NULL OR instance_type = 'Unknown')
      """, [.text(account)])
  }

  /// A TAM has many customers, so each is looked up once.
  func owner(_ user: User.ID) throws -> Owner? {
    if let known = owners[user] { return known }
    let owner = try connection.first("SELECT name, team FROM user WHERE id = ?1", [user.stored]) {
      Owner(name: $0.text(), team: $0.text())
    }
    owners[user] = .some(owner)
    return owner
  }

  /// Edits by the customer they are about; there are seldom more than a few.
  private static func edits(
    in table: String, _ connection: Connection
  ) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    try connection.each(
      """
      SELECT l.account_id, count(*) FROM \(table) x JOIN edit_label l ON l.mid = x.mid
      WHERE l.account_id IS NOT NULL GROUP BY l.account_id
      """
    ) { reader in
      let account = reader.requiredText()
      counts[account] = reader.requiredInteger()
    }
    return counts
  }

  private static func whole(_ connection: Connection, _ today: Day) throws -> Whole {
    var whole = Whole()
    try connection.each(
      """
      SELECT account_id, count(*), total(due_date < ?1) FROM cta
      WHERE closed_date IS NULL GROUP BY account_id
      """, [today.stored]
    ) { reader in
      let account = reader.requiredText()
      whole.openCTAs[account] = (reader.requiredInteger(), reader.requiredInteger())
    }
    try connection.each(
      """
      SELECT account_id, count(*) FROM instance
      WHERE instance_type IS NULL OR instance_type = 'Unknown' GROUP BY account_id
      """
    ) { reader in
      let account = reader.requiredText()
      whole.unknownInstances[account] = reader.requiredInteger()
    }
    return whole
  }
}
