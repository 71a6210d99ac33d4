package import CustomerSuccess

extension Replica {
  /// The customers that the person follows, also those that have not arrived yet.
  package func followed() throws -> Set<Account.ID> {
    let me = me
    return try file.read { Set(try $0.followed(by: me).map { Account.ID($0) }) }
  }
}

extension Connection {
  /// Ids of accounts; a person follows a few.
  func followed(by user: User.ID?) throws -> Set<String> {
    Set(
      try all(
        "SELECT account_id FROM follow WHERE user_id = ?1 AND account_id IS NOT NULL",
        [user?.stored ?? .null]
      ) { $0.requiredText() })
  }
}
