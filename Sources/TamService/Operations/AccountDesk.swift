package import CustomerSuccess

/// An account that is gone from Salesforce, as CS Ops decides about it.
package struct DepartedAccount: Hashable, Sendable {
  package let id: Account.ID
  package let name: String
  package let departure: Departure
  /// When we first heard of it.
  package let since: Instant?
  /// The account that was kept, if it was merged.
  package let winner: Account.ID?
  /// Nil when the winner is not here.
  package let winnerName: String?
  package let dependencies: AccountDependencies
  package let tamName: String?
  /// Somebody decided to leave it as it is.
  package let isDismissed: Bool
  /// The account that has by now what was ours of it.
  package let absorbedBy: Account.ID?

  package var queue: DepartureQueue {
    DepartureQueue(departure, hasDependencies: !dependencies.isEmpty)
  }
}

/// Why nothing was decided about an account.
package enum AccountDeskError: Error, Equatable {
  case unknown(String)
  case ambiguous(String, ids: [String])
  case noWinner(String)
  case notRemoved(String)
}

extension AccountDeskError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let text):
      "no account has the id or the name \(text): see `tamd accounts list`"
    case .ambiguous(let name, let ids):
      "several accounts are called \(name): name one of \(ids.joined(separator: ", "))"
    case .noWinner(let name):
      "Salesforce does not say which account was kept of \(name): name it with --into"
    case .notRemoved(let id):
      "\(id) was not removed here, so there is nothing to take back"
    }
  }
}

/// What CS Ops decides about accounts that are gone from Salesforce (features C10), by whoever runs
/// the service.
package struct AccountDesk: Sendable {
  private let store: Store
  /// Who is written into the commit log.
  private static let actor = "tamd"

  package init(_ store: Store) { self.store = store }

  func read<T>(_ body: (StoreReader) throws -> T) throws -> T { try store.read(body) }

  /// All that are gone, by name.
  package func departed() throws -> [DepartedAccount] {
    try store.read { reader in
      try reader.query("SELECT id FROM account WHERE departure IS NOT NULL ORDER BY name, id")
        .compactMap { try String(stored: $0[0]).flatMap { try Self.departed($0, reader) } }
    }
  }

  /// The account with that id, of either length, or with exactly that name.
  ///
  /// - Throws: ``AccountDeskError``.
  package func account(_ text: String) throws -> Account.ID {
    // A name is no id, and is looked for as it is.
    let id = (try? SalesforceID.normalized(text, prefix: "001")) ?? text
    let found = try store.read { reader in
      try reader.query(
        "SELECT id FROM account WHERE id = $1 OR lower(name) = lower($2) ORDER BY id",
        [.text(id), .text(text)]
      ).compactMap { String(stored: $0[0]) }
    }
    guard let first = found.first else { throw AccountDeskError.unknown(text) }
    guard found.count == 1 else { throw AccountDeskError.ambiguous(text, ids: found) }
    return Account.ID(first)
  }

  /// The account that Salesforce says was kept.
  ///
  /// - Throws: ``AccountDeskError/noWinner(_:)``.
  package func proposal(for loser: Account.ID) throws -> Account.ID {
    let row = try store.read { try $0.row(Account.table, loser.rawValue) }
    guard let winner = row?[Account.mergedInto] else {
      throw AccountDeskError.noWinner(row?[Account.name] ?? loser.rawValue)
    }
    return winner
  }

  /// How many rows of an account there are, of everything that a merge moves and a removal removes.
  package func belongings(of account: Account.ID) throws -> [AccountDependencies.Count] {
    try store.read { reader in
      try AccountDependencies.belongings.map { table in
        AccountDependencies.Count(
          table: table, rows: try reader.rows(table, of: account.rawValue))
      }
    }.filter { $0.rows > 0 }
  }

  /// - Parameter isRehearsal: Changes nothing, and says whether it could be done.
  /// - Returns: What was done, as a sentence.
  /// - Throws: `MutationRefusal`.
  package func apply(_ mutation: Mutation, isRehearsal: Bool = false) throws -> String {
    do {
      return try store.write(by: Self.actor, for: mutation.name) { work in
        let transaction = PushTransaction(work)
        let done = try mutation.apply(
          to: transaction,
          in: MutationContext(
            actor: User.ID(Self.actor), at: work.now, today: transaction.today,
            isAtService: true))
        guard !isRehearsal else { throw Rehearsed(summary: done.summary) }
        try transaction.finish()
        return done.summary
      }
    } catch let rehearsed as Rehearsed {
      return rehearsed.summary
    }
  }

  /// Lets the next import bring an account that was removed here.
  ///
  /// - Throws: ``AccountDeskError/notRemoved(_:)``.
  package func readmit(_ id: String) throws {
    // What is no id was not removed either.
    let account = (try? SalesforceID.normalized(id, prefix: "001")) ?? id
    guard
      try store.write(by: Self.actor, for: "readmit", { try AccountAliases.readmit(account, $0) })
    else { throw AccountDeskError.notRemoved(id) }
  }

  private struct Rehearsed: Error {
    let summary: String
  }

  private static func departed(_ id: String, _ reader: StoreReader) throws -> DepartedAccount? {
    guard let row = try reader.row(Account.table, id), let departure = row[Account.departure] else {
      return nil
    }
    func name(_ table: Table, _ id: String?) throws -> String? {
      try id.flatMap { try reader.row(table, $0) }.flatMap { String(stored: $0[column: "name"]) }
    }
    return DepartedAccount(
      id: Account.ID(id), name: row[Account.name] ?? id, departure: departure,
      since: row[Account.departedAt], winner: row[Account.mergedInto],
      winnerName: try name(Account.table, row[Account.mergedInto]?.rawValue),
      dependencies: try AccountDependencies(tam: row[Account.tam]) { table in
        try reader.rows(table, of: id)
      }, tamName: try name(User.table, row[Account.tam]?.rawValue),
      isDismissed: row[Account.dismissedDeparture] == departure,
      absorbedBy: row[Account.absorbedBy])
  }
}

extension StoreReader {
  fileprivate func rows(_ table: Table, of account: String) throws -> Int {
    let sql = "SELECT count(*) FROM \"\(table.name)\" WHERE account_id = $1"
    return try query(sql, [.text(account)]).first.flatMap { Int(stored: $0[0]) } ?? 0
  }
}
