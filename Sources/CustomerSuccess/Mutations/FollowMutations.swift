/// Hears of an account that is not in the own book.
///
/// Everybody may who may see the account. The service decides that, because a replica does not hold
/// accounts outside the book.
package struct FollowAccount: MutationArguments {
  static let name = "follow"

  package let account: Account.ID

  package init(account: Account.ID) { self.account = account }

  var customer: Account.ID? { account }
  var needed: [RowKey] { [] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let user = try sheet.actor()
    try sheet.save(Follow.row(user: User.ID(user.id), account: account))
    return Outcome(
      inverse: .unfollow(UnfollowAccount(account: account)),
      summary: "Followed \(try sheet.name(of: account))", account: account)
  }
}

/// Stops hearing of an account.
package struct UnfollowAccount: MutationArguments {
  static let name = "unfollow"

  package let account: Account.ID

  package init(account: Account.ID) { self.account = account }

  var customer: Account.ID? { account }
  var needed: [RowKey] { [] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let user = try sheet.actor()
    let row = Follow.row(user: User.ID(user.id), account: account)
    try sheet.delete(Follow.table, row.id)
    return Outcome(
      inverse: .follow(FollowAccount(account: account)),
      summary: "Stopped following \(try sheet.name(of: account))", account: account)
  }
}

extension Follow {
  /// The only row that says that this user follows this account.
  package static func row(user: User.ID, account: Account.ID) -> Row {
    var row = Row(table, id: "\(user.rawValue):\(account.rawValue)")
    row[Follow.user] = user
    row[Follow.account] = account
    return row
  }
}

extension Worksheet {
  /// The customer's name; the id when the account is not in the book.
  fileprivate func name(of account: Account.ID) throws -> String {
    try row(Account.table, account.rawValue).map(name) ?? account.rawValue
  }
}
