package import CustomerSuccess

/// When a replica talks to its service: a pure machine, told what happened, that says what to do.
///
/// A round is: push what is unsent, pull `core`, pull `bulk`. When the service does not take the
/// edits, both lanes are pulled all the same before it waits. While the machine is online a timer is
/// always armed, as a deadline while something is under way and else for the next round, so that
/// nothing waits for ever. It holds no rows, no clock and no random numbers.
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

    /// Something must happen by itself in this phase, so a timer is armed.
    package var isOnline: Bool {
      switch self {
      case .idle, .pushing, .pulling, .staging, .applying, .recovering: true
      case .offline, .authNeeded, .upgradeNeeded, .locked, .revoked, .broken: false
      }
    }

    /// A request or a step is under way.
    var isBusy: Bool { isOnline && self != .idle }
  }

  package private(set) var phase = Phase.offline
  /// Mutations the service has not acknowledged, as far as the machine was told.
  package private(set) var unsent = 0
  /// Failures in a row; 0 when the last request worked.
  package private(set) var failures = 0
  /// The number of the timer that is armed; nil for none.
  package private(set) var timer: Int?

  private var lastTimer = 0
  /// The number of the request or step under way, or of the last one.
  private var attempt = 0
  /// The service named a time to wait; not even a person's nudge cuts it short.
  private var isThrottled = false
  private var wantsAnotherRound = false
  private var pushLimit = SyncLimits.mutationsPerPush
  /// Pages received of each lane's checkpoint under way.
  private var pages: [Lane: Int] = [:]
  private var recoveries = 0
  private var poison: Poison?
  /// The service did not take the edits of this round, which goes on with the pulls.
  private var refusedPush: RefusedPush?

  private struct RefusedPush: Hashable {
    /// The time to wait that the service named.
    let seconds: Int?
  }

  /// Failures of the service on the same push.
  private struct Poison: Hashable {
    var failures: Int
    var since: Instant
  }

  package init() {}

  /// The service did not take the edits of this round.
  package var isPushRefused: Bool { refusedPush != nil }

  /// Takes one event.
  ///
  /// - Parameters:
  ///   - now: The machine's clock, only ever compared with itself.
  ///   - random: Spreads retries over time.
  package mutating func step(
    _ event: Event, at now: Instant, using random: inout some RandomNumberGenerator
  ) -> [Effect] {
    switch event {
    case .wentOnline(let unsent):
      self.unsent = unsent
      return phase == .offline ? startRound() : []
    case .wentOffline: return goOffline()
    case .edited(let unsent):
      self.unsent = unsent
      return phase == .idle && failures == 0 ? startRound() : []
    case .nudged: return nudge()
    case .timerFired(let number): return fire(number, at: now, using: &random)
    case .remedied(let unsent):
      self.unsent = unsent
      return phase == .offline || phase.isOnline ? [] : startRound()
    case .pushed(let attempt, _, _), .received(let attempt), .nothingNew(let attempt),
      .applied(let attempt, _, _), .recovered(let attempt, _), .failed(let attempt, _):
      // An answer to something that was given up meanwhile.
      guard attempt == self.attempt, phase.isBusy else { return [] }
      return answer(event, at: now, using: &random)
    }
  }
}

/// Events from outside.
extension ClientMachine {
  private mutating func goOffline() -> [Effect] {
    guard phase.isOnline else { return [] }
    let effects: [Effect] = phase.isBusy ? [.cancelRequest, .cancelTimer] : [.cancelTimer]
    stop(.offline)
    return effects
  }

  private mutating func nudge() -> [Effect] {
    switch phase {
    case .idle: return isThrottled ? [] : startRound()
    case .pushing, .pulling, .staging, .applying, .recovering:
      wantsAnotherRound = true
      return []
    case .authNeeded, .upgradeNeeded, .locked, .broken: return startRound()
    case .offline, .revoked: return []
    }
  }

  private mutating func fire(
    _ number: Int, at now: Instant, using random: inout some RandomNumberGenerator
  ) -> [Effect] {
    guard number == timer else { return [] }
    timer = nil
    isThrottled = false
    guard phase.isBusy else { return phase == .idle ? startRound() : [] }
    return [.cancelRequest] + backOff(after: nil, using: &random)
  }
}

/// What came of a request or a step.
extension ClientMachine {
  private mutating func answer(
    _ event: Event, at now: Instant, using random: inout some RandomNumberGenerator
  ) -> [Effect] {
    switch (phase, event) {
    case (.pushing, .pushed(_, let unsent, let didStopEarly)):
      if !didStopEarly || unsent < self.unsent { poison = nil }
      self.unsent = unsent
      guard !didStopEarly else { return notePoison(nil, at: now, using: &random) }
      noteProgress()
      pushLimit = SyncLimits.mutationsPerPush
      return unsent > 0 ? push() : pull(.core)
    case (.pulling(let lane), .received), (.staging(let lane, _), .received):
      phase = .applying(lane, page: pages[lane, default: 0] + 1)
      return [.apply(attempt: attempt), arm(RetryPolicy.deadlineMilliseconds)]
    case (.pulling(let lane), .nothingNew), (.staging(let lane, _), .nothingNew):
      noteProgress()
      return finish(lane, using: &random)
    case (.applying(let lane, _), .applied(_, let isComplete, let unsent)):
      self.unsent = unsent
      noteProgress()
      if isComplete { return finish(lane, using: &random) }
      pages[lane, default: 0] += 1
      return isPushDue ? push() : pull(lane)
    case (.recovering(let recovery), .recovered(_, let unsent)):
      self.unsent = unsent
      if case .restartPull(let lane) = recovery { pages[lane] = nil }
      return startRound()
    case (_, .failed(_, let trouble)): return fail(trouble, at: now, using: &random)
    case (_, _):
      // An answer of the wrong kind: whoever drives the machine is mistaken; try again later.
      return backOff(after: nil, using: &random)
    }
  }

  private mutating func noteProgress() {
    if refusedPush == nil { failures = 0 }
    recoveries = 0
  }

  private mutating func fail(
    _ trouble: Trouble, at now: Instant, using random: inout some RandomNumberGenerator
  ) -> [Effect] {
    switch trouble {
    case .unreachable, .replicaBusy: return backOff(after: nil, using: &random)
    case .throttled(let seconds): return backOff(after: seconds, using: &random)
    case .serverError(let seconds):
      guard phase == .pushing else { return backOff(after: seconds, using: &random) }
      return notePoison(seconds, at: now, using: &random)
    case .unavailable(let seconds):
      return phase == .pushing
        ? pullInstead(waiting: seconds) : backOff(after: seconds, using: &random)
    case .epoch(let epoch, let last):
      return recover(.adoptEpoch(epoch, lastSequence: last), using: &random)
    case .fork: return recover(.renewDevice, using: &random)
    case .gap(let last): return recover(.rewind(lastSequence: last), using: &random)
    case .page:
      guard let lane else { return halt(.broken) }
      return recover(.restartPull(lane), using: &random)
    case .tooLarge: return sendLess(using: &random)
    case .revoked: return halt(.revoked) + [.wipe]
    case .unauthorized, .forbidden: return halt(.authNeeded)
    case .locked: return halt(.locked)
    case .tooOld: return halt(.upgradeNeeded)
    case .refused, .replicaBroken: return halt(.broken)
    }
  }

  /// The lane of the pull under way; nil when none is.
  private var lane: Lane? {
    switch phase {
    case .pulling(let lane), .staging(let lane, _), .applying(let lane, _): lane
    case .offline, .idle, .pushing, .recovering, .authNeeded, .upgradeNeeded, .locked, .revoked,
      .broken:
      nil
    }
  }

  private mutating func sendLess(using random: inout some RandomNumberGenerator) -> [Effect] {
    guard phase == .pushing else { return halt(.broken) }
    guard pushLimit > 1 else { return recover(.park, using: &random) }
    pushLimit /= 2
    return push()
  }

  /// The service failed on the first mutation of a push, perhaps not for the first time.
  private mutating func notePoison(
    _ seconds: Int?, at now: Instant, using random: inout some RandomNumberGenerator
  ) -> [Effect] {
    var poison = poison ?? Poison(failures: 0, since: now)
    poison.failures += 1
    self.poison = poison
    guard poison.failures >= RetryPolicy.poisonFailures,
      poison.since.seconds(until: now) >= RetryPolicy.poisonSeconds
    else { return pullInstead(waiting: seconds) }
    self.poison = nil
    return recover(.park, using: &random)
  }
}

/// What the machine does next.
extension ClientMachine {
  private mutating func startRound() -> [Effect] {
    wantsAnotherRound = false
    refusedPush = nil
    return unsent > 0 ? push() : pull(.core)
  }

  private mutating func push() -> [Effect] {
    phase = .pushing
    attempt += 1
    return [.push(attempt: attempt, limit: pushLimit), arm(RetryPolicy.deadlineMilliseconds)]
  }

  private var isPushDue: Bool { unsent > 0 && refusedPush == nil }

  /// What others did comes although the service does not take what was done here.
  private mutating func pullInstead(waiting seconds: Int?) -> [Effect] {
    failures += 1
    refusedPush = RefusedPush(seconds: seconds)
    return pull(.core)
  }

  private mutating func pull(_ lane: Lane) -> [Effect] {
    let page = pages[lane, default: 0] + 1
    phase = page == 1 ? .pulling(lane) : .staging(lane, page: page)
    attempt += 1
    return [.pull(lane, attempt: attempt), arm(RetryPolicy.deadlineMilliseconds)]
  }

  private mutating func recover(
    _ recovery: Recovery, using random: inout some RandomNumberGenerator
  ) -> [Effect] {
    recoveries += 1
    guard recoveries <= RetryPolicy.recoveriesInARow else {
      recoveries = 0
      return backOff(after: nil, using: &random)
    }
    phase = .recovering(recovery)
    attempt += 1
    return [
      .recover(recovery, attempt: attempt), arm(RetryPolicy.deadlineMilliseconds),
    ]
  }

  /// A lane is complete: what is unsent first, then the other lane, then rest.
  private mutating func finish(
    _ lane: Lane, using random: inout some RandomNumberGenerator
  ) -> [Effect] {
    pages[lane] = nil
    if isPushDue { return push() }
    if lane == .core { return pull(.bulk) }
    if refusedPush != nil { return backOff(after: nil, using: &random) }
    if wantsAnotherRound { return startRound() }
    phase = .idle
    return [arm(RetryPolicy.safety(using: &random))]
  }

  /// Waits before the next round; the timer is armed here, in the step that notes the failure.
  private mutating func backOff(
    after seconds: Int?, using random: inout some RandomNumberGenerator
  ) -> [Effect] {
    // A refused push is counted already.
    if refusedPush == nil { failures += 1 }
    let seconds = seconds ?? refusedPush?.seconds
    refusedPush = nil
    phase = .idle
    isThrottled = seconds != nil
    let wait = seconds.map { min(max($0, 1), RetryPolicy.longestRetryAfterSeconds) * 1_000 }
    return [arm(wait ?? RetryPolicy.backOff(failures: failures, using: &random))]
  }

  private mutating func halt(_ phase: Phase) -> [Effect] {
    stop(phase)
    return [.cancelTimer]
  }

  private mutating func stop(_ phase: Phase) {
    self.phase = phase
    timer = nil
    failures = 0
    pages = [:]
    recoveries = 0
    refusedPush = nil
    isThrottled = false
    wantsAnotherRound = false
  }

  private mutating func arm(_ milliseconds: Int) -> Effect {
    lastTimer += 1
    timer = lastTimer
    return .armTimer(lastTimer, milliseconds: milliseconds)
  }
}
