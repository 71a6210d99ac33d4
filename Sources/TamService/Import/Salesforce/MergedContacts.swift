import CustomerSuccess

/// Contacts of a file that Salesforce merged into others before it heard of an opt-out given here: who
/// does not want mail gets none, under whichever record.
struct MergedContacts {
  /// By Salesforce's ids.
  private var winners: [String: String] = [:]
  /// Salesforce's ids of contacts with an opt-out that it has not heard of.
  private var optedOut: [String] = []

  /// - Parameter stored: The contact as it is here; nil when it is not.
  mutating func note(_ reading: SalesforceColumns.Reading, _ stored: StoredRow?) {
    // What is no id of a contact leads nowhere.
    let winner = reading.aside[DepartedAccounts.winnerColumn].flatMap {
      try? SalesforceID.normalized($0, prefix: "003")
    }
    guard let winner else { return }
    winners[reading.id] = winner
    guard let stored, stored.row[Contact.isOptedOut] == true,
      let name = Contact.isOptedOut.column.origin.upstreamName,
      AsideColumns(json: stored.aside)[lastSeen: name] != true.stored.asideText
    else { return }
    optedOut.append(reading.id)
  }

  /// The last step, when all contacts of the file are here.
  ///
  /// - Returns: What a person should know.
  func settle(_ work: UnitOfWork, _ contacts: KnownContacts) throws -> [String] {
    var lost: [String] = []
    for id in optedOut {
      let kept = contacts.id(for: winner(of: id))
      guard let stored = try work.reader.stored(Contact.table, kept) else {
        lost.append("\(id) into \(kept)")
        continue
      }
      var row = stored.row
      row[Contact.isOptedOut] = true
      try EditStamps(work: work).note(from: stored.row, to: row)
      try work.put(row)
    }
    guard !lost.isEmpty else { return [] }
    return [
      "\(lost.count) contacts that want no mail were merged into some that are not here: "
        + lost.shortened()
    ]
  }

  private func winner(of id: String) -> String {
    var seen: Set<String> = [id]
    var last = id
    while let next = winners[last], seen.insert(next).inserted { last = next }
    return last
  }
}
