extension Mutation {
  /// The same edit about the account that was kept, where its account was merged here meanwhile.
  ///
  /// Only for what is its author's alone, a draft or a follow: whether anything else still holds of
  /// another account is for the author to say, so that is refused.
  package func redirected(in rows: some RowStorage) throws -> Mutation {
    switch self {
    case .follow(let follow):
      return .follow(FollowAccount(account: try rows.kept(follow.account)))
    case .unfollow(let follow):
      return .unfollow(UnfollowAccount(account: try rows.kept(follow.account)))
    case .saveDraft(let draft):
      guard let account = draft.fields[ActivityDraft.account] else { return self }
      var fields = draft.fields
      fields[ActivityDraft.account] = try rows.kept(account)
      var moved = SaveDraft(id: draft.id, fields: fields)
      moved.savedAt = draft.savedAt
      return .saveDraft(moved)
    default: return self
    }
  }
}

extension RowStorage {
  /// The account itself unless it was merged here.
  fileprivate func kept(_ account: Account.ID) throws -> Account.ID {
    var seen: Set<Account.ID> = [account]
    var last = account
    while let next = try row(Account.table, last.rawValue)?[Account.absorbedBy],
      seen.insert(next).inserted
    {
      last = next
    }
    return last
  }
}
