import CustomerSuccess
import GRDB
import Synchronization

/// The SQLite file: one connection that writes, several that read, and the lock that keeps a second
/// program from writing at the same instant.
final class ReplicaFile: Sendable {
  let path: String
  private let home: Home
  private let writer: DatabaseQueue
  private let readers: ReadingConnections
  /// SQLite's count of other connections' commits, as last looked at.
  private let seenVersion = Mutex(0)

  /// Of the writing connection: what a first load changes again and again fits in.
  private static let writerCacheKilobytes = 20_000
  /// Of each reading one: the customers of a company with their indexes.
  private static let readerCacheKilobytes = 8_000
  /// How long a write waits for another program's before it gives up, in seconds.
  private static let patienceSeconds = 10.0
  /// Size of the write-ahead log from which on SQLite moves it into the file, so that pages changed
  /// again and again by a first load are written once.
  private static let checkpointBytes = 16_000_000
  /// Of a new file; SQLite's own default is half of it, at which every second row of usage wastes
  /// most of a page.
  private static let pageBytes = 8_192
  /// Readers beside the writer: the screen, one query that runs on, and one for sync.
  private static let readerLimit = 3

  /// Opens an existing, possibly empty file.
  init(_ home: Home) throws {
    self.home = home
    self.path = home.replicaPath
    do {
      self.writer = try DatabaseQueue(
        path: home.replicaPath,
        configuration: Self.configuration(
          """
          PRAGMA page_size = \(Self.pageBytes); PRAGMA journal_mode = WAL;
          PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
          PRAGMA cache_size = -\(Self.writerCacheKilobytes); PRAGMA temp_store = MEMORY;
          PRAGMA wal_autocheckpoint = \(Self.checkpointBytes / Self.pageBytes)
          """))
    } catch {
      throw Self.translated(error, home)
    }
    var configuration = Self.configuration(
      "PRAGMA cache_size = -\(Self.readerCacheKilobytes); PRAGMA temp_store = MEMORY")
    configuration.readonly = true
    self.readers = ReadingConnections(
      path: home.replicaPath, configuration: configuration, limit: Self.readerLimit)
    _ = try hasForeignCommits()
  }

  private static func configuration(_ settings: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = "ReplicaStore"
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(patienceSeconds)
    configuration.prepareDatabase { try $0.execute(sql: settings) }
    return configuration
  }

  /// Runs a body on one snapshot of the file.
  ///
  /// Not to be nested.
  func read<Answer>(_ body: (Connection) throws -> Answer) throws -> Answer {
    do {
      if let answer = try readers.read({ try Self.snapshot($0, body) }) { return answer }
      return try writer.inDatabase { try Self.snapshot($0, body) }
    } catch {
      throw Self.translated(error, home)
    }
  }

  private static func snapshot<Answer>(
    _ database: Database, _ body: (Connection) throws -> Answer
  ) throws -> Answer {
    try database.beginTransaction(.deferred)
    do {
      let answer = try body(Connection(database))
      try database.commit()
      return answer
    } catch {
      if database.isInsideTransaction { try database.rollback() }
      throw error
    }
  }

  /// From now on readings wait neither for a write nor for each other.
  ///
  /// Before, they share the connection that writes: a start then opens one and not two.
  func readBeside() { readers.isInUse = true }

  /// Runs a body in one transaction: all of it is kept, or nothing.
  ///
  /// - Parameter takeBack: Called when nothing was kept, before another program may write.
  func write<Answer>(
    takeBack: () throws -> Void = {}, _ body: (Connection) throws -> Answer
  ) throws -> Answer {
    do {
      return try exclusively {
        do {
          return try transaction(body)
        } catch {
          try takeBack()
          throw error
        }
      }
    } catch {
      throw Self.translated(error, home)
    }
  }

  /// Holds the home's write lock for the length of the body.
  ///
  /// Not to be nested.
  func exclusively<Answer>(_ body: () throws -> Answer) throws -> Answer {
    let lock = try FileLock(home.writeLockPath, .exclusive)
    return try withExtendedLifetime(lock, body)
  }

  private func transaction<Answer>(_ body: (Connection) throws -> Answer) throws -> Answer {
    try writer.inDatabase { database in
      var answer: Answer?
      try database.inTransaction(.immediate) {
        answer = try body(Connection(database))
        return .commit
      }
      // The body has returned, or its error has been thrown above.
      guard let answer else { throw CancellationError() }
      return answer
    }
  }

  /// Chooses between waiting for the disk with each commit and, during a first load, only when the
  /// log is moved into the file: a power cut then loses the last pages of the service's answer, which
  /// come again, and no edit, because those are in the journal.
  func waitForDisk(_ isWaiting: Bool) throws {
    do {
      try writer.inDatabase {
        try Connection($0).execute("PRAGMA synchronous = \(isWaiting ? "FULL" : "NORMAL")")
      }
    } catch {
      throw Self.translated(error, home)
    }
  }

  /// Moves the write-ahead log into the file and empties it, so that deleted rows leave the disk.
  func truncateLog() throws {
    do {
      try exclusively {
        try writer.inDatabase { _ = try $0.checkpoint(.truncate) }
      }
    } catch {
      throw Self.translated(error, home)
    }
  }

  /// Whether another program has committed since the last call.
  func hasForeignCommits() throws -> Bool {
    do {
      let version = try writer.inDatabase {
        try Connection($0).count("PRAGMA data_version")
      }
      return seenVersion.withLock { seen in
        defer { seen = version }
        return seen != version
      }
    } catch {
      throw Self.translated(error, home)
    }
  }

  /// Closes all connections, and leaves no write-ahead log that the next start must read first.
  func close() throws {
    // Another program may be reading the log, or the disk be full: the log then stays, and is good.
    try? truncateLog()
    do {
      try exclusively {
        try readers.close()
        try writer.close()
      }
    } catch {
      throw Self.translated(error, home)
    }
  }

  /// What a caller of this module is told: our own errors pass, those of SQLite are put in words.
  private static func translated(_ error: any Error, _ home: Home) -> any Error {
    let path = home.replicaPath
    if let failure = error as? FileFailure {
      return failure.isDiskFull
        ? ReplicaError.diskFull(path: failure.path)
        : ReplicaError.failed(path: failure.path, detail: failure.description)
    }
    guard let failure = failure(error) as? SQLiteFailure else { return error }
    if failure.isDiskFull { return ReplicaError.diskFull(path: path) }
    if failure.isDamage {
      noteDoubt(home)
      return ReplicaError.damaged(path: path, detail: failure.message)
    }
    if failure.isBusy { return ReplicaError.busy(path: path) }
    return ReplicaError.failed(path: path, detail: failure.description)
  }

  /// Has the next opening check the whole file.
  ///
  /// If even that cannot be noted, the opening finds the damage by itself when it lies where it
  /// looks.
  private static func noteDoubt(_ home: Home) { try? PrivateFile.ensure(home.doubtPath) }

  private static func failure(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    return SQLiteFailure(
      code: error.extendedResultCode.rawValue, message: error.message ?? "",
      statement: error.sql ?? "")
  }
}
