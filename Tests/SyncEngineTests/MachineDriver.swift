import CustomerSuccess
import Support
import SyncEngine
import Testing

/// A machine with its clock and dice, and what it asked for last.
struct MachineDriver {
  private(set) var machine = ClientMachine()
  var random: SeededGenerator
  /// The number of the last request or step.
  var attempt = 0
  private(set) var pushLimit: Int?
  /// Milliseconds until the armed timer fires; nil when none is armed.
  private(set) var wait: Int?
  private var timer = 0
  private var now = Instant(secondsSinceEpoch: 1_700_000_000)

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// The phase in words.
  var phase: String {
    switch machine.phase {
    case .offline: "offline"
    case .idle: "idle"
    case .pushing: "pushing"
    case .pulling(let lane): "pulling \(lane.rawValue)"
    case .staging(let lane, let page): "staging \(lane.rawValue) \(page)"
    case .applying(let lane, let page): "applying \(lane.rawValue) \(page)"
    case .recovering: "recovering"
    case .authNeeded: "authNeeded"
    case .upgradeNeeded: "upgradeNeeded"
    case .locked: "locked"
    case .revoked: "revoked"
    case .broken: "broken"
    }
  }

  @discardableResult
  mutating func step(_ event: ClientMachine.Event) -> [ClientMachine.Effect] {
    let effects = machine.step(event, at: now, using: &random)
    for effect in effects {
      switch effect {
      case .push(let number, let limit):
        attempt = number
        pushLimit = limit
      case .pull(_, let number), .recover(_, let number), .apply(let number): attempt = number
      case .armTimer(let number, let milliseconds):
        timer = number
        wait = milliseconds
      case .cancelTimer: wait = nil
      case .cancelRequest, .wipe: break
      }
    }
    return effects
  }

  /// Lets the armed timer fire, at its time.
  @discardableResult
  mutating func fire() -> [ClientMachine.Effect] {
    now = now.adding(seconds: (wait ?? 0) / 1_000)
    wait = nil
    return step(.timerFired(timer))
  }

  /// Lets the two pulls of a round find nothing.
  mutating func pullNothing() {
    for _ in Lane.allCases { step(.nothingNew(attempt: attempt)) }
  }

  func expectTimer(_ comment: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      (wait != nil) == machine.phase.isOnline && (machine.timer != nil) == (wait != nil),
      "\(comment): \(phase) with wait \(wait ?? -1)", sourceLocation: sourceLocation)
  }

  /// The event of a name in the truth table; nil for a timer that is not armed.
  func event(for happening: String) -> ClientMachine.Event? {
    switch happening {
    case "wentOnline": .wentOnline(unsent: 0)
    case "wentOffline": .wentOffline
    case "edited": .edited(unsent: 1)
    case "nudged": .nudged
    case "timer": machine.timer.map { .timerFired($0) }
    case "pushed": .pushed(attempt: attempt, unsent: 0, didStopEarly: false)
    case "pushedSome": .pushed(attempt: attempt, unsent: 1, didStopEarly: false)
    case "stopped": .pushed(attempt: attempt, unsent: 1, didStopEarly: true)
    case "received": .received(attempt: attempt)
    case "nothingNew": .nothingNew(attempt: attempt)
    case "page": .applied(attempt: attempt, isComplete: false, unsent: 0)
    case "complete": .applied(attempt: attempt, isComplete: true, unsent: 0)
    case "recovered": .recovered(attempt: attempt, unsent: 0)
    case "remedied": .remedied(unsent: 0)
    default: trouble(happening).map { .failed(attempt: attempt, $0) }
    }
  }

  private func trouble(_ name: String) -> ClientMachine.Trouble? {
    switch name {
    case "unreachable": .unreachable
    case "serverError": .serverError(retryAfterSeconds: nil)
    case "unavailable": .unavailable(retryAfterSeconds: nil)
    case "throttled": .throttled(retryAfterSeconds: 5)
    case "unauthorized": .unauthorized
    case "forbidden": .forbidden
    case "epoch": .epoch(2, lastSequence: 0)
    case "fork": .fork
    case "gap": .gap(lastSequence: 0)
    case "badPage": .page
    case "revoked": .revoked
    case "tooLarge": .tooLarge
    case "locked": .locked
    case "tooOld": .tooOld
    case "refused": .refused
    case "busy": .replicaBusy
    case "damaged": .replicaBroken
    default: nil
    }
  }
}
