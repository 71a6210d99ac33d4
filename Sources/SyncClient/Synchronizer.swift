import CustomerSuccess
import Logging
package import ReplicaStore
import SyncEngine

/// Keeps one replica in step with its service: carries out what the ``ClientMachine`` decides, and
/// writes how it goes into the replica.
package actor Synchronizer {
  let replica: Replica
  let environment: SyncEnvironment
  var service: any SyncService
  private let connect: @Sendable (ServiceAccess) throws -> any SyncService
  private var machine = ClientMachine()
  private var random: any RandomNumberGenerator & Sendable

  /// The answer between "received" and "applied".
  private var answer: (request: PullRequest, response: PullResponse)?
  /// The pages after that one.
  private var pages: PageReader?
  private var step: Task<Void, Never>?
  private var timer: Task<Void, Never>?
  private var lock: SyncLock?
  /// The background sync is on.
  private var isRunning = false

  /// Of the round under way.
  private var report = SyncReport()
  private var accountsReceived: Set<Account.ID> = []
  /// As last seen; giving up on purpose says nothing of the network, nor does asking.
  private var connection = SyncStatus.Connection.unknown
  /// Why the last request failed, here or in an earlier program; nil when it worked.
  private var problem: SyncProblem?
  /// The service has answered, so that the connection is known.
  private var hasAnswer = false
  private var roundWaiters: [CheckedContinuation<SyncReport, Never>] = []

  /// How long the background sync waits for another program to give up its place, in seconds.
  private static let lockPollSeconds = 5

  /// - Parameter connect: Makes the service of a login; another one after a device was renewed.
  /// - Throws: ``SyncProblem/notLoggedIn``, or what `connect` throws.
  package init(
    replica: Replica, environment: SyncEnvironment,
    connect: @escaping @Sendable (ServiceAccess) throws -> any SyncService = Synchronizer.connection
  ) throws {
    guard let access = try replica.home.access() else { throw SyncProblem.notLoggedIn }
    self.replica = replica
    self.environment = environment
    self.connect = connect
    self.service = try connect(access)
    self.random = environment.random
    // What failed when it was tried last is out of reach until something else is known.
    self.problem = try replica.syncStatus().lastError.map(SyncProblem.unreachable)
  }

  package static let connection: @Sendable (ServiceAccess) throws -> any SyncService = { access in
    ServiceConnection(try ServiceAddress(access.service), token: access.token)
  }

  /// Pushes and pulls once; comes back when both lanes are complete or something went wrong.
  package func syncOnce() async -> SyncReport {
    do {
      guard try takeLock() else { return reported(.otherProgram) }
      let unsent = try replica.unsentCount()
      report = SyncReport()
      accountsReceived = []
      let result = await withCheckedContinuation { continuation in
        roundWaiters.append(continuation)
        handle(machine.phase == .offline ? .wentOnline(unsent: unsent) : .nudged)
      }
      if !isRunning { stop() }
      return result
    } catch {
      return reported(.replica("\(error)"))
    }
  }

  /// Syncs in the background until the task is cancelled: at once, after edits, and from time to
  /// time, ever more rarely while it fails.
  package func run() async {
    isRunning = true
    defer { isRunning = false }
    do {
      while try !takeLock() {
        try await environment.sleep(.seconds(Self.lockPollSeconds))
        try replica.noticeOtherPrograms()
      }
      handle(.wentOnline(unsent: try replica.unsentCount()))
      while !Task.isCancelled { try await environment.sleep(.seconds(3_600)) }
    } catch is CancellationError {
      // The person quits, or logs out.
    } catch {
      environment.log.error("the background sync ended", metadata: ["error": "\(error)"])
    }
    stop()
  }

  /// A person asks to sync now, or has just edited.
  package func nudge() {
    do {
      handle(.edited(unsent: try replica.unsentCount()))
      handle(.nudged)
    } catch {
      note(.replica("\(error)"))
    }
  }

  /// An edit was committed: it is sent unless the service is known to be out of reach.
  package func edited() {
    do {
      handle(.edited(unsent: try replica.unsentCount()))
    } catch {
      note(.replica("\(error)"))
    }
  }

  /// Gives everything up that is under way, and the place for another program.
  package func stop() {
    handle(.wentOffline)
    step?.cancel()
    pages?.cancel()
    timer?.cancel()
    lock = nil
  }

  private func takeLock() throws -> Bool {
    if lock == nil { lock = try replica.lockSync() }
    return lock != nil
  }

  private func reported(_ problem: SyncProblem) -> SyncReport {
    var report = SyncReport()
    report.problem = problem
    return report
  }
}

// MARK: Events in, effects out

extension Synchronizer {
  func handle(_ event: ClientMachine.Event) {
    if case .failed = event {
    } else if !event.isFromOutside {
      // What a pull brings does not mend the push before it.
      if !machine.isPushRefused { problem = nil }
      hasAnswer = true
    }
    var random = random
    let effects = machine.step(event, at: replica.environment.now(), using: &random)
    self.random = random
    var armed: Int?
    for effect in effects {
      if case .armTimer(_, let milliseconds) = effect { armed = milliseconds }
      carryOut(effect)
    }
    writeFacts(armed: armed)
    if !machine.phase.isUnderWay { finishRound() }
  }

  private func carryOut(_ effect: ClientMachine.Effect) {
    switch effect {
    case .push(let attempt, let limit):
      start(attempt) { try await self.push(attempt, limit: limit) }
    case .pull(let lane, let attempt):
      start(attempt) { try await self.pull(lane, attempt) }
    case .apply(let attempt): start(attempt) { try await self.apply(attempt) }
    case .recover(let recovery, let attempt):
      start(attempt) { try await self.recover(recovery, attempt) }
    case .armTimer(let number, let milliseconds): arm(number, milliseconds)
    case .cancelTimer: timer?.cancel()
    case .cancelRequest: step?.cancel()
    case .wipe: wipe()
    }
  }

  /// Runs a step beside the actor; its end, whatever it is, comes back as an event.
  private func start(
    _ attempt: Int, _ step: @escaping @Sendable () async throws -> ClientMachine.Event
  ) {
    self.step = Task {
      do {
        let event = try await step()
        self.handle(event)
      } catch {
        self.fail(attempt, error)
      }
    }
  }

  private func fail(_ attempt: Int, _ error: any Error) {
    let (trouble, problem) = SyncTrouble.of(error)
    environment.log.warning(
      "a sync step failed", metadata: ["problem": "\(problem)", "phase": "\(machine.phase)"])
    note(problem)
    handle(.failed(attempt: attempt, trouble))
  }

  private func note(_ problem: SyncProblem) {
    self.problem = problem
    report.problem = problem
  }

  private func arm(_ number: Int, _ milliseconds: Int) {
    timer?.cancel()
    timer = Task {
      do {
        try await environment.sleep(.milliseconds(milliseconds))
      } catch {
        return  // Replaced by another timer, or the end.
      }
      if !machine.phase.isUnderWay {
        report = SyncReport()
        accountsReceived = []
      } else {
        note(.unreachable("the service did not answer in time: it is tried again"))
      }
      handle(.timerFired(number))
    }
  }

  private func wipe() {
    do {
      try replica.wipe()
    } catch {
      note(.replica("\(error)"))
    }
  }

  private func finishRound() {
    guard !roundWaiters.isEmpty else { return }
    var report = report
    report.problem = problem
    // The counts are an extra; whoever reads the replica next hears why it cannot be read.
    if let status = try? replica.syncStatus() {
      report.position = status.corePosition
      report.needsAttention = status.needsAttentionCount
    }
    let waiters = roundWaiters
    roundWaiters = []
    for waiter in waiters { waiter.resume(returning: report) }
  }

  private func writeFacts(armed: Int?) {
    let progress =
      accountsReceived.isEmpty || !machine.phase.isUnderWay
      ? nil : SyncStatus.Progress(done: accountsReceived.count, total: nil)
    let next =
      machine.phase == .idle && machine.failures > 0
      ? armed.map { replica.environment.now().adding(seconds: ($0 + 999) / 1_000) } : nil
    let seen = machine.phase.connection(isFailing: problem?.isUnreachable ?? false)
    if let seen, hasAnswer || seen != .online { connection = seen }
    let facts = SyncFacts(
      connection: connection,
      phase: machine.phase.status(isFailing: machine.failures > 0),
      lastError: problem?.description,
      nextAttempt: next, failedTries: machine.failures, progress: progress)
    do {
      try replica.write(facts)
    } catch {
      environment.log.error("the sync status could not be noted", metadata: ["error": "\(error)"])
    }
  }
}

// MARK: Steps

extension Synchronizer {
  private func push(_ attempt: Int, limit: Int) async throws -> ClientMachine.Event {
    guard let request = try replica.nextPush(limit: limit) else {
      return .pushed(attempt: attempt, unsent: 0, didStopEarly: false)
    }
    let before = try replica.unsentCount()
    let answer = try await service.push(request)
    try replica.acknowledge(answer)
    let unsent = try replica.unsentCount()
    report.pushed += max(0, before - unsent)
    return .pushed(attempt: attempt, unsent: unsent, didStopEarly: answer.didStopEarly)
  }

  private func pull(_ lane: Lane, _ attempt: Int) async throws -> ClientMachine.Event {
    // Edits of other programs are pushed by us; their rows are shown by whoever watches.
    try replica.noticeOtherPrograms()
    var pages = reader(for: try replica.nextPull(lane))
    let request = pages.request
    guard let response = try await pages.next() else {
      try await finishLoad()
      try replica.noteNothingNew()
      return .nothingNew(attempt: attempt)
    }
    answer = (request, response)
    if pages.advance(past: response) { self.pages = pages }
    return .received(attempt: attempt)
  }

  /// The pages asked for ahead, if those are the ones, or new ones.
  private func reader(for request: PullRequest) -> PageReader {
    defer { pages = nil }
    if let pages, pages.answers(request) { return pages }
    pages?.cancel()
    return PageReader(request, from: service)
  }

  private func apply(_ attempt: Int) async throws -> ClientMachine.Event {
    guard let answer else { throw FrameError.truncated(frames: 0) }
    self.answer = nil
    switch try replica.receive(answer.response, to: answer.request) {
    case .complete(let checkpoint):
      note(checkpoint)
      try await finishLoad()
      return .applied(
        attempt: attempt, isComplete: true, unsent: try replica.unsentCount())
    case .page(let checkpoint):
      note(checkpoint)
      return .applied(
        attempt: attempt, isComplete: false, unsent: try replica.unsentCount())
    case .stale:
      return .failed(attempt: attempt, .replicaBusy)
    case .forked: return .failed(attempt: attempt, .fork)
    }
  }

  /// Makes what a first load leaves to be made, here or in a program that was interrupted.
  private func finishLoad() async throws {
    while try replica.finishNextPiece() {
      // Whoever stops us is heard between the pieces.
      await Task.yield()
      try Task.checkCancellation()
    }
  }

  private func note(_ checkpoint: CheckpointReport) {
    report.pulled += checkpoint.rowsPut + checkpoint.rowsDeleted
    accountsReceived.formUnion(checkpoint.accounts)
  }

  private func recover(
    _ recovery: ClientMachine.Recovery, _ attempt: Int
  ) async throws -> ClientMachine.Event {
    switch recovery {
    case .renewDevice: try await renewDevice()
    case .adoptEpoch(let epoch, let last):
      try replica.adopt(epoch: epoch, lastSequence: last)
    case .rewind(let last): try replica.rewind(to: last)
    case .restartPull(let lane): try replica.restartPull(lane)
    case .park: try replica.park()
    }
    return .recovered(attempt: attempt, unsent: try replica.unsentCount())
  }

  private func renewDevice() async throws {
    guard let access = try replica.home.access() else { throw SyncProblem.notLoggedIn }
    let answer = try await service.renew(
      RenewRequest(device: Device.ID(access.device), deviceName: environment.deviceName))
    let renewed = ServiceAccess(
      service: access.service, device: answer.device.rawValue, token: answer.token,
      user: answer.user, userName: answer.userName, company: answer.company)
    try replica.renew(as: renewed)
    service = try connect(renewed)
  }
}
