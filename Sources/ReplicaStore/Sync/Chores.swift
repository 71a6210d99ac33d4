import Synchronization

/// What a commit of the sync leaves to be done in other files.
///
/// A chore that cannot be done stays due.
final class Chores: Sendable {
  enum Chore: Sendable {
    /// What the person may not see any more must leave the disk, too.
    case truncateLog
    /// The journal holds more than it must.
    case compactJournal
  }

  private let due = Mutex<Set<Chore>>([])

  func add(_ chore: Chore) { due.withLock { _ = $0.insert(chore) } }

  /// Does the chore if it is due.
  func carryOut(_ chore: Chore, _ work: () throws -> Void) throws {
    guard due.withLock({ $0.contains(chore) }) else { return }
    try work()
    due.withLock { _ = $0.remove(chore) }
  }
}
