import CustomerSuccess
import Foundation
import SyncEngine
import Testing

@testable import ReplicaStore

@Suite struct RecoveryTests {
  enum Damage: String, CaseIterable {
    case removed, emptied, cutInHalf, garbage, garbageInside, otherDatabase, newer
  }

  @Test(arguments: Damage.allCases)
  func `a lost replica is rebuilt and no edit with it`(damage: Damage) throws {
    let world = try ReplicaWorld(
      [.account("acme", name: "Acme")]
        + (0..<300).map { .activity("a\($0)", of: "acme", on: ReplicaWorld.today) })
    try world.replica.perform([.log("first", of: "acme"), .log("second", of: "acme")])
    try world.replica.perform([.log("third", of: "acme")])
    let before = try world.replica.outbox()
    try world.replica.close()

    try world.damage(damage)
    try world.open()
    // Damage in the middle shows when it is read; the next start knows.
    if damage == .garbageInside, world.replica.openingFacts.isEmpty {
      #expect(throws: ReplicaError.self) { try world.readEverything() }
      try world.reopen()
    }

    #expect(!world.replica.openingFacts.isEmpty)
    let after = try world.replica.outbox()
    #expect(after.map(\.id) == before.map(\.id))
    #expect(after.map(\.sequence) == before.map(\.sequence))
    #expect(after.map(\.summary) == before.map(\.summary))
    #expect(try world.replica.portfolio().isEmpty)

    try world.deliverAnew()
    #expect(
      try world.replica.timeline(limit: 3).map(\.id.rawValue) == ["third", "second", "first"])
    try world.replica.perform([.log("fourth", of: "acme")])
    #expect(try world.replica.outbox().map(\.sequence) == [1, 2, 3, 4])
    try world.reopen()
    #expect(world.replica.openingFacts == [])
  }

  @Test func `a file of an older layout is brought up, is fetched anew, and keeps its edits`()
    throws
  {
    let world = try ReplicaWorld([.account("acme", name: "Acme")])
    try world.replica.perform([.log("first", of: "acme")])
    let older = ReplicaLayout.version - 1
    try world.replica.file.write {
      try $0.execute("DROP TABLE survey; PRAGMA user_version = \(older)")
    }

    try world.reopen()

    #expect(
      world.replica.openingFacts == [.upgraded(from: older, to: ReplicaLayout.version)])
    #expect(try world.replica.surveys(of: Account.ID("acme")).isEmpty)
    #expect(try world.replica.outbox().count == 1)
    try world.deliverAnew()
    #expect(try world.replica.timeline(limit: 3).map(\.id.rawValue) == ["first"])
    try world.reopen()
    #expect(world.replica.openingFacts == [])
  }

  @Test func `the old file is kept beside, and the facts say where`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.close()
    try world.damage(.garbage)

    try world.open()

    guard case .rebuiltDamaged(let place, _) = world.replica.openingFacts.first else {
      Issue.record("expected rebuiltDamaged, found \(world.replica.openingFacts)")
      return
    }
    #expect(FileManager.default.fileExists(atPath: place))
    #expect(place.hasPrefix(world.home.replicaPath + ".damaged-2026"))
  }

  @Test func `numbers go on where they were, also when everything was confirmed`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("first", of: "acme")])
    try world.answerPush()
    try world.loseReplica()
    try world.deliverAnew()

    try world.replica.perform([.log("second", of: "acme")])

    #expect(try world.replica.outbox().map(\.sequence) == [2])
  }

  @Test func `an edit that reached only the journal is made when the program starts again`() throws
  {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("kept", of: "acme")])
    let entry = JournalEntry.edit(
      JournalEdit(
        items: [
          JournalEdit.Item(
            pending: PendingMutation(
              sequence: 2, id: PendingMutation.ID("crashed"), mutation: .log("late", of: "acme"),
              basePosition: Position(1), at: ReplicaWorld.start, today: ReplicaWorld.today),
            summary: "Logged late", account: Account.ID("acme"))
        ], draft: LocalDraft.ID("draft")))
    _ = try world.replica.journal.append([entry])
    try world.replica.saveLocalDraft(
      LocalDraft(
        id: LocalDraft.ID("draft"), kind: "activity", account: nil, fields: [:],
        savedAt: ReplicaWorld.start))

    try world.reopen()

    #expect(world.replica.openingFacts == [.restoredEdits(count: 1)])
    #expect(try Set(world.replica.timeline().map(\.id.rawValue)) == ["kept", "late"])
    #expect(try world.replica.outbox().map(\.id.rawValue).last == "crashed")
    #expect(try world.replica.localDrafts().isEmpty)
    try world.reopen()
    #expect(world.replica.openingFacts == [])
    #expect(try world.replica.outbox().count == 2)
  }

  /// A line that a program wrote and did not live to commit.
  private func leave(_ name: String, sequence: Int64, _ world: ReplicaWorld) throws {
    let pending = PendingMutation(
      sequence: sequence, id: PendingMutation.ID(name), mutation: .log(name, of: "acme"),
      basePosition: Position(1), at: ReplicaWorld.start, today: ReplicaWorld.today)
    let item = JournalEdit.Item(
      pending: pending, summary: "Logged \(name)", account: Account.ID("acme"))
    _ = try world.replica.journal.append([.edit(JournalEdit(items: [item], draft: nil))])
  }

  @Test func `an edit whose number another program took since gets the next one`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try leave("crashed", sequence: 1, world)
    try world.replica.perform([.log("later", of: "acme")])

    try world.reopen()

    #expect(try world.replica.outbox().map(\.sequence) == [1, 2])
    #expect(try world.replica.outbox().map(\.id.rawValue).last == "crashed")
    #expect(try Set(world.replica.timeline().map(\.id.rawValue)) == ["crashed", "later"])
    try world.reopen()
    #expect(world.replica.openingFacts == [])
  }

  @Test func `an edit whose number is settled is sent under the next one`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("later", of: "acme")])
    try world.answerPush()
    try leave("crashed", sequence: 1, world)

    try world.reopen()

    #expect(try world.replica.nextPush()?.mutations.map(\.sequence) == [2])
    try world.answerPush()
    #expect(try world.replica.outbox().isEmpty)
  }

  @Test func `a journal cut in its last line loses only that line, without alarm`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("one", of: "acme")])
    try world.replica.perform([.log("two", of: "acme")])
    try world.replica.close()
    let journal = try #require(try PrivateFile.content(of: world.home.journalPath))
    try PrivateFile.replace(world.home.journalPath, with: Array(journal.dropLast(20)))
    try world.damage(.removed)

    try world.open()

    #expect(try world.replica.outbox().map(\.sequence) == [1])
    #expect(world.replica.openingFacts == [.restoredEdits(count: 1), .restoredUnapplied(count: 1)])
  }

  @Test func `a damaged line of the journal is reported and kept, the others count`() throws {
    let world = try ReplicaWorld([.account("acme")])
    for name in ["one", "two", "three"] { try world.replica.perform([.log(name, of: "acme")]) }
    try world.replica.close()
    var journal = String(
      decoding: try #require(try PrivateFile.content(of: world.home.journalPath)), as: UTF8.self)
    journal.replace("\"two\"", with: "\"zwo\"")
    try PrivateFile.replace(world.home.journalPath, with: Array(journal.utf8))
    try world.damage(.removed)

    try world.open()

    #expect(
      world.replica.openingFacts.contains(
        .unreadableJournalLines(count: 1, path: world.home.journalPath + ".unreadable")))
    #expect(try world.replica.outbox().map(\.sequence) == [1, 3])
  }

  @Test func `the journal says from the login on whose edits it holds`() throws {
    let world = try ReplicaWorld(isServed: false)
    #expect(try world.replica.journal.content().header?.user == ReplicaWorld.me)
  }

  @Test func `another person's login does not send what only the journal holds`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("mine", of: "acme")])
    let journal = try PrivateFile.content(of: world.home.journalPath)
    try world.replica.close()
    try world.damage(.removed)
    try world.home.save(ReplicaWorld.access(user: "eve", device: "device-2"))

    try world.open()

    guard case .othersEdits("ada", 1, let place) = world.replica.openingFacts.first else {
      Issue.record("expected othersEdits, found \(world.replica.openingFacts)")
      return
    }
    #expect(try PrivateFile.content(of: place) == journal)
    #expect(
      world.replica.openingFacts.first?.description
        == """
        1 unsent edit of ada lay here. The journal was set aside as \(place): copy it for them, \
        logging out removes it.
        """)
    #expect(try world.replica.nextPush() == nil)
    #expect(try world.replica.journal.content().header?.user == User.ID("eve"))
    try world.reopen()
    #expect(world.replica.openingFacts == [])
  }

  @Test func `logging out leaves no copy behind`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("one", of: "acme")])
    try world.replica.close()
    try world.damage(.garbage)
    for suffix in ["-wal", "-shm"] {
      try PrivateFile.replace(world.home.replicaPath + suffix, with: [1])
    }
    let journal = try #require(try PrivateFile.content(of: world.home.journalPath))
    try PrivateFile.replace(world.home.journalPath, with: journal + Array("damage\n\n".utf8))
    try PrivateFile.replace(world.home.lastMacroPath, with: Array("keys: [l]".utf8))
    try world.open()
    func files() throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: world.home.path))
    }
    #expect(try files().contains("outbox.ndjson.unreadable"))
    #expect(try files().contains { $0.hasPrefix("replica.sqlite.damaged-") })

    try world.replica.wipe()

    let names = try files().filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
    #expect(
      names == ["drafts", "open.lock", "outbox.ndjson", "replica.sqlite", "write.lock"])
    #expect(try PrivateFile.content(of: world.home.journalPath) == [])
  }
}

extension ReplicaWorld {
  func damage(_ damage: RecoveryTests.Damage) throws {
    let path = home.replicaPath
    for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
    let size = try #require(try PrivateFile.content(of: path)).count
    try #require(size > 16_384, "the file is shorter than the test thinks: \(size)")
    switch damage {
    case .removed: unlink(path)
    case .emptied: try PrivateFile.truncate(path, to: 0)
    case .cutInHalf: try PrivateFile.truncate(path, to: size / 2)
    case .garbage: try overwrite(path, at: 0, count: 4_096)
    case .garbageInside: try overwrite(path, at: 8_192, count: size - 8_192)
    case .otherDatabase: try sqlite(path, "DROP TABLE meta; PRAGMA user_version = 0")
    case .newer: try sqlite(path, "PRAGMA user_version = 999999")
    }
  }

  private func overwrite(_ path: String, at offset: Int, count: Int) throws {
    var content = try #require(try PrivateFile.content(of: path))
    for index in offset..<(offset + count) { content[index] = UInt8(truncatingIfNeeded: index * 7) }
    try PrivateFile.replace(path, with: content)
  }

  private func sqlite(_ path: String, _ sql: String) throws {
    let file = try ReplicaFile(home)
    try file.write { try $0.execute(sql) }
    try file.close()
  }

  /// Asks every table for every row.
  func readEverything() throws {
    try replica.file.read { connection in
      for table in Schema.tables {
        _ = try connection.count(
          "SELECT sum(length(\"\(table.columns[0].name)\")) FROM \"\(table.name)\"")
      }
    }
    _ = try replica.timeline(limit: 1_000)
  }
}
