import CustomerSuccess
import Foundation
import SyncEngine
import Synchronization
import Testing

@testable import ReplicaStore

@Suite struct DiskFullTests {
  @Test func `a full disk is said plainly and changes nothing`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("kept", of: "acme")])
    try world.replica.saveLocalDraft(
      LocalDraft(
        id: LocalDraft.ID("d"), kind: "activity", account: nil, fields: [:],
        savedAt: ReplicaWorld.start))
    let journaled = try world.journaled
    try world.replica.limitSize(isFull: true)
    let notes = String(repeating: "word ", count: 20_000)

    let full = ReplicaError.diskFull(path: world.home.replicaPath)
    #expect(throws: full) {
      try world.replica.perform(
        [.edit("kept", notes: notes, was: nil)], submitting: LocalDraft.ID("d"))
    }

    #expect(full.description.contains("free some disk space"))
    #expect(try world.journaled == journaled)
    #expect(try world.replica.outbox().count == 1)
    #expect(try world.replica.activity(Activity.ID("kept"))?.notes == "")
    #expect(try world.replica.localDrafts().count == 1)

    try world.replica.limitSize(isFull: false)
    try world.replica.perform(
      [.edit("kept", notes: notes, was: nil)], submitting: LocalDraft.ID("d"))
    #expect(try world.replica.activity(Activity.ID("kept"))?.notes == notes)
    try world.reopen()
    #expect(world.replica.openingFacts == [])
    #expect(try world.replica.outbox().count == 2)
  }

  @Test func `a pull that does not fit changes nothing`() throws {
    let world = try ReplicaWorld([.account("acme", name: "Before")])
    try world.replica.limitSize(isFull: true)
    var account = Row.account("acme", name: "After")
    account[Account.summary] = String(repeating: "word ", count: 100_000)

    #expect(throws: ReplicaError.diskFull(path: world.home.replicaPath)) {
      try world.deliver([account])
    }

    #expect(try world.replica.portfolio().map(\.name) == ["Before"])
  }
}

@Suite struct JournalTroubleTests {
  @Test func `an answer is taken and shown although the journal cannot be written just now`() throws
  {
    let world = try ReplicaWorld([.account("acme"), .account("beta")])
    try world.replica.perform([.log("sent", of: "acme")])
    let heard = Mutex([ReplicaChange.Cause]())
    let observation = world.replica.changes { change in heard.withLock { $0.append(change.cause) } }
    let obstacle = world.home.journalPath + ".new"
    try FileManager.default.createDirectory(
      atPath: obstacle, withIntermediateDirectories: false)

    try world.answerPush()

    #expect(heard.withLock { $0 } == [.sync])
    #expect(try world.replica.outbox().isEmpty)
    #expect(try world.journaled.count == 1)
    let error = #expect(throws: FileFailure.self, "the next round says so") {
      try world.replica.noteNothingNew()
    }
    #expect(error?.description.contains(obstacle) == true)

    try FileManager.default.removeItem(atPath: obstacle)
    try world.drop(Scope(account: "beta"))
    #expect(try world.replica.portfolio().count == 1)
    #expect(try world.journaled.isEmpty)
    observation.cancel()
  }
}

extension Replica {
  /// Lets the file grow no further, which is what SQLite sees of a full disk.
  fileprivate func limitSize(isFull: Bool) throws {
    try file.write { connection in
      let pages = try connection.count("PRAGMA page_count")
      _ = try connection.count("PRAGMA max_page_count = \(isFull ? pages : 1_000_000)")
    }
  }
}

@Suite struct TwoProgramsTests {
  @Test func `a second program reads and edits; the first one notices`() throws {
    let world = try ReplicaWorld([.account("acme")])
    let other = try Replica.open(at: world.home, environment: world.environment)
    // Emptying the log after the first load looks like another program once.
    try world.replica.noticeOtherPrograms()
    let heard = Mutex([ReplicaChange.Cause]())
    let observation = world.replica.changes { change in heard.withLock { $0.append(change.cause) } }

    #expect(try !world.replica.noticeOtherPrograms())
    try other.perform([.log("theirs", of: "acme")])
    try world.replica.perform([.log("ours", of: "acme")])

    #expect(try world.replica.noticeOtherPrograms())
    #expect(try !world.replica.noticeOtherPrograms())
    #expect(heard.withLock { $0 } == [.edit, .otherProgram])
    #expect(try other.outbox().map(\.sequence) == [1, 2])
    #expect(try world.replica.timeline().count == 2)
    #expect(try world.journaled.count == 2)
    observation.cancel()
  }

  @Test func `many edits from two programs at once are all kept, in one row of numbers`() throws {
    let world = try ReplicaWorld([.account("acme")])
    let other = try Replica.open(at: world.home, environment: world.environment)
    let replicas = [world.replica, other]

    let failures = Mutex([String]())
    DispatchQueue.concurrentPerform(iterations: 8) { index in
      do {
        for number in 0..<5 {
          try replicas[index % 2].perform([.log("a\(index)-\(number)", of: "acme")])
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }

    #expect(failures.withLock { $0 } == [])
    #expect(try world.replica.outbox().map(\.sequence) == Array(1...40))
    #expect(try Set(world.journaled).count == 40)
  }

  @Test func `only one program talks to the service`() throws {
    let world = try ReplicaWorld()
    let other = try Replica.open(at: world.home, environment: world.environment)

    var lock = try world.replica.lockSync()
    #expect(lock != nil)
    #expect(try other.lockSync() == nil)
    lock = nil
    #expect(try other.lockSync() != nil)
  }

  @Test func `a file in use is not replaced under another program`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try PrivateFile.ensure(world.home.doubtPath)
    try world.replica.file.write { try $0.execute("PRAGMA user_version = 999999") }

    #expect(throws: ReplicaError.inUse(path: world.home.replicaPath)) {
      try Replica.open(at: world.home, environment: world.environment)
    }
  }
}
