import CustomerSuccess

/// The families of accounts: who is at the top, and how much the accounts below bring in.
struct AccountHierarchy {
  private struct Member {
    var parent: String?
    let arr: Int64?
    let currency: String?
    let storedTop: String?
    let storedSum: Int64?
  }

  private var members: [String: Member] = [:]

  init(_ reader: StoreReader) throws {
    // What an account that is gone brought in stands at the one that was kept, or nowhere.
    let sql = """
      SELECT id, parent_id, CASE WHEN marked_for_deletion = 1 OR absorbed_by_id IS NOT NULL
        THEN NULL ELSE arr END, currency, ultimate_parent_id, arr_children FROM account
      """
    try reader.forEach(sql) { row in
      guard let id = String(stored: row[0]) else { return }
      members[id] = Member(
        parent: String(stored: row[1]), arr: Int(stored: row[2]).map(Int64.init),
        currency: String(stored: row[3]), storedTop: String(stored: row[4]),
        storedSum: Int(stored: row[5]).map(Int64.init))
    }
  }

  /// Stores what differs; returns the ids of the accounts that changed.
  func store(in work: UnitOfWork) throws -> [String] {
    var sums: [String: Int64] = [:]
    var tops: [String: String] = [:]
    for (id, member) in members {
      for ancestor in ancestors(of: id) {
        tops[id] = ancestor
        // Amounts of different currencies have no sum.
        guard let arr = member.arr, members[ancestor]?.currency == member.currency else { continue }
        sums[ancestor, default: 0] += arr
      }
    }
    var changed: [String] = []
    for (id, member) in members.sorted(by: { $0.key < $1.key })
    where member.storedTop != tops[id] || member.storedSum != sums[id] {
      try work.merge(Account.table, id) { row, _ in
        row[Account.ultimateParent] = tops[id].map { Account.ID($0) }
        row[Account.arrOfChildren] = sums[id].map { Int($0) }
      }
      changed.append(id)
    }
    return changed
  }

  /// Parents from the nearest to the top; none when the chain runs in a circle, and it ends where
  /// the store does not know the parent.
  private func ancestors(of id: String) -> [String] {
    var chain: [String] = []
    var next = members[id]?.parent
    while let parent = next, members[parent] != nil {
      guard parent != id, !chain.contains(parent) else { return [] }
      chain.append(parent)
      next = members[parent]?.parent
    }
    return chain
  }
}
