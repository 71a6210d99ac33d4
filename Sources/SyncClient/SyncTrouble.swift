import ReplicaStore
import SyncEngine

/// What a failure means for the machine, and what a person is told of it.
enum SyncTrouble {
  static func of(_ error: any Error) -> (ClientMachine.Trouble, SyncProblem) {
    switch error {
    case let error as ConnectionError: of(error)
    case is FrameError, is CancellationError: (.unreachable, .unreachable("\(error)"))
    case let error as ReplicaError: of(error)
    case let problem as SyncProblem: (.unauthorized, problem)
    default: (.replicaBroken, .replica("\(error)"))
    }
  }

  private static func of(_ error: ConnectionError) -> (ClientMachine.Trouble, SyncProblem) {
    switch error {
    case .refused(let failure): of(failure)
    case .unreachable, .answerTooLong: (.unreachable, .unreachable(error.description))
    case .foreign: (.unavailable(retryAfterSeconds: nil), .unreachable(error.description))
    case .notAnAddress, .plaintext: (.refused, .refused(error.description))
    }
  }

  private static func of(_ failure: SyncFailure) -> (ClientMachine.Trouble, SyncProblem) {
    let trouble = ClientMachine.Trouble(failure)
    let problem: SyncProblem =
      switch trouble {
      case .unauthorized, .forbidden: .loginNeeded(failure.message)
      case .tooOld: .upgradeNeeded(failure.message)
      case .locked: .locked(failure.message)
      case .revoked: .revoked(failure.message)
      case .refused, .tooLarge: .refused(failure.message)
      case .unreachable, .serverError, .unavailable, .throttled, .epoch, .fork, .gap, .page,
        .replicaBusy:
        .unreachable(failure.message)
      case .replicaBroken: .replica(failure.message)
      }
    return (trouble, problem)
  }

  private static func of(_ error: ReplicaError) -> (ClientMachine.Trouble, SyncProblem) {
    switch error {
    case .busy: (.replicaBusy, .replica(error.description))
    case .diskFull, .damaged, .inUse, .notLoggedIn, .othersEdits, .noSuchItem, .failed:
      (.replicaBroken, .replica(error.description))
    }
  }
}

extension ClientMachine.Event {
  /// Not the answer to something that the machine asked for.
  var isFromOutside: Bool {
    switch self {
    case .wentOnline, .wentOffline, .edited, .nudged, .timerFired, .remedied: true
    case .pushed, .received, .nothingNew, .applied, .recovered, .failed: false
    }
  }
}

extension ClientMachine.Phase {
  /// A request or a step is under way.
  var isUnderWay: Bool { isOnline && self != .idle }

  /// Nil when it is not this phase that tells.
  func connection(isFailing: Bool) -> SyncStatus.Connection? {
    switch self {
    case .offline: nil
    case .idle, .pushing, .pulling, .staging, .applying, .recovering:
      isFailing ? .offline : .online
    case .authNeeded: .loginNeeded
    case .upgradeNeeded: .upgradeNeeded
    case .locked, .revoked: .revoked
    case .broken: .offline
    }
  }

  func status(isFailing: Bool) -> SyncStatus.Phase {
    switch self {
    case .idle: isFailing ? .waiting : .idle
    case .pushing, .recovering: .pushing
    case .pulling, .staging: .pulling
    case .applying: .applying
    case .offline, .authNeeded, .upgradeNeeded, .locked, .revoked, .broken: .idle
    }
  }
}
