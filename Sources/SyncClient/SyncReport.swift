/// What one round of sync did.
package struct SyncReport: Equatable, Sendable {
  /// Edits that the service took in this round.
  package var pushed = 0
  /// Rows that came, or went, with this round's checkpoints.
  package var pulled = 0
  /// The core lane's cursor after the round; nil before the first checkpoint.
  package var position: Int64?
  /// Edits that wait for a person's decision, in all.
  package var needsAttention = 0
  /// Why the round did not come to its end; nil when it did.
  package var problem: SyncProblem?

  package init() {}
}

/// What keeps a replica from its service.
package enum SyncProblem: Error, Equatable, Sendable {
  /// The home has no login.
  case notLoggedIn
  /// Another `tam` on this home talks to the service.
  case otherProgram
  /// No connection, or the service failed; it is tried again. The text says why.
  case unreachable(String)
  case loginNeeded(String)
  case upgradeNeeded(String)
  case locked(String)
  /// The device was revoked and the local copy removed.
  case revoked(String)
  /// The service does not take what this program sends.
  case refused(String)
  /// The replica cannot be written.
  case replica(String)
}

extension SyncProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notLoggedIn: "nobody has logged in here: run tam login"
    case .otherProgram: "another tam syncs this home already: it does the work for both"
    case .unreachable(let reason): reason
    case .loginNeeded(let reason): "\(reason): run tam login again; your edits are kept"
    case .upgradeNeeded(let reason): "\(reason): update tam; your edits are kept"
    case .locked(let reason): "\(reason): ask your administrator; your edits are kept"
    case .revoked(let reason): "\(reason): the local copy was removed; run tam login again"
    case .refused(let reason): "\(reason): report this, please; your edits are kept"
    case .replica(let reason): reason
    }
  }

  /// No service was reached.
  package var isUnreachable: Bool {
    if case .unreachable = self { true } else { false }
  }
}
