package import CustomerSuccess

/// Which customers a list is about.
package enum Book: Hashable, Sendable {
  /// Those whose TAM is the person this home belongs to.
  case own
  /// Every customer in the replica.
  case everything
  /// Those of all TAMs of a team.
  case team(String)
  /// Those of one TAM.
  case user(User.ID)
  /// Those that the person follows, whoever is their TAM.
  case followed
}

extension Book {
  /// A condition on the customers of the book, and its parameters from number `first` on.
  ///
  /// - Parameter account: How the query names the `account` table.
  func condition(on account: String, me: User.ID?, first: Int) -> (sql: String, values: [Value]) {
    switch self {
    case .own: ("\(account).tam_id = ?\(first)", [me?.stored ?? .null])
    case .everything: ("1", [])
    case .user(let id): ("\(account).tam_id = ?\(first)", [id.stored])
    case .followed:
      (
        "\(account).id IN (SELECT account_id FROM follow WHERE user_id = ?\(first))",
        [me?.stored ?? .null]
      )
    case .team(let team):
      (
        "\(account).tam_id IN (SELECT id FROM user WHERE team = ?\(first))", [team.stored]
      )
    }
  }
}
