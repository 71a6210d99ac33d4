import CustomerSuccess
import SyncEngine

/// A service in memory that remembers every state it was ever in.
final class MemoryService {
  private(set) var content = ServiceContent()
  /// The state at each position, by epoch.
  private(set) var history: [Int64: [Position: ServiceContent]] = [:]
  /// Set when a mutation had its effects a second time.
  private(set) var appliedTwice: [PendingMutation.ID] = []
  /// The push under way, for a planted mistake.
  var expected: PushRequest?
  let bug: SeededBug?
  let server: SyncServer

  init(pageBytes: Int = SyncLimits.pageBytes, bug: SeededBug? = nil) {
    self.bug = bug
    server = SyncServer(
      pageBytes: pageBytes,
      seal: { content in String(decoding: content.reversed(), as: UTF8.self) },
      open: { token in token == "forged" ? nil : Array(token.utf8.reversed()) })
    history[content.currentEpoch] = [.zero: content]
  }

  func write(_ body: (MemoryWork) throws -> Void) throws {
    let work = MemoryWork(content, bug: bug, expected: expected)
    try body(work)
    appliedTwice += work.appliedTwice
    content = work.committed()
    history[content.currentEpoch, default: [:]][content.newest] = content
  }

  func state(epoch: Int64, at position: Position) -> ServiceContent? { history[epoch]?[position] }

  /// Puts an earlier state back, as from a backup; its epoch is a new one.
  func restore(_ backup: ServiceContent) {
    let epoch = content.currentEpoch + 1
    // Whoever renewed its device since the backup stays enrolled: that is kept elsewhere.
    let enrolled = content.devices.mapValues { DeviceRecord(id: $0.id, user: $0.user) }
    content = backup
    content.currentEpoch = epoch
    content.devices.merge(enrolled) { kept, _ in kept }
    history[epoch] = [content.newest: content]
  }

  /// The bytes of the answer; nil for 204.
  func pull(
    _ request: PullRequest, by user: User.ID, from snapshot: (any ServiceSnapshot)? = nil
  ) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    func answer(_ snapshot: some ServiceSnapshot) throws -> Bool {
      try server.pull(request, by: user, from: snapshot) { bytes += $0 }
    }
    if let snapshot { return try answer(snapshot) ? bytes : nil }
    return try answer(content) ? bytes : nil
  }

  func push(_ request: PushRequest, by user: User.ID) throws -> PushResponse {
    try server.push(request, by: user) { (body: (MemoryWork) throws -> Void) in try write(body) }
  }
}
