/// Why the service's store could not do what was asked.
package enum StoreError: Error, Equatable {
  case missing(directory: String)
  case notEmpty(directory: String)
  /// A newer version of the service wrote the file; the numbers are schema versions.
  case tooNew(path: String, found: Int, newestKnown: Int)
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// Another process held the writer lock for longer than ``Store/patience``.
  case busy(path: String, seconds: Int)
  case diskFull(path: String)
  /// SQLite found the file damaged.
  case damaged(path: String, reason: String)
  /// Anything else that SQLite refused, in its words; without values.
  case failed(path: String, reason: String)
  /// The column that decides a row's scope is empty.
  case noScope(table: String, id: String)
  case fileExists(path: String)
  /// A backup was put in place of a store whose log is still there.
  case foreignLog(path: String)
  /// A mistake of ours: the SQL has a placeholder that is not `$1`, `$2` … or has no value.
  case badPlaceholder(sql: String)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let directory):
      "\(directory) holds no store: make one with `tamd init --data \(directory)`"
    case .notEmpty(let directory):
      "\(directory) is not empty, and a new store is made only in an empty directory: name another"
    case .tooNew(let path, let found, let newestKnown):
      """
      \(path) has schema \(found) and this tamd knows up to \(newestKnown): \
      start the newer version of tamd that wrote it
      """
    case .unreadable(let path, let reason):
      "\(path) cannot be read (\(reason)): check its permissions, or restore it from a backup"
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)): check its permissions and the free space of its disk"
    case .busy(let path, let seconds):
      """
      another process has been writing to \(path) for more than \(seconds) seconds: \
      wait for it to end and try again
      """
    case .diskFull(let path):
      "the disk of \(path) is full and nothing was written: free some space and try again"
    case .damaged(let path, let reason):
      """
      \(path) is damaged (\(reason)): stop the service, put a backup in its place and start again; \
      devices send again what the backup does not have
      """
    case .failed(let path, let reason):
      "\(path) could not be used (\(reason)): run `tamd check` on it"
    case .noScope(let table, let id):
      "row \(id) of \(table) belongs to no account and no user: fill the column that says to whom"
    case .fileExists(let path):
      "\(path) exists already and would be overwritten: name another file"
    case .foreignLog(let path):
      """
      \(path) is a backup, but beside it lies the log of the store that was there before: remove \
      \(path)-wal and \(path)-shm, and start again
      """
    case .badPlaceholder(let sql):
      "a placeholder has no value in: \(sql)"
    }
  }
}
