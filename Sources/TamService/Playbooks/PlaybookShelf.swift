package import Logging
import CustomerSuccess

/// Brings the playbooks and plan templates of the files to every replica: when the service starts,
/// and soon after a file changed.
package struct PlaybookShelf: Sendable {
  private let store: Store
  private let logger: Logger

  /// Between two looks at the files: a change is that late.
  private static let pause = Duration.seconds(30)

  package init(store: Store, logger: Logger) {
    self.store = store
    self.logger = logger
  }

  /// Stores what the files say, once; a device that asks for the first time then gets it at once.
  ///
  /// - Parameter last: What was stored last, if anything was.
  /// - Returns: What is stored now; the same as before when that failed, which the log says.
  package func settle(since last: PlaybookFolder.Content? = nil) async -> PlaybookFolder.Content? {
    do {
      return try await BlockingWork.run { try catchUp(since: last) }
    } catch {
      logger.error("playbooks could not be stored", metadata: ["reason": "\(error)"])
      return last
    }
  }

  /// Goes on until the task is cancelled.
  ///
  /// - Parameter first: What ``settle(since:)`` stored.
  package func run(
    after first: PlaybookFolder.Content?, waking clock: some Clock<Duration>
  ) async {
    var last = first
    while !Task.isCancelled {
      do {
        try await clock.sleep(for: Self.pause)
      } catch {
        return
      }
      last = await settle(since: last)
    }
  }

  /// Writes what differs from the files.
  ///
  /// While a file cannot be read, what no file says stays as it was: it may be what that file said.
  ///
  /// - Parameter last: What was written last; nothing is done while the files say the same.
  @discardableResult
  package func catchUp(since last: PlaybookFolder.Content? = nil) throws -> PlaybookFolder.Content {
    let folder = PlaybookFolder(store.directory)
    if let last, folder.stamps() == last.stamps { return last }
    let content = folder.content()
    for problem in content.problems {
      logger.error("a file is left out", metadata: ["reason": "\(problem)"])
    }
    try Self.write(content, to: store)
    return content
  }

  /// Reads the files for a store that nobody has served yet, so that what rules open has its tasks.
  static func stock(_ store: Store) throws {
    guard try store.read({ try $0.isEmpty(StoredPlaybook.table) }) else { return }
    try write(PlaybookFolder(store.directory).content(), to: store)
  }

  private static func write(_ content: PlaybookFolder.Content, to store: Store) throws {
    let playbooks = try content.playbooks.map(StoredPlaybook.row)
    let templates = try content.templates.map(StoredPlanTemplate.row)
    try store.write(by: "tamd", for: "playbooks") { work in
      for row in playbooks + templates { try work.put(row) }
      guard content.problems.isEmpty else { return }
      let wanted = Set((playbooks + templates).map { RowKey($0.table, $0.id) })
      for table in [StoredPlaybook.table, StoredPlanTemplate.table] {
        var gone: [String] = []
        try work.reader.forEachRow(of: table) { stored in
          if !wanted.contains(RowKey(table, stored.row.id)) { gone.append(stored.row.id) }
        }
        for id in gone { try work.delete(table, id) }
      }
    }
  }
}
