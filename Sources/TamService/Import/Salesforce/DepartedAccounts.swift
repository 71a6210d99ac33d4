import CustomerSuccess

/// Accounts of a file that were deleted in Salesforce, or merged into others.
///
/// None is removed here, because what TAMs wrote hangs on it: the row says what became of it, for
/// CS Ops to decide.
struct DepartedAccounts {
  /// What a merged account says of the one that was kept (connectors 3.6).
  static let winnerColumn = "MasterRecordId"

  private enum End: Equatable {
    case account(String)
    /// The one that was kept was deleted later.
    case deleted(String)
    /// The one that was kept is not shown to us any more.
    case hidden(String)
    case circle
  }

  /// By id; nil for one that was only deleted.
  ///
  /// Those that are not here serve as steps on the way.
  private var winners: [String: String?] = [:]
  private var ours: Set<String> = []
  /// Of which the file says another winner than files before it.
  private var redirected: Set<String> = []
  /// Accounts that were gone and that the file has again.
  private var returned: Set<String> = []

  mutating func note(_ id: String, mergedInto winner: String?, over previous: StoredRow?) {
    let winner = Self.accountID(winner)
    winners[id] = .some(winner)
    guard let previous else { return }
    ours.insert(id)
    if let known = previous.firstWinner, winner != known { redirected.insert(id) }
  }

  mutating func noteReturn(of id: String) { returned.insert(id) }

  /// Says on every account that is gone where it went: a file may tell of one step of a merge that
  /// another began.
  func settle(_ work: UnitOfWork, at: Instant) throws {
    let sql = "SELECT id FROM account WHERE marked_for_deletion = 1 ORDER BY id"
    for id in try work.reader.query(sql).compactMap({ String(stored: $0[0]) }) {
      guard let stored = try work.reader.stored(Account.table, id) else { continue }
      var row = stored.row
      try settle(&row, firstWinner: stored.firstWinner, work.reader, at: at)
      if row != stored.row { try work.put(row) }
    }
  }

  /// Follows a merge on from the farthest account that is known of it: Salesforce may have told of
  /// more steps than files do.
  ///
  /// Where that brings nothing new, what is known stays, so that an import and the jobs that ask
  /// Salesforce say the same.
  func settle(
    _ row: inout Row, firstWinner: String?, _ reader: StoreReader, at: Instant
  ) throws {
    let known = farthest(of: row)
    guard let winner = known ?? winners[row.id] ?? firstWinner else {
      return row.setDeparture(.deleted, at: at)
    }
    switch try end(of: row.id, mergedInto: winner, reader) {
    case .account(let last):
      let isNews = last != known || row[Account.departure] != .merged && returned.contains(last)
      if isNews { row.setDeparture(.merged, mergedInto: Account.ID(last), at: at) }
    case .deleted(let last):
      row.setDeparture(.mergedThenDeleted, mergedInto: Account.ID(last), at: at)
    case .hidden(let last):
      row.setDeparture(.mergedUnclear, mergedInto: Account.ID(last), at: at)
    case .circle: row.setDeparture(.mergedUnclear, mergedInto: Account.ID(winner), at: at)
    }
  }

  /// Nil for one that was not merged, or otherwise than was known.
  private func farthest(of row: Row) -> String? {
    guard row[Account.departure]?.isMerge == true, !redirected.contains(row.id) else { return nil }
    return row[Account.mergedInto]?.rawValue
  }

  /// For the report; none when nothing of ours has departed.
  func notes(_ reader: StoreReader) throws -> [String] {
    var merged: [String] = []
    var deleted: [String] = []
    for id in ours.sorted() {
      guard let winner = winners[id] ?? nil else {
        deleted.append(id)
        continue
      }
      switch try end(of: id, mergedInto: winner, reader) {
      case .account(let last): merged.append("\(id) into \(last)")
      case .deleted(let last): merged.append("\(id) into \(last), which was deleted since")
      case .hidden(let last): merged.append("\(id) into \(last), which is missing since")
      case .circle: merged.append("\(id) in a circle with \(winner)")
      }
    }
    return [
      ("were merged in Salesforce, and are only marked here", merged),
      ("were deleted in Salesforce, and are only marked here", deleted),
    ].filter { !$0.1.isEmpty }.map { "\($0.1.count) accounts \($0.0): \($0.1.shortened())" }
  }

  /// Follows the merges of this file and of those before it.
  private func end(of id: String, mergedInto winner: String, _ reader: StoreReader) throws -> End {
    var seen: Set<String> = [id]
    var last = winner
    while seen.insert(last).inserted {
      let stored = try reader.stored(Account.table, last)
      let next: String?
      if let known = stored.flatMap({ farthest(of: $0.row) }) {
        next = known
      } else if let told = winners[last] {
        next = told
      } else if let stored, stored.row[Account.isMarkedForDeletion] == true {
        next = stored.firstWinner
      } else {
        return stored?.row[Account.departure] == .missing ? .hidden(last) : .account(last)
      }
      guard let next else { return .deleted(last) }
      last = next
    }
    return .circle
  }

  /// What is no id of an account leads nowhere.
  fileprivate static func accountID(_ text: String?) -> String? {
    text.flatMap { try? SalesforceID.normalized($0, prefix: "001") }
  }
}

extension StoredRow {
  /// The account that a merged one went into in the first step; nil when no file told of one.
  fileprivate var firstWinner: String? {
    DepartedAccounts.accountID(AsideColumns(json: aside)[DepartedAccounts.winnerColumn])
  }
}
