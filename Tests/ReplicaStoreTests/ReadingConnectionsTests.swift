import CustomerSuccess
import Dispatch
import Synchronization
import Testing

@testable import ReplicaStore

@Suite struct ReadingConnectionsTests {
  @Test func `a reading beside a write sees how things stood before it`() throws {
    let world = try ReplicaWorld([.account("acme"), .account("globex")])
    let file = world.replica.file
    world.replica.readBeside()

    let during = try file.write { connection in
      try connection.run("DELETE FROM account")
      return try file.read(Self.count)
    }

    #expect(during == 2)
    #expect(try file.read(Self.count) == 0)
  }

  @Test func `more readings at once than there are connections all get their answer`() throws {
    let world = try ReplicaWorld([.account("acme")])
    let file = world.replica.file
    world.replica.readBeside()
    let answers = Mutex<[Int]>([])

    DispatchQueue.concurrentPerform(iterations: 20) { _ in
      // What fails is missing among the answers.
      guard let count = try? file.read(Self.count) else { return }
      answers.withLock { $0.append(count) }
    }

    #expect(answers.withLock { $0 } == Array(repeating: 1, count: 20))
  }

  @Test func `a reading that fails gives its connection back`() throws {
    let world = try ReplicaWorld([.account("acme")])
    let file = world.replica.file
    world.replica.readBeside()

    for _ in 0..<10 {
      #expect(throws: ReplicaError.self) {
        try file.read { _ in throw ReplicaError.notLoggedIn }
      }
    }

    #expect(try file.read(Self.count) == 1)
  }

  private static func count(_ connection: Connection) throws -> Int {
    try connection.count("SELECT count(*) FROM account")
  }
}
