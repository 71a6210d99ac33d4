import Glibc

extension PreferenceFolder {
  /// Puts new content in the place of a file, all of it or nothing; only the owner may read it.
  ///
  /// A link stays a link: what it leads to is replaced.
  static func write(_ text: String, to file: String) throws(PreferenceProblem) {
    try makeFolder(of: file)
    let target = resolved(file)
    let draft = "\(target).\(getpid()).new"
    // A leftover of a crash; if it cannot go, the exclusive creation below says so.
    unlink(draft)
    let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw PreferenceProblem(file: file, .notWritten(systemWords())) }
    let isWritten = writeAll(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
    let failure = isWritten ? nil : systemWords()
    close(descriptor)
    if let failure {
      unlink(draft)
      throw PreferenceProblem(file: file, .notWritten(failure))
    }
    guard rename(draft, target) == 0 else {
      let reason = systemWords()
      unlink(draft)
      throw PreferenceProblem(file: file, .notWritten(reason))
    }
  }

  /// Removes a file; one that is not there is fine.
  static func remove(_ file: String) throws(PreferenceProblem) {
    guard unlink(file) == 0 || errno == ENOENT else {
      throw PreferenceProblem(file: file, .notWritten(systemWords()))
    }
  }

  /// Creates the folder if it is missing, for the owner alone; false when it cannot be.
  func ensure() -> Bool {
    do throws(PreferenceProblem) {
      try Self.makeFolder(of: configFile)
      return true
    } catch {
      return false
    }
  }

  /// Creates the folders that are missing, for the owner alone.
  private static func makeFolder(of file: String) throws(PreferenceProblem) {
    let slash: Character = "/"
    var path = ""
    for part in file.split(separator: slash).dropLast() {
      path += "/\(part)"
      guard mkdir(path, 0o700) == 0 || errno == EEXIST || isFolder(path) else {
        throw PreferenceProblem(file: file, .notWritten(systemWords()))
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The folder of what a link leads to; nil for a file that is no link.
  static func linkedFolder(_ file: String) -> String? {
    var status = stat()
    guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return nil }
    let slash: Character = "/"
    let target = resolved(file)
    return target.lastIndex(of: slash).map { String(target[..<$0]) }
  }

  /// Where a link leads in the end; the path itself when it is none or leads nowhere.
  private static func resolved(_ file: String) -> String {
    guard let path = realpath(file, nil) else { return file }
    defer { free(path) }
    return String(cString: path)
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
