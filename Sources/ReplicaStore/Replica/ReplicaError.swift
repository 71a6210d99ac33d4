/// Why the replica did not do what it was asked; nothing was changed.
package enum ReplicaError: Error, Equatable {
  /// There is no room left to store it.
  case diskFull(path: String)
  /// The file cannot be read any more; opening it anew sets it aside and rebuilds it.
  case damaged(path: String, detail: String)
  /// The file must be replaced while another `tam` has it open.
  case inUse(path: String)
  /// Another program held the file for too long.
  case busy(path: String)
  /// Nobody has logged in, so there is no author for an edit.
  case notLoggedIn
  /// Edits of another person wait here for the service; `count` of them.
  case othersEdits(user: String, count: Int)
  /// There is no such thing to act on; the id is what the caller asked for.
  case noSuchItem(id: String)
  case failed(path: String, detail: String)
}

extension ReplicaError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .diskFull(let path):
      "no room left to write \(path): free some disk space and try again; nothing was changed"
    case .damaged(let path, let detail):
      "\(path) is damaged (\(detail)): start tam again, it sets the file aside and rebuilds it"
    case .inUse(let path):
      "\(path) must be rebuilt, but another tam has it open: quit that one and try again"
    case .busy(let path):
      "\(path) is being written by another program: try again in a moment"
    case .notLoggedIn:
      "nobody has logged in here, so there is no author for this edit: run tam login"
    case .othersEdits(let user, let count):
      """
      \(count) unsent \(count == 1 ? "edit" : "edits") of \(user) \(count == 1 ? "is" : "are") kept \
      here: log in as \(user) and run tam sync, set TAM_HOME to another folder, or give them up \
      with tam logout --force
      """
    case .noSuchItem(let id):
      "there is no item \(id): it may have been dealt with already, list the items again"
    case .failed(let path, let detail):
      "\(path) could not be used: \(detail)"
    }
  }
}
