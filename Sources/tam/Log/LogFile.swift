import Glibc
import Synchronization

/// The program's log: one file and the one before it, so that it never grows without end.
final class LogFile: Sendable {
  /// Where a file ends and the next begins: some weeks of ordinary days.
  private static let byteLimit = 1_048_576

  private let path: String
  private let lock = Mutex(())

  init(path: String) { self.path = path }

  /// Adds one line in a single write, so that programs that share the file do not mix their lines.
  ///
  /// A log that cannot be written is no reason to stop, so nothing is thrown.
  func append(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    lock.withLock { _ in
      let descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      _ = write(descriptor, bytes, bytes.count)
      if lseek(descriptor, 0, SEEK_END) > Self.byteLimit { rename(path, path + ".1") }
    }
  }
}
