import CustomerSuccess
import Support
import SyncEngine
import Synchronization
import Testing

@testable import ReplicaStore

/// A home in a folder of its own with a replica that was filled the way a service fills it.
final class ReplicaWorld {
  static let me = User.ID("ada")
  static let device = Device.ID("device-1")
  /// 2026-03-10, 09:00 UTC.
  static let start = Instant(secondsSinceEpoch: 1_773_133_200)
  static let today = Day(daysSinceEpoch: 20_522)

  let directory: TemporaryDirectory
  let home: Home
  let environment: ReplicaEnvironment
  private let clock: TestClock
  private(set) var replica: Replica
  /// What the pretended service holds.
  private(set) var served: [RowKey: PlacedRow] = [:]
  private(set) var position: Int64 = 0
  /// Whether indexes and search are made after each pull, as a sync does at its end.
  var finishesLoad = true
  private var lastSequence: Int64 = 0
  private var lastMutationID: PendingMutation.ID?

  /// - Parameters:
  ///   - rows: What the first checkpoint brings, beside the user `ada`, a TAM.
  ///   - isServed: Whether there was a first checkpoint.
  ///   - hoursFromGMT: Where the person is.
  init(
    _ rows: [Row] = [], isLoggedIn: Bool = true, isServed: Bool = true, hoursFromGMT: Int = 0
  ) throws {
    directory = try TemporaryDirectory()
    home = try Home.open(at: directory.path(of: "home"))
    let clock = TestClock()
    self.clock = clock
    environment = ReplicaEnvironment(
      now: { clock.now }, secondsFromGMT: { _ in hoursFromGMT * 3_600 }, newID: { clock.newID() })
    if isLoggedIn { try home.save(Self.access()) }
    replica = try Replica.open(at: home, environment: environment)
    guard isLoggedIn, isServed else { return }
    try deliver([.user("ada", bundle: .tam)] + rows)
  }

  static func access(
    user: String = "ada", device: String = "device-1", service: String = "https://tam.example.com"
  ) -> ServiceAccess {
    ServiceAccess(
      service: service, device: device, token: "secret", user: User.ID(user),
      userName: "Ada", company: "Example")
  }

  func advance(seconds: Int) { clock.advance(seconds: seconds) }

  /// The replica as another start of the program finds it.
  func reopen() throws {
    try replica.close()
    replica = try Replica.open(at: home, environment: environment)
  }

  func open() throws { replica = try Replica.open(at: home, environment: environment) }

  func logIn(_ access: ServiceAccess) throws {
    replica = try Replica.open(at: home, environment: environment, after: access)
  }

  /// As if the file had been deleted while the program was not running.
  func loseReplica() throws {
    try replica.close()
    try damage(.removed)
    try open()
  }

  /// The ids of the edits in the journal, in its order.
  var journaled: [PendingMutation.ID] {
    get throws {
      try replica.journal.content().entries.flatMap { entry in
        guard case .edit(let edit) = entry else { return [PendingMutation.ID]() }
        return edit.items.map(\.pending.id)
      }
    }
  }

  /// The first pull of a rebuilt replica.
  func deliverAnew() throws {
    try pull(.core, from: 0, snapshot(.core))
    try pull(.bulk, from: 0, snapshot(.bulk))
  }

  /// Commits rows on the pretended service and pulls them.
  func deliver(
    _ rows: [Row], deleting: [(Table, String)] = [], results: [MutationResult] = []
  ) throws {
    let isFirst = position == 0
    position += 1
    var frames: [Frame] = []
    for row in rows {
      let scope = try #require(row.scope)
      let placed = PlacedRow(row, scope: scope, position: Position(position))
      served[placed.key] = placed
      if !isFirst { frames.append(.put(placed)) }
    }
    for (table, id) in deleting {
      guard let old = served.removeValue(forKey: RowKey(table, id)) else { continue }
      frames.append(.delete(old.key, old.scope, Position(position)))
    }
    if let last = results.last {
      lastSequence = last.sequence
      lastMutationID = last.id
    }
    frames += results.map(Frame.result)
    try pull(.core, from: isFirst ? 0 : position - 1, isFirst ? snapshot(.core) : frames)
    if isFirst { try pull(.bulk, from: 0, snapshot(.bulk)) }
  }

  /// Answers what the replica offers: everything is accepted, or refused with that reason.
  func answerPush(refusing refusal: MutationRefusal? = nil) throws {
    let request = try #require(try replica.nextPush())
    let results = request.mutations.map { offer in
      MutationResult(
        sequence: offer.sequence, id: offer.id, status: refusal == nil ? .applied : .rejected,
        refusal: refusal)
    }
    let rows = refusal == nil ? try touchedRows(of: request) : []
    try deliver(rows, results: results)
  }

  /// The rows as the replica shows them now, for a service that agrees.
  private func touchedRows(of request: PushRequest) throws -> [Row] {
    try replica.file.read { connection in
      try BaseRows(connection: connection).all().compactMap { preimage in
        try Schema.table(preimage.key.table).flatMap {
          try RowReading(connection: connection).row($0, preimage.key.id)
        }
      }
    }
  }

  private func snapshot(_ lane: Lane) -> [Frame] {
    let scopes = Dictionary(grouping: served.values.filter { $0.scope.lane == lane }, by: \.scope)
    return scopes.sorted { $0.key < $1.key }.flatMap { scope, rows in
      [.replace(scope, count: rows.count)] + rows.map(Frame.put)
    }
  }

  /// One page of a first snapshot.
  func page(
    _ rows: [Row], resume: String?, position: Int64 = 1, deleting: [(Table, String, String)] = []
  ) throws {
    self.position = position
    let placed = try rows.map {
      PlacedRow($0, scope: try #require($0.scope), position: Position(position))
    }
    let scopes = Set(placed.map(\.scope)).sorted()
    let replaces = scopes.map { scope in
      Frame.replace(scope, count: placed.filter { $0.scope == scope }.count)
    }
    let deletes = deleting.map { table, id, account in
      Frame.delete(RowKey(table, id), Scope(account: account), Position(position))
    }
    try pull(.core, from: 0, replaces + placed.map(Frame.put) + deletes, resume: resume)
  }

  func drop(_ scope: Scope) throws {
    position += 1
    try pull(.core, from: position - 1, [.drop(scope)])
  }

  func announceWrongSum(of scope: Scope) throws {
    position += 1
    try pull(.core, from: position - 1, [.sum(scope, ScopeSum(rows: 7, checksum: 7))])
  }

  private func pull(
    _ lane: Lane, from: Int64, _ frames: [Frame], resume: String? = nil
  ) throws {
    let request = try replica.nextPull(lane)
    var encoder = FrameEncoder()
    try encoder.write(
      .begin(
        Frame.Begin(
          epoch: 1, lane: lane, from: Position(from), to: Position(position),
          lastSequence: lastSequence, lastMutationID: lastMutationID)))
    for frame in frames { try encoder.write(frame) }
    try encoder.write(.end(Frame.End(to: Position(position), resume: resume)))
    let outcome = try replica.receive(PullResponse(decoding: encoder.take()), to: request)
    if finishesLoad { try replica.finishLoad() }
    switch outcome {
    case .complete, .page: break
    case .forked, .stale:
      Issue.record("the pretended service's answer was not taken: \(outcome)")
    }
  }
}

/// Time that moves when told, and ids in order.
private final class TestClock: Sendable {
  private let state = Mutex((now: ReplicaWorld.start, ids: 0))

  var now: Instant { state.withLock { $0.now } }

  func advance(seconds: Int) {
    state.withLock { $0.now = $0.now.adding(seconds: seconds) }
  }

  func newID() -> String {
    state.withLock { state in
      state.ids += 1
      return "mutation-\(state.ids)"
    }
  }
}
