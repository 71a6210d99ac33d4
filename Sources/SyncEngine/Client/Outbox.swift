package import CustomerSuccess

/// The rules of a device's own mutations: made, numbered, offered, acknowledged, numbered again.
///
/// Every function works within the caller's transaction.
package struct Outbox<Transaction: ReplicaTransaction> {
  private let transaction: Transaction

  package init(_ transaction: Transaction) {
    self.transaction = transaction
  }

  /// Applies an edit to the rows and queues it, keeping pre-images of what it touches.
  ///
  /// - Parameter id: Random, and on disk before the mutation is first sent.
  /// - Throws: `MutationRefusal` when the edit is not possible, ``OutboxError/full(count:)`` at the
  ///   bound; both leave the replica unchanged once the transaction is rolled back.
  package func perform(
    _ mutation: Mutation, id: PendingMutation.ID, at: Instant, today: Day
  ) throws -> PerformedEdit {
    throw OutboxError.full(count: 0)
  }

  /// The next mutations to offer; nil when all are acknowledged.
  package func nextPush(limit: Int = SyncLimits.mutationsPerPush) throws -> PushRequest? { nil }

  /// How many mutations the service has not acknowledged.
  package func unsentCount() throws -> Int { 0 }

  /// Notes how far the service got. Nothing is settled by it: that is the next pull's.
  package func acknowledge(_ response: PushResponse) throws {}

  /// What to ask for next in a lane.
  package func nextPull(_ lane: Lane) throws -> PullRequest {
    throw OutboxError.full(count: 0)
  }

  /// After 409 `page`: forgets the pages of the lane; the pull starts anew.
  package func restartPull(_ lane: Lane) throws {}

  /// After 409 `epoch`: the service was restored from a backup. Keeps the rows on screen, asks for
  /// everything again, and offers every retained mutation once more from `lastSequence` on.
  package func adopt(epoch: Int64, lastSequence: Int64) throws {}

  /// After 409 `fork`: goes on as another device; what is not settled is numbered from 1.
  package func renew(as device: Device.ID) throws {}

  /// After 409 `gap`: offers again from the number the service is at.
  package func rewind(to lastSequence: Int64) throws {}

  /// Asks the service to put the first mutation not acknowledged aside.
  package func park() throws {}
}

/// A local edit that was accepted.
package struct PerformedEdit: Hashable, Sendable {
  package let pending: PendingMutation
  package let applied: AppliedMutation
  /// So many edits wait that the person should be told (``SyncLimits/outboxWarning``).
  package let isCrowded: Bool
}

/// Why an edit was not taken.
package enum OutboxError: Error, Equatable {
  case full(count: Int)
}

extension OutboxError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .full(let count):
      "\(count) edits wait to be sent, no more are taken: connect to the service and sync"
    }
  }
}
