import Glibc

/// Files that are there whole or not at all, also after a crash.
enum DurableFile {
  /// Writes aside, flushes, renames, and flushes the directory.
  ///
  /// - Throws: ``SpoolError/unwritable(path:reason:)``.
  static func write(_ bytes: [UInt8], to name: String, in directory: String) throws(SpoolError) {
    let path = "\(directory)/\(name)"
    let aside = "\(path).part"
    let file = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .unwritable(path: path, reason: lastReason()) }
    do {
      defer { close(file) }
      try write(bytes, to: file, path: path)
      guard fsync(file) == 0 else { throw SpoolError.unwritable(path: path, reason: lastReason()) }
    }
    guard rename(aside, path) == 0 else { throw .unwritable(path: path, reason: lastReason()) }
    try flush(directory: directory)
  }

  static func flush(directory: String) throws(SpoolError) {
    let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .unwritable(path: directory, reason: lastReason()) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw .unwritable(path: directory, reason: lastReason()) }
  }

  static func write(_ bytes: [UInt8], to file: Int32, path: String) throws(SpoolError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .unwritable(path: path, reason: lastReason()) }
      written += count
    }
  }

  static func lastReason() -> String { String(cString: strerror(errno)) }
}
