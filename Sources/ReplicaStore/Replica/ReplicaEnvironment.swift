package import CustomerSuccess

/// What the replica takes from the outside world: time, the person's zone and randomness.
package struct ReplicaEnvironment: Sendable {
  package let now: @Sendable () -> Instant
  /// How far the person's clocks are ahead of UTC at that moment.
  package let secondsFromGMT: @Sendable (Instant) -> Int
  /// A new id that no other device ever makes, such as a random UUID.
  package let newID: @Sendable () -> String

  package init(
    now: @escaping @Sendable () -> Instant,
    secondsFromGMT: @escaping @Sendable (Instant) -> Int,
    newID: @escaping @Sendable () -> String
  ) {
    self.now = now
    self.secondsFromGMT = secondsFromGMT
    self.newID = newID
  }

  /// The calendar day it is for the person.
  package var today: Day { day(at: now()) }

  /// Now, as part of the name of a file that is set aside.
  var fileStamp: String {
    now().description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
  }

  /// The calendar day it was for the person at that moment.
  package func day(at instant: Instant) -> Day {
    instant.day(secondsFromGMT: secondsFromGMT(instant))
  }
}
