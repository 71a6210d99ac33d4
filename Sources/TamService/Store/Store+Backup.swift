import Foundation
import GRDB

extension DataDirectory {
  /// Refuses a backup that lies beside the log of the store before it: SQLite would write the newer
  /// changes of the one into the other.
  ///
  /// A copy of ours says in its header that it has no such log; a store that was opened says that it
  /// has.
  func refuseForeignLog() throws {
    guard let log = FileHandle(forReadingAtPath: "\(storePath)-wal"), try log.seekToEnd() > 0,
      let file = FileHandle(forReadingAtPath: storePath)
    else { return }
    guard let header = try file.read(upToCount: Self.writeVersion + 1),
      header.count > Self.writeVersion, header[Self.writeVersion] == 1
    else { return }
    throw StoreError.foreignLog(path: storePath)
  }

  /// Offset of the byte of a database file that is 1 without a write-ahead log and 2 with one
  /// (SQLite's file format, section 1.3).
  private static let writeVersion = 18
}

extension Store {
  /// Writes a consistent copy of the store to a new file, while others read and write.
  ///
  /// The copy says of itself that it is one: a service started on it begins a new epoch, so that
  /// every replica compares itself with what was restored.
  ///
  /// - Throws: ``StoreError/fileExists(path:)``.
  package func backup(to path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreError.fileExists(path: path)
    }
    // Half a copy must not be taken for a whole one, even when this process is killed: only what is
    // whole and marked gets the name. Of an earlier attempt nothing is kept.
    let part = "\(path).part"
    // Nothing there is nothing to remove; what cannot be removed cannot be written either.
    try? FileManager.default.removeItem(atPath: part)
    try directory.createPrivateFile(part)
    do {
      try copy(to: part)
      guard rename(part, path) == 0 else {
        throw StoreError.unwritable(path: path, reason: String(cString: strerror(errno)))
      }
    } catch {
      // If it stays, the error below says why.
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
  }

  /// Copies from one snapshot; the result is a single file without a log beside it.
  private func copy(to path: String) throws {
    try inWords {
      let target = try DatabaseQueue(path: path)
      try pool.backup(to: target)
      try target.writeWithoutTransaction { database in
        let connection = Connection(database)
        try UnitOfWork(connection, now: now).setMeta("copied", "yes")
        try connection.script("PRAGMA journal_mode = DELETE")
      }
      try target.close()
    }
  }
}
