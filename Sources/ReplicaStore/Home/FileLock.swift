import Glibc

/// A lock between programs that share a home; the system releases it when the program dies.
///
/// Released with the last reference.
final class FileLock: Sendable {
  enum Kind: Sendable {
    /// Several programs may hold it together.
    case shared
    case exclusive
  }

  private let descriptor: Int32

  /// Waits until the lock can be had.
  init(_ path: String, _ kind: Kind) throws(FileFailure) {
    self.descriptor = try Self.opened(path)
    while flock(descriptor, kind == .shared ? LOCK_SH : LOCK_EX) != 0 {
      guard errno == EINTR else {
        let failure = FileFailure(path: path, operation: "lock")
        close(descriptor)
        throw failure
      }
    }
  }

  /// Nil when another program holds it.
  init?(ifFree path: String, _ kind: Kind) throws(FileFailure) {
    let descriptor = try Self.opened(path)
    guard flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
      let failure = FileFailure(path: path, operation: "lock")
      close(descriptor)
      guard failure.code == EWOULDBLOCK else { throw failure }
      return nil
    }
    self.descriptor = descriptor
  }

  deinit {
    // A program that is just being started still shares the descriptor, and closing ours alone
    // would leave the lock with it for a moment.
    release()
    close(descriptor)
  }

  /// Gives the lock back before the last reference goes.
  func release() { flock(descriptor, LOCK_UN) }

  /// Changes between shared and exclusive; false when another program stands in the way.
  func change(to kind: Kind) -> Bool {
    flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0
  }

  private static func opened(_ path: String) throws(FileFailure) -> Int32 {
    let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileFailure(path: path, operation: "open") }
    return descriptor
  }
}
