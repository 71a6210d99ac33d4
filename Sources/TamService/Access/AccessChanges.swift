import CustomerSuccess

/// What a transaction changed of the facts that decide on books.
struct AccessChanges {
  /// Accounts whose viewers may differ.
  private(set) var accounts: Set<String> = []
  /// How each changed user was before the transaction; nil for a new one.
  private(set) var users: [String: Person?] = [:]

  var isEmpty: Bool { accounts.isEmpty && users.isEmpty }

  /// Takes note of a row that is about to be different; nil stands for no row.
  mutating func note(old: Row?, new: Row?) {
    guard let table = (new ?? old)?.table else { return }
    switch table.name {
    case Account.tableName:
      let before = old.map(Holding.init)
      let after = new.map(Holding.init)
      if before != after, let id = (after ?? before)?.id { accounts.insert(id) }
    case Follow.tableName:
      accounts.formUnion([old, new].compactMap { $0?[Follow.account]?.rawValue })
    case User.tableName:
      let before = old.map { Person($0, isShutOut: false) }
      let after = new.map { Person($0, isShutOut: false) }
      if before != after, let id = (after ?? before)?.id { noteUser(id, before) }
    default: break
    }
  }

  /// Keeps the oldest state, which is what the book in the store was made from.
  mutating func noteUser(_ id: String, _ before: Person?) {
    if users[id] == nil { users[id] = .some(before) }
  }
}
