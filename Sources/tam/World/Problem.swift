import CustomerSuccess
import ReplicaStore
import SyncClient
import SyncEngine

/// How the program ended, for scripts.
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  /// Some of it was done; what was refused is listed.
  case doneInPart = 3
  /// The verb needs the service, and it does not answer.
  case noService = 4
  case notPermitted = 5
  case wrongUsage = 64
}

/// Why a verb ends without its result: the words for the person, the number for scripts.
struct Problem: Error, CustomStringConvertible {
  let status: ExitStatus
  /// What failed, on which thing, why, and what to do.
  let description: String

  static func failed(_ words: String) -> Problem { Problem(status: .failed, description: words) }
  static func usage(_ words: String) -> Problem {
    Problem(status: .wrongUsage, description: words)
  }

  /// - Parameter status: What the words stand for, when the error itself does not say.
  init(status: ExitStatus, description: String) {
    self.status = status
    self.description = description
  }

  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let refusal as MutationRefusal:
      self.init(status: ExitStatus(refusal.code), description: refusal.reason)
    case let connection as ConnectionError:
      self.init(status: ExitStatus(connection), description: connection.description)
    case let problem as SyncProblem:
      self.init(status: ExitStatus(problem), description: problem.description)
    case ReplicaError.notLoggedIn:
      self.init(status: .notPermitted, description: "\(ReplicaError.notLoggedIn)")
    default: self.init(status: .failed, description: "\(error)")
    }
  }
}

extension ExitStatus {
  init(_ code: MutationRefusal.Code) {
    switch code {
    case .notInScope, .notPermitted, .fieldNotYours: self = .notPermitted
    case .conflict, .missing, .idTaken, .invalid, .parentRejected, .other: self = .failed
    }
  }

  init(_ error: ConnectionError) {
    switch error {
    case .notAnAddress, .plaintext: self = .wrongUsage
    case .unreachable, .answerTooLong, .foreign: self = .noService
    case .refused(let failure): self.init(failure.code)
    }
  }

  init(_ problem: SyncProblem) {
    switch problem {
    case .unreachable: self = .noService
    case .notLoggedIn, .loginNeeded, .locked, .revoked: self = .notPermitted
    case .otherProgram, .upgradeNeeded, .refused, .replica: self = .failed
    }
  }

  private init(_ code: SyncFailure.Code) {
    switch code {
    case .badCode, .unauthorized, .forbidden, .revoked, .locked: self = .notPermitted
    case .unavailable, .tooMany, .internalError: self = .noService
    case .malformed, .epoch, .fork, .gap, .page, .precondition, .tooLarge, .tooOld: self = .failed
    }
  }
}
