import CustomerSuccess
import ReplicaStore

/// What the 360 shows of one customer; nil when the replica does not hold it.
nonisolated struct CustomerReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> CustomerPage? {
    guard let customer = try replica.customer(id, today: today),
      let line = try replica.portfolioRow(id, today: today)
    else { return nil }
    var open = CTAFilter()
    open.account = id
    return CustomerPage(
      customer: customer, line: line, measures: try replica.measures(of: id),
      timeline: try replica.timeline(of: id, limit: CustomerPage.timelineLimit),
      ctas: try replica.ctas(open), contacts: try replica.contacts(of: id),
      possibleTAMs: try replica.users().filter { user in
        user[User.isActive] == true && (user[User.bundle]?.isTAM ?? false)
      })
  }
}
