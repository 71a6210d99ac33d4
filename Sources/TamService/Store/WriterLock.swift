import Foundation

/// Keeps the processes of one data directory from writing at the same time.
///
/// SQLite has a lock of its own, but before 3.51.3 two processes that write and checkpoint at once
/// can damage the file (sync reference 4); with this lock only one process does either. It is
/// taken for one transaction at a time, so an import runs beside a serving process.
final class WriterLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// How long to wait between two attempts: short beside a transaction, long beside a system call.
  private static let pauseMicroseconds: UInt32 = 2_000

  init(path: String) throws {
    self.path = path
    self.descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  /// Runs `body` while no other process writes.
  ///
  /// - Throws: ``StoreError/busy(path:seconds:)`` when the other one does not end in time.
  func hold<T>(patienceSeconds: Int, _ body: () throws -> T) throws -> T {
    var attemptsLeft = patienceSeconds * 1_000_000 / Int(Self.pauseMicroseconds)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw StoreError.unwritable(path: path, reason: String(cString: strerror(errno)))
      }
      guard attemptsLeft > 0 else {
        throw StoreError.busy(path: path, seconds: patienceSeconds)
      }
      attemptsLeft -= 1
      usleep(Self.pauseMicroseconds)
    }
    defer { flock(descriptor, LOCK_UN) }
    return try body()
  }
}
