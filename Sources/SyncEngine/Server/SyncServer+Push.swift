package import CustomerSuccess

extension SyncServer {
  /// Applies the mutations of a push in their order, each exactly once.
  ///
  /// Several share a commit. When the store fails on one of them, those before it count and the
  /// answer says that it stopped early; when it fails on the first, that failure is thrown.
  ///
  /// - Parameter write: Runs its argument in one transaction, commits when it returns, rolls back
  ///   and throws when it throws. Called several times.
  package func push<Transaction: ServiceTransaction>(
    _ request: PushRequest, by user: User.ID,
    write: (_ body: (Transaction) throws -> Void) throws -> Void
  ) throws -> PushResponse {
    try Self.checkProtocol(request.protocolVersion)
    guard request.mutations.count <= SyncLimits.mutationsPerPush else {
      throw SyncFailure(
        .tooLarge,
        "a push has \(request.mutations.count) edits, at most \(SyncLimits.mutationsPerPush) are "
          + "taken: send fewer at a time")
    }
    var results: [MutationResult] = []
    let didFinish = try process(request, by: user, &results, write)
    return try answer(request, by: user, results, didStopEarly: !didFinish, write)
  }

  private func process<Transaction: ServiceTransaction>(
    _ request: PushRequest, by user: User.ID, _ results: inout [MutationResult],
    _ write: (_ body: (Transaction) throws -> Void) throws -> Void
  ) throws -> Bool {
    var start = 0
    while start < request.mutations.count {
      let end = min(start + SyncLimits.mutationsPerCommit, request.mutations.count)
      let group = Array(request.mutations[start..<end])
      do {
        results += try processGroup(group, request, user, write)
      } catch let failure as SyncFailure {
        throw failure
      } catch {
        // One by one: those before the one that fails shall not wait for it.
        for (index, offer) in group.enumerated() {
          do {
            results += try processGroup([offer], request, user, write)
          } catch let failure as SyncFailure {
            throw failure
          } catch {
            guard start + index > 0 else { throw error }
            return false
          }
        }
      }
      start = end
    }
    return true
  }

  /// One commit.
  private func processGroup<Transaction: ServiceTransaction>(
    _ group: [PushOffer], _ request: PushRequest, _ user: User.ID,
    _ write: (_ body: (Transaction) throws -> Void) throws -> Void
  ) throws -> [MutationResult] {
    var results: [MutationResult] = []
    try write { transaction in
      // The transaction may be run again after a collision.
      results = []
      let desk = MutationDesk(transaction: transaction, author: user)
      for offer in group {
        let device = try Self.device(request, of: user, in: transaction)
        if let result = try desk.process(offer, of: device) { results.append(result) }
      }
    }
    return results
  }

  private func answer<Transaction: ServiceTransaction>(
    _ request: PushRequest, by user: User.ID, _ results: [MutationResult], didStopEarly: Bool,
    _ write: (_ body: (Transaction) throws -> Void) throws -> Void
  ) throws -> PushResponse {
    var answer: PushResponse?
    try write { transaction in
      let device = try Self.device(request, of: user, in: transaction)
      answer = PushResponse(
        lastSequence: device.lastSequence, lastMutationID: device.lastMutationID,
        position: try transaction.head(), results: results, didStopEarly: didStopEarly)
    }
    guard let answer else {
      throw SyncFailure(.internalError, "the service did not run its transaction: try again")
    }
    return answer
  }

  private static func device(
    _ request: PushRequest, of user: User.ID, in transaction: some ServiceTransaction
  ) throws -> DeviceRecord {
    let device = try checkedDevice(request.device, of: user, in: transaction)
    let epoch = try transaction.epoch()
    guard request.epoch ?? epoch == epoch else { throw epochFailure(epoch, device) }
    return device
  }
}
