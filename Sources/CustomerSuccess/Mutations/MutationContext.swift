/// Who edits, and when.
package struct MutationContext: Hashable, Sendable {
  package let actor: User.ID
  /// When the edit was made, by the clock of the author's machine.
  package let at: Instant
  /// The calendar day it was then where the author is.
  package let today: Day
  /// The day by which the cadence is judged: the service's own, however late the edit came; the
  /// author's on a replica.
  package let judgedOn: Day
  /// The author had the customer then and has lost it since: what they wrote down counts, what they
  /// think of it does not.
  package let hasLostCustomer: Bool
  /// Whoever runs the service does this at its machine, and need be none of its users.
  package let isAtService: Bool

  package init(
    actor: User.ID, at: Instant, today: Day, judgedOn: Day? = nil, hasLostCustomer: Bool = false,
    isAtService: Bool = false
  ) {
    self.actor = actor
    self.at = at
    self.today = today
    self.judgedOn = judgedOn ?? today
    self.hasLostCustomer = hasLostCustomer
    self.isAtService = isAtService
  }
}
