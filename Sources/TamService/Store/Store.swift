package import CustomerSuccess
import Foundation
import GRDB
import SyncEngine

/// The truth of the service: one SQLite file, one writer, readers that never wait.
///
/// Every read sees one snapshot; every write is one transaction at one position (sync reference
/// 2.3). Other processes may write to the same file meanwhile.
package final class Store: Sendable {
  /// How long a write waits for another process before it gives up, in seconds.
  package static let patience = 30
  /// Connections that read at once; more would only share the same few processors.
  static let readerLimit = 4
  /// Memory for pages of one connection, in KiB: a reader has use for the upper pages of trees, the
  /// writer for those that a large import changes again and again.
  static let readerCacheKibibytes = 8_192
  static let writerCacheKibibytes = 65_536

  package let directory: DataDirectory
  let pool: DatabasePool
  private let lock: WriterLock
  private let epochFile: EpochFile
  private let clock: @Sendable () -> Instant

  /// Opens the store of a directory and brings it up to this version's schema.
  ///
  /// - Parameter clock: for the times in the store; never for its order.
  /// - Throws: ``StoreError`` in words for a person.
  package init(_ directory: DataDirectory, clock: @escaping @Sendable () -> Instant) throws {
    guard directory.holdsStore else { throw StoreError.missing(directory: directory.path) }
    try directory.refuseForeignLog()
    self.directory = directory
    self.clock = clock
    self.lock = try WriterLock(path: directory.lockPath)
    self.epochFile = try EpochFile(path: directory.epochPath)
    self.pool = try Self.inWords(directory.storePath) {
      try DatabasePool(path: directory.storePath, configuration: Self.configuration)
    }
    try upgrade()
  }

  /// Makes an empty store in a directory that is empty or not there yet.
  ///
  /// - Parameter key: random bytes that sign what the service hands out and takes back.
  package static func create(
    _ directory: DataDirectory, key: [UInt8], clock: @escaping @Sendable () -> Instant
  ) throws -> Store {
    try directory.create()
    try directory.createPrivateFile(directory.keyPath, key)
    try directory.createPrivateFile(directory.storePath)
    return try Store(directory, clock: clock)
  }

  /// The bytes that sign resume tokens.
  package func signingKey() throws -> [UInt8] {
    do {
      return try Array(Data(contentsOf: URL(fileURLWithPath: directory.keyPath)))
    } catch {
      throw StoreError.unreadable(path: directory.keyPath, reason: error.localizedDescription)
    }
  }

  package func read<T>(_ body: (StoreReader) throws -> T) throws -> T {
    try inWords {
      try pool.read { try body(StoreReader(connection: Connection($0))) }
    }
  }

  /// Runs `body` and commits what it wrote at one position; a throw undoes everything.
  ///
  /// - Parameter actor: who writes: a user's id, or the name of a part of the service.
  /// - Parameter kind: why, such as `push` or `import`.
  /// - Parameter patienceSeconds: how long to wait while another process writes.
  @discardableResult
  package func write<T>(
    by actor: String, for kind: String, patienceSeconds: Int = patience,
    _ body: (UnitOfWork) throws -> T
  ) throws -> T {
    try transaction(patienceSeconds: patienceSeconds) { work in
      let result = try body(work)
      try work.finish(actor: actor, kind: kind)
      return result
    }
  }

  /// By the store's clock.
  package var now: Instant { clock() }

  package func close() throws { try pool.close() }

  /// Says what SQLite's result codes mean for this file; other errors pass as they are.
  func inWords<T>(_ body: () throws -> T) throws -> T {
    try Self.inWords(directory.storePath, body)
  }

  private static func inWords<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      let reason = error.message ?? "SQLite's code \(error.extendedResultCode.rawValue)"
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: throw StoreError.busy(path: path, seconds: patience)
      case .SQLITE_FULL: throw StoreError.diskFull(path: path)
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw StoreError.damaged(path: path, reason: reason)
      case .SQLITE_CANTOPEN, .SQLITE_PERM: throw StoreError.unreadable(path: path, reason: reason)
      case .SQLITE_READONLY: throw StoreError.unwritable(path: path, reason: reason)
      default: throw StoreError.failed(path: path, reason: reason)
      }
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    // Rows of upstream systems refer to rows that are not there (yet).
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(TimeInterval(patience))
    configuration.maximumReaderCount = readerLimit
    configuration.prepareDatabase { database in
      let isReader = database.configuration.readonly
      let kibibytes = isReader ? readerCacheKibibytes : writerCacheKibibytes
      try database.execute(sql: "PRAGMA cache_size = -\(kibibytes)")
      if !isReader {
        try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
      }
    }
    return configuration
  }
}

extension Store {
  /// One write transaction under both locks: that of this process, which is the writer's queue, and
  /// that of all processes, which is taken on that queue so that two threads do not share it.
  private func transaction<T>(
    patienceSeconds: Int = patience, _ body: (UnitOfWork) throws -> T
  ) throws -> T {
    try inWords {
      try pool.writeWithoutTransaction { database in
        try lock.hold(patienceSeconds: patienceSeconds) {
          try database.beginTransaction(.immediate)
          do {
            let work = UnitOfWork(Connection(database), now: clock())
            let result = try body(work)
            let reached = try work.pending.position.map { try content(work, at: $0) }
            try database.commit()
            // A file that lags behind is right as well: only one that is ahead tells of a restore.
            if let reached { try? epochFile.write(reached) }
            return result
          } catch {
            if database.isInsideTransaction { try database.rollback() }
            throw error
          }
        }
      }
    }
  }

  /// Creates what is missing, refuses what is newer, and settles the epoch.
  private func upgrade() throws {
    let settled = try transaction { work in
      try StoreUpgrade(work.connection, path: directory.storePath).run()
      return try settleEpoch(work)
    }
    try epochFile.write(settled)
  }

  private func settleEpoch(_ work: UnitOfWork) throws -> EpochFile.Content {
    let found = try content(work, at: work.reader.head())
    let epoch = EpochFile.settled(
      found: found, kept: epochFile.read(), isCopy: try work.reader.meta("copied") != nil,
      now: work.now.microseconds / Instant.perSecond)
    try work.setMeta("epoch", String(epoch))
    try work.execute("DELETE FROM meta WHERE name = 'copied'")
    return .init(epoch: epoch, position: found.position)
  }

  private func content(_ work: UnitOfWork, at position: Position) throws -> EpochFile.Content {
    .init(epoch: try work.reader.epoch(), position: position.rawValue)
  }
}
