package import CustomerSuccess

/// An account that is gone from Salesforce, with what hangs on it here.
package struct DepartureRow: Equatable, Identifiable, Sendable {
  package let id: Account.ID
  package let name: String
  package let departure: Departure
  package let since: Instant?
  /// The account that was kept, if it was merged.
  package let winner: Account.ID?
  /// Nil when the winner is not here, or may not be seen.
  package let winnerName: String?
  package let tamName: String?
  package let dependencies: AccountDependencies
  /// Everything of it, of any table, without zeros.
  package let belongings: [AccountDependencies.Count]
  /// Somebody decided to leave it as it is.
  package let isDismissed: Bool
  /// Holds an edit that the service has not confirmed.
  package let isUnsent: Bool

  package var queue: DepartureQueue {
    DepartureQueue(departure, hasDependencies: !dependencies.isEmpty)
  }
}

/// Licenses in the usage data that no subscription of ours explains (features C17).
package struct UnexplainedLicense: Equatable, Identifiable, Sendable {
  package let id: Instance.ID
  /// The host or the namespace.
  package let name: String
  package let account: Account.ID
  package let accountName: String
  package let licenses: Int
  package let lastPing: Instant?
  /// How many subscriptions the customer has here.
  package let subscriptions: Int
}

extension Replica {
  /// By name; a few, of which each is counted through.
  package func departures() throws -> [DepartureRow] {
    try file.read { connection in
      try connection.all(departureColumns) { DepartureFacts(&$0) }.map { facts in
        let counts = try AccountDependencies.belongings.map { table in
          AccountDependencies.Count(
            table: table,
            rows: try connection.first(
              "SELECT count(*) FROM \"\(table.name)\" WHERE account_id = ?1", [facts.id.stored]
            ) { $0.requiredInteger() } ?? 0)
        }.filter { $0.rows > 0 }
        return DepartureRow(
          id: facts.id, name: facts.name, departure: facts.departure, since: facts.since,
          winner: facts.winner, winnerName: facts.winnerName, tamName: facts.tamName,
          dependencies: AccountDependencies(tam: facts.tam) { table in
            counts.first { $0.table == table }?.rows ?? 0
          }, belongings: counts, isDismissed: facts.dismissed == facts.departure,
          isUnsent: facts.isUnsent)
      }
    }
  }

  /// Of all customers, by name.
  package func unexplainedLicenses(limit: Int) throws -> [UnexplainedLicense] {
    let sql = """
      SELECT i.id, coalesce(i.hostname, i.namespace_name, i.id), i.account_id, a.name,
        i.licensed_users, i.last_ping,
        (SELECT count(*) FROM subscription o WHERE o.account_id = i.account_id)
      FROM instance i JOIN account a ON a.id = i.account_id
        LEFT JOIN subscription s ON s.id = i.subscription_id
      WHERE i.licensed_users > 0 AND s.id IS NULL
      ORDER BY a.name, i.account_id, i.licensed_users DESC, i.id LIMIT \(limit)
      """
    return try file.read { connection in
      try connection.all(sql) {
        UnexplainedLicense(
          id: $0.requiredID(), name: $0.requiredText(), account: $0.requiredID(),
          accountName: $0.requiredText(), licenses: $0.requiredInteger(), lastPing: $0.instant(),
          subscriptions: $0.requiredInteger())
      }
    }
  }
}

private let departureColumns = """
  SELECT a.id, a.name, a.departure, a.departed_at, a.merged_into_id, w.name, a.tam_id, u.name,
    a.dismissed_departure,
    EXISTS (SELECT 1 FROM base_row b WHERE b.tb = 'account' AND b.id = a.id)
  FROM account a LEFT JOIN account w ON w.id = a.merged_into_id LEFT JOIN user u ON u.id = a.tam_id
  WHERE a.departure IS NOT NULL ORDER BY a.name, a.id
  """

private struct DepartureFacts {
  let id: Account.ID
  let name: String
  let departure: Departure
  let since: Instant?
  let winner: Account.ID?
  let winnerName: String?
  let tam: User.ID?
  let tamName: String?
  let dismissed: Departure?
  let isUnsent: Bool

  init(_ reader: inout ColumnReader) {
    id = reader.requiredID()
    name = reader.requiredText()
    // A kind of a newer service is at least not there.
    departure = reader.choice() ?? .missing
    since = reader.instant()
    winner = reader.id()
    winnerName = reader.text()
    tam = reader.id()
    tamName = reader.text()
    dismissed = reader.choice()
    isUnsent = reader.isTrue()
  }
}
