import CustomerSuccess
import Support
import SyncEngine

/// One random history: replicas, users and imports act in any order over a network that loses,
/// repeats, delays and cuts, while the books change, backups are restored and replicas are copied.
///
/// After every checkpoint the promises of the sync reference are checked; the first one broken is
/// thrown.
final class Simulation {
  var random: SeededGenerator
  let service: MemoryService
  let bug: SeededBug?
  private(set) var replicas: [SimulatedReplica] = []
  private(set) var now = SimulatedCompany.noon
  /// Percent of messages lost, and as many cut or repeated.
  var faultPercent: Int
  var delayedPushes: [(request: PushRequest, user: User.ID)] = []
  var latePulls: [(replica: SimulatedReplica, response: PullResponse, request: PullRequest)] = []
  var backups: [ServiceContent] = []
  /// Scopes whose book entry lags behind a permission that was taken away.
  var lagging: [(user: User.ID, scopes: [Scope])] = []
  /// The head at each device's first page, for a planted mistake.
  var firstPagePins: [Device.ID: Position] = [:]
  private var counter = 0

  /// - Parameter store: Makes the store of a device; nil keeps all in memory.
  init(
    seed: UInt64, bug: SeededBug? = nil,
    store: ((Device.ID, User.ID) throws -> any SimulatedStore)? = nil
  ) throws {
    random = SeededGenerator(seed: seed)
    self.bug = bug
    let pageBytes = [300, 3_000, SyncLimits.pageBytes].randomElement(using: &random) ?? 300
    service = MemoryService(pageBytes: pageBytes, bug: bug)
    faultPercent = [0, 5, 25].randomElement(using: &random) ?? 0
    try SimulatedCompany.found(service)
    for (index, user) in [0, 0, 1].map({ SimulatedCompany.users[$0] }).enumerated() {
      let device = Device.ID("device\(index)")
      try service.write { $0.enroll(device, of: user) }
      try add(
        SimulatedReplica(
          number: index, user: user,
          store: store?(device, user)
            ?? MemoryReplica(ReplicaContent(device: device, user: user), bug: bug)))
    }
  }

  /// - Throws: ``Violation``.
  func run(steps: Int) throws {
    for _ in 0..<steps { try step() }
    try heal()
  }

  func add(_ replica: SimulatedReplica) throws {
    replicas.append(replica)
    try replica.restart(at: now, &random)
  }

  func newNumber() -> Int {
    counter += 1
    return counter
  }

  func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  func pick<T>(_ choices: some Collection<T>) -> T? { choices.randomElement(using: &random) }

  private func step() throws {
    now = now.adding(seconds: 1)
    guard let replica = pick(replicas) else { return }
    switch Int.random(in: 0..<1_000, using: &random) {
    case ..<560: try advance(replica)
    case ..<720: try edit(on: replica)
    case ..<740: try replica.step(.nudged, at: now, &random)
    case ..<860: try changeRows()
    case ..<910: try changeAccess()
    case ..<930: try service.write { $0.forget(before: self.service.content.newest) }
    case ..<950: try deliverDelayedPush()
    case ..<965: try applyLatePull()
    case ..<975: try replica.restart(at: now, &random)
    case ..<985:
      try replica.step(.wentOffline, at: now, &random)
      try replica.step(.wentOnline(unsent: replica.unsent), at: now, &random)
    case ..<991: backups.append(service.content)
    case ..<996: if let backup = backups.popLast() { service.restore(backup) }
    default: try add(replica.copy(number: replicas.count))
    }
    try checkService()
  }

  /// Does what the machine waits for, or lets its timer fire.
  func advance(_ replica: SimulatedReplica) throws {
    if let effect = replica.nextEffect() {
      try perform(effect, on: replica)
    } else if let timer = replica.takeTimer() {
      now = now.adding(seconds: timer.milliseconds / 1_000 + 1)
      try replica.step(.timerFired(timer.number), at: now, &random)
    }
  }

  /// The network works again and nobody edits: everything must come to rest, everywhere the same.
  private func heal() throws {
    faultPercent = 0
    for (user, scopes) in lagging { try service.write { $0.removeFromBook(scopes, of: user) } }
    for _ in 0..<400 {
      for replica in replicas {
        try replica.step(.nudged, at: now, &random)
        try advance(replica)
      }
      if try replicas.allSatisfy(isAtRest) { return try replicas.forEach(checkAtRest) }
    }
    for replica in replicas where try !isAtRest(replica) {
      let content = try replica.store.held()
      throw Violation(
        """
        replica \(replica.number) does not come to rest: \(replica.machine.phase), \
        \(content.outbox.count) pending, at \(content.sync.core.cursor ?? .zero) of \
        \(service.content.newest), timer \(String(describing: replica.timer))
        """)
    }
  }

  private func isAtRest(_ replica: SimulatedReplica) throws -> Bool {
    let content = try replica.store.held()
    return content.outbox.isEmpty && content.sync.epoch == service.content.currentEpoch
      && Lane.allCases.allSatisfy { content.sync[$0].cursor == service.content.newest }
  }
}
