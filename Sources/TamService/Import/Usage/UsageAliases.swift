import CustomerSuccess

/// The accounts whose usage the mart goes on to give under the id of one that was merged here.
///
/// Found from the bytes of a row, before anything else is known of it, so that two rows of one
/// series are twins under whichever id they stand.
struct UsageAliases {
  /// By the first fifteen characters of an id, which is all that tells ids apart.
  private var winners: [[UInt8]: [UInt8]] = [:]
  private var accounts: AccountAliases?

  /// Nobody was merged.
  init() {}

  init(_ reader: StoreReader) throws {
    let accounts = try AccountAliases(reader)
    for id in accounts.departed {
      guard let winner = accounts.account(for: id), winner != id else { continue }
      winners[Array(id.utf8.prefix(15))] = Array(winner.utf8.prefix(15))
    }
    self.accounts = accounts
  }

  /// Nil when it is its own.
  subscript(_ account: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    winners.isEmpty ? nil : winners[Array(account)]
  }

  /// The account that has by now what was of another; the same one when nothing happened to it.
  func account(for id: String) -> String { accounts?.account(for: id) ?? id }
}
