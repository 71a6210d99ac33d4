/// Why the home folder or a private file in it cannot be used.
package enum HomeError: Error, Equatable {
  case unreachable(path: String, reason: String)
  case notAFolder(path: String)
  /// Belongs to that user id and not to the person running the program.
  case foreign(path: String, owner: UInt32)
  /// Others than the owner may read the token; `mode` are its permission bits.
  case tokenReadableByOthers(path: String, mode: UInt32)
  /// The token file holds something else than we write into it.
  case tokenUnreadable(path: String)
}

extension HomeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreachable(let path, let reason):
      "\(path) cannot be used: \(reason); set TAM_HOME to a folder of your own"
    case .notAFolder(let path):
      "\(path) is not a folder: move it away, or set TAM_HOME to another folder"
    case .foreign(let path, let owner):
      "\(path) belongs to user \(owner): set TAM_HOME to a folder of your own"
    case .tokenReadableByOthers(let path, let mode):
      """
      \(path) holds your key to the service and others may read it (mode \(octal(mode))): \
      run chmod 600 on it, and if this machine has other users, log out and log in again
      """
    case .tokenUnreadable(let path):
      "\(path) is not a login that tam wrote: remove it and run tam login again"
    }
  }

  private func octal(_ mode: UInt32) -> String {
    let digits = String(mode & 0o777, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
