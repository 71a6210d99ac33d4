import CustomerSuccess
import Logging
import ReplicaStore
import Support
import SyncClient
import SyncEngine
import Synchronization
import Testing

@Suite struct SynchronizerTests {
  @Test func `one round brings all pages, asked for one ahead, and says what it did`() async throws
  {
    let world = try SyncWorld(pages: [[.user], [.account("a")], [.account("b"), .account("c")]])

    let report = await world.synchronizer.syncOnce()

    #expect(report.problem == nil)
    #expect(report.pulled == 4)
    #expect(report.position == 1)
    #expect(try world.replica.portfolioCount(.everything) == 3)
    let asked = world.service.state.withLock { $0.pulls.filter { $0.lane == .core }.map(\.resume) }
    #expect(asked == [nil, "1", "2"])
    #expect(try world.replica.syncStatus().connection == .online)
  }

  @Test func `an edit goes out and comes to rest in the same round`() async throws {
    let world = try SyncWorld(pages: [[.user, .account("a")]])
    _ = await world.synchronizer.syncOnce()
    try world.log(on: "a")

    let report = await world.synchronizer.syncOnce()

    #expect(report.pushed == 1)
    #expect(report.needsAttention == 0)
    #expect(try world.replica.outbox().isEmpty)
    #expect(world.service.state.withLock { $0.pushed.map(\.mutation.name) } == ["logActivity"])
  }

  @Test func `no network is a fact with a reason, and the edit waits`() async throws {
    let world = try SyncWorld(pages: [[.user, .account("a")]])
    _ = await world.synchronizer.syncOnce()
    try world.log(on: "a")
    world.service.fail(.unreachable(address: "https://x", reason: "connection refused"))

    let report = await world.synchronizer.syncOnce()

    #expect(report.problem?.isUnreachable == true)
    let status = try world.replica.syncStatus()
    #expect(status.unsentCount == 1)
    #expect(status.lastError?.contains("connection refused") == true)

    world.service.fail(nil)
    #expect(await world.synchronizer.syncOnce().problem == nil)
    #expect(try world.replica.syncStatus().lastError == nil)
    #expect(try world.replica.outbox().isEmpty)
  }

  @Test(arguments: [
    ConnectionError.foreign(address: "https://x", status: 404),
    .refused(SyncFailure(.unavailable, "The service cannot write.")),
    .refused(SyncFailure(.internalError, "The service failed.")),
  ])
  func `what the service has comes although it takes no edits, and why is said`(
    failure: ConnectionError
  ) async throws {
    let world = try SyncWorld(pages: [[.user, .account("a")]])
    _ = await world.synchronizer.syncOnce()
    try world.log(on: "a")
    world.service.failPushes(failure)
    world.service.state.withLock { $0.position += 1 }

    let report = await world.synchronizer.syncOnce()

    #expect(report.position == 2)
    #expect(report.problem == .unreachable(failure.description))
    let status = try world.replica.syncStatus()
    #expect(status.lastError == failure.description)
    #expect(try world.replica.outbox().map(\.isParked) == [false])

    world.service.failPushes(nil)
    #expect(await world.synchronizer.syncOnce().problem == nil)
    #expect(try world.replica.outbox().isEmpty)
  }

  @Test
  func `a service out of reach stays offline while it is tried again, also by the next program`()
    async throws
  {
    let world = try SyncWorld(pages: [[.user]])
    #expect(try await world.connectionsWhilePulling() == [.unknown, .online])
    world.service.fail(.unreachable(address: "https://x", reason: "connection refused"))
    #expect(try await world.connectionsWhilePulling() == [.online])
    #expect(try await world.connectionsWhilePulling() == [.offline])

    let next = try world.nextProgram()
    #expect(try await next.connectionsWhilePulling() == [.offline])

    next.service.fail(nil)
    #expect(try await next.connectionsWhilePulling() == [.offline, .online])
    #expect(try next.replica.syncStatus().lastError == nil)
  }

  @Test func `a refused login asks for a new one and keeps everything`() async throws {
    let world = try SyncWorld(pages: [[.user, .account("a")]])
    _ = await world.synchronizer.syncOnce()
    try world.log(on: "a")
    world.service.fail(.refused(SyncFailure(.unauthorized, "This device is not known.")))

    let report = await world.synchronizer.syncOnce()

    #expect(report.problem == .loginNeeded("This device is not known."))
    #expect(report.problem?.description.contains("tam login") == true)
    #expect(try world.replica.outbox().count == 1)
    #expect(try world.replica.syncStatus().connection == .loginNeeded)
  }

  @Test func `a revoked device is wiped`() async throws {
    let world = try SyncWorld(pages: [[.user, .account("a")]])
    _ = await world.synchronizer.syncOnce()
    world.service.fail(.refused(SyncFailure(.revoked, "This device was revoked.")))

    let report = await world.synchronizer.syncOnce()

    #expect(report.problem == .revoked("This device was revoked."))
    #expect(try world.replica.portfolioCount(.everything) == 0)
    #expect(try world.home.access() == nil)
  }

  @Test func `while another program syncs, this one says so`() async throws {
    let world = try SyncWorld(pages: [[.user]])
    let other = try Replica.open(at: world.home, environment: world.environment)
    let lock = try other.lockSync()

    #expect(await world.synchronizer.syncOnce().problem == .otherProgram)
    withExtendedLifetime(lock) {}
  }

  @Test func `the background sync goes out at once after an edit`() async throws {
    let world = try SyncWorld(pages: [[.user, .account("a")]])
    _ = await world.synchronizer.syncOnce()
    let (changes, send) = AsyncStream<Void>.makeStream()
    let observation = world.replica.changes { _ in send.yield() }
    let synchronizer = world.synchronizer
    let background = Task { await synchronizer.run() }

    try world.log(on: "a")
    await synchronizer.edited()
    for await _ in changes where try world.replica.outbox().isEmpty { break }

    #expect(world.service.state.withLock { $0.pushed.count } == 1)
    background.cancel()
    await background.value
    observation.cancel()
  }
}

/// A home, a replica and a synchronizer with a service of our making; its timers never fire.
private final class SyncWorld {
  let directory: TemporaryDirectory
  let home: Home
  let environment: ReplicaEnvironment
  let replica: Replica
  let service: ScriptedService
  let synchronizer: Synchronizer

  convenience init(pages: [[Row]]) throws {
    let directory = try TemporaryDirectory()
    let home = try Home.open(at: directory.path(of: "home"))
    try home.save(
      ServiceAccess(
        service: "https://x", device: "d", token: "t", user: User.ID("ada"), userName: "Ada",
        company: "Example"))
    try self.init(directory, home, ScriptedService(pages: pages))
  }

  private init(
    _ directory: TemporaryDirectory, _ home: Home, _ service: ScriptedService
  ) throws {
    self.directory = directory
    self.home = home
    self.service = service
    let ids = Mutex(0)
    environment = ReplicaEnvironment(
      now: { Instant(secondsSinceEpoch: 1_773_133_200) }, secondsFromGMT: { _ in 0 },
      newID: {
        ids.withLock { ids in
          ids += 1; return "m\(ids)"
        }
      })
    replica = try Replica.open(at: home, environment: environment)
    synchronizer = try Synchronizer(
      replica: replica,
      environment: SyncEnvironment(
        sleep: { _ in try await Self.forever() }, random: SeededGenerator(seed: 1),
        deviceName: "test", log: Logger(label: "SyncClientTests") { _ in SwiftLogNoOpLogHandler() }),
      connect: { _ in service })
  }

  /// Another program on the same home.
  func nextProgram() throws -> SyncWorld { try SyncWorld(directory, home, service) }

  /// Syncs once; what the status said each time the service was asked.
  func connectionsWhilePulling() async throws -> [SyncStatus.Connection] {
    let record = Recorder(replica: replica)
    service.state.withLock { $0.duringPull = record.note }
    _ = await synchronizer.syncOnce()
    service.state.withLock { $0.duringPull = nil }
    // A retry may come in between; what counts is what the person saw, one after the other.
    return record.seen.withLock { seen in
      seen.enumerated().filter { $0.offset == 0 || seen[$0.offset - 1] != $0.element }.map(
        \.element)
    }
  }

  func log(on account: String) throws {
    var fields = Fields()
    fields[Activity.type] = .call
    fields[Activity.subject] = "Call"
    fields[Activity.day] = Day(daysSinceEpoch: 20_522)
    try replica.perform([
      .logActivity(
        LogActivity(id: Activity.ID("v"), account: Account.ID(account), fields: fields))
    ])
  }

  /// Ends with the task only.
  private static func forever() async throws {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    for await _ in stream {}
    withExtendedLifetime(continuation) {}
    try Task.checkCancellation()
  }
}

/// Notes what the status says when it is asked to.
private final class Recorder: Sendable {
  let replica: Replica
  let seen = Mutex<[SyncStatus.Connection]>([])

  init(replica: Replica) { self.replica = replica }

  @Sendable func note() throws {
    let connection = try replica.syncStatus().connection
    seen.withLock { $0.append(connection) }
  }
}

extension Row {
  fileprivate static var user: Row {
    var row = Row(User.table, id: "ada")
    row[User.name] = "Ada"
    row[User.bundle] = .tam
    row[User.isActive] = true
    return row
  }

  fileprivate static func account(_ id: String) -> Row {
    var row = Row(Account.table, id: id)
    row[Account.name] = id
    row[Account.tam] = User.ID("ada")
    return row
  }
}
