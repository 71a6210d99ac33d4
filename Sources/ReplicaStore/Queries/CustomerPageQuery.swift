package import CustomerSuccess

/// What the 360 shows of one customer beside its sections.
package struct CustomerPage: Equatable, Sendable {
  package let customer: CustomerRow
  package let line: PortfolioRow
  /// Rows of ``HealthMeasure``.
  package let measures: [Row]
  /// Rows with an edit that the service has not confirmed.
  package let unsent: Set<RowKey>
  /// Read by itself; nil until it was.
  package var tally: CustomerTally?

  package var counts: CustomerCounts { tally?.counts ?? CustomerCounts() }
  package var freshness: CustomerFreshness { tally?.freshness ?? CustomerFreshness() }
}

/// How much there is of everything that belongs to a customer, and how new it is.
package struct CustomerTally: Equatable, Sendable {
  package let counts: CustomerCounts
  package let freshness: CustomerFreshness
}

extension Replica {
  /// Without its tally; nil when the replica does not hold the customer.
  ///
  /// One snapshot, so that no figure contradicts another one, and a key waits for one transaction.
  package func customerPage(_ id: Account.ID, today: Day) throws -> CustomerPage? {
    try file.read { connection in
      guard let customer = try connection.customer(id, me: me),
        let line = try connection.portfolioRow(id, today: today, me: me)
      else { return nil }
      return CustomerPage(
        customer: customer, line: line, measures: try connection.measures(of: id),
        unsent: try connection.unsentRows())
    }
  }

  /// Looks into a dozen tables: of a customer that nobody looked at lately, several milliseconds.
  package func customerTally(_ id: Account.ID) throws -> CustomerTally {
    try file.read { connection in
      CustomerTally(
        counts: try connection.counts(of: id), freshness: try connection.freshness(of: id))
    }
  }
}
