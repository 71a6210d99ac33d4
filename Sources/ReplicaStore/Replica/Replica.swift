package import CustomerSuccess

/// A person's local copy of what they may see, with their edits applied.
///
/// Everything the app shows is read from here and nothing waits for the network. All calls are
/// synchronous and may come from any thread; reads see one consistent state and never wait for a
/// write. Several programs may have one home open: each write holds the home's lock for the length
/// of its transaction, and only one program at a time talks to the service.
package final class Replica: Sendable {
  package let home: Home
  package let environment: ReplicaEnvironment
  /// What a person should hear about the opening; empty on an ordinary day.
  package let openingFacts: [OpeningFact]
  /// Who this home belongs to; nil before a login.
  package let me: User.ID?

  let file: ReplicaFile
  let journal: OutboxJournal
  let broadcast = ChangeBroadcast()
  let volatileStatus = VolatileStatus()
  let chores = Chores()
  private let openLock: FileLock

  /// Opens the replica of a home, creating it when there is none.
  ///
  /// A file that is damaged or was written by a newer version is set aside and rebuilt; edits that
  /// have not been sent come back from the journal. ``openingFacts`` says so.
  ///
  /// - Throws: ``HomeError`` when the login is not private, ``ReplicaError`` otherwise.
  package static func open(
    at home: Home, environment: ReplicaEnvironment
  ) throws -> Replica {
    var opening = ReplicaOpening(home: home, environment: environment)
    return try opening.run(as: home.access())
  }

  /// Makes a home that of a new login, and opens it.
  ///
  /// The same person's rows and edits stay, also where the service has moved.
  ///
  /// - Throws: ``ReplicaError/othersEdits(user:count:)`` rather than give another's edits away; the
  ///   home then is as before.
  package static func open(
    at home: Home, environment: ReplicaEnvironment, after login: ServiceAccess
  ) throws -> Replica {
    var opening = ReplicaOpening(home: home, environment: environment)
    return try opening.run(as: login, isNew: true)
  }

  init(
    home: Home, environment: ReplicaEnvironment, me: User.ID?, file: ReplicaFile,
    journal: OutboxJournal, openLock: FileLock, facts: [OpeningFact]
  ) {
    self.home = home
    self.environment = environment
    self.me = me
    self.file = file
    self.journal = journal
    self.openLock = openLock
    self.openingFacts = facts
  }

  /// From now on readings wait neither for a write nor for each other; before, they take turns.
  ///
  /// Called once the first screen is drawn, because it costs the opening of more connections.
  package func readBeside() { file.readBeside() }

  /// Closes the file, so that the home may be opened anew; nothing else may be called afterwards.
  package func close() throws {
    try file.close()
    openLock.release()
  }

  /// Calls the handler after each commit, on the thread that committed, until the observation is
  /// cancelled or let go of.
  package func changes(
    _ handler: @escaping @Sendable (ReplicaChange) -> Void
  ) -> ChangeObservation {
    broadcast.add(handler)
  }
}
