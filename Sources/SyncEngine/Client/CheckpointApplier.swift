import CustomerSuccess

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

  /// Takes one answer.
  ///
  /// The first snapshot of an empty replica shows its pages as they come; every other checkpoint of
  /// several pages is staged and appears at once.
  ///
  /// - Parameter request: What the answer answers. When the replica has moved on since it was made,
  ///   the outcome is `stale`.
  package func receive(
    _ response: PullResponse, to request: PullRequest
  ) throws -> PullOutcome {
    var state = try transaction.state()
    guard isExpected(response, request, state) else { return .stale }
    guard try !isForked(response, state) else { return .forked }
    state.epoch = response.begin.epoch
    let lane = response.begin.lane
    guard response.end.isPartial else {
      return .complete(try complete(response, lane, &state))
    }
    state[lane].resume = response.end.resume
    if state[lane].showsPagesAtOnce {
      return .page(try show(response, &state))
    }
    try transaction.stage(response.bytes, lane: lane)
    try transaction.save(state)
    return .page(CheckpointReport())
  }

  /// A page of a first snapshot: there is no earlier state to protect.
  private func show(
    _ response: PullResponse, _ state: inout SyncState
  ) throws -> CheckpointReport {
    var report = CheckpointReport()
    try restoreBase()
    var frames = FrameApplier(transaction, report)
    try frames.apply(response)
    report = frames.report
    try replay(state, &report)
    try transaction.save(state)
    return report
  }

  private func complete(
    _ response: PullResponse, _ lane: Lane, _ state: inout SyncState
  ) throws -> CheckpointReport {
    var report = CheckpointReport()
    try restoreBase()
    if state[lane].isOfOldEpoch {
      // Positions of another epoch cannot be compared with the new ones.
      try removeEverything(of: lane)
      report.isEverything = true
    }
    var frames = FrameApplier(transaction, report)
    for index in 0..<(try transaction.stagedCount(lane: lane)) {
      try frames.apply(try PullResponse(decoding: try transaction.staged(index, lane: lane)))
    }
    try frames.apply(response)
    report = frames.report
    try transaction.clearStage(lane: lane)
    if lane == .core { try settle(response, &state, &report) }
    try replay(state, &report)
    state[lane] = LaneState(cursor: response.end.to)
    try transaction.save(state)
    return report
  }
}

/// Before anything is changed: does the answer fit, and does it speak of our mutations?
extension CheckpointApplier {
  private func isExpected(
    _ response: PullResponse, _ request: PullRequest, _ state: SyncState
  ) -> Bool {
    let lane = state[response.begin.lane]
    return request.lane == response.begin.lane
      && request.device == state.device
      && request.epoch == state.epoch
      && request.cursor == lane.cursor
      && request.resume == lane.resume
      && request.settledSequence == state.settledSequence
      && response.begin.epoch == (state.epoch ?? response.begin.epoch)
      && response.begin.from == (lane.cursor ?? .zero)
  }

  /// A mutation at one of our numbers that is not ours, or the loss of one that was settled, means
  /// that a copy of this replica pushes as the same device.
  private func isForked(_ response: PullResponse, _ state: SyncState) throws -> Bool {
    guard response.begin.lane == .core else { return false }
    let last = response.begin.lastSequence
    let lastID = response.begin.lastMutationID
    guard last > state.settledSequence else {
      return last < state.settledSequence
        || (state.settledMutationID != nil && state.settledMutationID != lastID)
    }
    let mine = try transaction.outbox(after: last - 1, limit: 1).first
    guard mine?.sequence == last, mine?.id == lastID else { return true }
    return try !results(response).allSatisfy { result in
      let mine = try transaction.outbox(after: result.sequence - 1, limit: 1).first
      return mine?.sequence != result.sequence || mine?.id == result.id
    }
  }

  private func results(_ response: PullResponse) -> [MutationResult] {
    response.others.compactMap { if case .result(let result) = $0 { result } else { nil } }
  }
}

/// The pending mutations around the frames.
extension CheckpointApplier {
  private func restoreBase() throws {
    for preimage in try transaction.preimages() {
      if let row = preimage.row {
        try transaction.place(row)
      } else if let table = Schema.table(preimage.key.table) {
        try transaction.remove(table, preimage.key.id)
      }
    }
    try transaction.removeAllPreimages()
  }

  private func removeEverything(of lane: Lane) throws {
    try transaction.removeRows(of: lane)
    for held in try transaction.scopes(of: lane) { try transaction.release(held.scope) }
  }

  /// The effects of these mutations are in the frames, or are known never to come.
  private func settle(
    _ response: PullResponse, _ state: inout SyncState, _ report: inout CheckpointReport
  ) throws {
    let last = response.begin.lastSequence
    let results = Dictionary(
      results(response).map { ($0.sequence, $0) }, uniquingKeysWith: { first, _ in first })
    let processed = try transaction.outbox(after: state.settledSequence, limit: .max)
      .prefix { $0.sequence <= last }
    for mutation in processed {
      let result = results[mutation.sequence]
      try transaction.settle(mutation, as: result)
      if let result { report.settled.append(result) }
    }
    state.settledSequence = last
    state.settledMutationID = response.begin.lastMutationID
    state.acknowledgedSequence = max(state.acknowledgedSequence, last)
  }

  private func replay(_ state: SyncState, _ report: inout CheckpointReport) throws {
    let rows = PendingRows(transaction)
    for pending in try transaction.outbox(after: 0, limit: .max) {
      do {
        _ = try pending.mutation.apply(to: rows, in: pending.context(actor: state.user))
      } catch is MutationRefusal {
        // The service decides: it may know rows that this replica does not hold yet.
        report.unappliable.append(pending.id)
      }
    }
  }
}
