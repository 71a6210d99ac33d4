package import CustomerSuccess
import SyncEngine
import Synchronization

/// What the status line says of the connection to the service.
package struct SyncStatus: Equatable, Sendable {
  package enum Connection: String, Sendable {
    /// Nothing has been tried since the program started.
    case unknown
    case online
    case offline
    /// The service refuses the login: log in again.
    case loginNeeded
    /// The service needs a newer version of the app.
    case upgradeNeeded
    /// An administrator locked or revoked this device.
    case revoked
  }

  package enum Phase: String, Sendable {
    case idle
    case pushing
    case pulling
    case applying
    /// Waits for its next try after a failure.
    case waiting
  }

  package var connection: Connection
  package var phase: Phase
  /// Edits that the service has not confirmed.
  package var unsentCount: Int
  /// When the oldest of them was made; nil when there is none.
  package var oldestUnsent: Instant?
  /// When the last complete checkpoint was applied; nil before the first.
  package var lastCheckpoint: Instant?
  /// Edits that the service refused and a person must decide on.
  package var needsAttentionCount: Int
  /// How far the two lanes are; nil before a lane's first checkpoint.
  package var corePosition: Int64?
  package var bulkPosition: Int64?
  /// Why the last try failed, in words; nil when it went well.
  package var lastError: String?
  package var nextAttempt: Instant?
  /// Tries that failed one after the other since the last that went well.
  package var failedTries: Int
  /// Customers received so far by a first sync, and how many there will be; nil otherwise.
  package var progress: Progress?
  /// The address of the service; nil before a login.
  package var service: String?
  package var me: User.ID?
  package var myName: String?

  package struct Progress: Hashable, Sendable {
    package var done: Int
    /// Nil while it is not known.
    package var total: Int?

    package init(done: Int, total: Int?) {
      self.done = done
      self.total = total
    }
  }
}

/// What the one who syncs says of how it goes; see ``Replica/write(_:)``.
package struct SyncFacts: Equatable, Sendable {
  package var connection: SyncStatus.Connection
  package var phase: SyncStatus.Phase
  package var lastError: String?
  package var nextAttempt: Instant?
  package var failedTries: Int
  package var progress: SyncStatus.Progress?

  package init(
    connection: SyncStatus.Connection = .unknown, phase: SyncStatus.Phase = .idle,
    lastError: String? = nil, nextAttempt: Instant? = nil, failedTries: Int = 0,
    progress: SyncStatus.Progress? = nil
  ) {
    self.failedTries = failedTries
    self.connection = connection
    self.phase = phase
    self.lastError = lastError
    self.nextAttempt = nextAttempt
    self.progress = progress
  }
}

/// The facts that change several times during one sync: kept in memory, because a write to the disk
/// for each would cost more than the sync.
final class VolatileStatus: Sendable {
  private let facts = Mutex(SyncFacts())

  var current: SyncFacts { facts.withLock { $0 } }

  /// False when nothing changed.
  func replace(_ new: SyncFacts) -> Bool {
    facts.withLock { facts in
      guard facts != new else { return false }
      facts = new
      return true
    }
  }
}

extension Replica {
  package func syncStatus() throws -> SyncStatus {
    let facts = volatileStatus.current
    let service = try home.access()
    return try file.read { connection in
      let meta = MetaFacts(connection: connection)
      let state = try meta.syncState()
      let acknowledged = Value.integer(state?.acknowledgedSequence ?? 0)
      let oldest = try connection.first(
        "SELECT min(at) FROM outbox WHERE seq > ?1", [acknowledged]
      ) { $0.instant() }
      return SyncStatus(
        connection: facts.connection, phase: facts.phase,
        unsentCount: try connection.count(
          "SELECT count(*) FROM outbox WHERE seq > ?1", [acknowledged]),
        oldestUnsent: oldest ?? nil,
        lastCheckpoint: try meta.instant(.lastCheckpoint),
        needsAttentionCount: try connection.count("SELECT count(*) FROM attention"),
        corePosition: state?.core.cursor?.rawValue, bulkPosition: state?.bulk.cursor?.rawValue,
        lastError: try facts.lastError ?? meta.text(.lastError), nextAttempt: facts.nextAttempt,
        failedTries: facts.failedTries, progress: facts.progress, service: service?.service,
        me: service?.user,
        myName: service?.userName)
    }
  }

  /// Tells everybody who watches how the sync goes; an error stays known to the next program.
  package func write(_ facts: SyncFacts) throws {
    let before = volatileStatus.current
    guard volatileStatus.replace(facts) else { return }
    if before.lastError != facts.lastError {
      try file.write { try MetaFacts(connection: $0).set(.lastError, facts.lastError?.stored) }
    }
    broadcast.send(ReplicaChange(cause: .status, tables: []))
  }
}
