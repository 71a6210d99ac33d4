package import CustomerSuccess

/// What came of one answer to a pull.
package enum PullOutcome: Hashable, Sendable {
  /// The checkpoint is complete and on screen.
  case complete(CheckpointReport)
  /// A page was kept, shown or not; ask for the next one.
  case page(CheckpointReport)
  /// Another replica uses this device's numbers: nothing was changed; the device needs a new id.
  case forked
  /// The answer is for another lane, epoch or cursor than the replica is at: nothing was changed.
  case stale
}

/// What a checkpoint changed, for notifications and the status line.
package struct CheckpointReport: Hashable, Sendable {
  /// Customers with changed rows, in either lane.
  package var accounts: Set<Account.ID> = []
  /// Rows of nobody's account changed: users, own drafts, follows.
  package var touchesOthers = false
  /// All rows of the lane were removed first: read everything again.
  package var isEverything = false
  package var rowsPut = 0
  package var rowsDeleted = 0
  package var scopesDropped = 0
  package var scopesReplaced = 0
  /// Scopes whose rows do not add up; the next pull asks for them.
  package var repairs: [Scope] = []
  /// Mutations that came to rest, in their order; those not applied need attention now.
  package var settled: [MutationResult] = []
  /// Pending mutations that could not be applied again on the new base; they are still offered.
  package var unappliable: [PendingMutation.ID] = []

  package init() {}
}
