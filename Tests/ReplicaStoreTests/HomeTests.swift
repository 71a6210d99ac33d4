import CustomerSuccess
import Foundation
import Glibc
import Support
import Testing

@testable import ReplicaStore

@Suite struct HomeTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func `everything in a home is for its owner alone`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("call", of: "acme")])
    try world.replica.saveLocalDraft(
      LocalDraft(
        id: LocalDraft.ID("d"), kind: "activity", account: nil, fields: [:],
        savedAt: ReplicaWorld.start))

    #expect(try mode(world.home.path) == 0o700)
    #expect(try mode(world.home.draftsPath) == 0o700)
    let files = try #require(FileManager.default.enumerator(atPath: world.home.path))
    var found: Set<String> = []
    for case let name as String in files where name != "drafts" {
      found.insert(name)
      #expect(try mode("\(world.home.path)/\(name)") == 0o600, "\(name)")
    }
    #expect(found.isSuperset(of: ["replica.sqlite", "outbox.ndjson", "token", "drafts/d.json"]))
  }

  @Test func `a lock given back is free even while a program being started shares its descriptor`()
    throws
  {
    let directory = try TemporaryDirectory()
    let path = directory.path(of: "lock")
    var lock = try FileLock(ifFree: path, .exclusive)
    #expect(lock != nil)
    let shared = try #require(descriptors(of: path).map { dup($0) }.first)
    defer { close(shared) }
    #expect(try FileLock(ifFree: path, .exclusive) == nil)

    withExtendedLifetime(lock) {}
    lock = nil

    #expect(try FileLock(ifFree: path, .exclusive) != nil)
  }

  /// The descriptors of this process that have the file open.
  private func descriptors(of path: String) throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
      // The descriptor of the listing itself is gone by now.
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) == path
    }.compactMap { Int32($0) }
  }

  @Test func `an open folder of one's own is made private`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path(of: "home")
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])

    _ = try Home.open(at: path + "/")

    #expect(try mode(path) == 0o700)
  }

  @Test func `a file where the folder should be is refused`() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("x", to: "home")

    #expect(throws: HomeError.notAFolder(path: path)) { try Home.open(at: path) }
  }

  @Test func `a token that others may read is refused with what to do`() throws {
    let world = try ReplicaWorld()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: world.home.tokenPath)

    let error = #expect(throws: HomeError.self) { try world.home.access() }

    let path = world.home.tokenPath
    #expect(error == .tokenReadableByOthers(path: path, mode: 0o100644))
    #expect(
      error?.description == """
        \(path) holds your key to the service and others may read it (mode 0644): run chmod 600 on \
        it, and if this machine has other users, log out and log in again
        """)
    try world.replica.close()
    #expect(throws: HomeError.self) { try world.open() }
  }

  @Test func `a login is remembered, replaced and forgotten`() throws {
    let home = try Home.open(at: try TemporaryDirectory().path(of: "home"))
    #expect(try home.access() == nil)

    try home.save(ReplicaWorld.access())
    try home.save(ReplicaWorld.access(user: "eve"))
    #expect(try home.access() == ReplicaWorld.access(user: "eve"))

    try home.removeAccess()
    try home.removeAccess()
    #expect(try home.access() == nil)
  }

  @Test func `a token file with something else in it is not a login`() throws {
    let home = try Home.open(at: try TemporaryDirectory().path(of: "home"))
    try PrivateFile.replace(home.tokenPath, with: Array("hello".utf8))

    #expect(throws: HomeError.tokenUnreadable(path: home.tokenPath)) { try home.access() }
  }
}

@Suite struct LocalDraftTests {
  private func draft(_ id: String, _ notes: String, secondsLater: Int = 0) -> LocalDraft {
    LocalDraft(
      id: LocalDraft.ID(id), kind: "activity", account: Account.ID("acme"),
      fields: ["notes": notes], savedAt: ReplicaWorld.start.adding(seconds: secondsLater))
  }

  @Test func `a draft outlives the program and the replica`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.saveLocalDraft(draft("a", "half a sen"))
    try world.replica.saveLocalDraft(draft("a", "half a sentence"))
    try world.replica.saveLocalDraft(draft("b", "newer", secondsLater: 9))

    try world.loseReplica()

    #expect(
      try world.replica.localDrafts() == [
        draft("b", "newer", secondsLater: 9), draft("a", "half a sentence"),
      ])
  }

  @Test func `submitting takes the draft away in the same moment`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.saveLocalDraft(draft("a", "done"))

    try world.replica.perform([.log("call", of: "acme")], submitting: LocalDraft.ID("a"))
    #expect(try world.replica.localDrafts().isEmpty)

    // As if the program had died before it could remove the file.
    try world.replica.saveLocalDraft(draft("a", "done"))
    try world.reopen()
    #expect(try world.replica.localDrafts().isEmpty)
  }

  @Test func `a refused edit leaves the draft`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.saveLocalDraft(draft("a", "text"))

    #expect(throws: MutationRefusal.self) {
      try world.replica.perform([.log("call", of: "nowhere")], submitting: LocalDraft.ID("a"))
    }

    #expect(try world.replica.localDrafts().count == 1)
  }

  @Test func `a draft's id never leads out of the folder, and a foreign file is left alone`() throws
  {
    let world = try ReplicaWorld()
    try world.replica.saveLocalDraft(draft("../../evil", "x"))
    try PrivateFile.replace("\(world.home.draftsPath)/note.json", with: Array("{}".utf8))

    #expect(try world.replica.localDrafts().map(\.id.rawValue) == ["../../evil"])
    let names = try FileManager.default.contentsOfDirectory(atPath: world.home.path)
    #expect(!names.contains { $0.contains("evil") })
    try world.replica.discardLocalDraft(LocalDraft.ID("../../evil"))
    #expect(try world.replica.localDrafts().isEmpty)
  }
}
