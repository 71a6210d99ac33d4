package import CustomerSuccess

/// Why a call to action or a value of a customer is as it is: the rows of the runs that made it.
package struct RuleExplanation: Sendable {
  package let account: Account.ID
  package let accountName: String
  /// The call to action that was asked about; nil for all of the customer.
  package let cta: Row?
  /// The newest first.
  package let rows: [RuleRunRow]
}

extension RuleDesk {
  /// Rows told of one customer.
  private static let longest = 200

  /// - Parameter text: The id of a CTA, or the id or the name of a customer.
  /// - Throws: ``AccountDeskError``.
  package func explain(_ text: String) throws -> RuleExplanation {
    let cta = try read { try $0.row(CTA.table, text) }
    let account = try cta?[CTA.account] ?? AccountDesk(store).account(text)
    let name = try read { try $0.row(Account.table, account.rawValue)?[Account.name] }
    let rows = try runs.rows(about: account, touching: cta, limit: Self.longest)
    return RuleExplanation(
      account: account, accountName: name ?? account.rawValue, cta: cta, rows: rows)
  }

  private func read<T>(_ body: (StoreReader) throws -> T) throws -> T { try store.read(body) }
}
