package import CustomerSuccess

/// What the 360 shows of one customer beside its sections.
package struct CustomerPage: Equatable, Sendable {
  package let customer: CustomerRow
  package let line: PortfolioRow
  /// Rows of ``HealthMeasure``.
  package let measures: [Row]
  /// Rows with an edit that the service has not confirmed.
  package let unsent: Set<RowKey>
  /// How much there is of everything that belongs to the customer.
  package let counts: CustomerCounts
  /// How new that is.
  package let freshness: CustomerFreshness
}

extension Replica {
  /// Nil when the replica does not hold the customer.
  ///
  /// One snapshot, so that no figure contradicts another one, and a key waits for one transaction.
  package func customerPage(_ id: Account.ID, today: Day) throws -> CustomerPage? {
    try file.read { connection in
      guard let customer = try connection.customer(id, me: me),
        let line = try connection.portfolioRow(id, today: today, me: me)
      else { return nil }
      return CustomerPage(
        customer: customer, line: line, measures: try connection.measures(of: id),
        unsent: try connection.unsentRows(), counts: try connection.counts(of: id),
        freshness: try connection.freshness(of: id))
    }
  }
}
