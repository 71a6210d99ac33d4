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
    case circle
  }

  /// By id; nil for one that was only deleted.
  ///
  /// Those that are not here serve as steps on the way.
  private var winners: [String: String?] = [:]
  private var ours: Set<String> = []

  mutating func note(_ id: String, mergedInto winner: String?, isOurs: Bool) {
    winners[id] = .some(Self.accountID(winner))
    if isOurs { ours.insert(id) }
  }

  /// Says on every account that is gone where it went: a file may tell of one step of a merge that
  /// another began.
  func settle(_ work: UnitOfWork, at: Instant) throws {
    let sql = "SELECT id FROM account WHERE marked_for_deletion = 1 ORDER BY id"
    for id in try work.reader.query(sql).compactMap({ String(stored: $0[0]) }) {
      guard let stored = try work.reader.stored(Account.table, id) else { continue }
      var row = stored.row
      try settle(&row, mergedInto: winners[id] ?? stored.mergeWinner, work.reader, at: at)
      if row != stored.row { try work.put(row) }
    }
  }

  private func settle(
    _ row: inout Row, mergedInto winner: String?, _ reader: StoreReader, at: Instant
  ) throws {
    guard let winner else { return row.setDeparture(.deleted, at: at) }
    switch try end(of: row.id, mergedInto: winner, reader) {
    case .account(let last):
      // Salesforce itself said more of one that was never here.
      let isKnown = row[Account.mergedInto]?.rawValue == last && row[Account.departure] != .deleted
      if isKnown, try reader.row(Account.table, last) == nil { return }
      row.setDeparture(.merged, mergedInto: Account.ID(last), at: at)
    case .deleted(let last):
      row.setDeparture(.mergedThenDeleted, mergedInto: Account.ID(last), at: at)
    case .circle: row.setDeparture(.mergedUnclear, mergedInto: Account.ID(winner), at: at)
    }
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
      let next: String?
      if let known = winners[last] {
        next = known
      } else if let stored = try reader.stored(Account.table, last),
        stored.row[Account.isMarkedForDeletion] == true
      {
        next = stored.mergeWinner
      } else {
        return .account(last)
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
  /// The account that a merged one went into in the first step; nil when none is known.
  fileprivate var mergeWinner: String? {
    DepartedAccounts.accountID(AsideColumns(json: aside)[DepartedAccounts.winnerColumn])
  }
}
