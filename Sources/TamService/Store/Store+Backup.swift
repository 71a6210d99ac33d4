import Foundation
import GRDB

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
    try directory.createPrivateFile(path)
    do {
      try copy(to: path)
    } catch {
      // Half a copy must not be taken for a whole one; if it stays, the error below says why.
      try? FileManager.default.removeItem(atPath: path)
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
