import Glibc

/// Files that only their owner may read, written so that a crash leaves the old or the new content.
package enum PrivateFile {
  /// Creates an empty file with mode 0600 unless it is there; SQLite gives its side files the same.
  static func ensure(_ path: String) throws(FileFailure) {
    let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileFailure(path: path, operation: "open") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0,
      status.st_mode & 0o077 == 0 || fchmod(descriptor, 0o600) == 0
    else { throw FileFailure(path: path, operation: "make private") }
  }

  /// Puts new content in the place of a file: written beside it, made durable, then renamed.
  package static func replace(_ path: String, with content: [UInt8]) throws(FileFailure) {
    let draft = path + ".new"
    // A leftover of a crash; if it cannot go, the exclusive creation below says so.
    unlink(draft)
    let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFailure(path: draft, operation: "create") }
    do throws(FileFailure) {
      defer { close(descriptor) }
      try write(content, to: descriptor, path: draft)
      guard fsync(descriptor) == 0 else { throw FileFailure(path: draft, operation: "store") }
    } catch {
      unlink(draft)
      throw error
    }
    guard rename(draft, path) == 0 else { throw FileFailure(path: path, operation: "replace") }
    syncFolder(of: path)
  }

  /// Adds bytes at the end and makes them durable; on failure the file is as long as before.
  ///
  /// - Returns: The length before.
  @discardableResult
  static func append(_ content: [UInt8], to path: String) throws(FileFailure) -> Int {
    let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileFailure(path: path, operation: "open") }
    defer { close(descriptor) }
    let length = lseek(descriptor, 0, SEEK_END)
    do throws(FileFailure) {
      try write(content, to: descriptor, path: path)
      guard fsync(descriptor) == 0 else { throw FileFailure(path: path, operation: "store") }
    } catch {
      ftruncate(descriptor, length)
      throw error
    }
    return Int(length)
  }

  /// Cuts a file back to an earlier length, which needs no room on the disk.
  static func truncate(_ path: String, to length: Int) throws(FileFailure) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw FileFailure(path: path, operation: "open") }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(length)) == 0, fsync(descriptor) == 0 else {
      throw FileFailure(path: path, operation: "cut")
    }
  }

  /// The whole content; nil when there is no such file.
  package static func content(of path: String) throws(FileFailure) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileFailure(path: path, operation: "open")
    }
    defer { close(descriptor) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return result }
      guard count > 0 || errno == EINTR else { throw FileFailure(path: path, operation: "read") }
      result += buffer.prefix(max(count, 0))
    }
  }

  /// Makes a rename in the folder durable.
  ///
  /// Some file systems cannot; the content is safe anyway.
  static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func write(
    _ content: [UInt8], to descriptor: Int32, path: String
  ) throws(FileFailure) {
    var rest = content[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFailure(path: path, operation: "write")
      }
      rest = rest.dropFirst(count)
    }
  }
}

/// Why the system did not read or write one of our files.
package struct FileFailure: Error, Equatable {
  let path: String
  let operation: String
  /// The system's error number.
  let code: Int32

  /// Takes the error of the system call just made.
  init(path: String, operation: String) {
    self.path = path
    self.operation = operation
    self.code = errno
  }

  var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
}

extension FileFailure: CustomStringConvertible {
  package var description: String {
    "could not \(operation) \(path): \(String(cString: strerror(code)))"
  }
}
