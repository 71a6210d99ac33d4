import CustomerSuccess
import Foundation
import Support
import SyncEngine
import Testing

@testable import TamService

@Suite struct StoreFileTests {
  @Test func `a new store is made only in an empty folder, for its owner only`() throws {
    let folder = try TemporaryDirectory()
    try folder.write("x", to: "full/notes.txt")
    let full = DataDirectory(folder.path(of: "full"))
    #expect(throws: StoreError.notEmpty(directory: full.path)) {
      try Store.create(full, key: [1], clock: { Instant(secondsSinceEpoch: 0) })
    }
  }

  @Test func `opening a folder without a store says how to make one`() throws {
    let folder = try TemporaryDirectory()
    let error = #expect(throws: StoreError.self) {
      try Store(DataDirectory(folder.path), clock: { Instant(secondsSinceEpoch: 0) })
    }
    #expect(error?.description.contains("tamd init --data \(folder.path)") == true)
  }

  @Test func `a file of a newer version is refused and left alone`() throws {
    let world = try World()
    try world.write { try $0.setMeta("schema", "9999") }
    let path = world.store.directory.storePath
    #expect(
      throws: StoreError.tooNew(path: path, found: 9_999, newestKnown: Schema.version)
    ) { try world.reopened() }
  }

  @Test func `a file that is no database is refused as damaged`() throws {
    let folder = try TemporaryDirectory()
    try folder.write(String(repeating: "not a database ", count: 200), to: "store.sqlite")
    #expect {
      try Store(DataDirectory(folder.path), clock: { Instant(secondsSinceEpoch: 0) })
    } throws: { error in
      guard case StoreError.damaged = error else { return false }
      return true
    }
  }

  @Test func `what one process commits, another sees at once`() throws {
    let world = try World()
    let other = try world.reopened()
    try other.write(by: "other", for: "test") { try $0.put(.account("a")) }
    #expect(try world.store.read { try $0.head() } == Position(1))
    try world.save(.account("b"))
    #expect(try other.read { try $0.head() } == Position(2))
  }

  @Test func `many writers in two processes leave a dense line of positions`() async throws {
    let world = try World()
    let stores = [world.store, try world.reopened()]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<60 {
        let store = stores[number % 2]
        group.addTask {
          try await BlockingWork.run {
            try store.write(by: "test", for: "test") {
              try $0.put(.account("a\(number % 7)\(number)"))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try world.store.read { try $0.head() } == Position(60))
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `a file of an older schema gets the tables and columns that were added`() throws {
    let world = try World()
    var ticket = Row(Ticket.table, id: "t")
    ticket[Ticket.account] = Account.ID("a")
    try world.save(.contact("c", of: "a"), ticket)
    try world.write { work in
      try work.execute("ALTER TABLE contact DROP COLUMN phone")
      for column in ["satisfaction", "reopens"] {
        try work.execute("ALTER TABLE ticket DROP COLUMN \(column)")
      }
      for table in ["tam_history", "survey"] { try work.execute("DROP TABLE \(table)") }
      try work.setMeta("schema", "0")
    }
    try world.store.close()

    let store = try world.reopened()
    #expect(try store.read { try $0.row(Contact.table, "c")?[Contact.firstName] } == "Grace")
    #expect(try store.read { try $0.count(of: TAMHistory.table) } == 0)
    #expect(try store.read { try $0.count(of: Survey.table) } == 0)
    #expect(try store.read { try $0.row(Ticket.table, "t") } == ticket)
    #expect(try store.read { try $0.meta("schema") } == String(Schema.version))
  }

  @Test func `a file of the second version keeps what was decided about the public sector`() throws
  {
    let world = try World()
    var cleared = Row.user("bob", team: "Public Sector", seesPublicSector: true)
    cleared[User.role] = "TAM"
    try world.save(.user("ada", seesPublicSector: true), cleared, .user("eve"))
    try world.write { work in
      try work.undoThirdVersion()
      try work.setMeta("store", "2")
    }
    try world.store.close()

    let store = try world.reopened()
    #expect(try store.read { try $0.decidedPublicSector("ada") } == true, "no role says so")
    #expect(try store.read { try $0.decidedPublicSector("bob") } == nil)
    #expect(try store.read { try $0.decidedPublicSector("eve") } == nil)
    #expect(try store.read { try $0.dirtyAccounts() } == [])
    #expect(try store.read { try $0.meta("store") } == String(StoreSchema.version))
  }

  @Test func `a file of the third version learns of jobs`() throws {
    let world = try World()
    try world.write { work in
      try work.undoFourthVersion()
      try work.setMeta("store", "3")
    }
    try world.store.close()

    let store = try world.reopened()
    #expect(try JobRuns(store).history(limit: 1) == [])
    #expect(try store.read { try $0.meta("store") } == String(StoreSchema.version))
  }

  @Test func `a file of an earlier version learns of tickets that wait`() throws {
    let world = try World()
    try world.write { work in
      try work.undoFifthVersion()
      try work.setMeta("store", "4")
    }
    try world.store.close()

    let store = try world.reopened()
    #expect(try TicketLoader.takeUpWaiting(store) == nil)
    #expect(try store.read { try $0.meta("store") } == String(StoreSchema.version))
  }

  @Test func `a file of an earlier version learns of what Salesforce holds`() throws {
    let world = try World()
    try world.write { work in
      try work.undoSixthVersion()
      try work.setMeta("store", "5")
    }
    try world.store.close()

    let store = try world.reopened()
    #expect(try PushLedger(store).failures(limit: 1) == [])
    #expect(try store.read { try $0.meta("store") } == String(StoreSchema.version))
  }

  @Test func `what waits in a file of an earlier version is sent after the upgrade`() async throws {
    let world = try JobWorld(sizes: JobWorld.small)
    try await world.serve {
      try await world.run("salesforce")
      let (account, other) = try world.customer()
      try world.assign(account, to: other, history: "h1")
      try world.world.write { work in
        try work.undoSixthVersion()
        try work.setMeta("store", "5")
      }
      let store = try world.world.reopened()
      #expect(try store.read { try $0.meta("store") } == String(StoreSchema.version))
      try store.close()
      let run = try await world.run("push")
      #expect(run.state == .done, "\(run.reason ?? "") \(run.objects)")
      #expect(
        world.salesforce("Account", account.id, "Technical_Account_Manager__c") == other.rawValue)
    }
  }

  @Test func `a backup beside the log of the store before it is refused`() throws {
    let world = try World()
    try world.save(.account("a"))
    let place = try TemporaryDirectory()
    try world.store.backup(to: place.path(of: "store.sqlite"))
    try world.save(.account("b"))
    let path = world.store.directory.storePath
    // As after `kill -9`: the log of the running store was never written back.
    for suffix in ["-wal", "-shm"] {
      try FileManager.default.copyItem(
        atPath: path + suffix, toPath: place.path(of: "store.sqlite" + suffix))
    }
    let restored = DataDirectory(place.path)
    let error = #expect(throws: StoreError.foreignLog(path: restored.storePath)) {
      try Store(restored, clock: { world.clock.now })
    }
    #expect(error?.description.contains("remove \(restored.storePath)-wal") == true)

    for suffix in ["-wal", "-shm"] {
      try FileManager.default.removeItem(atPath: place.path(of: "store.sqlite" + suffix))
    }
    let store = try Store(restored, clock: { world.clock.now })
    #expect(try store.read { try $0.count(of: Account.table) } == 1)
    #expect(try store.read { try $0.check() } == [])
  }

  @Test func `a store that was not closed is opened again with its own log`() throws {
    let world = try World()
    try world.save(.account("a"))
    #expect(try world.reopened().read { try $0.count(of: Account.table) } == 1)
  }

  @Test func `only a whole backup has the name, and half of an earlier one is no obstacle`() throws
  {
    let world = try World()
    try world.save(.account("a"))
    let place = try TemporaryDirectory()
    try place.write("half", to: "copy.part")
    try world.store.backup(to: place.path(of: "copy"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["copy"])
    #expect(throws: StoreError.self) { try world.store.backup(to: "/nowhere/copy") }
  }

  @Test func `a store opened again keeps its epoch`() throws {
    let world = try World()
    try world.save(.account("a"))
    try world.store.close()
    #expect(try world.reopened().read { try $0.epoch() } == 1)
  }

  @Test func `a backup is whole, and a service started on it begins a new epoch`() throws {
    let world = try World()
    try world.save(.account("a"))
    let copy = try TemporaryDirectory()
    try world.store.backup(to: copy.path(of: "store.sqlite"))
    try world.save(.account("b"))

    let restored = try Store(DataDirectory(copy.path), clock: { world.clock.now })
    #expect(try restored.read { try $0.count(of: Account.table) } == 1)
    #expect(try restored.read { try $0.check() } == [])
    #expect(try restored.read { try $0.epoch() } > 1)
    #expect(throws: StoreError.fileExists(path: copy.path(of: "store.sqlite"))) {
      try world.store.backup(to: copy.path(of: "store.sqlite"))
    }
  }

  @Test(arguments: [
    (found: (1, 5), kept: (1, 5), isCopy: false, epoch: 1, "nothing happened"),
    (found: (1, 7), kept: (1, 5), isCopy: false, epoch: 1, "stopped before the file was written"),
    (found: (1, 4), kept: (1, 5), isCopy: false, epoch: 1_000, "an older file was put back"),
    (found: (1, 9), kept: (2, 5), isCopy: false, epoch: 1_000, "a file of an older epoch"),
    (found: (1, 5), kept: (1, 5), isCopy: true, epoch: 1_000, "a backup was put back"),
    (found: (1, 5), kept: (4_000, 5), isCopy: true, epoch: 4_001, "the clock went back"),
  ])
  func `a restored file is noticed`(
    found: (Int64, Int64), kept: (Int64, Int64), isCopy: Bool, epoch: Int64, why: String
  ) {
    let settled = EpochFile.settled(
      found: .init(epoch: found.0, position: found.1),
      kept: .init(epoch: kept.0, position: kept.1), isCopy: isCopy, now: 1_000)
    #expect(settled == epoch, "\(why)")
  }

  @Test func `with the epoch file lost, the new epoch is one that was never used`() {
    let found = EpochFile.Content(epoch: 3, position: 8)
    #expect(EpochFile.settled(found: found, kept: nil, isCopy: false, now: 1_700) == 1_700)
    let fresh = EpochFile.Content(epoch: 1, position: 0)
    #expect(EpochFile.settled(found: fresh, kept: nil, isCopy: false, now: 1_700) == 1)
  }

  @Test func `a check names what was changed behind the store's back`() throws {
    let world = try World()
    try world.save(.user("ada"), .account("a", tam: "ada"), .contact("c", of: "a"))
    try world.write { work in
      try work.execute("UPDATE contact SET _p = 77 WHERE id = 'c'")
      try work.execute("DELETE FROM book WHERE scope = 'bulk:a'")
      try work.execute("DELETE FROM account WHERE id = 'a'")
    }
    let findings = try world.store.read { try $0.check() }
    #expect(
      findings == [
        .wrongSum(scope: "acct:a", kept: 2, found: 1),
        .ghosts(table: "account", count: 1),
        .unindexed(table: "contact", id: "c"),
        .wrongBook(user: "ada", scope: "acct:a", isMissing: false),
      ])
  }
}
