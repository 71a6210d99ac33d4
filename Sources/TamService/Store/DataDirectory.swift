import Foundation

/// The folder that holds everything of one service (commands: `--data DIR`).
package struct DataDirectory: Sendable, Hashable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The SQLite file; `-wal` and `-shm` lie beside it while it is open.
  package var storePath: String { "\(path)/store.sqlite" }
  /// The incarnation of the store, kept apart so that a restored file is noticed.
  var epochPath: String { "\(path)/epoch" }
  /// Held by the process that is writing.
  var lockPath: String { "\(path)/write.lock" }
  /// Signs resume tokens.
  package var keyPath: String { "\(path)/signing.key" }

  package var holdsStore: Bool { FileManager.default.fileExists(atPath: storePath) }

  /// Makes the folder, for its owner only.
  ///
  /// - Throws: ``StoreError/notEmpty(directory:)`` when something is in it already.
  func create() throws {
    let files = FileManager.default
    // A folder that cannot be listed is not there yet; making it tells what else is wrong.
    if let found = try? files.contentsOfDirectory(atPath: path), !found.isEmpty {
      throw StoreError.notEmpty(directory: path)
    }
    do {
      try files.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    } catch {
      throw StoreError.unwritable(path: path, reason: error.localizedDescription)
    }
  }

  /// Makes a file that only its owner can read; an existing one is left alone.
  func createPrivateFile(_ path: String, _ bytes: [UInt8] = []) throws {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return }
      throw StoreError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      throw StoreError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
  }
}
