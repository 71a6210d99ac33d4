package import CustomerSuccess

/// When a replica talks to its service: a pure machine, told what happened, that says what to do.
///
/// While it is online a timer is always armed, in flight as a deadline and else for the next try,
/// so that nothing waits for ever. It holds no rows, no clock and no random numbers.
package struct ClientMachine: Hashable, Sendable {
  package enum Phase: Hashable, Sendable {
    /// The machine has no network, or has not been started.
    case offline
    /// Waits for its timer, an edit or a nudge.
    case idle
    case pushing
    /// A first page is asked for.
    case pulling(Lane)
    /// A further page is asked for; pages count from 1.
    case staging(Lane, page: Int)
    /// An answer is brought into the replica.
    case applying(Lane, page: Int)
    /// A local or remote step after a fork, a gap or a restored service.
    case recovering(Recovery)
    /// The token is not accepted: log in.
    case authNeeded
    /// The service no longer speaks this protocol: update the program.
    case upgradeNeeded
    /// The service locked the device.
    case locked
    /// The service revoked the device; the replica is wiped.
    case revoked
    /// The replica cannot be used, or the service refuses what this program sends.
    case broken
  }

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

  package enum Trouble: Hashable, Sendable {
    /// No answer, a cut answer, or a damaged one.
    case unreachable
    /// 5xx.
    case serverError(retryAfterSeconds: Int?)
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
    /// The replica was busy: nothing is lost, the same step is tried again.
    case replicaBusy
    /// The replica is damaged or its disk is full.
    case replicaBroken
  }

  package enum Effect: Hashable, Sendable {
    case push(attempt: Int, limit: Int)
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

  package private(set) var phase = Phase.offline

  package init() {}

  /// Takes one event.
  ///
  /// - Parameters:
  ///   - now: The machine's clock, only ever compared with itself.
  ///   - random: Spreads retries over time.
  package mutating func step(
    _ event: Event, at now: Instant, using random: inout some RandomNumberGenerator
  ) -> [Effect] { [] }
}
