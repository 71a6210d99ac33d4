import Foundation
import Glibc

/// Where everything of one person's `tam` lives: the folder `TAM_HOME` names.
///
/// The folder is readable by its owner alone, and so is every file in it.
package struct Home: Hashable, Sendable {
  /// Absolute, without a slash at its end.
  package let path: String

  /// Creates the folder if it is missing and makes it private.
  ///
  /// - Throws: ``HomeError`` when it is no folder, belongs to someone else or cannot be made.
  package static func open(at path: String) throws(HomeError) -> Home {
    let home = Home(path: normalized(path))
    try home.createFolder(home.path, withParents: true)
    try home.createFolder(home.draftsPath, withParents: false)
    return home
  }

  package var replicaPath: String { "\(path)/replica.sqlite" }
  /// The edits that the service has not acknowledged: the copy that outlives the replica.
  package var journalPath: String { "\(path)/outbox.ndjson" }
  /// Who this home belongs to, and the secret that proves it to the service.
  package var tokenPath: String { "\(path)/token" }
  package var logPath: String { "\(path)/tam.log" }
  /// The keys recorded last; for the app alone, which writes them unasked.
  package var lastMacroPath: String { "\(path)/macro.yaml" }
  package var draftsPath: String { "\(path)/drafts" }

  /// There when the replica gave an answer that only a damaged file gives.
  var doubtPath: String { "\(path)/replica.doubt" }

  /// Held shared while a program has the replica open, exclusively while the file is replaced.
  var openLockPath: String { "\(path)/open.lock" }
  /// Held for the length of each write, because the SQLite we run on must not see two writers.
  var writeLockPath: String { "\(path)/write.lock" }
  /// Held by the one program that talks to the service.
  var syncLockPath: String { "\(path)/sync.lock" }

  /// Removes what was set aside beside the replica and the journal, what a crash left there, and the
  /// keys recorded last.
  ///
  /// - Throws: ``FileFailure``.
  func removeTraces() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: path).map { "\(path)/\($0)" }
    for file in files
    where file.hasPrefix("\(replicaPath).") || file.hasPrefix("\(journalPath).")
      || file == lastMacroPath
    {
      guard unlink(file) == 0 || errno == ENOENT else {
        throw FileFailure(path: file, operation: "remove")
      }
    }
  }

  private static func normalized(_ path: String) -> String {
    // What is in order already need not wake Foundation, which takes its share of a start.
    let parts = path.utf8.dropFirst().split(separator: 0x2f, omittingEmptySubsequences: false)
    let isInOrder = parts.allSatisfy { !$0.isEmpty && $0.first != UInt8(ascii: ".") }
    if path.utf8.first == 0x2f, isInOrder { return path }
    let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
    return absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
  }

  private func createFolder(_ folder: String, withParents: Bool) throws(HomeError) {
    var status = stat()
    if stat(folder, &status) != 0 {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: withParents,
          attributes: [.posixPermissions: 0o700])
      } catch {
        // Another program may have been quicker; anything else shows in the check below.
      }
    }
    guard stat(folder, &status) == 0 else {
      throw .unreachable(path: folder, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: folder) }
    guard status.st_uid == geteuid() else { throw .foreign(path: folder, owner: status.st_uid) }
    if status.st_mode & 0o077 != 0, chmod(folder, 0o700) != 0 {
      throw .unreachable(path: folder, reason: String(cString: strerror(errno)))
    }
  }
}
