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
  /// - Throws: `MutationRefusal` when the edit is not possible, ``OutboxError`` when it is too large
  ///   or too many wait; both leave the replica unchanged once the transaction is rolled back.
  package func perform(
    _ mutation: Mutation, id: PendingMutation.ID, at: Instant, today: Day
  ) throws -> PerformedEdit {
    var state = try transaction.state()
    let count = try transaction.outboxCount(after: 0)
    guard count < SyncLimits.outboxMaximum else { throw OutboxError.full(count: count) }
    let pending = PendingMutation(
      sequence: state.nextSequence, id: id, mutation: mutation,
      basePosition: state.core.cursor ?? .zero, at: at, today: today)
    let bytes = try pending.encodedBytes
    guard bytes <= SyncLimits.mutationBytes else { throw OutboxError.tooLarge(bytes: bytes) }
    let applied = try mutation.apply(
      to: PendingRows(transaction), in: pending.context(actor: state.user))
    try transaction.append(pending)
    state.nextSequence += 1
    try transaction.save(state)
    return PerformedEdit(
      pending: pending, applied: applied, isCrowded: count + 1 >= SyncLimits.outboxWarning)
  }

  /// The next mutations to offer; nil when all are acknowledged.
  package func nextPush(limit: Int = SyncLimits.mutationsPerPush) throws -> PushRequest? {
    let state = try transaction.state()
    let mutations = try transaction.outbox(after: state.acknowledgedSequence, limit: limit)
    guard !mutations.isEmpty else { return nil }
    return PushRequest(device: state.device, epoch: state.epoch, mutations: mutations)
  }

  /// How many mutations the service has not acknowledged.
  package func unsentCount() throws -> Int {
    try transaction.outboxCount(after: try transaction.state().acknowledgedSequence)
  }

  /// Notes how far the service got.
  ///
  /// Nothing is settled by it: the effects come with the next pull, and until then the pending
  /// mutation must stay applied or the person would see it vanish and come back.
  package func acknowledge(_ response: PushResponse) throws {
    var state = try transaction.state()
    state.acknowledgedSequence = max(state.settledSequence, response.lastSequence)
    try transaction.save(state)
  }

  /// What to ask for next in a lane.
  package func nextPull(_ lane: Lane) throws -> PullRequest {
    let state = try transaction.state()
    // Between the pages of a first snapshot nothing is known yet that could be compared.
    let isFirst = state[lane].cursor == nil && state[lane].resume != nil
    return PullRequest(
      device: state.device, epoch: state.epoch, lane: lane, cursor: state[lane].cursor,
      settledSequence: state.settledSequence,
      scopes: isFirst ? ScopeDigest(of: []) : try transaction.digest(of: lane),
      repair: isFirst ? [] : try transaction.scopesToRepair(in: lane, limit: SyncLimits.repairs),
      resume: state[lane].resume)
  }
}

/// After a refusal of the service: put the conversation right and go on.
extension Outbox {
  /// After 409 `page`: forgets the pages of the lane; the pull starts anew.
  package func restartPull(_ lane: Lane) throws {
    var state = try transaction.state()
    state[lane].resume = nil
    try transaction.clearStage(lane: lane)
    try transaction.save(state)
  }

  /// After 409 `epoch`: the service was restored from a backup.
  ///
  /// Keeps the rows on screen, asks for everything again, and offers every retained mutation once
  /// more from `lastSequence` on: the service knows by their ids which of them it still has.
  package func adopt(epoch: Int64, lastSequence: Int64) throws {
    var state = try transaction.state()
    state.epoch = epoch
    for lane in Lane.allCases {
      let old = state[lane]
      state[lane] = LaneState()
      state[lane].hasOldRows = try old.hasOldRows || !transaction.scopes(of: lane).isEmpty
      try transaction.clearStage(lane: lane)
    }
    try offerEverything(after: lastSequence, &state)
    try transaction.save(state)
  }

  /// After 409 `fork`: goes on as another device; what is not settled is numbered from 1.
  package func renew(as device: Device.ID) throws {
    var state = try transaction.state()
    state.device = device
    try renumber(try transaction.outbox(after: 0, limit: .max), after: 0, &state)
    for lane in Lane.allCases {
      // Resume tokens are bound to the device.
      state[lane].resume = nil
      try transaction.clearStage(lane: lane)
    }
    try transaction.save(state)
  }

  /// After 409 `gap`: offers again from the number the service is at.
  package func rewind(to lastSequence: Int64) throws {
    var state = try transaction.state()
    if lastSequence >= state.settledSequence {
      // Numbers that a damaged journal lost are given again: the service waits for them.
      var mutations = try transaction.outbox(after: 0, limit: .max)
      state.nextSequence = lastSequence + 1
      for index in mutations.indices where mutations[index].sequence > lastSequence {
        mutations[index].sequence = state.nextSequence
        state.nextSequence += 1
      }
      try transaction.replaceOutbox(mutations)
      state.acknowledgedSequence = lastSequence
    } else {
      // The service lost what was settled: offer all that is still kept.
      try offerEverything(after: lastSequence, &state)
    }
    try transaction.save(state)
  }

  /// Asks the service to put the first mutation not acknowledged aside.
  package func park() throws {
    let state = try transaction.state()
    var mutations = try transaction.outbox(after: 0, limit: .max)
    guard let index = mutations.firstIndex(where: { $0.sequence > state.acknowledgedSequence })
    else { return }
    mutations[index].isParked = true
    try transaction.replaceOutbox(mutations)
  }

  private func offerEverything(after lastSequence: Int64, _ state: inout SyncState) throws {
    let all = try transaction.sent() + transaction.outbox(after: 0, limit: .max)
    try transaction.removeAllSent()
    try renumber(all, after: lastSequence, &state)
  }

  private func renumber(
    _ mutations: [PendingMutation], after lastSequence: Int64, _ state: inout SyncState
  ) throws {
    var renumbered = mutations
    var sequence = lastSequence
    for index in renumbered.indices {
      sequence += 1
      renumbered[index].sequence = sequence
    }
    try transaction.replaceOutbox(renumbered)
    state.nextSequence = sequence + 1
    state.settledSequence = lastSequence
    state.settledMutationID = nil
    state.acknowledgedSequence = lastSequence
  }
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
  /// Longer on its way than ``SyncLimits/mutationBytes``.
  case tooLarge(bytes: Int)
}

extension OutboxError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .full(let count):
      "\(count) edits wait to be sent, no more are taken: connect to the service and sync"
    case .tooLarge(let bytes):
      """
      this edit takes \(bytes) bytes on its way to the service, at most \
      \(SyncLimits.mutationBytes) are taken: shorten its text, or make it in several steps
      """
    }
  }
}
