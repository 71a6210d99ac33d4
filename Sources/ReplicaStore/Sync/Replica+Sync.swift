package import CustomerSuccess
package import SyncEngine

// What the one who talks to the service calls; every function is one transaction.
extension Replica {
  /// The right to talk to the service for this home; given back with the last reference.
  ///
  /// Nil when another program has it.
  package func lockSync() throws -> SyncLock? {
    try FileLock(ifFree: home.syncLockPath, .exclusive).map(SyncLock.init)
  }

  /// The next mutations to offer; nil when all are acknowledged.
  package func nextPush(limit: Int = SyncLimits.mutationsPerPush) throws -> PushRequest? {
    try transact { try Outbox($0).nextPush(limit: limit) }
  }

  /// What to ask for next in a lane.
  package func nextPull(_ lane: Lane) throws -> PullRequest {
    try transact { try Outbox($0).nextPull(lane) }
  }

  /// How many mutations the service has not acknowledged.
  package func unsentCount() throws -> Int {
    try transact { try Outbox($0).unsentCount() }
  }

  /// Notes how far the service got.
  package func acknowledge(_ response: PushResponse) throws {
    try transact { try Outbox($0).acknowledge(response) }
    broadcast.send(ReplicaChange(cause: .status, tables: []))
  }

  /// After 409 `page`.
  package func restartPull(_ lane: Lane) throws {
    try transact { try Outbox($0).restartPull(lane) }
  }

  /// After 409 `epoch`: the service was restored from a backup.
  package func adopt(epoch: Int64, lastSequence: Int64) throws {
    try transact { try Outbox($0).adopt(epoch: epoch, lastSequence: lastSequence) }
    try compactJournal()
  }

  /// After 409 `fork`: goes on as the device of that login.
  package func renew(as access: ServiceAccess) throws {
    try home.save(access)
    try transact { try Outbox($0).renew(as: Device.ID(access.device)) }
    try compactJournal()
  }

  /// After 409 `gap`.
  package func rewind(to lastSequence: Int64) throws {
    try transact { try Outbox($0).rewind(to: lastSequence) }
  }

  /// Asks the service to put the first mutation not acknowledged aside.
  package func park() throws {
    try transact { try Outbox($0).park() }
  }

  /// Brings one answer of the service into the replica, all of it or nothing.
  ///
  /// A first load leaves something to be made: see ``finishNextPiece()``.
  package func receive(
    _ response: PullResponse, to request: PullRequest
  ) throws -> PullOutcome {
    try doChores()
    let now = environment.now()
    let isFirstLoad = request.cursor == nil
    if !isFirstLoad { try finishLoad() }
    if isFirstLoad { try file.waitForDisk(!response.end.isPartial) }
    let (outcome, transaction) = try file.write { connection in
      let transaction = SQLReplicaTransaction(connection, now: now)
      let outcome = try CheckpointApplier(transaction).receive(response, to: request)
      if case .complete = outcome {
        try MetaFacts(connection: connection).set(.lastCheckpoint, now.stored)
        try transaction.removeOldSent()
      }
      return (outcome, transaction.traces)
    }
    broadcast.send(ReplicaChange(cause: .sync, tables: transaction.tables))
    if transaction.didSettle { chores.add(.compactJournal) }
    if case .complete(let report) = outcome, report.scopesDropped > 0 { chores.add(.truncateLog) }
    // The answer is taken: what fails now is tried again, and said, with the next one.
    try? doChores()
    return outcome
  }

  /// Does what commits of the sync left to do outside the tables; what fails stays due.
  private func doChores() throws {
    try chores.carryOut(.truncateLog, file.truncateLog)
    try chores.carryOut(.compactJournal, compactJournal)
  }

  /// Makes a piece of what a first load leaves to be made, the indexes and the search, which takes
  /// some tenths of a second; false when nothing is left.
  @discardableResult
  package func finishNextPiece() throws -> Bool {
    guard try file.read({ try LoadFinisher($0).isDue() }) else { return false }
    // A piece that a power cut takes is made again.
    try file.waitForDisk(false)
    let isMade = try file.write { try LoadFinisher($0).makeNext() }
    try file.waitForDisk(true)
    if !isMade { try file.truncateLog() }
    return isMade
  }

  /// Makes all of it.
  package func finishLoad() throws {
    while try finishNextPiece() {}
  }

  /// Notes that the service was asked and had nothing new.
  package func noteNothingNew() throws {
    try doChores()
    let now = environment.now()
    try file.write { try MetaFacts(connection: $0).set(.lastCheckpoint, now.stored) }
    broadcast.send(ReplicaChange(cause: .status, tables: []))
  }

  /// Looks for commits of other programs since the last look, and tells those who watch.
  ///
  /// Cheap. Now and then it sees one where there was none, never the other way round.
  @discardableResult
  package func noticeOtherPrograms() throws -> Bool {
    guard try file.hasForeignCommits() else { return false }
    broadcast.send(
      ReplicaChange(cause: .otherProgram, tables: Set(Schema.tables.map(\.name))))
    return true
  }

  /// Removes every row, the edits, the keys recorded last and the login from this machine, and the
  /// copies that were set aside; drafts of what was typed stay.
  package func wipe() throws {
    try file.write { connection in
      try ReplicaLayout.dropAll(connection)
      for sql in ReplicaLayout.ownTables { try connection.execute(sql) }
      try ReplicaLayout.createSyncedTables(connection)
    }
    broadcast.send(ReplicaChange(cause: .sync, tables: Set(Schema.tables.map(\.name))))
    try file.exclusively { try journal.replace(with: []) }
    try home.removeAccess()
    try home.removeTraces()
    try file.truncateLog()
  }

  @discardableResult
  private func transact<Answer>(
    _ body: (SQLReplicaTransaction) throws -> Answer
  ) throws -> Answer {
    let now = environment.now()
    return try file.write { try body(SQLReplicaTransaction($0, now: now)) }
  }
}

/// Held by the one program that talks to the service for a home.
package final class SyncLock: Sendable {
  private let lock: FileLock

  init(_ lock: FileLock) { self.lock = lock }
}

extension SQLReplicaTransaction {
  /// What it left behind, for those who are told.
  fileprivate var traces: (tables: Set<String>, didSettle: Bool) {
    (writer.touchedTables, didSettle)
  }
}
