import Foundation
import Glibc

/// Keeps a second holder of a file out, in this process and in any other, for as long as it lives.
package final class FileFence: Sendable {
  package enum Refusal: Error, Equatable {
    case taken
    case unwritable(path: String, reason: String)
  }

  private let descriptor: Int32

  /// Makes the file, and the directories that lead to it, if need be.
  package init(_ name: String, in directory: String) throws(Refusal) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(path: directory, reason: error.localizedDescription)
    }
    let path = "\(directory)/\(name)"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unwritable(path: path, reason: DurableFile.lastReason())
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .taken }
  }

  /// Closing alone would not do: a process that is being started holds what is open until then.
  deinit {
    guard descriptor >= 0 else { return }
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
