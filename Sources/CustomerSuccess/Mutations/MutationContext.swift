/// Who edits, and when.
package struct MutationContext: Hashable, Sendable {
  package let actor: User.ID
  /// When the edit was made, by the clock of the author's machine.
  package let at: Instant
  /// The calendar day it was then where the author is.
  package let today: Day

  package init(actor: User.ID, at: Instant, today: Day) {
    self.actor = actor
    self.at = at
    self.today = today
  }
}
