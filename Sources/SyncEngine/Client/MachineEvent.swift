package import CustomerSuccess

extension ClientMachine {
  package enum Event: Hashable, Sendable {
    /// The program started, or the network came back. `unsent` is ``Outbox/unsentCount()``.
    case wentOnline(unsent: Int)
    case wentOffline
    /// A local edit was committed.
    case edited(unsent: Int)
    /// A person or the service asks to sync now.
    case nudged
    /// The timer with that number fired.
    case timerFired(Int)
    /// A push was answered and the answer noted in the replica.
    case pushed(attempt: Int, unsent: Int, didStopEarly: Bool)
    /// A pull was answered with frames that are whole and valid.
    case received(attempt: Int)
    /// A pull was answered with 204.
    case nothingNew(attempt: Int)
    /// The answer is in the replica. `unsent` as above.
    case applied(attempt: Int, isComplete: Bool, unsent: Int)
    /// A recovery step is done.
    case recovered(attempt: Int, unsent: Int)
    /// A request or a step did not work.
    case failed(attempt: Int, Trouble)
    /// A person logged in, updated, or repaired what stopped the machine.
    case remedied(unsent: Int)
  }

  package enum Effect: Hashable, Sendable {
    /// ``Outbox/nextPush(limit:)``, send, ``Outbox/acknowledge(_:)``.
    case push(attempt: Int, limit: Int)
    /// ``Outbox/nextPull(_:)``, send.
    case pull(Lane, attempt: Int)
    /// Bring the answer of that pull into the replica.
    case apply(attempt: Int)
    case recover(Recovery, attempt: Int)
    /// Replaces any timer that is armed.
    case armTimer(Int, milliseconds: Int)
    case cancelTimer
    /// Give the request under way up; its answer will be ignored.
    case cancelRequest
    /// Remove every row, the token and the outbox from this machine.
    case wipe
  }

  /// A step that puts the conversation with the service right.
  package enum Recovery: Hashable, Sendable {
    /// Ask for a new device (``SyncRoute/renew``), then ``Outbox/renew(as:)``.
    case renewDevice
    /// ``Outbox/adopt(epoch:lastSequence:)``.
    case adoptEpoch(Int64, lastSequence: Int64)
    /// ``Outbox/rewind(to:)``.
    case rewind(lastSequence: Int64)
    /// ``Outbox/restartPull(_:)``.
    case restartPull(Lane)
    /// ``Outbox/park()``.
    case park
  }

  package enum Trouble: Hashable, Sendable {
    /// No answer, a cut answer, or a damaged one.
    case unreachable
    /// The service failed on the request, perhaps because of what is in it.
    case serverError(retryAfterSeconds: Int?)
    /// The service cannot work at the moment, or somebody else answered in its place: nothing is
    /// said of the request.
    case unavailable(retryAfterSeconds: Int?)
    /// 429.
    case throttled(retryAfterSeconds: Int?)
    /// 401.
    case unauthorized
    /// 403.
    case forbidden
    case epoch(Int64, lastSequence: Int64)
    /// 409 `fork`, or the applier said `forked`.
    case fork
    case gap(lastSequence: Int64)
    case page
    /// 410.
    case revoked
    /// 413.
    case tooLarge
    /// 423.
    case locked
    /// 426.
    case tooOld
    /// 400 or 412: the service does not take what this program sends.
    case refused
    /// The replica was busy, or had moved on when the answer came: nothing is lost, the step is
    /// tried again.
    case replicaBusy
    /// The replica is damaged or its disk is full.
    case replicaBroken
  }
}

extension ClientMachine.Trouble {
  /// What a refusal of the service means for the machine.
  package init(_ failure: SyncFailure) {
    switch failure.code {
    case .malformed, .precondition: self = .refused
    case .unauthorized: self = .unauthorized
    case .forbidden, .badCode: self = .forbidden
    case .epoch:
      self = failure.epoch.map { .epoch($0, lastSequence: failure.lastSequence ?? 0) } ?? .refused
    case .fork: self = .fork
    case .gap: self = failure.lastSequence.map { .gap(lastSequence: $0) } ?? .refused
    case .page: self = .page
    case .revoked: self = .revoked
    case .tooLarge: self = .tooLarge
    case .locked: self = .locked
    case .tooOld: self = .tooOld
    case .tooMany: self = .throttled(retryAfterSeconds: failure.retryAfterSeconds)
    case .internalError: self = .serverError(retryAfterSeconds: failure.retryAfterSeconds)
    case .unavailable: self = .unavailable(retryAfterSeconds: failure.retryAfterSeconds)
    }
  }
}
