import CustomerSuccess
import Support
import SyncEngine

/// What a replica asks of the service, over a bad network.
extension Simulation {
  func perform(_ effect: ClientMachine.Effect, on replica: SimulatedReplica) throws {
    let event: ClientMachine.Event
    switch effect {
    case .push(let attempt, let limit): event = try push(replica, attempt, limit)
    case .pull(let lane, let attempt): event = try pull(replica, lane, attempt)
    case .apply(let attempt): event = try apply(replica, attempt)
    case .recover(let recovery, let attempt):
      try recover(replica, recovery)
      event = .recovered(attempt: attempt, unsent: try replica.unsent)
    case .wipe: throw Violation("replica \(replica.number) is to be wiped")
    case .armTimer, .cancelTimer, .cancelRequest: return
    }
    try replica.step(event, at: now, &random)
  }

  private func push(
    _ replica: SimulatedReplica, _ attempt: Int, _ limit: Int
  ) throws -> ClientMachine.Event {
    guard let request = try replica.store.nextPush(limit: limit) else {
      return .pushed(attempt: attempt, unsent: 0, didStopEarly: false)
    }
    if chance(faultPercent) { return .failed(attempt: attempt, .unreachable) }
    if chance(faultPercent) { delayedPushes.append((request, replica.user)) }
    do {
      service.expected = request
      var response = try service.push(request, by: replica.user)
      if chance(faultPercent) { response = try service.push(request, by: replica.user) }
      if chance(faultPercent) { return .failed(attempt: attempt, .unreachable) }
      try replica.store.acknowledge(response)
      return .pushed(
        attempt: attempt, unsent: try replica.unsent, didStopEarly: response.didStopEarly)
    } catch let failure as SyncFailure {
      return .failed(attempt: attempt, ClientMachine.Trouble(failure))
    }
  }

  private func pull(
    _ replica: SimulatedReplica, _ lane: Lane, _ attempt: Int
  ) throws -> ClientMachine.Event {
    let request = try replica.store.nextPull(lane)
    if chance(faultPercent) { return .failed(attempt: attempt, .unreachable) }
    do {
      let snapshot = faultySnapshot(for: request)
      guard let bytes = try service.pull(request, by: replica.user, from: snapshot) else {
        return .nothingNew(attempt: attempt)
      }
      if chance(faultPercent) { return .failed(attempt: attempt, .unreachable) }
      if chance(faultPercent) {
        try expectRefused(cut: bytes)
        return .failed(attempt: attempt, .unreachable)
      }
      let response = try PullResponse(decoding: bytes)
      try checkLeak(response, to: replica.user)
      if chance(faultPercent) { latePulls.append((replica, response, request)) }
      replica.received = (try tampered(response, for: replica), request)
      return .received(attempt: attempt)
    } catch let failure as SyncFailure {
      return .failed(attempt: attempt, ClientMachine.Trouble(failure))
    }
  }

  private func expectRefused(cut bytes: [UInt8]) throws {
    let length = Int.random(in: 0..<bytes.count, using: &random)
    guard (try? PullResponse(decoding: Array(bytes.prefix(length)))) == nil else {
      throw Violation("an answer of \(bytes.count) bytes cut to \(length) counts as whole")
    }
  }

  private func apply(
    _ replica: SimulatedReplica, _ attempt: Int
  ) throws -> ClientMachine.Event {
    guard let (response, request) = replica.received else {
      throw Violation("replica \(replica.number) is to apply an answer that it does not have")
    }
    replica.received = nil
    let outcome = try receive(response, request, on: replica)
    switch outcome {
    case .complete: break
    case .page:
      return .applied(attempt: attempt, isComplete: false, unsent: try replica.unsent)
    case .forked: return .failed(attempt: attempt, .fork)
    case .stale: return .failed(attempt: attempt, .replicaBusy)
    }
    return .applied(attempt: attempt, isComplete: true, unsent: try replica.unsent)
  }

  private func receive(
    _ response: PullResponse, _ request: PullRequest, on replica: SimulatedReplica
  ) throws -> PullOutcome {
    let outcome = try replica.store.receive(response, to: request)
    if case .complete(let report) = outcome {
      try checkCheckpoint(report, response, on: replica)
    }
    try checkAccounts(of: replica)
    return outcome
  }

  private func recover(
    _ replica: SimulatedReplica, _ recovery: ClientMachine.Recovery
  ) throws {
    switch recovery {
    case .renewDevice:
      let device = Device.ID("device\(100 + newNumber())")
      try service.write { $0.enroll(device, of: replica.user) }
      try replica.store.renew(as: device)
    case .adoptEpoch(let epoch, let last):
      try replica.store.adopt(epoch: epoch, lastSequence: last)
    case .rewind(let last): try replica.store.rewind(to: last)
    case .restartPull(let lane): try replica.store.restartPull(lane)
    case .park: try replica.store.park()
    }
  }

  /// A push that was on its way for a long time arrives, and nobody waits for its answer.
  func deliverDelayedPush() throws {
    guard let index = delayedPushes.indices.randomElement(using: &random) else { return }
    let (request, user) = delayedPushes.remove(at: index)
    do {
      service.expected = request
      _ = try service.push(request, by: user)
    } catch is SyncFailure {
      // Refused because the device has moved on.
    }
  }

  /// An answer that was given up arrives after all, and the program applies it by mistake.
  func applyLatePull() throws {
    guard let index = latePulls.indices.randomElement(using: &random) else { return }
    let (replica, response, request) = latePulls.remove(at: index)
    _ = try receive(try tampered(response, for: replica), request, on: replica)
  }
}
