import CustomerSuccess
import ReplicaStore

/// What the whole 360 needs of one customer; nil when the replica does not hold it.
///
/// What only one section shows is read by that section.
nonisolated struct CustomerReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> CustomerPage? {
    try replica.customerPage(id, today: today)
  }
}
