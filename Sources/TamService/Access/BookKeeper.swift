import CustomerSuccess
import SyncEngine

/// Keeps the table of books in step with users, accounts and follows, in the same transaction.
struct BookKeeper {
  let work: UnitOfWork

  /// Brings the books of everyone concerned up to date.
  func settle(_ changes: AccessChanges) throws {
    guard !changes.isEmpty else { return }
    let directory = try work.reader.directory()
    if !changes.users.isEmpty {
      let people = try work.reader.people()
      let concerned = changes.users.reduce(into: Set<String>()) { result, change in
        result.formUnion(directory.concerned(by: change.value, people[change.key]))
      }
      try rebuild(concerned, directory)
    }
    // In the order of the tables' keys: of a large import the lines of each book then stand side by
    // side, and no page is fetched twice.
    for account in changes.accounts.sorted() { try refresh(account, directory) }
  }

  /// Writes every book anew; only differences become changes.
  func rebuildAll() throws {
    var users = Set(try work.reader.people().keys)
    users.formUnion(
      try work.reader.query("SELECT DISTINCT user_id FROM book").compactMap {
        String(stored: $0[0])
      })
    try rebuild(users, work.reader.directory())
  }

  private func rebuild(_ users: Set<String>, _ directory: Directory) throws {
    let wanted = try work.reader.expectedBooks(of: users, directory)
    for user in users.sorted() {
      var kept = try work.reader.bookLines(where: "user_id", is: user)
      for (scope, reasons) in wanted[user] ?? [:] {
        try enter(user, scope, reasons, over: kept.removeValue(forKey: scope.rawValue))
      }
      for (scope, line) in kept { try leave(user, Scope(rawValue: scope), line) }
    }
  }

  private func refresh(_ account: String, _ directory: Directory) throws {
    let holding = try work.reader.holding(account)
    let followers = try work.reader.followers(of: account)
    let viewers = holding.map { directory.viewers(of: $0, followers: followers) } ?? [:]
    for scope in Lane.allCases.map({ Scope(account: account, lane: $0) }) {
      var kept = try work.reader.bookLines(where: "scope", is: scope.rawValue)
      for (user, reasons) in viewers {
        try enter(user, scope, reasons, over: kept.removeValue(forKey: user))
      }
      for (user, line) in kept { try leave(user, scope, line) }
    }
  }

  private func enter(
    _ user: String, _ scope: Scope, _ reasons: BookReasons, over line: BookLine?
  ) throws {
    if let line, !line.isRemoved {
      guard line.reasons != reasons else { return }
      return try work.execute(
        "UPDATE book SET reasons = $3 WHERE user_id = $1 AND scope = $2",
        [.text(user), .text(scope.rawValue), reasons.rawValue.stored])
    }
    try work.execute(
      """
      INSERT INTO book (user_id, scope, added, removed, reasons, hash)
      VALUES ($1, $2, $3, NULL, $4, $5)
      ON CONFLICT (user_id, scope) DO UPDATE
      SET added = excluded.added, removed = NULL, reasons = excluded.reasons
      """,
      [
        .text(user), .text(scope.rawValue), .integer(try work.position().rawValue),
        reasons.rawValue.stored, .integer(ScopeDigest.hash(of: scope)),
      ])
  }

  private func leave(_ user: String, _ scope: Scope, _ line: BookLine) throws {
    guard !line.isRemoved else { return }
    try work.execute(
      "UPDATE book SET removed = $3, reasons = 0 WHERE user_id = $1 AND scope = $2",
      [.text(user), .text(scope.rawValue), .integer(try work.position().rawValue)])
  }
}

/// One scope in one user's book, as stored.
struct BookLine {
  let reasons: BookReasons
  let isRemoved: Bool
}

extension StoreReader {
  /// The users by id, with what was decided here about their access.
  func people() throws -> [String: Person] {
    let shutOut = Set(
      try query("SELECT user_id FROM user_access WHERE status = 'deactivated'")
        .compactMap { String(stored: $0[0]) })
    var people: [String: Person] = [:]
    try forEachRow(of: User.table) {
      people[$0.row.id] = Person($0.row, isShutOut: shutOut.contains($0.row.id))
    }
    return people
  }

  func directory() throws -> Directory { Directory(Array(try people().values)) }

  func followers(of account: String) throws -> [String] {
    try query("SELECT user_id FROM follow WHERE account_id = $1", [.text(account)])
      .compactMap { String(stored: $0[0]) }
  }

  /// What the books of these users hold when they are right, calculated from the rows alone.
  ///
  /// Cost: one walk over all accounts and follows.
  func expectedBooks(
    of users: Set<String>, _ directory: Directory
  ) throws -> [String: [Scope: BookReasons]] {
    var books: [String: [Scope: BookReasons]] = [:]
    for user in directory.active where users.contains(user) {
      books[user] = [Scope(user: user): .person, .organization: .person]
      for scope in directory.operationsScopes(of: user) { books[user]?[scope] = .company }
    }
    var followers: [String: [String]] = [:]
    try forEach("SELECT account_id, user_id FROM follow WHERE account_id IS NOT NULL") {
      guard let account = String(stored: $0[0]), let user = String(stored: $0[1]) else { return }
      followers[account, default: []].append(user)
    }
    try forEachHolding { holding in
      let viewers = directory.viewers(of: holding, followers: followers[holding.id] ?? [])
      for (user, reasons) in viewers where users.contains(user) {
        for lane in Lane.allCases {
          books[user, default: [:]][Scope(account: holding.id, lane: lane)] = reasons
        }
      }
    }
    return books
  }

  /// The stored lines with that user or scope, by the other of the two.
  ///
  /// - Parameter column: `user_id` or `scope`.
  func bookLines(where column: String, is value: String) throws -> [String: BookLine] {
    let sql =
      column == "user_id"
      ? "SELECT scope, reasons, removed FROM book WHERE user_id = $1"
      : "SELECT user_id, reasons, removed FROM book WHERE scope = $1"
    var lines: [String: BookLine] = [:]
    try connection.statement(sql).forEach([.text(value)]) {
      lines[$0.text(0)] = BookLine(
        reasons: BookReasons(rawValue: Int($0.integer(1))), isRemoved: !$0.isNull(2))
    }
    return lines
  }

  /// Nil when there is no such account.
  func holding(_ account: String) throws -> Holding? {
    try connection.statement("\(Self.holdings) WHERE id = $1")
      .first([.text(account)]) { Holding($0) }
  }

  private func forEachHolding(_ body: (Holding) throws -> Void) throws {
    try connection.statement(Self.holdings).forEach([]) { try body(Holding($0)) }
  }

  private static var holdings: String {
    """
    SELECT id, tam_id, account_owner_id, solutions_architect_id, is_public_sector FROM account
    """
  }
}

extension Holding {
  /// Reads the columns of a query for holdings.
  fileprivate init(_ result: PreparedStatement) {
    func text(_ column: Int) -> String? { result.isNull(column) ? nil : result.text(column) }
    self.init(
      id: result.text(0), tam: text(1), accountOwner: text(2), solutionsArchitect: text(3),
      isPublicSector: result.integer(4) != 0)
  }
}
