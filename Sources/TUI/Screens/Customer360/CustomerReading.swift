import CustomerSuccess
import ReplicaStore

/// What the whole 360 needs of one customer; nil when the replica does not hold it.
///
/// What only one section shows is read by that section.
nonisolated struct CustomerReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> CustomerPage? {
    guard let customer = try replica.customer(id, today: today),
      let line = try replica.portfolioRow(id, today: today)
    else { return nil }
    return CustomerPage(
      customer: customer, line: line, measures: try replica.measures(of: id),
      counts: try replica.counts(of: id), freshness: try replica.freshness(of: id),
      unsent: try replica.unsentRows())
  }
}

/// What the 360 shows of one customer beside its sections, read in one go.
nonisolated struct CustomerPage: Equatable, Sendable {
  let customer: CustomerRow
  let line: PortfolioRow
  /// Rows of ``HealthMeasure``.
  let measures: [Row]
  let counts: CustomerCounts
  let freshness: CustomerFreshness
  /// Rows with an edit that the service has not confirmed.
  let unsent: Set<RowKey>
}
