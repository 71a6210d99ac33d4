package import CustomerSuccess

/// Since when changes are wanted.
package enum ChangePeriod: Hashable, Sendable {
  /// Since the person left the app; 0 is the last time, 1 the time before that.
  case visit(Int)
  /// Since the start of that day.
  case day(Day)
}

/// Something that is different from what it was.
package struct ChangeRow: Equatable, Identifiable, Sendable {
  /// What changed, with what it was before.
  package enum Change: Equatable, Sendable {
    /// Nil is the overall score; a score that is nil is NA.
    case health(Measure?, from: Double?, to: Double?)
    /// A column of the customer.
    case attribute(String, from: Value, to: Value)
    case arr(from: Money?, to: Money?)
    /// Names; nil is nobody.
    case tam(from: String?, to: String?)
    case ticketOpened(String)
    case ticketClosed(String, TicketStatus?)
    case ctaOpened(String, due: Day?)
    case ctaClosed(String, CTAStatus?)
    case planMade(String)
    case logged(String, ActivityType?)
    /// Who answered a survey, and how likely they recommend us; nil when that was not answered.
    case surveyAnswered(String, score: Int?)
    /// Its host or namespace.
    case instanceSeen(String, InstanceType)
  }

  package struct ID: Hashable, Sendable {
    package let table: String
    package let row: String
    /// Tells changes of one row apart.
    package let aspect: String
  }

  package let id: ID
  package let account: Account.ID
  package let accountName: String
  package let change: Change
  /// When it happened; nil when only that it did is known.
  package let at: Instant?
  /// Nil when no colleague did it, or nobody knows who.
  package let author: String?
}

/// What changed in a period.
package struct ChangesPage: Equatable, Sendable {
  /// The beginning of the period; for a visit that was never made, yesterday.
  package let since: Instant
  /// The day of ``since`` where the person is.
  package let sinceDay: Day
  /// When the person left before, newest first.
  package let visits: [Visit]
  /// Where scores change their color.
  package let bands: ScoreBands
  /// Of when the values are that attributes were compared with; nil when there are none that old.
  package let comparedWith: Instant?
  /// Health first, then attributes, tickets, work, entries, surveys, instances; each newest first.
  package let rows: [ChangeRow]
}

extension Replica {
  /// What others, rules and the systems upstream changed; not what the person did.
  ///
  /// The own book here holds what the person follows, too.
  ///
  /// Of each kind the newest ``ChangesQuery/limit`` are read. Attributes are compared with how they
  /// stood when the person last left before the period.
  package func changes(
    since period: ChangePeriod, account: Account.ID? = nil, book: Book = .own, today: Day
  ) throws -> ChangesPage {
    try file.read { connection in
      let visits = try connection.visits()
      let since: Instant =
        switch period {
        case .visit(let number) where visits.indices.contains(number): visits[number].leftAt
        case .visit: start(of: today.adding(days: -1))
        case .day(let day): start(of: day)
        }
      let base = visits.first { $0.leftAt <= since }
      let day = environment.day(at: since)
      let query = ChangesQuery(
        connection: connection, since: since, day: day, base: base, account: account, book: book,
        me: me)
      let health = try HealthConfiguration(in: RowReading(connection: connection))
      return ChangesPage(
        since: since, sinceDay: day, visits: visits, bands: health.bands,
        comparedWith: base?.leftAt, rows: try query.rows())
    }
  }

  /// When the day begins for the person.
  private func start(of day: Day) -> Instant {
    let midnight = Instant(startOf: day)
    return midnight.adding(seconds: -environment.secondsFromGMT(midnight))
  }
}

/// Reads one kind of change after the other.
struct ChangesQuery {
  let connection: Connection
  let since: Instant
  /// The day that ``since`` is in.
  let day: Day
  /// How the customers stood; nil when nobody noted that so long ago.
  let base: Visit?
  let account: Account.ID?
  let book: Book
  let me: User.ID?

  /// Whose changes are no news to the person; nobody's id equals it when the person is unknown.
  var ownID: Value { me?.stored ?? .text("") }

  /// Of each kind; more than that is not read in one sitting.
  static let limit = 300

  func rows() throws -> [ChangeRow] {
    try overallHealth() + measures() + attributes() + handovers() + tickets() + ctas() + plans()
      + activities() + surveys() + instances()
  }

  /// Rows of a table joined with their customers, as `x` and `a`.
  ///
  /// - Parameters:
  ///   - columns: What follows the id, the customer's id and name.
  ///   - join: More tables, with `?` for each of its values.
  ///   - condition: With `?` for each of its values.
  func all(
    _ table: String, _ columns: String, join: (sql: String, values: [Value]) = ("", []),
    where condition: (sql: String, values: [Value]), order: String,
    _ make: (inout ColumnReader, Head) -> [ChangeRow]
  ) throws -> [ChangeRow] {
    var conditions = Conditions()
    // The parameters of the join stand before all others.
    conditions.add("1", join.values)
    conditions.add(condition.sql, condition.values)
    if let account {
      conditions.add("a.id = ?", account.stored)
    } else if book == .own {
      // Whoever follows a customer wants to hear of it.
      conditions.add(
        "(a.tam_id = ? OR a.id IN (SELECT account_id FROM follow WHERE user_id = ?))",
        [ownID, ownID])
    } else {
      conditions.add(book, on: "a", me: me)
    }
    let key = table == Account.tableName ? "id" : "account_id"
    return try connection.all(
      """
      SELECT x.id, a.id, a.name, \(columns)
      FROM "\(table)" x JOIN account a ON a.id = x."\(key)" \(join.sql)
      WHERE \(conditions.sql) ORDER BY \(order) LIMIT \(Self.limit)
      """, conditions.values
    ) { reader -> [ChangeRow] in
      let head = Head(
        table: table, row: reader.requiredText(), account: reader.requiredID(),
        accountName: reader.requiredText())
      return make(&reader, head)
    }.flatMap { $0 }
  }

  /// What every change says of its row.
  struct Head {
    let table: String
    let row: String
    let account: Account.ID
    let accountName: String

    func row(
      _ change: ChangeRow.Change, _ aspect: String = "", at: Instant? = nil,
      by author: String? = nil
    ) -> ChangeRow {
      ChangeRow(
        id: ChangeRow.ID(table: table, row: row, aspect: aspect), account: account,
        accountName: accountName, change: change, at: at, author: author)
    }
  }
}
