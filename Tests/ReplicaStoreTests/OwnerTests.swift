import CustomerSuccess
import SyncEngine
import Testing

@testable import ReplicaStore

/// Whose a replica is, and what becomes of it when somebody logs in or the service moves.
@Suite struct OwnerTests {
  @Test func `another person's login does not take over unsent edits`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("mine", of: "acme")])
    try world.replica.close()
    try world.home.save(ReplicaWorld.access(user: "eve", device: "device-2"))

    #expect(throws: ReplicaError.othersEdits(user: "Ada", count: 1)) { try world.open() }
  }

  @Test func `another person's login gets an empty replica when nothing waits`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.close()
    try world.home.save(ReplicaWorld.access(user: "eve", device: "device-2"))

    try world.open()

    #expect(try world.replica.portfolio(.everything).isEmpty)
    #expect(world.replica.me == User.ID("eve"))
  }

  @Test func `the same person's new login counts edits from one again`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("one", of: "acme")])
    try world.answerPush()
    try world.replica.perform([.log("two", of: "acme")])
    try world.replica.close()
    try world.home.save(ReplicaWorld.access(device: "device-2"))

    try world.open()

    #expect(try world.replica.outbox().map(\.sequence) == [1])
    #expect(try world.replica.timeline().count == 2)
  }

  private static let movedTo = "https://new.example.com"

  @Test(arguments: [true, false])
  func `a service that moved leaves the rows, the undo list and the edits`(waits: Bool) throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("one", of: "acme")])
    if !waits { try world.answerPush() }
    try world.replica.close()
    try world.home.save(ReplicaWorld.access(service: Self.movedTo))

    try world.open()

    #expect(try world.replica.outbox().count == (waits ? 1 : 0))
    #expect(try world.replica.timeline().map(\.id.rawValue) == ["one"])
    #expect(try world.replica.undoList().count == 1)
    // The service is known by its new address: a new device there is nobody else's.
    try world.replica.close()
    try world.home.save(ReplicaWorld.access(device: "device-2", service: Self.movedTo))
    try world.open()
    #expect(try world.replica.timeline().map(\.id.rawValue) == ["one"])
  }

  @Test func `a new login at the service's new address keeps the edits`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("one", of: "acme")])

    try world.replica.close()
    try world.logIn(ReplicaWorld.access(device: "device-2", service: Self.movedTo))
    try world.reopen()

    #expect(try world.replica.outbox().map(\.sequence) == [1])
    #expect(try world.home.access()?.service == Self.movedTo)
  }

  @Test func `another service's device is not given the edits, whatever it calls the person`()
    throws
  {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("one", of: "acme")])
    try world.replica.close()
    try world.home.save(ReplicaWorld.access(device: "device-2", service: Self.movedTo))

    #expect(throws: ReplicaError.othersEdits(user: "Ada", count: 1)) { try world.open() }
  }

  @Test func `the owner gets in again after the login was lost`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("one", of: "acme")])
    try world.replica.close()
    try world.home.removeAccess()
    let eve = ReplicaWorld.access(user: "eve", device: "device-2")

    #expect(throws: ReplicaError.othersEdits(user: "Ada", count: 1)) { try world.logIn(eve) }
    #expect(try world.home.access() == nil)
    try world.home.save(eve)
    #expect(throws: ReplicaError.othersEdits(user: "Ada", count: 1)) { try world.open() }
    try world.logIn(ReplicaWorld.access(device: "device-3"))

    #expect(try world.replica.outbox().map(\.sequence) == [1])
    #expect(try world.home.access()?.user == ReplicaWorld.me)
  }

  @Test func `a replica without a login can be removed, whosever edits are in it`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("one", of: "acme")])
    try world.replica.close()
    try world.damage(.removed)
    try world.home.removeAccess()

    try world.open()
    #expect(try world.journaled.count == 1)
    try world.replica.wipe()

    #expect(try world.journaled.isEmpty)
  }
}
