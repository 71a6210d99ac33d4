/// Why what was fetched cannot be kept.
package enum SpoolError: Error, Equatable {
  case unwritable(path: String, reason: String)
  case unreadable(path: String, reason: String)
  /// Another process, or another run of this one, fetches into it.
  case inUse(directory: String)
  /// A page is not as it was stored.
  case damaged(path: String)
}

extension SpoolError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)): check its permissions and the free space of its disk"
    case .unreadable(let path, let reason):
      "\(path) cannot be read (\(reason)): check its permissions"
    case .inUse(let directory):
      "\(directory) is in use by another run of this job: wait for its end"
    case .damaged(let path):
      "\(path) is not as it was stored: remove its directory, and the run begins anew"
    }
  }
}
