import CustomerSuccess

/// Accounts of a file that were deleted in Salesforce, or merged into others.
///
/// None is removed here, because what TAMs wrote hangs on it: it is marked, and the report says where
/// a merged one went, for a person to decide.
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
    // What is no id of an account leads nowhere.
    winners[id] = .some(winner.flatMap { try? SalesforceID.normalized($0, prefix: "001") })
    if isOurs { ours.insert(id) }
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
        next = AsideColumns(json: stored.aside)[Self.winnerColumn]
          // As above.
          .flatMap { try? SalesforceID.normalized($0, prefix: "001") }
      } else {
        return .account(last)
      }
      guard let next else { return .deleted(last) }
      last = next
    }
    return .circle
  }
}
